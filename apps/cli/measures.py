"""Check the measures against published cases."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import click


@click.group()
def measures() -> None:
    """Le misure di rete e di continuità."""


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
        cases: list[dict[str, object]] = document["cases"] if isinstance(document, dict) else document
    except (json.JSONDecodeError, KeyError, UnicodeDecodeError) as error:
        message = f'{file} non è un file di casi ({{"cases": [...]}}): {error}.'
        raise click.ClickException(message) from error
    return cases
