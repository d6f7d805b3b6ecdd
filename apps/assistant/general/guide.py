"""Say how something is done in Ponte, and what may be asked."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from math import log
from typing import TYPE_CHECKING, Any

from apps.assistant.general.index import entries
from apps.assistant.reading.route import HELP
from apps.assistant.reading.words import normal
from apps.assistant.reply import Line, Reply
from coordinator.model.datafile import read_yaml
from knowledge.search.words import terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from apps.assistant.general.index import Entry

WHO = "Di chi parli? Scrivi nome e cognome nella domanda."
"""What is asked back when nobody is meant."""

WHAT = re.compile(
    r" (?:cosa (?:sai|puoi|posso|fai|rispond)|aiut|come (?:funzioni|ti uso|si usa ponte|posso usarti)"
    r"|chiederti|istruzion|guida|manuale)"
)
"""How a question asks what may be asked."""

PURPOSE = re.compile(r" (?:pagina|a (?:che )?cosa serv|a che serv|cosa fa|cosa mostra|apri|portami|vai) ?")
"""How a question asks what a page is for."""

HOW = re.compile(r" (?:come|dove|posso|si puo|si riesce|in che modo|c'e un modo) ")
"""How a question begins that may ask for the use of Ponte."""

SAID_OF_ALL = frozenset(
    terms("pagina ponte fare faccio come dove posso puo usare uso apro vedo trovo metto entro entrare")
)
"""Words of nearly every question on how something is done."""

UNKNOWN = 3.0
"""What a word weighs that the help does not hold."""

ENOUGH = 0.5
"""The share of a question's weight that a text of the help must hold."""

NAMED = 0.5
"""What a word counts more in a title."""

CLOSE = 0.75
"""How near to the best a second text must come."""

ABLE = (
    "Rispondo sulle norme, citando atto e comma: «Chi predispone il progetto individuale?»",
    "Rispondo su una persona, dai dati, se ne scrivi il nome o apri la sua scheda: «Chi la segue?», "
    "«Quale termine sta correndo?», «Che cosa manca per chiudere la UVM?», «Quanto resta del budget?»",
    "Provo le ipotesi: «Chi resta sola se manca la figlia?»",
    "Dico che cosa ti aspetta: «Che cosa devo fare oggi?»",
    "Propongo di scrivere una riga di diario, un invio, un legame, o di mettere da parte un rilievo: "
    "scrivo solo dopo il tuo sì, e si può annullare.",
)


def say_how(question: str, person_id: str = "") -> Reply:
    """
    Say how to do something in Ponte.

    Parameters
    ----------
    question
        The question.
    person_id
        Who is in mind: a page of one person opens on her.

    Returns
    -------
    Reply
        The lines that fit, or what can be asked.
    """
    words = normal(question)
    if WHAT.search(words) and not _guided(words):
        return say_able()
    if lines := how_lines(question, person_id):
        return Reply(HELP, "Ecco come si fa:", lines)
    head = "Come si fa questo non lo so dire. L’Aiuto ha tutte le pagine, per lavoro; oppure dillo in altre parole."
    return Reply(HELP, head, links=(("Aiuto, e tutte le pagine", "aiuto"),))


def how_lines(question: str, person_id: str = "") -> tuple[Line, ...]:
    """
    Say what the guide, or else the help, tells of how something is done.

    Parameters
    ----------
    question
        In Italian.
    person_id
        Who is in mind: a page of one person opens on her.

    Returns
    -------
    tuple of Line
        Two at most, that open different pages; none where neither tells.
    """
    return _unlike(_guided(normal(question)) or find_help(question, person_id))


def tells_how(question: str) -> bool:
    """
    Say whether the guide tells how what a question asks is done, rather than what a page is for.

    Parameters
    ----------
    question
        In Italian.

    Returns
    -------
    bool
        False where it asks what a page is.
    """
    words = normal(question)
    return bool(_guided(words)) and not PURPOSE.search(words)


def _guided(words: str) -> list[Line]:
    """Find what the guide says on some words: only what more of them ask for, where some rows fit better."""
    found = [
        (fit, Line(row["says"], page=row["page"]))
        for row in _guide()
        if (fit := max((cue.count("+") + 1 for cue in row["cues"] if _fits(cue, words)), default=0))
    ]
    best = max((fit for fit, _ in found), default=0)
    return [line for fit, line in found if fit == best]


def say_able() -> Reply:
    """Say what can be asked."""
    lines = tuple(Line(text) for text in ABLE)
    return Reply(HELP, "Ecco che cosa posso fare:", lines, links=(("Aiuto, e tutte le pagine", "aiuto"),))


def find_help(question: str, person_id: str = "") -> list[Line]:
    """
    Find the tasks of the help and the pages that a question speaks of, by its rarer words.

    Parameters
    ----------
    question
        In Italian.
    person_id
        Who is in mind: a page of one person opens on her.

    Returns
    -------
    list of Line
        The best first, at most two; empty when nothing holds enough of the question's words.
    """
    asked = set(terms(question)) - SAID_OF_ALL
    texts = _texts()
    weights = {word: log(1 + len(texts) / n) for word in asked if (n := sum(word in one for _, one in texts))}
    ask = sum(weights.values()) + UNKNOWN * (len(asked) - len(weights))
    held = ((sum(weights[word] for word in asked & one), at) for at, (_, one) in enumerate(texts))
    enough = [(score, at) for score, at in held if ask and score >= ENOUGH * ask]
    named = [
        (score + NAMED * sum(weights.get(word, 0) for word in texts[at][0].stems), at) for score, at in enough
    ]
    best = sorted(named, key=lambda one: (-one[0], one[1]))
    return [texts[at][0].line(person_id) for score, at in best[:2] if score >= CLOSE * best[0][0]]


def with_help(question: str, reply: Reply) -> Reply:
    """
    Add what the help says, where a question may have asked how something is done and got no answer.

    Parameters
    ----------
    question
        In Italian.
    reply
        What it got.

    Returns
    -------
    Reply
        The same when it is an answer, or the help has nothing.
    """
    if not ((reply.refused and not reply.lines) or reply.head == WHO) or not HOW.match(normal(question)):
        return reply
    lines = tuple(find_help(question))
    head = f"{reply.head} Se chiedevi come si fa in Ponte:".strip()
    return replace(reply, head=head, lines=lines) if lines else reply


def say_pages(pages: Sequence[Entry], person_id: str = "") -> Reply:
    """
    Say what pages are for, and open them.

    Parameters
    ----------
    pages
        Those that a question names.
    person_id
        Who is in mind: a page of one person opens on her.

    Returns
    -------
    Reply
        A line each.
    """
    lines = tuple(Line(f"«{one.name}»: {one.does}", page=one.href(person_id)) for one in pages)
    return Reply(HELP, "È una pagina di Ponte:" if len(lines) == 1 else "Sono pagine di Ponte:", lines)


def _fits(cue: str, words: str) -> bool:
    """Say whether each part of a cue begins a word."""
    return all(f" {part}" in words or f"'{part}" in words for part in cue.split("+"))


def _unlike(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Keep two lines at most, that open different pages."""
    return tuple({line.page.partition("?")[0]: line for line in reversed(lines)}.values())[::-1][:2]


@dataclass(frozen=True, slots=True)
class _Told:
    """One thing that the help can say, and the page that it opens."""

    text: str
    page: str
    stems: frozenset[str]  # of its title
    of_person: bool = False

    def line(self, person_id: str) -> Line:
        """Say it, for the person in mind."""
        return Line(
            self.text, page=f"{self.page}?id={person_id}" if self.of_person and person_id else self.page
        )


@cache
def _texts() -> list[tuple[_Told, frozenset[str]]]:
    """Read what the help can say, each with its stems."""
    told = [
        (_Told(f"«{one.name}»: {one.does}", one.page, _stems(one.name), one.of_person), one.does)
        for one in entries()
    ]
    told += [(_Told(row["says"], row["page"], frozenset()), row["says"]) for row in _guide()]
    for one in _read("apps.pages.asking", "help.yaml"):
        line = _Told(f"{one['title']}. {one['lead']}", f"aiuto?tema={one['id']}", _stems(one["title"]))
        told.append((line, " ".join((one["lead"], *one["steps"], one["note"]))))
    return [(one, one.stems | _stems(more)) for one, more in told]


def _stems(text: str) -> frozenset[str]:
    """Cut a text into its stems."""
    return frozenset(terms(text))


@cache
def _guide() -> list[dict[str, Any]]:
    """Read the guide once."""
    return _read("apps.assistant.general", "guide.yaml")


def _read(package: str, name: str) -> list[dict[str, Any]]:
    """Read a file of the help."""
    return list(read_yaml(files(package).joinpath(name).read_text(encoding="utf-8")))
