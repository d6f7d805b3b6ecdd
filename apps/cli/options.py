"""Share the options that every command takes: who asks, on which day, in which store."""

from __future__ import annotations

import functools
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import click
from click.core import ParameterSource

from apps.settings import DEMO_USER, Settings, default_home

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")
R = TypeVar("R")


def read_day(_context: click.Context, _option: click.Parameter, text: str | None) -> date:
    """Read a day written 2026-03-31 or, as in Italy, 31/03/2026; today when nothing is written."""
    if text is None:
        return date.today()
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    message = f"{text!r} non è un giorno. Scrivilo come 2026-03-31 oppure 31/03/2026."
    raise click.BadParameter(message)


def common_options(command: Callable[P, R]) -> Callable[..., R]:
    """
    Add the options ``--as``, ``--on``, ``--store`` and ``--db`` to a command.

    Parameters
    ----------
    command
        A click callback whose first argument is a `Settings`.

    Returns
    -------
    Callable
        The callback with the four options folded into its first argument.
    """

    @click.option("--as", "user", default=DEMO_USER, help="Chi chiede (predefinito: demo).")
    @click.option(
        "--on",
        "day",
        callback=read_day,
        default=None,
        metavar="GIORNO",
        help="Il giorno (predefinito: oggi).",
    )
    @click.option(
        "--store",
        type=click.Path(file_okay=False, path_type=Path),
        default=None,
        help="La cartella dei dati (o PONTE_HOME).",
    )
    @click.option("--db", "url", default=None, help="URL del database al posto di SQLite.")
    @functools.wraps(command)
    def wrapped(
        *args: Any,
        user: str,
        day: date,
        store: Path | None,
        url: str | None,
        **kwargs: Any,
    ) -> R:
        asked = click.get_current_context().get_parameter_source("day") is not ParameterSource.DEFAULT
        settings = Settings(home=store or default_home(), url=url, user=user, day=day, stays=asked)
        return command(settings, *args, **kwargs)  # type: ignore[arg-type]

    return wrapped
