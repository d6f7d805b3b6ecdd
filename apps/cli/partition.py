"""Part the record on a PostgreSQL server by territory, so that each district's lies apart; or make it whole again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from apps.cli.options import common_options

if TYPE_CHECKING:
    from apps.settings import Settings

WORDS = {
    "server": "Solo un archivio su PostgreSQL si divide in parti: indica il suo indirizzo con --db.",
    "districts": "Nessun comune dell’archivio è «parte di» un ambito o distretto: scrivi prima questi legami.",
    "number": "I territori sono troppi per un solo archivio: al massimo 250.",
    "otherwise": "L’archivio è già diviso in un altro modo: riuniscilo prima con --undo.",
    "triggers": "Una tabella ha regole (trigger o policy) aggiunte da altri: vanno tolte prima. Niente è cambiato.",
    "hangs": "A una tabella è legato qualcosa di aggiunto da altri (viste, chiavi, indici unici): va tolto prima. "
    "Niente è cambiato.",
    "moved": "Il numero delle righe non torna: la tabella è rimasta com’era. Riprova.",
}
"""Reason of a refusal → what to do."""


@click.command()
@click.option("--undo", is_flag=True, help="Riunisce le parti: le tabelle tornano intere.")
@common_options
def partition(settings: Settings, undo: bool) -> None:
    """
    Divide per territorio le schede di un archivio PostgreSQL: una parte per ogni ambito o distretto.

    Si fa quando nessuno lavora: chi legge o scrive aspetta. Se si interrompe, lo stesso comando continua. Ripetilo
    quando un comune cambia ambito. Chi cambia residenza passa da sé alla parte giusta.
    """
    from apps.cli.record import open_record
    from coordinator.store.parts_hanging import PartsError
    from coordinator.territory.partitions_postgresql import part_record, unite_record

    def tell(table: str, rows: int) -> None:
        click.echo(f"{table}: {rows} righe", err=True)

    try:
        with open_record(settings) as (store, viewer):
            if undo:
                unite_record(store, viewer, tell)
                click.echo("L’archivio è di nuovo intero.")
                return
            found = part_record(store, viewer, tell)
    except click.ClickException as told:
        if isinstance(told.__cause__, PartsError):
            raise click.ClickException(WORDS[told.__cause__.reason]) from told
        raise
    for one in found:
        click.echo(f"{one.name or 'Di nessun territorio'}: {one.persons} persone (parte {one.key})")
