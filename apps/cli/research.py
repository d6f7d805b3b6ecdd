"""Export pseudonymous data for a study."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from apps.cli.options import common_options

if TYPE_CHECKING:
    from apps.settings import Settings
    from coordinator.protection.exported import Export
    from coordinator.protection.research import TooFewAlikeError


@click.group()
def research() -> None:
    """Dati pseudonimi per la ricerca."""


@research.command("export")
@click.option(
    "--to", "folder", required=True, type=click.Path(path_type=Path), help="La cartella nuova dei dati."
)
@click.option(
    "--key",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Il file della chiave dello studio (predefinito: nella cartella dell’archivio, sotto chiavi).",
)
@click.option("--age", type=click.Choice(["5", "10", "20", "40", "tutte"]), help="Anni di una fascia di età.")
@click.option("--area", type=click.Choice(["zona", "tutte"]), help="Se dire la zona.")
@click.option("--sex", type=click.Choice(["sesso", "tutti"]), help="Se dire il sesso.")
@click.option("--ties", is_flag=True, help="Anche i legami, tolti quelli che farebbero ritrovare qualcuno.")
@common_options
def export_data(
    settings: Settings,
    folder: Path,
    key: Path | None,
    age: str | None,
    area: str | None,
    sex: str | None,
    ties: bool,
) -> None:
    """
    Scrive tabelle senza nomi, o rifiuta se qualcuno si ritroverebbe: ponte research export --to studio.

    Il ruolo è quello di ricerca, e lo scopo anche; l’esportazione resta nel registro degli accessi.
    """
    from apps.cli.record import in_italian
    from coordinator.errors import CoordinatorError
    from coordinator.protection import open_viewer
    from coordinator.protection.research import TooFewAlikeError, export
    from coordinator.store import open_store

    levels = {name: level for name, level in (("eta", age), ("zona", area), ("sesso", sex)) if level}
    key = key or settings.home / "chiavi" / f"{folder.name}.key"
    try:
        store = open_store(settings.url, settings.home)
        try:
            viewer = open_viewer(store, settings.user, role="ricercatore", purpose="ricerca")
            made = export(store, viewer, to=folder, key=key, on=settings.day, levels=levels, ties=ties)
        finally:
            store.close()
    except TooFewAlikeError as error:
        raise click.ClickException(_too_few(error)) from error
    except CoordinatorError as error:
        raise click.ClickException(in_italian(error)) from error
    click.echo(_told(made, key))


def _too_few(error: TooFewAlikeError) -> str:
    """Say which groups are too small, and how to ask again."""
    sizes = "; ".join(
        f"{'una persona' if size == 1 else f'{size} persone'}: {many} {'gruppo' if many == 1 else 'gruppi'}"
        for size, many in sorted(error.sizes.items())
    )
    words = {"eta": "--age", "zona": "--area", "sesso": "--sex"}
    if error.would_hold is None:
        return f"Niente è stato scritto: le persone sono meno di {error.fewest}, e qualcuna si ritroverebbe."
    mend = " ".join(f"{words[name]} {level}" for name, level in error.would_hold.items())
    return (
        f"Niente è stato scritto: ci sono gruppi con meno di {error.fewest} persone ({sizes}), e qualcuna si "
        f"ritroverebbe. Così basterebbe: {mend}"
    )


def _told(made: Export, key: Path) -> str:
    """Say what was written, and what its reader must know."""
    rows = ", ".join(f"{name} {many}" for name, many in made.rows.items())
    lines = [
        f"Scritto in {made.folder}: {rows}. Il gruppo più piccolo ha {made.smallest} persone.",
        f"La chiave degli pseudonimi è in {key}: tienila lontana dai dati.",
        *made.warnings,
    ]
    return "\n".join(lines)
