"""Say what is missing or at risk in a network, with the rule and the data behind it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from apps.cli.options import common_options

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from apps.settings import Settings
    from coordinator.findings import Finding


@click.command()
@click.argument("person", required=False)
@click.option("--district", is_flag=True, help="Su tutte le persone del distretto.")
@click.option("--json", "as_data", is_flag=True, help="Come JSON.")
@click.option("--all", "with_dismissed", is_flag=True, help="Anche i rilievi messi da parte.")
@common_options
def findings(
    settings: Settings, person: str | None, district: bool, as_data: bool, with_dismissed: bool
) -> None:
    """I rilievi sulla rete di una persona o del distretto, per esempio: ponte findings per:ada."""
    if district == bool(person):
        message = "Scrivi l'id di una persona, per esempio per:ada, oppure --district."
        raise click.UsageError(message)
    from apps.cli.record import open_record
    from coordinator.findings import find_district, find_for
    from coordinator.findings.commitments import find_commitments

    with open_record(settings) as (store, viewer):
        if person:
            found = list(find_for(store, person, settings.day, viewer, with_dismissed=with_dismissed))
        else:
            found = list(find_district(store, settings.day, viewer, with_dismissed=with_dismissed))
            if viewer.may("read", "territory"):
                found = [*find_commitments(store, settings.day, viewer), *found]
    if as_data:
        click.echo(json.dumps([one.as_json() for one in found], ensure_ascii=False))
    else:
        click.echo("\n".join(_told(found)))


def _told(found: Sequence[Finding]) -> Iterator[str]:
    """
    Tell findings in lines: what, why, what may be done.

    Yields
    ------
    str
        How many they are; then the lines of each finding, an empty one before its first.
    """
    from knowledge.norms.identifiers import format_legal, parse_urn

    yield f"{len(found)} rilievi." if len(found) != 1 else "Un rilievo."
    for one in found:
        yield f"\n[{one.severity}] {one.sentence}"
        yield f"  {one.explanation}"
        yield f"  Che cosa si può fare: {one.rule.action}"
        if one.rule.norm:
            yield f"  Norma: {format_legal(parse_urn(one.rule.norm))}"
