"""Recognise which services, bodies, groups and professionals a question names, and what else it says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apps.assistant.reading.words import listed, normal
from coordinator.model import vocabulary
from coordinator.network.reach import Reached
from knowledge.search.words import terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ALIKE = 0.6
"""Share of the telling words of a name, or of what its sort is called, by which a question means it."""

TELLING = 6
"""Letters at least of a word by which alone a card is called."""

NAMELESS = frozenset(terms("servizio servizi centro casa di del della il la al per posto posti ente gruppo"))
"""Words that tell no service from another."""

COUNTER = frozenset(terms("sportello ufficio sede"))
"""Words for where anybody is received, by which alone a service is less meant than another that is called by more."""

ALSO = {
    "serd": ("sert", "servizio dipendenze", "dipendenze"),
    "ospedale": ("ospedale", "pronto soccorso", "reparto"),
    "servizio_sociale": ("servizi sociali", "servizio sociale", "assistenti sociali"),
    "csm": ("salute mentale", "psichiatria", "igiene mentale"),
    "trasporto": ("trasporto", "trasporti", "pulmino"),
    "pasti": ("pasti", "mensa"),
    "rsa": ("casa di riposo", "residenza per anziani", "casa per anziani"),
    "adi": ("assistenza domiciliare integrata", "cure domiciliari", "infermieri a domicilio"),
    "inps": ("inps",),
    "asl": ("asl", "ausl", "azienda sanitaria"),
    "comune": ("comune", "municipio"),
    "sportello_lavoro": ("centro per l'impiego", "ufficio del lavoro"),
}
"""Sort of service or body → what people call it besides its own names."""


TITLE = re.compile(r"(?:dott|dr|prof)(?:\.?ssa)?\.?$")


def recognised(cards: Iterable[Reached], question: str) -> list[Reached]:
    """
    Find whom a question names: by name, by the words for its sort, or as people call it.

    Parameters
    ----------
    cards
        Of the directory.
    question
        In Italian.

    Returns
    -------
    list of Reached
        Those that fit best, all of them where several fit alike; empty when it names none.
    """
    words, asked = normal(question).replace("'", " "), frozenset(terms(question))
    cards = tuple(cards)
    own = {one for word, one in _own_words(cards).items() if f" {word} " in words}
    held = [(max(_fit(one, words, asked), 1.0 if one.id in own else 0.0), one) for one in cards]
    best = max((fit for fit, _ in held), default=0.0)
    found = [one for fit, one in held if fit == best >= ALIKE]
    found = [one for one in found if not _by_counter(one, asked)] or found
    placed = [one for one in found if one.area and f" {one.area} " in words]
    return placed or found


def absent(question: str) -> Reached | None:
    """
    Return the sort of service that a question asks for, as a card that holds nothing.

    Parameters
    ----------
    question
        In Italian; `recognised` found nobody in it.

    Returns
    -------
    Reached or None
        None when it names no sort that the vocabulary knows.
    """
    words = normal(question).replace("'", " ")
    for sort, term in vocabulary().terms["service_kinds"].items():
        called = (sort.replace("_", " "), normal(term.label).strip(), *ALSO.get(sort, ()))
        if sort != "altro" and any(f" {name} " in words for name in called):
            return Reached("", term.label, "servizio", sort, term.label, "", "", "", "", "")
    return None


def left_over(question: str, found: Sequence[Reached]) -> list[str]:
    """
    Return what a question says besides the names of those found and words that ask nothing.

    Parameters
    ----------
    question
        In Italian.
    found
        As `recognised` gives them.

    Returns
    -------
    list of str
        Words; empty when nothing is left.
    """
    words = normal(question)
    names = frozenset().union(*(terms(f"{one.name} {one.sort_label} {one.area}") for one in found))
    for one in found:
        for called in (*ALSO.get(one.sort, ()), one.sort.replace("_", " ")):
            words = words.replace(f" {called} ", " ").replace(f"'{called} ", "' ")
    return [
        word
        for word in re.findall(r"[a-z0-9]+", words)
        if word not in listed("asking_nothing_of_places") and not (names & frozenset(terms(word)))
    ]


def family_name(name: str) -> str:
    """
    Return the family name of a professional, in small letters.

    Parameters
    ----------
    name
        As the directory writes it, perhaps with a title before it.

    Returns
    -------
    str
        All but titles and the first name.

    Examples
    --------
    >>> family_name("dott.ssa Silvia Monti"), family_name("Paola De Luca")
    ('monti', 'de luca')
    """
    words = [word for word in normal(name).split() if not word.endswith(".") and not TITLE.match(word)]
    return " ".join(words[1:] or words)


def _own_words(cards: Sequence[Reached]) -> dict[str, str]:
    """Find the words that stand in one card's name alone, by which it is called: "geriatria", "la Ginestra"."""
    held: dict[str, set[str]] = {}
    for one in cards:
        for word in re.findall(r"[a-z]+", normal(one.name)) if one.kind != "professionista" else ():
            held.setdefault(word, set()).add(one.id)
    told = ((word, *ids) for word, ids in held.items() if len(ids) == 1 and len(word) >= TELLING)
    return {word: one for word, one in told if word not in listed("public") | listed("no_service_by_itself")}


def _by_counter(one: Reached, asked: frozenset[str]) -> bool:
    """Say whether a question holds of a card's name and sort nothing but a word for where people are received."""
    return asked & frozenset(terms(f"{one.name} {one.sort_label}")) <= COUNTER


def _fit(one: Reached, words: str, asked: frozenset[str]) -> float:
    """Say how well a card fits: 2 for what it is called, else the share of its telling words that are there."""
    if one.kind == "professionista":
        return 2.0 if f" {family_name(one.name)} " in words else 0.0
    called = (one.sort.replace("_", " "), *ALSO.get(one.sort, ()))
    whole = any(f" {name.replace(chr(39), ' ')} " in words for name in called)
    shares = []
    for name in (one.name, one.sort_label):
        telling = frozenset(terms(name)) - NAMELESS - frozenset(terms(one.area))
        shares.append(len(asked & telling) / len(telling) if telling else 0.0)
    return (1.0 if whole else 0.0) + max(shares)
