"""Name the things that a question speaks of: its nouns, as their articles show them; no roles, no names, no times."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apps.assistant.reading.helpers import without_roles
from apps.assistant.reading.words import bare, listed, normal
from apps.components.words import MONTHS, WEEKDAYS, age
from coordinator.model import Person

if TYPE_CHECKING:
    from apps.assistant.reading.asked import Asked

ARTICLE = (
    r"(?:il|i|un|uno|una|del|dello|della|dei|degli|delle|al|allo|alla|ai|agli|alle"
    r"|dal|dalla|nel|nella|sul|sulla|col)"
)
PATTERNS = (
    re.compile(rf"(?<![a-z'])(?P<before>){ARTICLE} (?:su[oae] |suoi )?(?P<noun>[a-z]{{3,}})"),
    re.compile(r"(?<![a-z])(?P<before>)(?:un|dell|all|dall|nell|sull)' ?(?P<noun>[a-z]{3,})"),
    re.compile(r"(?<![a-z])(?P<before>)(?:port\w+|accompagn\w+|va|mand\w+) a (?P<noun>[a-z]{3,})"),
    re.compile(r"(?P<before>^|[a-z]+) (?:la |le |lo |gli |l' ?)(?P<noun>[a-z]{3,})"),
)
"""Where a noun stands; the last is one of a pronoun too, by what stands before it: "chi la segue"."""

BEFORE_A_PRONOUN = frozenset(
    ["chi", "che", "cosa", "come", "quando", "quanto", "quanti", "dove", "perche", "non", "si", "ci", "se"]
    + ["quali", "quale", "ancora", "e", "mi", "ti"]
)
OF_HER = ("bambin", "ragazz", "minor", "alunn", "student", "figli")
"""Beginnings of words that mean the person herself, of who is not of age."""

OF_AGE = 18


def things_named(asked: Asked) -> list[str]:
    """
    Name the things that a question speaks of.

    Parameters
    ----------
    asked
        The question, on a person.

    Returns
    -------
    list of str
        Such as "cane" of "il cane chi lo porta fuori?"; without what anybody's network holds, such as "la mattina".
    """
    words = without_roles(bare(asked.question))
    party = asked.record.party
    names = (party.name, *(one.other_name for one in asked.record.told), *WEEKDAYS)
    known = listed("telling_nothing") | listed("asking_nothing") | listed("around_anybody") | set(MONTHS)
    known |= {word for name in names for word in normal(name).replace("'", " ").split()}
    years = age(party.born_on, asked.day) if isinstance(party, Person) else None
    of_her = OF_HER if years is None or years < OF_AGE else ()
    found = [
        (match.start("noun"), match["noun"])
        for pattern in PATTERNS
        for match in pattern.finditer(words)
        if match["before"] not in BEFORE_A_PRONOUN
    ]
    things = dict.fromkeys(noun for _, noun in sorted(found) if noun not in known)
    return [noun for noun in things if not (of_her and noun.startswith(of_her))]


def speaks_of(text: str, thing: str) -> bool:
    """
    Say whether a text speaks of a thing, one or many.

    Parameters
    ----------
    text
        Any.
    thing
        As `things_named` gives it.

    Returns
    -------
    bool
        True for "cani" where "cane" is asked about; not for a longer word that begins alike.

    Examples
    --------
    >>> speaks_of("ha due cani", "cane"), speaks_of("il motivo", "moto")
    (True, False)
    """
    words = re.findall(r"[a-z]+", normal(text))
    return any(word == thing or (word[:-1] == thing[:-1] and len(thing) > len("di")) for word in words)
