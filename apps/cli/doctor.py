"""Look over an installation: what is there, what is missing or stale, and how to mend it."""

from __future__ import annotations

import platform
import shutil
import socket
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, select

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from apps.settings import Settings

STALE_CORPUS = timedelta(days=180)
ROOM = 500_000_000
"""Bytes that should be free beside the store."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at."""

    name: str
    state: str  # bene, attenzione, male
    found: str
    mend: str = ""

    def __str__(self) -> str:
        """Write the check as the terminal shows it."""
        mend = f"\n           rimedio: {self.mend}" if self.mend else ""
        return f"{self.state:<11}{self.name}: {self.found}{mend}"


def examine(settings: Settings, port: int) -> Iterator[Check]:
    """
    Look over the machine, the store, the norms, the port and the browser.

    Parameters
    ----------
    settings
        Where the store is.
    port
        Where the pages would be served.

    Yields
    ------
    Check
        One a thing; a check that fails in an unforeseen way says so and the others go on.
    """
    looks: tuple[Callable[[], Check], ...] = (
        _python,
        lambda: _room(settings),
        lambda: _record(settings),
        lambda: _log(settings),
        lambda: _norms(settings),
        _encoder,
        lambda: _port(port),
        _browser,
    )
    for look in looks:
        try:
            yield look()
        except Exception as error:  # noqa: BLE001  a doctor goes on to the next organ
            yield Check(
                look.__name__.strip("_<>"), "male", f"il controllo si è fermato ({type(error).__name__})"
            )


def _python() -> Check:
    """Look at Python's version."""
    version = platform.python_version()
    if version.startswith("3.11."):
        return Check("Python", "bene", version)
    return Check("Python", "attenzione", version, "Ponte è provato su Python 3.11: usa quello")


def _room(settings: Settings) -> Check:
    """Look at the folder of the data."""
    folder = settings.home
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    found = f"{settings.home}, {free // 1_000_000_000} GB liberi"
    if free < ROOM:
        return Check(
            "Cartella dei dati", "attenzione", found, "libera spazio, o scegli un’altra cartella con --store"
        )
    return Check("Cartella dei dati", "bene", found)


def _record(settings: Settings) -> Check:
    """Look at the record."""
    from coordinator.model import Person, Tie
    from coordinator.store import open_store

    if settings.url is None and not (settings.home / "ponte.db").exists():
        return Check("Archivio", "attenzione", "non c’è ancora", "ponte demo, oppure ponte load FILE")
    store = open_store(settings.url, settings.home)
    with store.reading() as session:
        persons, ties = (session.scalar(select(func.count()).select_from(table)) for table in (Person, Tie))
    store.close()
    if not persons:
        return Check("Archivio", "attenzione", "è vuoto", "ponte load FILE, oppure ponte demo")
    return Check("Archivio", "bene", f"{persons} persone, {ties} legami ({store.dialect})")


def _log(settings: Settings) -> Check:
    """Look at the log of accesses."""
    from coordinator.model import Access
    from coordinator.store import open_store

    if settings.url is None and not (settings.home / "ponte.db").exists():
        return Check("Registro degli accessi", "bene", "ancora vuoto")
    store = open_store(settings.url, settings.home)
    with store.reading() as session:
        entries = session.scalar(select(func.count()).select_from(Access))
    store.close()
    return Check("Registro degli accessi", "bene", f"{entries} righe; si verifica con «ponte audit verify»")


def _norms(settings: Settings) -> Check:
    """Look at the norms."""
    from knowledge.library import Library

    with Library.open(home=settings.home) as library:
        counted = library.coverage()
    found = f"{counted.acts} atti, {counted.articles} articoli"
    if counted.damaged:
        return Check(
            "Norme", "male", f"{found}; {len(counted.damaged)} testi rovinati", "aggiungili di nuovo"
        )
    if len(counted.only_cards) == counted.acts:
        return Check("Norme", "attenzione", f"{found}, solo schede redazionali", "ponte norms add FILE")
    if counted.last_update and settings.day - counted.last_update > STALE_CORPUS:
        return Check(
            "Norme", "attenzione", f"{found}, ferme al {counted.last_update}", "ponte norms fetch --digest"
        )
    return Check("Norme", "bene", found)


def _encoder() -> Check:
    """Look at the encoder that searches by meaning."""
    from importlib.resources import files

    if files("knowledge.encoder").joinpath("it_q4.onnx").is_file():
        return Check("Ricerca per significato", "bene", "modello italiano presente, senza rete")
    return Check("Ricerca per significato", "attenzione", "manca il modello", "reinstalla Ponte")


def _port(port: int) -> Check:
    """Look whether the pages' port is free."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return Check(
                "Porta", "attenzione", f"{port} è occupata", "ponte demo --port 0 ne sceglie una libera"
            )
    return Check("Porta", "bene", f"{port} è libera")


def _browser() -> Check:
    """Look for a browser that the tests can drive."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found:
        return Check("Browser per i test", "bene", found)
    return Check(
        "Browser per i test", "attenzione", "non c’è", "apt-get install chromium (serve solo ai test)"
    )
