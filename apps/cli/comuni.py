"""Match the places of the record with ISTAT's comuni from the command line."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from apps.cli.options import common_options

if TYPE_CHECKING:
    from apps.settings import Settings
    from coordinator.exchange.comuni import Zone

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("file", type=FILE)
@click.option(
    "--changes",
    type=FILE,
    help="Le fusioni: un CSV con codice_vecchio e codice_nuovo.",
)
@click.option("--json", "as_data", is_flag=True, help="Come JSON.")
@common_options
def comuni(settings: Settings, file: Path, changes: Path | None, as_data: bool) -> None:
    """Quali comuni sono le zone scritte nell’archivio, dall’elenco ISTAT in FILE (CSV)."""
    from apps.cli.record import open_record
    from coordinator.errors import NotATableError
    from coordinator.exchange.comuni import match_zones, read_comuni

    try:
        known = read_comuni(file, changes)
    except NotATableError as error:
        message = (
            f"{error.file}: non è l’elenco dei comuni come lo pubblica l’ISTAT, o la tabella delle fusioni. "
            f"({error.why})"
        )
        raise click.ClickException(message) from error
    with open_record(settings) as (store, viewer):
        found = match_zones(store, known, viewer)
    if as_data:
        click.echo(json.dumps([asdict(one) for one in found], ensure_ascii=False))
    else:
        click.echo("\n".join(map(_told, found)) or "Nell’archivio non è scritta nessuna zona.")


def _told(zone: Zone) -> str:
    """Tell what a zone is, or may be."""
    if not zone.found:
        near = f" Forse: {', '.join(zone.near)}." if zone.near else ""
        return f"{zone.name}: nessun comune ha questo nome.{near}"
    which = "; ".join(f"{one.code} {one.name} ({one.province or one.region})" for one in zone.found)
    return f"{zone.name}: {which}" + (" – scrivi il codice per dire quale" if len(zone.found) > 1 else "")
