"""Answer questions from the command line; search the norms, and verify a text, as `ponte norms` does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from apps.cli.options import common_options

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from apps.settings import Settings
    from knowledge.answer import Answer, Assistant
    from knowledge.library import Library

_BATCH = click.option(
    "--batch",
    type=click.File(encoding="utf-8"),
    help='Un file con una domanda a riga: {"id": …, "question": …}.',
)


def _read_territory(_context: click.Context, _option: click.Parameter, text: str | None) -> str | None:
    """Refuse a territory that no region has as its name."""
    from knowledge.library.territory import check_territory

    return check_territory(text) if text else None


_TERRITORY = click.option(
    "--territory", callback=_read_territory, help="Il territorio, per esempio IT-Toscana."
)


@click.command()
@click.argument("question", required=False)
@_TERRITORY
@click.option(
    "--person",
    metavar="ID",
    help="Di una persona, per esempio per:ada, come nella pagina Domande.",
)
@click.option("--json", "as_json", is_flag=True, help="Una risposta JSON per riga.")
@_BATCH
@click.option(
    "--compare-on",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="GIORNO",
    help="Confronta con un altro giorno, per esempio 2015-12-31.",
)
@click.option("--compare-territory", metavar="TERRITORIO", help="Confronta con un altro territorio.")
@click.option(
    "--model",
    envvar="PONTE_MODEL",
    metavar="NOME",
    help="Un modello di LangChain che riassume i brani, per esempio ollama:qwen3; senza, solo i brani.",
)
@common_options
def ask(
    settings: Settings,
    question: str | None,
    territory: str | None,
    person: str | None,
    as_json: bool,
    batch: TextIO | None,
    compare_on: datetime | None,
    compare_territory: str | None,
    model: str | None,
) -> None:
    """Chiedi alle norme, o di una persona: risponde con le loro parole e i suoi dati, o dice perché non può."""
    if person:
        if territory or compare_on or compare_territory:
            message = "Con --person si chiede all’archivio: togli --territory e --compare-…."
            raise click.UsageError(message)
        from apps.cli.ask_person import ask_of

        norms = cache(lambda: _assistant(settings))
        entries = ((entry, _day(settings, entry)) for entry in _questions(question, batch))
        ask_of(settings, person, entries, norms, as_json=as_json or batch is not None)
        return
    assistant = _assistant(settings)
    if compare_on or compare_territory:
        _compare(settings, assistant, question, territory, compare_on, compare_territory, as_json=as_json)
        return
    word = _wording(model, settings)
    for entry in _questions(question, batch):
        answer = word(
            assistant.ask(
                entry["question"],
                on=_day(settings, entry),
                territory=entry.get("territory") or territory,
            )
        )
        if as_json or batch is not None:
            line = answer.as_json() | ({"id": entry["id"]} if "id" in entry else {})
            click.echo(json.dumps(line, ensure_ascii=False))
        else:
            click.echo(answer.as_markdown())


def _compare(
    settings: Settings,
    assistant: Assistant,
    question: str | None,
    territory: str | None,
    on: datetime | None,
    place: str | None,
    *,
    as_json: bool,
) -> None:
    """Answer one question for two days, or for two territories."""
    from knowledge.answer import compare_days, compare_territories

    if not (question or "").strip() or (on is not None) == (place is not None) or (place and not territory):
        message = (
            "Per confrontare scrivi una domanda e un solo confronto: --compare-on GIORNO (con --on), "
            "oppure --territory e --compare-territory."
        )
        raise click.UsageError(message)
    asked = str(question).strip()
    if on is not None:
        found = compare_days(assistant, asked, on.date(), settings.day, territory=territory)
    else:
        found = compare_territories(assistant, asked, str(territory), str(place), on=settings.day)
    click.echo(json.dumps(found.as_json(), ensure_ascii=False) if as_json else found.answer)


def _wording(name: str | None, settings: Settings) -> Callable[[Answer], Answer]:
    """Prepare the model that words answers, if one is named; its sentences are checked against the quotes."""
    if not name:
        return lambda answer: answer
    from apps.assistant.model.models import ModelMissingError, open_model
    from knowledge.answer.generate import word_with

    try:
        model = open_model(name, _names_of(settings))
    except ModelMissingError as error:
        raise click.ClickException(str(error)) from error
    return lambda answer: word_with(model, answer)


def _names_of(settings: Settings) -> Callable[[str], frozenset[str]] | None:
    """Look names up in the record, where there is one: a remote model never gets them."""
    from coordinator.protection.names import names_in_store
    from coordinator.store import open_store
    from coordinator.store.store import FILE_NAME

    if settings.url is None and not (settings.home / FILE_NAME).exists():
        return None
    return partial(names_in_store, open_store(settings.url, settings.home))


@click.command()
@click.argument("question", required=False)
@_TERRITORY
@click.option("--top", default=10, show_default=True, help="Quanti risultati.")
@_BATCH
@common_options
def search(
    settings: Settings, question: str | None, territory: str | None, top: int, batch: TextIO | None
) -> None:
    """Cerca le norme che rispondono, una riga JSON per domanda."""
    from knowledge.search import search as find

    library = _library(settings)
    for entry in _questions(question, batch):
        ranked = find(
            library,
            entry["question"],
            on=_day(settings, entry),
            territory=entry.get("territory") or territory,
            top=top,
        )
        line = {"id": entry.get("id"), "ranked": [found.as_json() for found in ranked]}
        click.echo(json.dumps(line, ensure_ascii=False))


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Il resoconto come JSON.")
@common_options
def verify(settings: Settings, file: Path, as_json: bool) -> None:
    """Controlla le citazioni e le virgolette di un testo, PDF o DOCX (FILE, oppure - per l'ingresso)."""
    from knowledge.answer import verify as check
    from knowledge.readers.files import Raw
    from knowledge.readers.words import read_words, words_of

    piped = str(file) == "-"
    text = words_of(Raw("-", sys.stdin.buffer.read())) if piped else read_words(file)
    report = check(text, _library(settings), settings.day)
    click.echo(json.dumps(report.as_json(), ensure_ascii=False) if as_json else report.as_markdown())
    sys.exit(0 if report.passed else 1)


@click.command()
@common_options
def prepare(settings: Settings) -> None:
    """Calcola i vettori che mancano, per cercare anche per significato; interrotto, riprende da dove era."""
    from knowledge.search.searcher import Searcher

    if hasattr(os, "nice"):
        os.nice(5)  # who is waiting for an answer goes first
    with _library(settings) as library:
        computed = Searcher.open(library).prepare(settings.day, report=_progress)
    click.echo(f"Vettori calcolati: {computed}.")


def prepare_in_background(settings: Settings) -> None:
    """
    Start `prepare` in a process of its own, at low priority, so that a question need not wait for it.

    ``PONTE_VECTORS=off`` leaves it to the user; under a test nothing is started.
    """
    if os.environ.get("PONTE_VECTORS") == "off" or "PYTEST_CURRENT_TEST" in os.environ:
        return
    place = ["--store", str(settings.home), "--on", settings.day.isoformat()]
    command = [sys.executable, "-m", "apps.cli", "norms", "prepare", *place]
    subprocess.Popen(
        command + (["--db", settings.url] if settings.url else []),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    click.echo(
        "Calcolo in sottofondo i vettori per cercare anche per significato; intanto puoi già chiedere.",
        err=True,
    )


def _progress(done: int, todo: int) -> None:
    """Show how far the vectors are."""
    click.echo(f"\r{done}/{todo}", nl=done == todo, err=True)


def _questions(question: str | None, batch: TextIO | None) -> Iterator[dict[str, Any]]:
    """Walk over the questions of a command: one, or one a line of a file."""
    asked = (question or "").strip()
    if bool(asked) == (batch is not None):
        message = "Scrivi una domanda, oppure dai un file con --batch."
        raise click.UsageError(message)
    if asked:
        yield {"question": asked}
        return
    try:
        for number, line in enumerate(batch or (), 1):
            if line.strip():
                yield _entry(line, number)
    except UnicodeDecodeError as error:
        message = f"Il file non è in UTF-8 ({error.reason}): salvalo di nuovo in UTF-8."
        raise click.ClickException(message) from error


def _entry(line: str, number: int) -> dict[str, Any]:
    """Read one line of a batch; say which line cannot be read."""
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError) as error:
        why = getattr(error, "msg", "non si può leggere")
        message = f'Riga {number}: non è JSON ({why}). Ogni riga è come {{"id": "1", "question": "…"}}.'
        raise click.ClickException(message) from error
    if not isinstance(entry, dict) or not isinstance(entry.get("question"), str):
        message = f'Riga {number}: manca «question». Ogni riga è come {{"id": "1", "question": "…"}}.'
        raise click.ClickException(message)
    for name, example in (("on", "2026-03-31"), ("territory", "IT-Toscana")):
        if not _may_be(name, entry.get(name)):
            message = f"Riga {number}: «{name}» non va bene. Scrivilo come {example}, o lascialo via."
            raise click.ClickException(message)
    return entry


def _may_be(name: str, value: object) -> bool:
    """Say whether a line of a batch may have this as its day or its territory."""
    from datetime import date

    if not value or name != "on":
        return not value or isinstance(value, str)
    try:
        date.fromisoformat(str(value))
    except ValueError:
        return False
    return isinstance(value, str)


def _day(settings: Settings, entry: dict[str, Any]) -> Any:  # noqa: ANN401
    """Take the day of one question of a batch, else the command's."""
    from datetime import date

    return date.fromisoformat(entry["on"]) if entry.get("on") else settings.day


def _library(settings: Settings) -> Library:
    """Open the library of the store, searched with the models of the settings."""
    from apps.settings import open_library
    from knowledge.errors import KnowledgeError

    try:
        return open_library(settings)
    except KnowledgeError as error:
        raise click.ClickException(str(error)) from error


def _assistant(settings: Settings) -> Assistant:
    """Open the assistant over the library of the store."""
    from knowledge.answer import Assistant

    return Assistant.open(_library(settings))
