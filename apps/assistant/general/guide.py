"""Say how something is done in Ponte, and what may be asked."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from math import log
from typing import TYPE_CHECKING, Any

from apps.assistant.general.index import entries
from apps.assistant.general.ways import best_ways, ways
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
    r" (?:cosa (?:sai|puoi|posso|fai|rispond)|aiut|come (?:funzioni|ti uso|si usa ponte|funziona ponte"
    r"|usare ponte|posso usarti)"
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

SURE = 0.3
"""How like the guide's wordings a question must be for the answer to be told without a doubt."""

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
    "Propongo di scrivere ciò che mi racconti: una riga di diario, un invio e la sua risposta, un legame, un passo del "
    "percorso. «Il trasporto ha detto di no, è pieno: scrivilo». Scrivo solo dopo il tuo sì, e si può annullare.",
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
    found = best_ways(question)
    sure = bool(found) and found[0][0] >= SURE
    if WHAT.search(normal(question)) and not sure:
        return say_able()
    if lines := how_lines(question, person_id):
        return Reply(HELP, "Ecco come si fa:" if sure or not found else "Forse cerchi questo:", lines)
    head = "Come si fa questo non lo so dire. L’Aiuto ha tutte le pagine, per lavoro; oppure dillo in altre parole."
    return Reply(HELP, head, links=(("Aiuto, e tutte le pagine", "aiuto"),))


def how_lines(question: str, person_id: str = "", least: float = 0.0) -> tuple[Line, ...]:
    """
    Say what the guide, or else the help, tells of how something is done.

    Parameters
    ----------
    question
        In Italian.
    person_id
        Who is in mind: a page of one person opens on her.
    least
        How like the guide's wordings the question must be.

    Returns
    -------
    tuple of Line
        Two at most, that open different pages; none where neither tells.
    """
    told = [way.line(person_id) for like, way in best_ways(question) if like >= least]
    return _unlike(told or find_help(question, person_id))


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
    found = best_ways(question)
    return bool(found) and found[0][0] >= SURE and not PURPOSE.search(normal(question))


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


def help_lines(person_id: str = "") -> list[tuple[str, Line]]:
    """
    List all that the help tells: the pages, how things are done, the help's own subjects.

    Parameters
    ----------
    person_id
        Who is in mind: a page of one person opens on her.

    Returns
    -------
    list of (str, Line)
        The words by which each is found, and the line that says it.
    """
    return [(one.text, one.line(person_id)) for one, _ in _texts()]


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
    told += [(_Told(way.says, way.page, frozenset()), way.says) for way in ways()]
    for one in _read("apps.pages.asking", "help.yaml"):
        line = _Told(f"{one['title']}. {one['lead']}", f"aiuto?tema={one['id']}", _stems(one["title"]))
        told.append((line, " ".join((one["lead"], *one["steps"], one["note"]))))
    return [(one, one.stems | _stems(more)) for one, more in told]


def _stems(text: str) -> frozenset[str]:
    """Cut a text into its stems."""
    return frozenset(terms(text))


def _read(package: str, name: str) -> list[dict[str, Any]]:
    """Read a file of the help."""
    return list(read_yaml(files(package).joinpath(name).read_text(encoding="utf-8")))
