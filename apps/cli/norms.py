"""Add norms from the command line, list them, show them as of a day, and say what is missing."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from apps.cli.ask import prepare_in_background
from apps.cli.options import common_options

if TYPE_CHECKING:
    from datetime import date

    from apps.settings import Settings
    from knowledge.library import AddReport, Library
    from knowledge.norms import Act, Passage
    from knowledge.norms.identifiers import NormRef

_ELSEWHERE = {
    "search": ("apps.cli.ask", "Cerca le norme che rispondono a una domanda."),
    "verify": ("apps.cli.ask", "Verifica citazioni e brani di un testo."),
    "prepare": ("apps.cli.ask", "Calcola i vettori che mancano alla ricerca per significato."),
}
_STATUS = {
    "in_force": "in vigore",
    "unverified": "vigenza da verificare",
    "not_yet": "non ancora in vigore",
    "replaced": "sostituito",
    "repealed": "abrogato",
    "suspended": "sospeso",
}
_SKIPPED_SHOWN = 10
_RANKS = {
    "ue": "Unione europea",
    "costituzione": "Costituzione",
    "stato_legge": "Stato, legge",
    "stato_regolamento": "Stato, regolamento",
    "accordo": "Accordo in Conferenza",
    "regione_legge": "Regione, legge",
    "regione_dgr": "Regione, deliberazione",
    "ente": "Ente locale",
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
        report = library.add(list(paths), on=settings.day, progress=None if as_json else _progress)
    if as_json:
        click.echo(json.dumps(asdict(report), ensure_ascii=False, indent=1))
    else:
        _print_report(report)
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
            fetched = fetch_acts(wanted, settings.home / "atti", settings.day, site or SITE, _progress)
        except KnowledgeError as error:
            raise _Refused(error) from error
        report = library.add(fetched.paths, on=settings.day, progress=_progress)
    report.refused += fetched.refused
    _print_report(report)
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
        click.echo(f"{_name(act)} — {act.title or act.urn}")
        click.echo(f"    {_RANKS[act.rank]} · {act.territory} · {_text_state(act)} · {act.urn}")
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
            _print_difference(library, ref, settings.day, other)
            return
        found = library.history(ref) if history else library.find(ref, settings.day)
        if not found:
            raise _Refused(UnknownNormError(_legal(ref), "non è fra i testi di questo archivio."))
    if as_json:
        click.echo(json.dumps([_as_json(passage) for passage in found], ensure_ascii=False, indent=1))
    else:
        _print_passages(found, settings.day, plain=not history)


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
    click.echo(
        f"Atti {counted.acts} · articoli {counted.articles} · unità {counted.units} · "
        f"versioni {counted.versions}"
    )
    click.echo(f"Riferimenti {counted.references}, di cui non risolti {counted.unresolved}")
    click.echo(f"Parti di file non lette: {counted.unread}")
    click.echo(f"Ultimo aggiornamento: {counted.last_update or 'non registrato'}")
    if counted.only_cards:
        click.echo("\nSolo schede redazionali, senza testo ufficiale:")
        for urn in counted.only_cards:
            click.echo(f"  {urn}")
    if counted.gaps:
        click.echo("\nNé scheda né testo, benché richiesti spesso:")
        for gap in counted.gaps:
            click.echo(f"  {gap.what} ({gap.urn})")
    click.echo("\nFonti:")
    for source in counted.sources:
        mark = "impronta verificata" if source.intact else "IMPRONTA DIVERSA: aggiungi di nuovo il file"
        click.echo(f"  {source.path} ({source.format}, {source.units} unità, {mark})")
        click.echo(f"      {source.address or 'indirizzo non noto'} · {source.licence or 'licenza non nota'}")
    for warning in counted.warnings:
        click.echo(f"Avviso: {warning}")
    if counted.damaged:
        sys.exit(1)


class _Refused(click.ClickException):
    """Say one of our errors, in its own words."""

    def __init__(self, error: Exception) -> None:
        super().__init__(str(error))


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
            names = "; ".join(_legal(ref) for ref in found[:5])
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


def _legal(ref: NormRef) -> str:
    """Write a reference as a jurist does."""
    from knowledge.norms.identifiers import format_legal

    return format_legal(ref)


def _name(act: Act) -> str:
    """Write an act as a jurist does."""
    from knowledge.norms.identifiers import NormRef

    return _legal(NormRef(act.urn))


def _text_state(act: Act) -> str:
    """Say what the text at hand is."""
    if not act.official:
        return "scheda redazionale, non testo ufficiale"
    day = f" al {act.text_as_of:%d/%m/%Y}" if act.text_as_of else ""
    return {"consolidato": "testo consolidato", "originario": "testo originario", "estratto": "estratto"}[
        act.text_state
    ] + day


def _progress(done: int, total: int, name: str) -> None:
    """Write one line that grows, where somebody watches."""
    if sys.stderr.isatty():
        click.echo(f"\r{done}/{total} {name:<60.60}", nl=done == total, err=True)
    elif name:
        click.echo(f"{done + 1}/{total} {name}", err=True)


def _print_report(report: AddReport) -> None:
    """Say what adding did."""
    click.echo(
        f"Atti aggiunti {len(report.added)}, cambiati {len(report.changed)}, "
        f"già presenti {len(report.unchanged)}; "
        f"unità nuove {report.units_added}, cambiate {report.units_changed}, tolte {report.units_removed}."
    )
    for warning in report.warnings:
        click.echo(f"Avviso: {warning}", err=True)
    for path, message in report.skipped[:_SKIPPED_SHOWN]:
        click.echo(f"Saltato: {message if path in message else f'{path}: {message}'}", err=True)
    if len(report.skipped) > _SKIPPED_SHOWN:
        click.echo(f"Saltati altri {len(report.skipped) - _SKIPPED_SHOWN} file che non sono atti.", err=True)
    for path, message in report.refused:
        click.echo(f"Rifiutato: {message if path in message else f'{path}: {message}'}", err=True)


def _as_json(passage: Passage) -> dict[str, Any]:
    """Give a passage the fields that a quote has in an answer's JSON."""
    return {
        "urn": passage.urn,
        "act": _name(passage.act),
        "article": passage.article,
        "comma": passage.comma,
        "letter": passage.letter,
        "heading": passage.heading,
        "text": passage.text,
        "official": passage.official,
        "status": str(passage.status),
        "note": passage.note,
        "valid_from": passage.valid_from and passage.valid_from.isoformat(),
        "valid_to": passage.valid_to and passage.valid_to.isoformat(),
        "changed_by": passage.changed_by,
        "source": passage.source,
        "sha256": passage.sha256,
    }


def _print_passages(found: list[Passage], day: date, *, plain: bool) -> None:
    """Write passages under one heading."""
    first = found[0]
    click.echo(f"{_name(first.act)} — {first.act.title}")
    if first.article:
        click.echo(f"Art. {first.article}" + (f" ({first.heading})" if first.heading else ""))
    if plain:
        click.echo(f"Al {day:%d/%m/%Y}")
    shown = ""
    for passage in found:
        state = _state(passage)
        if state != shown:
            click.echo(f"[{state}]")
            shown = state
        click.echo()
        opening = f"{passage.opening} " if passage.opening else ""
        click.echo(f"{_label(passage)}{opening}{_label_of_letter(passage)}{' '.join(passage.text.split())}")
    click.echo(f"\nFonte: {first.source}")
    if not first.official:
        click.echo("Scheda redazionale, non testo ufficiale.")


def _label(passage: Passage) -> str:
    """Write the number before a comma, or the article before its heading."""
    if passage.comma:
        return f"{passage.comma}. "
    return (
        f"Art. {passage.article}. "
        if passage.article and passage.kind == "articolo" and not passage.text
        else ""
    )


def _label_of_letter(passage: Passage) -> str:
    """Write the letter and number before their text."""
    letter = f"{passage.letter}) " if passage.letter else ""
    return letter + (f"{passage.number}) " if passage.number else "")


def _state(passage: Passage) -> str:
    """Say what is known of a passage's force."""
    since = f" dal {passage.valid_from:%d/%m/%Y}" if passage.valid_from else ""
    until = f" al {passage.valid_to:%d/%m/%Y} escluso" if passage.valid_to else ""
    note = f". {passage.note}" if passage.note else ""
    return _STATUS[passage.status] + (since + until if passage.status == "in_force" else "") + note


def _print_difference(library: Library, ref: NormRef, first: date, other: str) -> None:
    """Write what changes between two days."""
    from apps.cli.options import read_day
    from knowledge.library.difference import compare

    second = read_day(click.get_current_context(), click.Option(["--versus"]), other)
    changes = compare(library, ref, first, second)
    if not changes:
        click.echo(f"Nessuna differenza fra il {first:%d/%m/%Y} e il {second:%d/%m/%Y}.")
    for change in changes:
        click.echo(f"{change.name}: {change.what}")
        for sign, words in change.words:
            click.echo(f"  {sign} {words}")
