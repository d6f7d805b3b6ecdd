"""Measure one person's network; check the measures against published cases."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from apps.cli.options import common_options

if TYPE_CHECKING:
    from apps.settings import Settings


@click.group()
def measures() -> None:
    """Le misure di rete e di continuità."""


@measures.command()
@click.argument("person")
@click.option("--json", "as_data", is_flag=True, help="Come JSON.")
@common_options
def person(settings: Settings, person: str, as_data: bool) -> None:
    """Le misure della rete di una persona, per esempio: ponte measures person per:ada."""
    from apps.cli.record import open_record
    from coordinator.network.report import measure_person

    with open_record(settings) as (store, viewer):
        found = measure_person(store, person, settings.day, viewer)
    if as_data:
        click.echo(json.dumps([one.as_json() for one in found], ensure_ascii=False, default=str))
        return
    for one in found:
        click.echo(f"{one.label}: {one.sentence}")


@measures.command()
@click.option("--json", "as_data", is_flag=True, help="Come JSON.")
@common_options
def levels(settings: Settings, as_data: bool) -> None:
    """I cinque livelli di integrazione del territorio, ognuno con formula, fonte e dati minimi."""
    from apps.cli.record import open_record
    from coordinator.network.integration import integration

    with open_record(settings) as (store, viewer):
        found = integration(store, settings.day, viewer).values()
    if as_data:
        click.echo(json.dumps([one.as_json() for one in found], ensure_ascii=False, default=str))
        return
    for one in found:
        click.echo(f"{one.label}: {one.sentence}\n  Formula: {one.formula}\n  Fonte: {one.source}")


@measures.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def check(file: Path) -> None:
    """Esegue i casi di riferimento di FILE, una riga JSON per caso."""
    from coordinator.network.measures import check_cases

    counts: Counter[str] = Counter()
    for result in check_cases(_read_cases(file)):
        counts[result.status] += 1
        click.echo(json.dumps(result.as_json(), ensure_ascii=False, default=str))
    click.echo(f"{counts['ok']} ok, {counts['differs']} differ, {counts['unsupported']} unsupported")
    if counts["differs"] or counts["unsupported"]:
        raise SystemExit(1)


def _read_cases(file: Path) -> list[dict[str, object]]:
    """Read the cases of a file, or say what is wrong with it."""
    try:
        document = json.loads(file.read_text(encoding="utf-8"))
        cases = document["cases"] if isinstance(document, dict) else document
    except (ValueError, KeyError, RecursionError) as error:
        message = f'{file} non è un file di casi ({{"cases": [...]}}): {error}.'
        raise click.ClickException(message) from error
    if not isinstance(cases, list) or not all(isinstance(case, dict) for case in cases):
        message = f'{file} non è un file di casi ({{"cases": [...]}}): i casi vanno in un elenco.'
        raise click.ClickException(message)
    return cases
