"""Offer the nearest names where a search finds nobody: a slip of the pen is the commonest reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, or_, select

from coordinator.model import Party, Person
from coordinator.model.spelling import fold
from coordinator.network.fields_seen import without_fields

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import ColumnElement, Select

    from coordinator.protection import Viewer
    from coordinator.store import Store

ALIKE = 0.84
"""Similarity of each typed word with a name, by Jaro and Winkler, from which it is offered."""

FEW = 20_000
"""Persons that are all looked through; in a larger record, only those whose names begin alike."""


def people_like(store: Store, text: str, viewer: Viewer, *, limit: int = 5) -> list[Person]:
    """
    Find the persons whose names are nearest to what was typed; ask where `find_people` finds none.

    Parameters
    ----------
    store
        The record.
    text
        Words, in any order; those without letters, as a year of birth, do not count.
    viewer
        Who asks; needs to read persons, and is offered those whom she may see.
    limit
        The most to return.

    Returns
    -------
    list of Person
        The nearest first; empty when nobody is near.
    """
    viewer.require("read", "person")
    words = [word for word in map(fold, text.split()) if word.isalpha()]
    if not words:
        return []
    asked = select(Person.key, Person.given_name, Person.family_name).where(
        Person.merged_into.is_(None), viewer.sees(Person.key)
    )
    with viewer.reading() as session:
        if (session.scalar(select(func.count()).select_from(Person)) or 0) > FEW:
            asked = _begin_alike(asked, text.split())
        rows = session.execute(asked).all()
        likeness = _Likeness()
        scored = [(likeness.of(words, [*given.split(), *family.split()]), key) for key, given, family in rows]
        nearest = sorted((-score, key) for score, key in scored if score >= ALIKE)[:limit]
        persons = {
            p.key: p for p in session.scalars(select(Person).where(Person.key.in_(k for _, k in nearest)))
        }
        return [without_fields(session, persons[key], viewer) for _, key in nearest]


def ids_like(store: Store, party_id: str, viewer: Viewer, *, limit: int = 3) -> dict[str, str]:
    """
    Find the parties whose ids are nearest to one that nobody has.

    Parameters
    ----------
    store
        The record.
    party_id
        As it was typed.
    viewer
        Who asks; needs to read the directory. Persons are offered only to who may see them.
    limit
        The most to return.

    Returns
    -------
    dict of str to str
        Id → name, the nearest first.
    """
    from difflib import get_close_matches

    viewer.require("read", "directory")
    visible = or_(Party.kind != "persona", viewer.sees(Party.key))
    near = Party.id.startswith(party_id[:5], autoescape=True)
    with viewer.reading() as session:
        query = select(Party.id, Party.name).where(near, visible, Party.merged_into.is_(None)).limit(FEW)
        rows = session.execute(query).all()
    names = viewer.called(rows)
    return {found: names[found] for found in get_close_matches(party_id, names, n=limit, cutoff=0.75)}


def _begin_alike(asked: Select[int, str, str], words: Iterable[str]) -> Select[int, str, str]:
    """Ask only for family names that begin with the letters of one of the words."""
    starts: list[ColumnElement[bool]] = []
    for word in words:
        for start in {word[:2].capitalize(), word[:2].upper()}:
            starts.append(Person.family_name.between(start, f"{start}\uffff"))
    return asked.where(or_(*starts)).limit(FEW)


class _Likeness:
    """Compare words with names; a name that many bear is compared once."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], float] = {}

    def of(self, words: Iterable[str], names: Iterable[str]) -> float:
        """Return how near the farthest of the words is to the nearest of the names."""
        folded = [fold(name) for name in names]
        return min(max((self._pair(word, name) for name in folded), default=0.0) for word in words)

    def _pair(self, word: str, name: str) -> float:
        if (word, name) not in self._known:
            from rapidfuzz.distance import JaroWinkler

            self._known[word, name] = JaroWinkler.similarity(word, name)
        return self._known[word, name]
