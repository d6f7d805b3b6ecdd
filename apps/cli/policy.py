"""Say who sees and does what, as the policy has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from apps.components.policy_words import Line


@click.command()
@click.option("--role", default=None, help="Un ruolo solo, con il suo nome nella politica.")
@click.option("--csv", "as_csv", is_flag=True, help="La tabella intera, in CSV.")
def policy(role: str | None, *, as_csv: bool) -> None:
    """Chi vede e fa che cosa, di chi, per quale scopo."""
    from apps.components.policy_words import lines, roles_in_words

    roles = roles_in_words()
    if as_csv:
        _write_csv([one.label for one in roles], lines())
        return
    chosen = [one for one in roles if role in {None, one.id}]
    if not chosen:
        message = f"Nessun ruolo si chiama {role!r}. Ci sono: {', '.join(one.id for one in roles)}."
        raise click.ClickException(message)
    for one in chosen:
        click.echo(f"{one.label} ({one.id})")
        told = [("di chi", one.whom), ("per quale scopo", "; ".join(one.purposes)), *one.does]
        told += [("non vede", "; ".join(one.not_told))] if one.not_told else []
        for verb, what in told:
            click.echo(f"  {verb}: {what}")


def _write_csv(roles: list[str], table: tuple[Line, ...]) -> None:
    """Write one line a resource or field."""
    import csv
    import sys

    writer = csv.writer(sys.stdout)
    writer.writerow(["gruppo", "dato", *roles, "scopi che lo aprono"])
    for line in table:
        writer.writerow([line.group, line.label, *line.cells, "; ".join(line.purposes)])
