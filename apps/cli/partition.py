"""Part the contacts of a PostgreSQL store, so that a province fits on several disks or servers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from apps.cli.options import common_options

if TYPE_CHECKING:
    from apps.settings import Settings

WORDS = {
    "server": "Solo un archivio su PostgreSQL si divide in parti: indica il suo indirizzo con --db.",
    "number": "Le parti vanno da 2 a 256: di solito alcune per ogni disco o server.",
    "parted": "I contatti di questo archivio sono già divisi in parti.",
    "triggers": "La tabella dei contatti ha regole (trigger) aggiunte da altri: vanno tolte prima.",
    "moved": "Il numero dei contatti non torna: tutto è rimasto com’era. Riprova.",
}
"""Reason of a refusal → what to do."""


@click.command()
@click.option("--parts", default=8, show_default=True, type=int, help="Quante parti.")
@common_options
def partition(settings: Settings, parts: int) -> None:
    """
    Divide in parti la tabella dei contatti di un archivio PostgreSQL, persona per persona.

    Si fa una volta, quando nessuno lavora: chi legge o scrive contatti aspetta. Tutto il resto continua come prima.
    """
    from apps.cli.record import open_record
    from coordinator.territory.partitions_postgresql import PartsError, partition_contacts

    try:
        with open_record(settings) as (store, viewer):
            moved = partition_contacts(store, parts, viewer)
    except click.ClickException as told:
        if isinstance(told.__cause__, PartsError):
            raise click.ClickException(WORDS[told.__cause__.reason]) from told
        raise
    click.echo(f"{moved} contatti in {parts} parti. Per guardarle: \\d+ contact in psql.")
