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


KEYS = {
    "wrong": "La chiave non apre questo archivio: controlla PONTE_KEY o PONTE_KEY_FILE. "
    "Un archivio cifrato non si apre senza la sua chiave, e uno in chiaro non ne vuole.",
    "short": "La chiave dell'archivio è troppo corta: servono almeno 16 caratteri.",
    "file": "Il file che PONTE_KEY_FILE indica non si legge: controlla che ci sia e che sia tuo.",
    "missing": "Per gli archivi cifrati manca una libreria: pip install 'ponte-care[encryption]'.",
}
"""Why the key of an encrypted store does not open it."""


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
    from coordinator.errors import CoordinatorError, UnknownPartyError
    from coordinator.protection import open_viewer
    from coordinator.store import open_store

    try:
        store = open_store(settings.url, settings.home)
        try:
            viewer = open_viewer(store, settings.user)
            try:
                yield store, viewer
            except UnknownPartyError as error:
                raise click.ClickException(_unknown(error.party_id, store, viewer)) from error
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

    words: dict[type[Exception], str] = {
        errors.NotYoursError: "Questa persona non è fra quelle che segui: chiedi al case manager di aggiungerti.",
        errors.WrongPurposeError: "Lo scopo per cui chiedi non lo permette.",
        errors.NotAllowedError: "Il tuo ruolo non lo permette: chiedi al case manager.",
        errors.UnknownRoleError: "Questo utente non ha un ruolo qui: chiedi a chi amministra l'archivio.",
        errors.StoreError: "L'archivio non si apre con questa versione di Ponte: aggiornala.",
    }
    if isinstance(error, errors.UnknownPartyError):
        return f"Nessuna parte ha il codice {error.party_id!r}. I codici cominciano con per:, svc:, ist: …"
    if isinstance(error, errors.AuditFileError):
        return f"{error.file}, riga {error.line}: non è una riga del registro. Prendi il file com'è stato scritto."
    if isinstance(error, errors.RegisterError):
        return _problems(error.problems)
    if isinstance(error, errors.WrongKeyError):
        return KEYS[error.why]
    if isinstance(error, errors.UnfinishedStoreError):
        return f"L'archivio in «{error.folder}» è un ripristino interrotto: togli la cartella e ripeti «ponte restore»."
    if isinstance(error, errors.BadOrganisationError):
        return (
            f"{error.file}: il campo «{error.field}» non va bene ({error.why}). "
            "Correggi il file e avvia di nuovo; gli esempi sono in docs/ENTRY.md."
        )
    if isinstance(error, errors.NotATableError):
        return f"{error.file}: non è un registro CSV o XLSX, oppure non c'è."
    return words.get(type(error), str(error))


def _unknown(party_id: str, store: Store, viewer: Viewer) -> str:
    """Say that nobody has an id, and offer the nearest ones; an empty record is told how to be filled."""
    from coordinator.errors import NotAllowedError
    from coordinator.network.nearby import ids_like
    from coordinator.store.records import party_ids

    said = f"Nessuna parte ha il codice {party_id!r}."
    if not party_ids(store):
        return (
            f"{said} L'archivio è vuoto: carica dei registri con «ponte load», "
            "o il distretto di prova con «ponte district»."
        )
    try:
        near = ids_like(store, party_id, viewer)
    except NotAllowedError:
        near = {}
    if near:
        return f"{said} Forse: {', '.join(f'{found} ({name})' for found, name in near.items())}."
    return f"{said} I codici cominciano con per:, svc:, ist: …"


def _problems(problems: tuple[object, ...], shown: int = 50) -> str:
    """List the problems of a register, the first in full."""
    more = [f"… e altri {len(problems) - shown}."] if len(problems) > shown else []
    count = "una cosa" if len(problems) == 1 else f"{len(problems)} cose"
    head = f"Niente è stato caricato: {count} da correggere."
    return "\n".join([head, *map(str, problems[:shown]), *more])
