"""Check the log of accesses, and keep its heads and copies apart from the store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from apps.cli.options import common_options

if TYPE_CHECKING:
    from apps.settings import Settings
    from coordinator.protection.audit import Verification

A_FILE = click.Path(dir_okay=False, path_type=Path)


@click.group()
def audit() -> None:
    """Il registro degli accessi."""


@audit.command()
@click.option(
    "--anchors",
    type=A_FILE,
    default=None,
    help="Le ancore tenute altrove (predefinito: quelle dell'archivio).",
)
@click.option(
    "--file", "exported", type=A_FILE, default=None, help="Un registro esportato, senza aprire l'archivio."
)
@common_options
def verify(settings: Settings, anchors: Path | None, exported: Path | None) -> None:
    """Controlla che nessuna voce sia stata cambiata, spostata, tolta o aggiunta, nemmeno in fondo."""
    from apps.cli.record import in_italian, open_record
    from coordinator.errors import CoordinatorError
    from coordinator.protection.audit import verify as verify_log
    from coordinator.protection.audit_files import ANCHORS, read_anchors, verify_file

    place = anchors or settings.home / ANCHORS
    try:
        known = read_anchors(place) if anchors or place.exists() else ()
        if exported is not None:
            _say(verify_file(exported, known), len(known))
            return
    except CoordinatorError as error:
        raise click.ClickException(in_italian(error)) from error
    with open_record(settings) as (store, viewer):
        viewer.require("read", "audit")
        found = verify_log(store, known)
    _say(found, len(known))


@audit.command()
@click.option("--to", "target", type=A_FILE, default=None, help="Il file delle ancore; si aggiunge una riga.")
@common_options
def anchor(settings: Settings, target: Path | None) -> None:
    """Annota a che punto è il registro: chi lo accorcia dopo viene scoperto."""
    from apps.cli.record import open_record
    from coordinator.protection.audit_files import ANCHORS, drop_anchor

    place = target or settings.home / ANCHORS
    with open_record(settings) as (store, viewer):
        made = drop_anchor(store, place, viewer)
    click.echo(f"Voci {made.entries}, impronta {made.hash}. Annotato in {place}.")
    click.echo("Tieni una copia di questo file su un'altra macchina, o stampa la riga.")


@audit.command()
@click.option(
    "--to", "target", type=A_FILE, required=True, help="Il file da scrivere, una voce per riga (JSON)."
)
@common_options
def export(settings: Settings, target: Path) -> None:
    """Scrive tutto il registro in un file, da controllare altrove con «verify --file»."""
    from apps.cli.record import open_record
    from coordinator.protection.audit_files import export_log

    with open_record(settings) as (store, viewer):
        count = export_log(store, target, viewer)
    click.echo(f"Scritte {count} voci in {target}.")


def _say(found: Verification, anchors: int) -> None:
    """Say what the walk along the log found."""
    if not found.whole:
        message = (
            f"Il registro è stato alterato: la voce {found.broken_at} manca, o non torna con quelle prima."
        )
        raise click.ClickException(message)
    click.echo(f"Il registro è integro: {found.entries} voci, {anchors} ancore controllate.")
    if not anchors:
        click.echo(
            "Nessuna ancora: se qualcuno avesse tolto le ultime voci non si vedrebbe. Usa «ponte audit anchor»."
        )
