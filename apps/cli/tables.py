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
@click.option(
    "--comuni",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="L’elenco ISTAT dei comuni (CSV), per controllare i codici di FHIR.",
)
@common_options
def load(settings: Settings, files: tuple[Path, ...], comuni: Path | None) -> None:
    """Carica registri CSV o XLSX, FHIR R4 o HSDS 3: tutto, oppure niente, col posto e il rimedio di ogni errore."""
    from apps.cli.exchange import FHIR_ENDINGS, load_fhir_files, load_hsds_directory
    from apps.cli.record import open_record
    from coordinator.exchange import load_tables
    from coordinator.exchange.hsds.tables import is_package

    kinds = {file: _kind(file, is_package(file), FHIR_ENDINGS) for file in files}
    if len(set(kinds.values())) > 1 or (len(files) > 1 and "hsds" in kinds.values()):
        message = "Carica un tipo di file alla volta, e un elenco HSDS da solo: ogni volta entra tutto, oppure niente."
        raise click.UsageError(message)
    with open_record(settings) as (store, viewer):
        if "fhir" in kinds.values():
            click.echo(load_fhir_files(store, files, viewer, comuni))
        elif "hsds" in kinds.values():
            click.echo(load_hsds_directory(store, files[0], settings.day, viewer))
        else:
            _say("Caricati", load_tables(store, files, viewer).rows)


def _kind(file: Path, directory: bool, fhir: tuple[str, ...]) -> str:
    """Say what a file is, by its ending and how it begins."""
    return "hsds" if directory else "fhir" if file.suffix.lower() in fhir else "registri"


def _say(verb: str, rows: dict[str, int]) -> None:
    """Say how many rows of each register there were."""
    counted = [f"{count} {title}" for title, count in rows.items() if count]
    click.echo(f"{verb}: {', '.join(counted) or 'nessuna riga'}.")
