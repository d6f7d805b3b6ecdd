"""Answer on the terms that are counted here, for nobody in particular."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apps.assistant.general.norms import named_days
from apps.assistant.reading.words import contracted, normal
from apps.assistant.reply import Line, Reply
from apps.components.words import long_day
from coordinator.pathway.local_keeping import read_rules
from coordinator.pathway.local_rules import terms_on
from knowledge.search.words import terms

if TYPE_CHECKING:
    from datetime import date

    from coordinator.pathway.terms import Term
    from coordinator.protection import Viewer
    from coordinator.store import Store

TIMED = re.compile(
    r" (?:entro|quando|quanto|quanti|quante|ogni|giorn\w+|mes[ei]|ann[oi]|ore|settiman\w+|termin\w+|scad\w+|temp[oi]"
    r"|anticipo|tard\w+|subito|ritard\w+|dura\w*|convoc\w+|avvis\w+|preavvis\w+|rived\w+|riesam\w+|verific\w+) "
)
"""Words by which a question may be of a term at all."""

SHOWN = 8
"""Terms of an answer."""

ALSO = {
    r"piano (?!di zona)": "pai",
    r"(?:rived|rivist|aggiorn|verific|riesam|rivalut)": "verifica riesame",
    r"(?:firm|sottoscr)": "sottoscrizione",
    r"(?:convoc|riunisc|riunit)": "riunione",
    r"avvis": "avviso",
    r"(?:preavvis|anticipo)": "avviso",
}
"""How a question says it → how the terms are called."""

ONE = {
    "giorni": "giorno",
    "giorni lavorativi": "giorno lavorativo",
    "mesi": "mese",
    "anni": "anno",
    "ore": "ora",
}


def say_rules(store: Store, viewer: Viewer, day: date, question: str, least: int = 1) -> Reply | None:
    """
    Say the terms that are counted here for what a question names, for nobody in particular.

    Parameters
    ----------
    store
        The record, with the body's own terms.
    viewer
        Who asks.
    day
        The day of the question.
    question
        In Italian.
    least
        Words of the question that a term must have.

    Returns
    -------
    Reply or None
        None when no term has the question's words in its name, or it asks of a day that is past.
    """
    if not viewer.may("read", "directory"):
        return None
    if not TIMED.search(normal(re.sub(r"[^\w\s]", " ", question))):
        return None
    if any(one < day for one in named_days(question, day)):
        return None  # since when a body counts its own terms is not written
    asked = frozenset(terms(f"{question} {_also_called(question)}"))
    found = [
        (len(asked & frozenset(terms(f"{term.name} {term.starts_with}"))), term)
        for _, term, _ in terms_on(read_rules(store, viewer), day)
    ]
    best = max((many for many, _ in found), default=0)
    if best < least:
        return None
    return _of_rules([_term_line(term) for many, term in found if many == best], day)


def say_terms_from(store: Store, viewer: Viewer, day: date, start: str, name: str = "") -> Reply | None:
    """
    Say the terms that are counted here from one event, for nobody in particular.

    Parameters
    ----------
    store
        The record, with the body's own terms.
    viewer
        Who asks.
    day
        The day of the question.
    start
        A word of what starts them: "segnalazione".
    name
        A word of their names; those that lack it are left out where one has it.

    Returns
    -------
    Reply or None
        The shortest first; None when nothing starts with it, or the viewer may not read the directory.
    """
    if not viewer.may("read", "directory"):
        return None
    found = [
        term for _, term, _ in terms_on(read_rules(store, viewer), day) if start in normal(term.starts_with)
    ]
    found = [term for term in found if name in normal(term.name)] or found
    found.sort(key=lambda term: term.length)
    return _of_rules([_term_line(term) for term in found], day) if found else None


def term_lines(store: Store, viewer: Viewer, day: date) -> list[Line]:
    """
    List the terms that are counted here.

    Parameters
    ----------
    store
        The record, with the body's own terms.
    viewer
        Who asks; needs to read the directory.
    day
        The day of the question.

    Returns
    -------
    list of Line
        In the order of the table of terms.

    Raises
    ------
    NotAllowedError
        If the viewer may not read the directory.
    """
    return [_term_line(term) for _, term, _ in terms_on(read_rules(store, viewer), day)]


def _also_called(question: str) -> str:
    """Return how the names of terms call what a question says otherwise."""
    words = normal(question)
    return " ".join(called for said, called in ALSO.items() if re.search(rf" {said}", words))


def _of_rules(lines: list[Line], day: date) -> Reply:
    """Put the answer on terms together."""
    head = "In generale, i termini che qui si contano. Se parlavi di una persona, scrivi chi."
    query = f"Letto: i termini delle regole dell’ente, al {long_day(day)}."
    return Reply("norms", head, tuple(lines[:SHOWN]), query=query, links=(("Regole dell’ente", "regole"),))


def _term_line(term: Term) -> Line:
    """Say one term: how long, from what, whose rule it is."""
    text = f"{term.name}: {_length(term.length, term.unit)}, {contracted('da', term.starts_with)} ({term.origin})"
    return Line(text, page=f"regole?id={term.id}", urn=term.source or "")


def _length(length: int, unit: str) -> str:
    """Write a length of time; one of a thing is not many."""
    return f"{length} {ONE.get(unit, unit) if length == 1 else unit}"
