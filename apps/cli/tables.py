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
    """Carica registri CSV o XLSX: tutto, oppure niente, con riga e colonna di ogni errore."""
    from apps.cli.record import open_record
    from coordinator.exchange import load_tables

    with open_record(settings) as (store, viewer):
        loaded = load_tables(store, files, viewer)
    _say("Caricati", loaded.rows)


def _say(verb: str, rows: dict[str, int]) -> None:
    """Say how many rows of each register there were."""
    counted = [f"{count} {title}" for title, count in rows.items() if count]
    click.echo(f"{verb}: {', '.join(counted) or 'nessuna riga'}.")
