"""Invent a synthetic district and load it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from apps.cli.options import common_options

if TYPE_CHECKING:
    from apps.settings import Settings


@click.command()
@click.option(
    "--persons", default=200, show_default=True, type=click.IntRange(9, 2_000_000), help="Quante persone."
)
@click.option("--seed", default=7, show_default=True, help="Stesso seme, stesse persone.")
@common_options
def district(settings: Settings, persons: int, seed: int) -> None:
    """Genera e carica un distretto sintetico: tutte le persone sono inventate."""
    from apps.cli.record import open_record
    from coordinator.district import generate, load

    with open_record(settings) as (store, viewer):
        records = generate(persons, seed)
        load(store, records, viewer)
    click.echo(f"Caricate {len(records.persons)} persone inventate e {len(records.ties)} legami.")
