"""List whom a worker follows: those for whom something is due first, then those on a path, then the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from sqlalchemy import false, or_, select

from coordinator.model import Case, Person, Tie
from coordinator.network.fields_seen import without_fields
from coordinator.network.record import TAKEN_CHARGE
from coordinator.pathway.levels import majority

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from coordinator.protection import Viewer

Which = Literal["percorso", "senza", "minori"]
"""Some of the persons who are followed: on an open path, on none, under age."""
WHICH: frozenset[str] = frozenset(get_args(Which))

SHOWN = 20
"""Persons at once, where nobody says otherwise."""

NAMES = (Person.family_name, Person.given_name, Person.id)


@dataclass(frozen=True, slots=True)
class Followed:
    """Some of the persons who are followed, in order."""

    people: tuple[Person, ...]
    more: bool  # whether others come after them


def list_followed(
    viewer: Viewer,
    day: date,
    waiting: Sequence[str] = (),
    *,
    which: Which | None = None,
    by_name: bool = False,
    start: int = 0,
    limit: int = SHOWN,
) -> Followed:
    """
    List the persons who receive care or have an open path.

    Parameters
    ----------
    viewer
        Who asks; needs to read persons. One who may not read cases is told of no path: by name alone.
    day
        On which ages are counted.
    waiting
        Ids of those for whom something is due, the most urgent first.
    which
        Only some of them; everybody when None.
    by_name
        In the order of family and given names. Otherwise those for whom something is due come first, then the
        others with an open path, then the rest, by name.
    start, limit
        The first to return, counted from 0, and the most.

    Returns
    -------
    Followed
        Of those whom the viewer may see.

    Raises
    ------
    NotAllowedError
        If the viewer may not read persons, or asks who is on a path and may not read cases.
    """
    viewer.require("read", "person")
    if which in ("percorso", "senza"):
        viewer.require("read", "case")
    on_path = _on_path() if viewer.may("read", "case") else false()
    among = [Person.merged_into.is_(None), viewer.sees(Person.key), *_wanted(which, on_path, day)]
    with viewer.reading() as session:
        first = [] if by_name else _by_urgency(session, [*among, on_path], waiting)
        keys = first[start : start + limit + 1]
        asked = select(Person).where(*among, *([] if by_name else [~on_path])).order_by(*NAMES)
        asked = asked.offset(max(0, start - len(first))).limit(limit + 1 - len(keys))
        found = {one.key: one for one in session.scalars(select(Person).where(Person.key.in_(keys)))}
        people = [*(found[key] for key in keys), *session.scalars(asked)]
        shown = [without_fields(session, one, viewer) for one in people[:limit]]
    return Followed(tuple(shown), len(people) > limit)


def _on_path() -> ColumnElement[bool]:
    """Write the condition that a person has an open path."""
    return Person.key.in_(select(Case.person_key).where(Case.closed_on.is_(None)))


def _wanted(which: Which | None, on_path: ColumnElement[bool], day: date) -> list[ColumnElement[bool]]:
    """Write the conditions of who is listed."""
    ends = (Tie.from_key, Tie.to_key)
    in_care = or_(*(Person.key.in_(select(end).where(Tie.kind.in_(TAKEN_CHARGE))) for end in ends))
    if which == "percorso":
        return [on_path]
    if which == "senza":
        return [in_care, ~on_path]
    young = [Person.born_on > _years_before(day, majority())] if which == "minori" else []
    return [or_(in_care, on_path), *young]


def _by_urgency(
    session: Session, conditions: Sequence[ColumnElement[bool]], waiting: Sequence[str]
) -> list[int]:
    """Order the keys of persons: those who are waited for, the most urgent first, then the others by name."""
    rank = {person: place for place, person in reversed(list(enumerate(waiting)))}
    rows = session.execute(select(Person.key, *NAMES).where(*conditions).order_by(*NAMES)).all()
    return [row.key for row in sorted(rows, key=lambda row: rank.get(row.id, len(rank)))]


def _years_before(day: date, years: int) -> date:
    """Return the day some years before; of 29 February, in a year without one, the 28th."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)
