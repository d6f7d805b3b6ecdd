"""Serve Ponte on this machine, with the demo district or one's own data; say what is not in order."""

from __future__ import annotations

import gc
import socket
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click
from sqlalchemy import func, select

from apps.cli.options import common_options
from apps.cli.record import open_record
from apps.settings import open_library

if TYPE_CHECKING:
    from apps.settings import Settings

PORT = 5006


PERSONS, SEED = 200, 7
"""Of the demo: the same district on every machine."""


def read_address(_context: click.Context, _option: click.Parameter, text: str) -> str:
    """Read the address by which a proxy answers for us: https, unless it is of this very machine."""
    from coordinator.protection.organisation import is_guarded

    address, parts = text.strip().rstrip("/").lower(), urlsplit(text.strip().rstrip("/"))
    if address and (not is_guarded(address) or parts.path or parts.query or parts.username):
        message = (
            f"{text!r} non è un indirizzo che Ponte possa usare in rete. Scrivilo come https://ponte.esempio.it, "
            "senza altro dopo il nome: i dati delle persone viaggiano solo cifrati."
        )
        raise click.BadParameter(message)
    return address


@click.command()
@click.option(
    "--port", default=PORT, type=click.IntRange(0, 65535), show_default=True, help="La porta su 127.0.0.1."
)
@click.option("--prepare-only", is_flag=True, help="Prepara i dati e basta.")
@common_options
def demo(settings: Settings, port: int, prepare_only: bool) -> None:
    """Serve il distretto di prova: dati inventati, su 127.0.0.1."""
    if not prepare_only:
        check_port(port)
    prepare_demo(settings)
    if not prepare_only:
        _serve(settings, port, demo=True)


@click.command()
@click.option(
    "--port", default=PORT, type=click.IntRange(0, 65535), show_default=True, help="La porta su 127.0.0.1."
)
@click.option(
    "--address",
    "public",
    envvar="PONTE_ADDRESS",
    default="",
    callback=read_address,
    metavar="INDIRIZZO",
    help="L’indirizzo che scrivono gli altri, se un proxy di questa macchina risponde in rete: "
    "https://ponte.esempio.it (o PONTE_ADDRESS).",
)
@common_options
def serve(settings: Settings, port: int, public: str) -> None:
    """Serve un archivio, vuoto o esistente, su 127.0.0.1."""
    check_port(port)
    _serve(settings, port, demo=False, public=public)


def prepare_demo(settings: Settings) -> None:
    """
    Load the invented district into an empty store; leave a store that has it already as it is.

    Parameters
    ----------
    settings
        Where the store is.

    Raises
    ------
    click.ClickException
        In Italian, when the store holds other persons: invented data never mix with real ones.
    """
    from coordinator.model import Person

    with open_record(settings) as (store, viewer):
        with store.reading() as session:
            persons = session.scalar(select(func.count()).select_from(Person)) or 0
            ada = session.scalar(select(Person.key).where(Person.id == "per:ada"))
        if ada is not None:
            return
        if persons:
            message = (
                f"Questo archivio ha già {persons} persone che non sono quelle di prova: i dati inventati "
                "non si mescolano ai veri. Scegli un’altra cartella: ponte demo --store CARTELLA"
            )
            raise click.ClickException(message)
        from coordinator.district import generate, load
        from coordinator.district.opened import open_ada
        from coordinator.district.pact import sign_demo_agreement
        from coordinator.district.path import walk_ada, walk_others
        from coordinator.district.year import walk_year
        from knowledge.library.example import add_example_region

        click.echo(f"Preparo il distretto di prova: {PERSONS} persone inventate… ", nl=False)
        load(store, generate(PERSONS, SEED), viewer)
        walk_ada(store, viewer)
        walk_others(store, viewer, settings.day)
        walk_year(store, viewer, settings.day)
        sign_demo_agreement(store, viewer, settings.day)
        open_ada(store, viewer)
        with open_library(settings) as library:
            add_example_region(library, settings.day)
        click.echo("fatto.")


def check_port(port: int) -> None:
    """
    Refuse a port that another program holds, and name one that is free.

    Parameters
    ----------
    port
        On 127.0.0.1.

    Raises
    ------
    click.ClickException
        In Italian, with the command that would work.
    """
    if port == 0:
        return
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            message = (
                f"La porta {port} è occupata da un altro programma (forse un altro Ponte ancora aperto). "
                f"Chiudilo, oppure scegli un’altra porta: --port {(other := free_port())} "
                f"(con make: make demo PORT={other})"
            )
            raise click.ClickException(message) from error


def free_port() -> int:
    """Return a port of 127.0.0.1 that nobody holds now."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        return int(other.getsockname()[1])


def _serve(settings: Settings, port: int, *, demo: bool, public: str = "") -> None:
    """Open the stores, then serve until Ctrl-C."""
    gc.disable()  # nothing that is imported at the start is ever garbage: looking for it costs half a second
    from apps.cli.record import in_italian
    from apps.components.words import long_day
    from apps.serve import Place, open_desk
    from apps.serve import serve as serve_pages
    from coordinator.errors import CoordinatorError

    place = Place(port or free_port(), public=public)
    try:
        desk = open_desk(settings, demo=demo)
    except CoordinatorError as error:
        raise click.ClickException(in_italian(error)) from error

    def tell() -> None:
        click.echo(f"Ponte è pronto: {place.url}  (Ctrl-C per chiudere)")
        if settings.stays:
            click.echo(f"Il giorno delle pagine resta quello chiesto con --on: {long_day(settings.day)}.")
        if desk.code is not None:
            click.echo(f"Prima configurazione da un’altra macchina: il codice è {desk.code.text}")

    serve_pages(desk, place, tell)


@click.command()
@click.option(
    "--port", default=PORT, type=click.IntRange(0, 65535), show_default=True, help="La porta da controllare."
)
@common_options
def doctor(settings: Settings, port: int) -> None:
    """Dice che cosa è installato, raggiungibile, vecchio; e il rimedio."""
    from apps.cli.doctor import examine

    found = []
    for check in examine(settings, port):
        click.echo(str(check))
        found.append(check.state)
    if "male" in found:
        raise click.exceptions.Exit(1)
