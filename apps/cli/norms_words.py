"""Say on the command line what the library gave: passages, differences, reports, coverage."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from datetime import date

    from knowledge.library import AddReport, Library
    from knowledge.library.coverage import Coverage
    from knowledge.library.journal import Entry
    from knowledge.norms import Act, Passage
    from knowledge.norms.identifiers import NormRef

_STATUS = {
    "in_force": "in vigore",
    "unverified": "vigenza da verificare",
    "not_yet": "non ancora in vigore",
    "replaced": "sostituito",
    "repealed": "abrogato",
    "suspended": "sospeso",
}
_SKIPPED_SHOWN = 10
RANKS = {
    "ue": "Unione europea",
    "costituzione": "Costituzione",
    "stato_legge": "Stato, legge",
    "stato_regolamento": "Stato, regolamento",
    "accordo": "Accordo in Conferenza",
    "regione_legge": "Regione, legge",
    "regione_dgr": "Regione, deliberazione",
    "ente": "Ente locale",
}
_MISSING_SHOWN = 20
_LIST_ITEM = re.compile(r"\s*\n[\s-]*(?=\(?\d{0,2}(?:[a-z]{1,2}|\d)(?:-[a-z]+)?\))")


def legal(ref: NormRef) -> str:
    """Write a reference as a jurist does."""
    from knowledge.norms.identifiers import format_legal

    return format_legal(ref)


def name_of(act: Act) -> str:
    """Write an act as a jurist does."""
    from knowledge.norms.identifiers import NormRef

    return legal(NormRef(act.urn))


def text_state(act: Act) -> str:
    """Say what the text at hand is."""
    if not act.official:
        return "scheda redazionale, non testo ufficiale"
    day = f" al {act.text_as_of:%d/%m/%Y}" if act.text_as_of else ""
    return {"consolidato": "testo consolidato", "originario": "testo originario", "estratto": "estratto"}[
        act.text_state
    ] + day


def progress(done: int, total: int, name: str) -> None:
    """Write one line that grows, where somebody watches."""
    if sys.stderr.isatty():
        click.echo(f"\r{done}/{total} {name:<60.60}", nl=done == total, err=True)
    elif name:
        click.echo(f"{done + 1}/{total} {name}", err=True)


def print_report(report: AddReport) -> None:
    """Say what adding did."""
    click.echo(
        f"Atti aggiunti {len(report.added)}, cambiati {len(report.changed)}, "
        f"già presenti {len(report.unchanged)}; "
        f"unità nuove {report.units_added}, cambiate {report.units_changed}, tolte {report.units_removed}."
    )
    for change in report.changes[:_MISSING_SHOWN]:
        click.echo(f"    {change.name}: {change.what}")
    if len(report.changes) > _MISSING_SHOWN:
        click.echo(f"    e altre {len(report.changes) - _MISSING_SHOWN}: «ponte norms changes»")
    for warning in report.warnings:
        click.echo(f"Avviso: {warning}", err=True)
    for path, message in report.skipped[:_SKIPPED_SHOWN]:
        click.echo(f"Saltato: {message if path in message else f'{path}: {message}'}", err=True)
    if len(report.skipped) > _SKIPPED_SHOWN:
        click.echo(f"Saltati altri {len(report.skipped) - _SKIPPED_SHOWN} file che non sono atti.", err=True)
    for path, message in report.refused:
        click.echo(f"Rifiutato: {message if path in message else f'{path}: {message}'}", err=True)


def passage_as_json(passage: Passage) -> dict[str, Any]:
    """Give a passage the fields that a quote has in an answer's JSON."""
    return {
        "urn": passage.urn,
        "act": name_of(passage.act),
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


def print_articles(found: list[Passage], day: date) -> None:
    """Write the articles of an act, each with its heading and what is known of it."""
    click.echo(f"{name_of(found[0].act)} — {found[0].act.title}")
    click.echo(f"Al {day:%d/%m/%Y}")
    shown = ""
    for passage in found:
        place = f"Art. {passage.article}" if passage.article else "Allegato"
        place = (
            f"Allegato {passage.annex}" + (f", {place.lower()}" if passage.article else "")
            if passage.annex
            else place
        )
        state = "" if passage.status in {"in_force", "unverified"} else f" [{_STATUS[passage.status]}]"
        line = f"{place}{f' ({passage.heading})' if passage.heading else ''}{state}"
        if line != shown:
            click.echo(f"  {line}")
            shown = line
    click.echo(f"\nFonte: {found[0].act.address or found[0].source}")
    _say_declared(found[0].act)
    click.echo("Per leggere un articolo: ponte norms show «art. 1 …».")


def print_passages(found: list[Passage], day: date, *, plain: bool) -> None:
    """Write passages under one heading."""
    first = found[0]
    click.echo(f"{name_of(first.act)} — {first.act.title}")
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
        click.echo(f"{_label(passage)}{opening}{_label_of_letter(passage)}{_lines(passage.text)}")
    click.echo(f"\nFonte: {first.source}")
    _say_declared(first.act)
    if not first.official:
        click.echo("Scheda redazionale, non testo ufficiale.")


def _say_declared(act: Act) -> None:
    """Write the address that a file gives of itself, where it is of no official site."""
    if act.declared_address:
        click.echo(
            f"Indirizzo dichiarato nel documento, non di un sito ufficiale: {act.declared_address[:200]}"
        )


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
    status = _STATUS[passage.status]
    if passage.note.lower().startswith(status):
        return passage.note.rstrip(".")
    note = f". {passage.note}" if passage.note else ""
    return status + (since + until if passage.status == "in_force" else "") + note


def print_difference(library: Library, ref: NormRef, first: date, other: str) -> None:
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


def print_coverage(counted: Coverage) -> None:
    """Write what is there, what lacks, where it comes from and whether it is whole."""
    click.echo(
        f"Atti {counted.acts} · articoli {counted.articles} · unità {counted.units} · "
        f"versioni {counted.versions}"
    )
    click.echo(f"Riferimenti {counted.references}, di cui non risolti {counted.unresolved}")
    click.echo(f"Parti di file non lette: {counted.unread}")
    verdict = f"{len(counted.damaged)} diverse" if counted.damaged else "tutte verificate"
    click.echo(f"Impronte SHA-256: {verdict}")
    click.echo(f"Ultimo aggiornamento: {counted.last_update or 'non registrato'}")
    if counted.only_cards:
        click.echo("\nSolo schede redazionali, senza testo ufficiale:")
        for urn in counted.only_cards:
            click.echo(f"  {urn}")
    if counted.gaps:
        click.echo("\nNé scheda né testo, benché richiesti spesso:")
        for gap in counted.gaps:
            click.echo(f"  {gap.what} ({gap.urn})")
    if counted.missing:
        click.echo("\nGli atti più nominati che non sono in archivio:")
        for missing in counted.missing[:_MISSING_SHOWN]:
            click.echo(f"  {missing.name}, {missing.times} volte ({missing.urn})")
    click.echo("\nFonti:")
    for source in counted.sources:
        mark = "impronta verificata" if source.intact else "IMPRONTA DIVERSA: aggiungi di nuovo il file"
        click.echo(f"  {source.path} ({source.format}, {source.units} unità, {mark})")
        where = "" if source.official_address or not source.address else "dichiara di venire da "
        click.echo(
            f"      {where}{source.address or 'indirizzo non noto'} · {source.licence or 'licenza non nota'}"
        )
    for warning in counted.warnings:
        click.echo(f"Avviso: {warning}")


def _lines(text: str) -> str:
    """Set each item of a list on its line, and everything else in one."""
    return "\n   ".join(" ".join(item.split()) for item in _LIST_ITEM.split(text))


def print_journal(entries: list[Entry]) -> None:
    """Write what each file changed."""
    from knowledge.library.mentions import name_of_urn

    if not entries:
        click.echo("Non è ancora stato aggiunto nessun testo ufficiale.")
    for entry in entries:
        day = f"{entry.day:%d/%m/%Y}" if entry.day else "giorno non registrato"
        counts = f"parti nuove {entry.added}, cambiate {entry.changed}, tolte {entry.removed}"
        click.echo(f"{day}  {name_of_urn(entry.act)}: {counts} ({entry.path})")
        for unit in entry.units:
            click.echo(f"    {unit.name}: {unit.what}")
