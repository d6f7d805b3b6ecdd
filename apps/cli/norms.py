"""Add norms from the command line, list them, show them as of a day, and say what is missing."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from apps.cli.ask import prepare_in_background
from apps.cli.norms_words import (
    RANKS,
    legal,
    name_of,
    passage_as_json,
    print_articles,
    print_coverage,
    print_difference,
    print_journal,
    print_passages,
    print_report,
    progress,
    text_state,
)
from apps.cli.options import common_options

if TYPE_CHECKING:
    from datetime import date

    from apps.settings import Settings
    from knowledge.library import Library
    from knowledge.norms.identifiers import NormRef

_ELSEWHERE = {
    "search": ("apps.cli.ask", "Cerca le norme che rispondono a una domanda."),
    "verify": ("apps.cli.ask", "Verifica citazioni e brani di un testo."),
    "prepare": ("apps.cli.ask", "Calcola i vettori che mancano alla ricerca per significato."),
}


class _Group(click.Group):
    """The commands on norms; those of search and verification live with the answers."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List all commands."""
        return [*super().list_commands(ctx), *_ELSEWHERE]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Find a command, here or with the answers."""
        if cmd_name in _ELSEWHERE:
            import importlib

            command: click.Command = getattr(importlib.import_module(_ELSEWHERE[cmd_name][0]), cmd_name)
            return command
        return super().get_command(ctx, cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing those that live elsewhere."""
        rows = [(name, command.get_short_help_str(90)) for name, command in self.commands.items()]
        with formatter.section("Comandi"):
            formatter.write_dl(rows + [(name, words) for name, (_, words) in _ELSEWHERE.items()])


@click.group(cls=_Group)
def norms() -> None:
    """Le norme: aggiungere, elencare, mostrare a una data, cercare, verificare."""


@norms.command()
@click.argument("paths", nargs=-1, required=True, metavar="PERCORSO…", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Il resoconto in JSON.")
@common_options
def add(settings: Settings, paths: tuple[Path, ...], as_json: bool) -> None:
    """
    Aggiunge atti da file o cartelle.

    Legge Akoma Ntoso, NIR, pagine e risposte di Normattiva, Markdown, HTML, PDF, DOCX, testo, CSV,
    JSON e ZIP.
    Un file già presente e uguale non si rilegge: si può interrompere e riprendere.
    """
    with _open(settings) as library:
        report = library.add(list(paths), on=settings.day, progress=None if as_json else progress)
    if as_json:
        click.echo(json.dumps(asdict(report), ensure_ascii=False, indent=1))
    else:
        print_report(report)
    if report.added or report.changed:
        prepare_in_background(settings)
    if report.refused:
        sys.exit(1)


@norms.command()
@click.argument("urns", nargs=-1, metavar="[URN…]")
@click.option("--digest", is_flag=True, help="Tutti gli atti di cui Ponte ha le schede.")
@click.option(
    "--from", "site", default=None, metavar="INDIRIZZO", help="Un altro indirizzo al posto di Normattiva."
)
@common_options
def fetch(settings: Settings, urns: tuple[str, ...], digest: bool, site: str | None) -> None:
    """
    Scarica atti da Normattiva e li aggiunge. È l'unico comando che usa la rete.

    Se si interrompe, riprende da dove era.
    """
    from knowledge.errors import KnowledgeError
    from knowledge.library.fetch import SITE, fetch_acts

    with _open(settings) as library:
        wanted = [*urns, *(act.urn for act in library.acts() if digest and act.territory == "IT")]
        if not wanted:
            message = "Scrivi l'URN di un atto, oppure --digest."
            raise click.UsageError(message)
        try:
            fetched = fetch_acts(wanted, settings.home / "atti", settings.day, site or SITE, progress)
        except KnowledgeError as error:
            raise _Refused(error) from error
        report = library.add(fetched.paths, on=settings.day, progress=progress)
    report.refused += fetched.refused
    print_report(report)
    if report.added or report.changed:
        prepare_in_background(settings)
    if report.refused:
        sys.exit(1)


@norms.command("list")
@click.option("--json", "as_json", is_flag=True, help="L'elenco in JSON.")
@common_options
def list_acts(settings: Settings, as_json: bool) -> None:
    """Elenca gli atti, con il loro rango e lo stato del testo."""
    with _open(settings) as library:
        acts = library.acts()
    if as_json:
        click.echo(json.dumps([asdict(act) for act in acts], ensure_ascii=False, default=str, indent=1))
        return
    for act in acts:
        click.echo(f"{name_of(act)} — {act.title or act.urn}")
        click.echo(f"    {RANKS[act.rank]} · {act.territory} · {text_state(act)} · {act.urn}")
    click.echo(f"\n{len(acts)} atti.")


@norms.command()
@click.argument("reference", nargs=-1, required=True, metavar="RIFERIMENTO…")
@click.option(
    "--versus", "other", default=None, metavar="GIORNO", help="Mostra che cosa cambia fra i due giorni."
)
@click.option("--history", is_flag=True, help="Tutte le versioni, dalla più vecchia.")
@click.option("--json", "as_json", is_flag=True, help="In JSON.")
@common_options
def show(
    settings: Settings, reference: tuple[str, ...], other: str | None, history: bool, as_json: bool
) -> None:
    """
    Mostra una norma com'era, o com'è, in un giorno.

    Il riferimento è un URN o una citazione: «art. 14, comma 2, L. 328/2000».
    """
    from knowledge.errors import UnknownNormError

    ref = _reference(" ".join(reference))
    with _open(settings) as library:
        if other:
            print_difference(library, ref, settings.day, other)
            return
        found = library.history(ref) if history else library.find(ref, settings.day)
        if not found:
            raise _Refused(UnknownNormError(legal(ref), _why_missing(library, ref, settings.day)))
    if as_json:
        click.echo(json.dumps([passage_as_json(passage) for passage in found], ensure_ascii=False, indent=1))
    elif ref.article or ref.annex or history:
        print_passages(found, settings.day, plain=not history)
    else:
        print_articles(found, settings.day)


@norms.command()
@click.option("--json", "as_json", is_flag=True, help="Il resoconto in JSON.")
@common_options
def refresh(settings: Settings, as_json: bool) -> None:
    """Rilegge i file cambiati da quando furono aggiunti, e dice quali commi sono diversi."""
    with _open(settings) as library:
        report = library.refresh(on=settings.day, progress=None if as_json else progress)
    if as_json:
        click.echo(json.dumps(asdict(report), ensure_ascii=False, indent=1))
    else:
        print_report(report)
    if report.added or report.changed:
        prepare_in_background(settings)


@norms.command()
@click.option("--json", "as_json", is_flag=True, help="In JSON.")
@common_options
def changes(settings: Settings, as_json: bool) -> None:
    """Dice che cosa è cambiato nell'archivio, dal più recente."""
    with _open(settings) as library:
        entries = library.journal()
    if as_json:
        click.echo(
            json.dumps([asdict(entry) for entry in entries], ensure_ascii=False, default=str, indent=1)
        )
    else:
        print_journal(entries)


@norms.command()
@click.option("--json", "as_json", is_flag=True, help="In JSON.")
@common_options
def coverage(settings: Settings, as_json: bool) -> None:
    """Dice che cosa c'è, che cosa manca, da dove viene e se è integro."""
    with _open(settings) as library:
        counted = library.coverage()
    if as_json:
        click.echo(json.dumps(asdict(counted), ensure_ascii=False, default=str, indent=1))
        return
    print_coverage(counted)
    if counted.damaged:
        sys.exit(1)


class _Refused(click.ClickException):
    """Say one of our errors, in its own words."""

    def __init__(self, error: Exception) -> None:
        super().__init__(str(error))


def _why_missing(library: Library, ref: NormRef, day: date) -> str:
    """Say whether a norm is missing with its act, with its article, or alone."""
    article = replace(ref, comma=None, letter=None, number=None)
    if ref.article and article != ref and library.find(article, day):
        return (
            "l'articolo è in archivio, ma nel suo testo questa parte non c'è, o non è numerata: "
            f"guarda «{legal(article)}»."
        )
    if article != ref.of_act and library.act(ref.act):
        return "l'atto è in archivio, ma senza questo articolo."
    return "non è fra i testi di questo archivio."


def _open(settings: Settings) -> Library:
    """Open the library of these settings."""
    from knowledge.library import Library

    return Library.open(settings.home, settings.url)


def _reference(text: str) -> NormRef:
    """Read a reference from a URN or from words; refuse none and refuse several."""
    from knowledge.norms.identifiers import parse_urn
    from knowledge.norms.labels import UnreadableReferenceError

    try:
        return parse_urn(text)
    except UnreadableReferenceError as error:
        found = _cited(text)
        if len(found) == 1:
            return found[0]
        if found:
            names = "; ".join(legal(ref) for ref in found[:5])
            message = f"«{text}» nomina più norme ({names}): scegline una."
            raise click.UsageError(message) from error
        message = (
            f"Non riconosco una norma in «{text}». Scrivi per esempio «art. 14 L. 328/2000» o un URN:NIR."
        )
        raise click.UsageError(message) from error


def _cited(text: str) -> list[NormRef]:
    """Find the norms that a text cites."""
    from knowledge.references import find_references

    return [ref for found in find_references(text) for ref in found.refs]
