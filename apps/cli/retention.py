"""Show what is due to be erased, by which rule; erase it when asked to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from apps.cli.options import common_options
from apps.cli.record import open_record

if TYPE_CHECKING:
    from apps.settings import Settings
    from coordinator.protection.retention import Due


@click.command()
@click.option("--apply", "erase", is_flag=True, help="Cancella davvero; senza, si vede soltanto.")
@common_options
def retention(settings: Settings, *, erase: bool) -> None:
    """Dice che cosa è da cancellare, con la regola e la norma; con --apply lo cancella."""
    from coordinator.protection.retention import BadTermError, erase_what_is_due, what_is_due

    with open_record(settings) as (store, viewer):
        work = erase_what_is_due if erase else what_is_due
        try:
            found = work(store, settings.day, viewer, settings.home)
        except BadTermError as error:
            message = (
                f"conservazione.yaml: «{error.name}» non va bene. Scrivi una regola e i giorni, come «bozze: 60». "
                f"Le regole: {', '.join(error.known)}."
            )
            raise click.ClickException(message) from error
    for one in found:
        click.echo(_line(one, erased=erase))
    if not erase and any(one.rows for one in found):
        click.echo(
            "\nNiente è stato cancellato. Prima fai una copia («ponte backup FILE»), poi ripeti con --apply."
        )
    elif any(one.rows for one in found):
        click.echo(
            "\nLe copie fatte prima contengono ancora ciò che è stato cancellato: dai anche a loro un termine, e "
            "dopo quel giorno distruggile. Se ne ripristini una, ripeti «ponte retention --apply»."
        )


def _line(due: Due, *, erased: bool) -> str:
    """Write a rule and what it does."""
    rule = due.rule
    when = "si conserva" if rule.effect == "keep" else f"dopo {rule.days} giorni da: {rule.after}"
    head = "" if rule.effect == "keep" else f"{due.rows} {'cancellate' if erased else 'da cancellare'} · "
    return f"{head}{rule.what}\n    {when} ({rule.term}; {rule.norm})\n    {rule.why}"
