"""Tell the indicators of the territory: the intervals of the path, needs and capacity, each with its definition."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from apps.cli.options import common_options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from apps.settings import Settings
    from coordinator.territory.view import TerritoryView


@click.command()
@click.option("--json", "as_data", is_flag=True, help="Come JSON, con definizione e fonte di ognuno.")
@click.option("--refresh", "again", is_flag=True, help="Calcola di nuovo, anche se ci vuole tempo.")
@click.option("--by", "among", default="tutti", show_default=True,
              type=click.Choice(["tutti", "area", "distretto", "comune", "ente"]), help="Per chi.")  # fmt: skip
@click.option("--standards", "table", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="Carica gli standard di una tabella CSV, ognuno con la sua fonte, e ricalcola.")  # fmt: skip
@common_options
def indicators(settings: Settings, as_data: bool, again: bool, among: str, table: Path | None) -> None:
    """Gli indicatori del territorio, come nella pagina «Governo»."""
    from apps.cli.record import open_record
    from coordinator.territory.view import refresh, territory_view

    with open_record(settings) as (store, viewer):
        if table is not None:
            from coordinator.territory.standards import load_standards

            click.echo(f"Standard caricati: {load_standards(store, table, viewer)}.", err=True)
        found = None if again or table is not None else territory_view(store, settings.day, viewer)
        if found is None:
            found = refresh(store, settings.day, viewer, lambda what: click.echo(f"{what} …", err=True))
    if as_data:
        click.echo(json.dumps([one.as_json() for one in found.indicators], ensure_ascii=False))
    else:
        click.echo("\n".join(_told(found, among)))


def _told(view: TerritoryView, among: str) -> Iterator[str]:
    """
    Tell the indicators of a grouping in lines.

    Yields
    ------
    str
        The day, and when it was counted; then one an indicator of the grouping, below its label.
    """
    from apps.components.figures import said

    yield f"Al {view.day:%d/%m/%Y}, calcolati il {view.made_at:%d/%m/%Y alle %H:%M} UTC in {view.took:.1f} s."
    if view.new_rows:
        yield f"Da allora sono state scritte {view.new_rows} righe: --refresh le conta."
    label = ""
    for one in view.indicators:
        if one.among != among:
            continue
        if one.definition.label != label:
            label = one.definition.label
            yield f"\n{label}"
        yield f"  {one.group + ': ' if one.group else ''}{said(one)}"
