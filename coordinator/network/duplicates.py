"""Find persons already in the record who may be the one that is being entered, and say why."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import and_, or_, select

from coordinator.model import Person
from coordinator.model.spelling import fold

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from sqlalchemy import ColumnElement

    from coordinator.protection import Viewer
    from coordinator.store import Store

CERTAIN, LIKELY = 100, 70
"""Points from which two records are one person by their code, or should be looked at."""

NAME_POINTS, BIRTH_POINTS, NEAR_BIRTH_POINTS, PHONE_POINTS = 70, 30, 20, 20
ALIKE = 0.88
"""Similarity of two names, by Jaro and Winkler, from which a slip of the pen is likely."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """What is known of someone who is being entered."""

    given_name: str
    family_name: str
    born_on: date | None = None
    tax_code: str | None = None
    phone: str | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """A person of the record who may be the same, and why."""

    person_id: str
    name: str
    born_on: date | None
    score: int  # points, to 100
    reasons: tuple[str, ...]  # in Italian, for who decides

    @property
    def certain(self) -> bool:
        """Whether the codes are the same."""
        return self.score >= CERTAIN


def find_duplicates(
    store: Store, candidate: Candidate, viewer: Viewer, *, but: str | None = None, most: int = 5
) -> tuple[Match, ...]:
    """
    Find who may be the same person.

    Parameters
    ----------
    store
        The record.
    candidate
        Who is being entered.
    viewer
        Who asks; needs to read persons. Tax codes and telephones are compared for who is given them.
    but
        Id of a person to leave out: the candidate herself, if she is in the record already.
    most
        Matches given, at most.

    Returns
    -------
    tuple of Match
        The likeliest first; empty when nobody is like her.
    """
    viewer.require("read", "person")
    if not viewer.may("read", "tax_code"):
        candidate = replace(candidate, tax_code=None)
    if not viewer.may("read", "contacts"):
        candidate = replace(candidate, phone=None)
    with viewer.reading() as session:
        near = select(Person).where(or_(*_blocks(candidate)), Person.merged_into.is_(None))
        persons = session.scalars(near.limit(2_000)).all()
    matches = [_compare(candidate, person) for person in persons if person.id != but]
    likely = [match for match in matches if match.score >= LIKELY]
    return tuple(sorted(likely, key=lambda match: (-match.score, match.person_id))[:most])


def _blocks(candidate: Candidate) -> Iterator[ColumnElement[bool]]:
    """Ask by index for the few who can be alike: same code, same birth, names that begin alike."""
    if candidate.tax_code:
        yield Person.tax_code == candidate.tax_code
    if candidate.born_on:
        yield Person.born_on == candidate.born_on
    starts = {name.strip()[:2] for name in (candidate.family_name, candidate.given_name)} - {""}
    for name in sorted(starts):
        for start in (name.capitalize(), name.upper()):
            yield and_(Person.family_name >= start, Person.family_name < f"{start}\uffff")


def _compare(candidate: Candidate, person: Person) -> Match:
    """Add the points of each likeness, and say it."""
    points, reasons = 0, []
    for worth, reason in _likenesses(candidate, person):
        points += worth
        if reason:
            reasons.append(reason)
    score = max(0, min(CERTAIN if _same_code(candidate, person) else CERTAIN - 1, points))
    return Match(person.id, person.name, person.born_on, score, tuple(reasons))


def _likenesses(candidate: Candidate, person: Person) -> Iterator[tuple[int, str]]:
    """
    Weigh each thing that is alike or speaks against it.

    Yields
    ------
    tuple
        Points, below zero where it speaks against; the reason in Italian, empty where there is none to show.
    """
    if _same_code(candidate, person):
        yield CERTAIN, "stesso codice fiscale"
    elif candidate.tax_code and person.tax_code:
        yield -NAME_POINTS, ""
    yield _name_likeness(candidate, person)
    yield _birth_likeness(candidate.born_on, person.born_on)
    if candidate.phone and person.phone and _digits(candidate.phone) == _digits(person.phone):
        yield PHONE_POINTS, "stesso telefono"


def _same_code(candidate: Candidate, person: Person) -> bool:
    return candidate.tax_code is not None and candidate.tax_code == person.tax_code


def _name_likeness(candidate: Candidate, person: Person) -> tuple[int, str]:
    """Compare names, as they are and with given and family name exchanged."""
    from rapidfuzz.distance import JaroWinkler

    given, family = fold(candidate.given_name), fold(candidate.family_name)
    other_given, other_family = fold(person.given_name), fold(person.family_name)
    if (given, family) == (other_given, other_family):
        return NAME_POINTS, "stesso nome e cognome"
    if (family, given) == (other_given, other_family):
        return NAME_POINTS - 5, "nome e cognome scambiati"
    likeness = min(JaroWinkler.similarity(given, other_given), JaroWinkler.similarity(family, other_family))
    if likeness >= ALIKE:
        return round(NAME_POINTS * likeness) - 10, f"nome quasi uguale: {person.name}"
    return 0, ""


def _birth_likeness(born: date | None, other: date | None) -> tuple[int, str]:
    """Compare days of birth; one slip of the pen still counts."""
    if born is None or other is None:
        return 0, ""
    if born == other:
        return BIRTH_POINTS, "stessa data di nascita"
    if (born.year, born.month, born.day) == (other.year, other.day, other.month):
        return NEAR_BIRTH_POINTS, "giorno e mese di nascita scambiati"
    if sum(a != b for a, b in zip(born.isoformat(), other.isoformat(), strict=True)) == 1:
        return NEAR_BIRTH_POINTS, f"data di nascita diversa di una cifra: {other:%d/%m/%Y}"
    return -NAME_POINTS // 2, ""


def _digits(phone: str) -> str:
    """Keep the last nine digits of a number: prefixes are written in many ways."""
    return "".join(filter(str.isdigit, phone))[-9:]
