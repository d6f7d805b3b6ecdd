"""Copy a whole store into one file, and bring it back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from apps.cli.options import common_options
from apps.cli.record import open_record
from coordinator.display import written

if TYPE_CHECKING:
    from apps.settings import Settings
    from coordinator.protection.backup_archive import BackupError

WORDS = {
    "there": "C’è già qualcosa in quel posto, e una copia non scrive mai sopra altro: scegli un altro nome o una "
    "cartella vuota.",
    "spoilt": "Questo file non è una copia di Ponte, o è stato cambiato o rovinato: prendi un’altra copia. "
    "Niente è stato toccato.",
    "newer": "Questa copia è di un Ponte più nuovo: aggiorna Ponte, poi riprova.",
    "tool": "Per copiare o riportare un archivio PostgreSQL servono pg_dump e pg_restore su questa macchina "
    "(Debian: apt-get install postgresql-client).",
    "database": "Questa copia viene da PostgreSQL: indica un database vuoto con --db postgresql://utente@macchina/nome.",
}


def _told(error: BackupError) -> click.ClickException:
    """Word a failure for who sits at the terminal."""
    return click.ClickException(f"{WORDS[error.why]}\n({error.detail})")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@common_options
def backup(settings: Settings, file: Path) -> None:
    """Copia tutto l’archivio in un file, anche mentre gli altri lavorano."""
    from coordinator.protection.backup_archive import BackupError, back_up_all

    with open_record(settings) as (store, viewer):
        try:
            copied = back_up_all(store, settings.home, file, viewer)
        except BackupError as error:
            raise _told(error) from error
    click.echo(
        f"Copia fatta e controllata: {copied.path} ({written(round(copied.size / 1e6, 1))} MB, "
        f"{len(copied.files)} file)."
    )
    click.echo("Dentro ci sono dati di persone, leggibili da chi apre il file: tienila su un disco cifrato.")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@common_options
def restore(settings: Settings, file: Path) -> None:
    """Riporta un archivio da una copia, in una cartella vuota."""
    from coordinator.protection.backup_archive import BackupError, restore_all

    try:
        came = restore_all(file, settings.home, settings.user, settings.url)
    except BackupError as error:
        raise _told(error) from error
    click.echo(
        f"Riportati {len(came.files)} file in {settings.home}: controllati uno per uno. Tutti entrano di nuovo."
    )
