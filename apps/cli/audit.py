"""Check the log of accesses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from apps.cli.options import common_options

if TYPE_CHECKING:
    from apps.settings import Settings


@click.group()
def audit() -> None:
    """Il registro degli accessi."""


@audit.command()
@common_options
def verify(settings: Settings) -> None:
    """Controlla che nessuna voce del registro sia stata cambiata, tolta o aggiunta in mezzo."""
    from apps.cli.record import open_record
    from coordinator.protection.audit import verify as verify_log

    with open_record(settings) as (store, viewer):
        viewer.require("read", "audit")
        found = verify_log(store)
    if not found.whole:
        message = f"Il registro è stato alterato: la voce {found.broken_at} non torna con quelle prima."
        raise click.ClickException(message)
    click.echo(f"Il registro è integro: {found.entries} voci.")
