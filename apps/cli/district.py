"""Invent a synthetic district, or a whole province, and load it."""

from __future__ import annotations

import json
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from apps.cli.options import common_options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from apps.settings import Settings
    from coordinator.district.province import Province
    from coordinator.protection import Viewer
    from coordinator.store import Store

PROVINCE_FROM = 5_000
"""From so many persons on a whole province is invented, with comuni, paths and planted truths."""
QUIET = 2.0
"""Seconds between two lines of progress."""
TRUTH_FILE = "provincia_verita.json"


@click.command()
@click.option(
    "--persons", default=200, show_default=True, type=click.IntRange(9, 100_000_000), help="Quante persone."
)
@click.option(
    "--seed", default=7, show_default=True, type=click.IntRange(0), help="Stesso seme, stesse persone."
)
@click.option(
    "--comuni",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Un file JSON o CSV di comuni veri con la popolazione: se ne usano i nomi e le proporzioni.",
)
@click.option("--provincia", help="Quale provincia del file, per esempio LE.")
@click.option(
    "--export",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Scrive anche le tabelle in CSV, con la somma SHA-256 di ciascuna.",
)
@common_options
def district(
    settings: Settings,
    persons: int,
    seed: int,
    comuni: Path | None,
    provincia: str | None,
    folder: Path | None,
) -> None:
    """
    Genera e carica un distretto sintetico: tutte le persone sono inventate.

    Da 5.000 persone in su, o con --comuni, nasce una provincia intera: comuni, nuclei, servizi, legami, contatti e
    percorsi. Se il carico si ferma, lo stesso comando riprende da dove era.
    """
    from apps.cli.record import open_record

    with _in_italian(), open_record(settings) as (store, viewer):
        if persons >= PROVINCE_FROM or comuni is not None:
            _load_province(settings, _invent(persons, seed, comuni, provincia), store, viewer)
        else:
            _load_district(persons, seed, store, viewer)
        if folder is not None:
            from coordinator.district.province.export import export_csv

            click.echo(f"SHA-256 dell’esportazione in {folder}: {export_csv(store, folder, viewer)}")


def _load_district(persons: int, seed: int, store: Store, viewer: Viewer) -> None:
    """Load Ada's district and some families."""
    from coordinator.district import generate, load
    from coordinator.district.province import DistrictThereError
    from coordinator.store.records import party_ids

    if there := len(party_ids(store)):
        raise DistrictThereError(there)
    records = generate(persons, seed)
    load(store, records, viewer)
    click.echo(f"Caricate {len(records.persons)} persone inventate e {len(records.ties)} legami.")


def _invent(persons: int, seed: int, comuni: Path | None, provincia: str | None) -> Province:
    """Invent a province, on the comuni of a file where one is given."""
    from coordinator.district.province import invent, read_comuni

    return invent(persons, seed, read_comuni(comuni, provincia) if comuni is not None else None)


def _load_province(settings: Settings, province: Province, store: Store, viewer: Viewer) -> None:
    """Load a province, saying how far it is, and write its truth beside the store."""
    from coordinator.district.province import load

    begin = last = time.monotonic()

    def tell(what: str, done: int, steps: int) -> None:
        nonlocal last
        if time.monotonic() - last > QUIET or done in (0, steps):
            last = time.monotonic()
            click.echo(f"{done / steps:4.0%}  {what} ({last - begin:.0f} s)", err=True)

    rows = load(store, province, viewer, tell)
    settings.home.mkdir(parents=True, exist_ok=True)
    truth = settings.home / TRUTH_FILE
    truth.write_text(json.dumps(province.truth.as_json(), ensure_ascii=False, indent=1), encoding="utf-8")
    counts = {name: f"{rows[name]:,}".replace(",", ".") for name in ("person", "tie", "contact", "care_case")}
    click.echo(
        f"Caricate {counts['person']} persone inventate, {counts['tie']} legami, {counts['contact']} contatti e "
        f"{counts['care_case']} percorsi in {time.monotonic() - begin:.0f} secondi.\n"
        f"Ciò che vi è nascosto, per chi verifica le misure, è in {truth}"
    )


@contextmanager
def _in_italian() -> Iterator[None]:
    """Say in Italian what a province refuses."""
    from coordinator.district.province import (
        ComuniFileError,
        DistrictThereError,
        NoRoomError,
        OtherLoadError,
        TooFewPersonsError,
    )

    try:
        yield
    except KeyboardInterrupt as stop:
        message = "Interrotto. Lo stesso comando riprende da dove era."
        raise click.ClickException(message) from stop
    except click.ClickException as told:
        words = None
        match told.__cause__:
            case DistrictThereError(parties=parties):
                words = (
                    f"Questo archivio tiene già {parties} parti: un distretto si carica in un archivio vuoto. "
                    "Scegli un’altra cartella con --store."
                )
            case OtherLoadError(persons=persons, seed=seed):
                words = (
                    f"Qui si è fermato il carico di {persons} persone con seme {seed}: ripeti il comando con "
                    f"--persons {persons} --seed {seed} e gli stessi comuni, oppure scegli un’altra cartella."
                )
            case NoRoomError(needed=needed, free=free):
                words = (
                    f"Servono circa {_gigabytes(needed)} e il disco ne ha {_gigabytes(free)} liberi: chiedi meno "
                    "persone, o scegli con --store una cartella su un altro disco."
                )
            case TooFewPersonsError(least=least):
                words = f"Una provincia ha almeno {least} persone: chiedine di più, o togli --comuni."
            case ComuniFileError(file=file, why=why):
                words = f"{file}: {why}"
        if words is None:
            raise
        raise click.ClickException(words) from told


def _gigabytes(count: int) -> str:
    return f"{count / 1e9:.1f} GB".replace(".", ",")
