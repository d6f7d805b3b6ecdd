"""Open the record for a command, and say in Italian what it refuses."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator

    from apps.settings import Settings
    from coordinator.protection import Viewer
    from coordinator.store import Store


@contextmanager
def open_record(settings: Settings) -> Iterator[tuple[Store, Viewer]]:
    """
    Open the store and say who asks; a failure ends the command with its message.

    Parameters
    ----------
    settings
        Where the record is, and who asks.

    Yields
    ------
    Store, Viewer
        The store is closed at the end.

    Raises
    ------
    ClickException
        With the message of any error that a user can act on.
    """
    from coordinator.errors import CoordinatorError
    from coordinator.protection import open_viewer
    from coordinator.store import open_store

    try:
        store = open_store(settings.url, settings.home)
        try:
            yield store, open_viewer(store, settings.user)
        finally:
            store.close()
    except CoordinatorError as error:
        raise click.ClickException(in_italian(error)) from error


def in_italian(error: Exception) -> str:
    """
    Word an error of the record for who sits at the terminal.

    Parameters
    ----------
    error
        One of `coordinator.errors`.

    Returns
    -------
    str
        What happened and what to do, in Italian; the error's own text when we have no words for it.
    """
    from coordinator import errors

    words = {
        errors.NotAllowedError: "Il tuo ruolo non lo permette: chiedi al case manager.",
        errors.UnknownRoleError: "Questo utente non ha un ruolo qui: chiedi a chi amministra l'archivio.",
        errors.StoreError: "L'archivio non si apre con questa versione di Ponte: aggiornala.",
    }
    if isinstance(error, errors.UnknownPartyError):
        return f"Nessuna parte ha il codice {error.party_id!r}. I codici cominciano con per:, svc:, ist: …"
    if isinstance(error, errors.RegisterError):
        return _problems(error.problems)
    if isinstance(error, errors.NotATableError):
        return f"{error.file}: non è un registro CSV o XLSX, oppure non c'è."
    return words.get(type(error), str(error))


def _problems(problems: tuple[object, ...], shown: int = 50) -> str:
    """List the problems of a register, the first in full."""
    more = [f"… e altri {len(problems) - shown}."] if len(problems) > shown else []
    head = f"Niente è stato caricato: {len(problems)} cose da correggere."
    return "\n".join([head, *map(str, problems[:shown]), *more])
