"""Write the record out for other programs: one table of kinds, each with the function that writes it."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from apps.cli.options import common_options

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from apps.settings import Settings
    from coordinator.exchange.national import Flow
    from coordinator.protection import Viewer
    from coordinator.store import Store


@dataclass(frozen=True, slots=True)
class Job:
    """What an export is asked for."""

    store: Store
    viewer: Viewer
    target: Path
    day: date
    person_id: str | None  # of whom; of all when None
    names: bool = False  # whether persons are named, where a kind leaves them out
    comuni: Path | None = None  # ISTAT's list, where a kind writes its codes
    whole: str | None = None  # why all of the registers leave, what is reserved too


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of export: how it is recognised, and what writes it."""

    write: str  # module:function, which takes a `Job` and returns a sentence in Italian
    endings: tuple[str, ...]  # of the files that it writes; "" is a folder
    words: str  # what it is, for the help


KINDS: Mapping[str, Kind] = {
    "registri": Kind("apps.cli.exports:write_registers", (".xlsx", ""), "i registri, come si ricaricano"),
    "rete": Kind(
        "apps.cli.exports:write_network",
        (".graphml", ".gexf", ""),
        "la rete: GraphML, GEXF, o una cartella con nodi e legami",
    ),
    "calendario": Kind(
        "apps.cli.exports:write_calendar", (".ics",), "scadenze, visite e riunioni per il calendario"
    ),
    "modello": Kind(
        "apps.cli.exports:write_template", (".xlsx", ""), "il modello vuoto dei registri, che si spiega da sé"
    ),
    "esempio": Kind("apps.cli.exports:write_example", (".xlsx", ""), "il modello compilato con un esempio"),
    "siad": Kind(
        "apps.cli.exports:write_siad", ("",), "cure domiciliari nella forma del SIAD, con i limiti detti"
    ),
    "sina": Kind(
        "apps.cli.exports:write_sina", ("",), "prestazioni nella forma di SINA/SIUSS, con i limiti detti"
    ),
    "fhir": Kind(
        "apps.cli.exchange:write_fhir",
        (".json", ".ndjson"),
        "FHIR R4: un Bundle, o una risorsa per riga",
    ),
    "hsds": Kind(
        "apps.cli.exchange:write_hsds",
        (".json", ""),
        "l’elenco dei servizi in HSDS 3: un file di tabelle, o una cartella di CSV",
    ),
}
"""Name of a kind → what writes it; the first whose ending fits is meant when nobody names one."""


@click.command(epilog="Tipi: " + "; ".join(f"{name}, {kind.words}" for name, kind in KINDS.items()) + ".")
@click.option(
    "--to",
    "target",
    required=True,
    type=click.Path(path_type=Path),
    help="Il file, o la cartella: dall’estensione si capisce che cosa scrivere.",
)
@click.option(
    "--what", type=click.Choice(list(KINDS)), help="Che cosa, dove l’estensione non basta (vedi sotto)."
)
@click.option("--person", metavar="ID", help="Di una persona sola, per esempio per:ada.")
@click.option("--names", is_flag=True, help="Con i nomi delle persone, nel calendario.")
@click.option(
    "--comuni",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="L’elenco ISTAT dei comuni (CSV), per i codici di SIAD, SINA e FHIR.",
)
@click.option(
    "--whole",
    metavar="MOTIVO",
    help="I registri con tutto ciò che è riservato, per trasloco o autorita: può solo chi amministra.",
)
@common_options
def export(
    settings: Settings,
    target: Path,
    what: str | None,
    person: str | None,
    names: bool,
    comuni: Path | None,
    whole: str | None,
) -> None:
    """Esporta per altri programmi; ogni esportazione passa dai permessi e resta nel registro degli accessi."""
    from apps.cli.record import open_record

    kind = _kind(target, what)
    module, function = kind.write.split(":")
    write: Callable[[Job], str] = getattr(importlib.import_module(module), function)
    if whole is not None and kind is not KINDS["registri"]:
        message = "Con --whole escono i registri, in un file .xlsx o in una cartella."
        raise click.UsageError(message)
    with open_record(settings) as (store, viewer):
        said = write(Job(store, viewer, target, settings.day, person, names, comuni, whole))
    click.echo(said)


def _kind(target: Path, what: str | None) -> Kind:
    """Find what is meant by the ending of a file, or check that the kind named can have it."""
    ending = target.suffix.lower()
    if what is None:
        found = next((kind for kind in KINDS.values() if ending in kind.endings), None)
    else:
        found = KINDS[what] if ending in KINDS[what].endings else None
    if found is None:
        if what is not None and KINDS[what].endings == ("",):
            message = f"«{what}» scrive più tabelle in una cartella: --to {target.with_suffix('')}"
            raise click.UsageError(message)
        can = KINDS[what].endings if what else tuple(one for kind in KINDS.values() for one in kind.endings)
        named = sorted({one or "una cartella" for one in can})
        message = f"Non so scrivere {target.name!r} così. Le estensioni possibili: {', '.join(named)}."
        raise click.UsageError(message)
    return found


def write_registers(job: Job) -> str:
    """Write the registers as a workbook, or as CSV in a folder."""
    from coordinator.exchange import export_tables, whole_reasons

    if job.person_id:
        message = "I registri escono interi: togli --person, oppure chiedi --what rete."
        raise click.UsageError(message)
    if job.whole is not None and job.whole not in whole_reasons():
        reasons = "; ".join(f"{name}, per {label}" for name, label in whole_reasons().items())
        message = f"Con --whole si dice perché esce tutto: {reasons}."
        raise click.UsageError(message)
    rows = export_tables(job.store, job.target, job.viewer, whole=job.whole)
    counted = [f"{count} {title}" for title, count in rows.items() if count]
    kept = "I legami riservati e chi è protetto restano qui."
    stays = "Dentro c’è anche ciò che è riservato: tienilo al sicuro." if job.whole else kept
    return f"Scritti in {job.target}: {', '.join(counted) or 'nessuna riga'}. {stays}"


def write_network(job: Job) -> str:
    """Write a person's network, or the district's."""
    from coordinator.exchange.graphs_export import export_network

    found = export_network(job.store, job.target, job.day, job.viewer, person_id=job.person_id)
    alone = f", di cui {found.alone} senza legami" if found.alone else ""
    return (
        f"Scritti in {job.target}: {found.parties} parti{alone}, {found.ties} legami al {job.day:%d/%m/%Y}. "
        "I legami riservati restano qui."
    )


def write_calendar(job: Job) -> str:
    """Write what is due and to come."""
    from apps.components.words import count
    from coordinator.exchange.calendar import export_calendar

    many = export_calendar(
        job.store, job.target, job.day, job.viewer, person_id=job.person_id, names=job.names
    )
    unnamed = "" if job.names else " Senza nomi né dati di salute; con --names i nomi ci sono."
    return f"Scritti in {job.target}: {count(many, 'impegno', 'impegni')}.{unnamed}"


def write_template(job: Job, *, filled: bool = False) -> str:
    """Write the template of the registers, which holds nothing of the record."""
    from coordinator.exchange.template import make_template, write_template_csv

    if job.target.suffix:
        job.target.parent.mkdir(parents=True, exist_ok=True)
        job.target.write_bytes(make_template(filled=filled))
    else:
        write_template_csv(job.target, filled=filled)
    return f"Scritto {job.target}: comincia da «leggimi». Quando è compilato: ponte load {job.target}"


def write_example(job: Job) -> str:
    """Write the template with rows that load as they are."""
    return write_template(job, filled=True)


def write_siad(job: Job) -> str:
    """Write home care in the shape of SIAD."""
    return _write_flow(job, "siad")


def write_sina(job: Job) -> str:
    """Write what is given in the shape of SINA and SIUSS."""
    return _write_flow(job, "sina")


def _write_flow(job: Job, flow: Flow) -> str:
    """Write the tables of a flow, and say first of all what they are not."""
    from coordinator.exchange.comuni import read_comuni
    from coordinator.exchange.national import LIMITS, export_flow, flows

    comuni = read_comuni(job.comuni) if job.comuni else None
    rows = export_flow(job.store, job.target, job.day, job.viewer, flow, comuni=comuni)
    counted = ", ".join(f"{many} righe di {name}" for name, many in rows.items())
    return f"Scritti in {job.target}: {counted}. {flows()[flow]['limits'][0]} Leggi {LIMITS}."
