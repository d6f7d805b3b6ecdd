"""Answer questions on one person from the command line, as the conversation on screen does."""

from __future__ import annotations

import json
from time import perf_counter
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from apps.settings import Settings
    from knowledge.answer import Assistant


def ask_of(
    settings: Settings,
    person: str,
    asked: Iterable[tuple[dict[str, Any], date]],
    norms: Callable[[], Assistant],
    *,
    as_json: bool,
) -> None:
    """
    Answer on one person; each question is a conversation of its own.

    Parameters
    ----------
    settings
        Where the record is, and who asks.
    person
        Her id.
    asked
        Questions, each an entry of a batch and its day.
    norms
        Opens who answers on the norms, when a question needs it.
    as_json
        Whether to write one JSON a line instead of text.
    """
    from apps.assistant import Talk
    from apps.cli.record import open_record

    with open_record(settings) as (store, viewer):
        for entry, day in asked:
            begun = perf_counter()
            reply = Talk(store, viewer, norms, day, person).ask(entry["question"])
            if not as_json:
                click.echo(reply.as_markdown())
                continue
            line = reply.as_json(entry["question"], day, 1000 * (perf_counter() - begun))
            line |= {"id": entry["id"]} if "id" in entry else {}
            click.echo(json.dumps(line, ensure_ascii=False))
