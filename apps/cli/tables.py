"""Load registers into the record."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from apps.cli.options import common_options

if TYPE_CHECKING:
    from apps.settings import Settings


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@common_options
def load(settings: Settings, files: tuple[Path, ...]) -> None:
    """Carica registri CSV o XLSX, o FHIR R4 in JSON: tutto, oppure niente, col posto e il rimedio di ogni errore."""
    from apps.cli.exchange import FHIR_ENDINGS, load_fhir_files
    from apps.cli.record import open_record
    from coordinator.exchange import load_tables

    fhir = [file for file in files if file.suffix.lower() in FHIR_ENDINGS]
    if fhir and len(fhir) < len(files):
        message = "Carica i registri e i file FHIR in due volte: ogni volta entra tutto, oppure niente."
        raise click.UsageError(message)
    with open_record(settings) as (store, viewer):
        if fhir:
            click.echo(load_fhir_files(store, fhir, viewer))
            return
        loaded = load_tables(store, files, viewer)
    _say("Caricati", loaded.rows)


def _say(verb: str, rows: dict[str, int]) -> None:
    """Say how many rows of each register there were."""
    counted = [f"{count} {title}" for title, count in rows.items() if count]
    click.echo(f"{verb}: {', '.join(counted) or 'nessuna riga'}.")
