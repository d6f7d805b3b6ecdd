"""Show who lives together, and the family as a genogram: generations, couples, children, the dead too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from coordinator.errors import UnknownPartyError
from coordinator.model import Party, Person, Tie

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from coordinator.protection import Viewer
    from coordinator.store import Store

COUPLES = ("coniuge", "convivente", "ex_coniuge")
GENERATIONS = {"genitore": 1, "nonno": 2, "zio": 1, "fratello": 0, **dict.fromkeys(COUPLES, 0)}
"""Kind of family tie → by how many generations its end is younger than its start."""

FAMILY = tuple(GENERATIONS)
MEMBER = "membro_nucleo"


@dataclass(frozen=True, slots=True)
class Member:
    """Someone who belongs, or belonged, to a household."""

    id: str
    name: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class HouseholdView:
    """A household on a day; no member is its head."""

    id: str
    name: str
    address: str | None
    members: tuple[Member, ...]  # those of the day, by name
    former: tuple[Member, ...]  # those who belonged to it before


@dataclass(frozen=True, slots=True)
class Relative:
    """A person of a genogram."""

    id: str
    name: str
    sex: str | None  # F, M, X; None: not recorded
    born_on: date | None
    died_on: date | None
    generation: int  # 0 for the person, -1 for her parents, 1 for her children
    households: tuple[str, ...]  # ids of those she belongs to on the day


@dataclass(frozen=True, slots=True)
class FamilyTie:
    """A family tie of a genogram; it is drawn even when death or divorce has ended it."""

    kind: str
    from_id: str
    to_id: str
    since: date
    until: date | None
    conflict: bool


@dataclass(frozen=True, slots=True)
class Genogram:
    """A person's family on a day."""

    person_id: str
    day: date
    relatives: tuple[Relative, ...]  # by generation, then by birth
    ties: tuple[FamilyTie, ...]


def households_of(store: Store, person_id: str, day: date, viewer: Viewer) -> tuple[HouseholdView, ...]:
    """
    Show the households to which a person belongs on a day.

    Parameters
    ----------
    store
        The record.
    person_id
        Whose.
    day
        The day.
    viewer
        Who asks; needs to read the network.

    Returns
    -------
    tuple of HouseholdView
        Several when she belongs to several; empty when none is recorded.

    Raises
    ------
    UnknownPartyError
        If the store has no such person.
    """
    viewer.require("read", "network", of=person_id)
    with viewer.reading() as session:
        key = _key(session, person_id)
        homes = session.scalars(select(Tie.to_key).where(Tie.from_key == key, *_holding(MEMBER, day)))
        return tuple(_household(session, home, day) for home in sorted(set(homes)))


def _household(session: Session, key: int, day: date) -> HouseholdView:
    """Read a household and who belongs, or belonged, to it."""
    home = session.get_one(Party, key)
    query = (
        select(Party.id, Party.name, Tie.since, Tie.until)
        .join(Tie, Tie.from_key == Party.key)
        .where(Tie.to_key == key, Tie.kind == MEMBER, Tie.since <= day, _ever_held())
        .order_by(Party.name, Party.id)
    )
    everybody = [Member(*row) for row in session.execute(query)]
    now = tuple(member for member in everybody if member.until is None or member.until >= day)
    here = {member.id for member in now}
    former = tuple(member for member in everybody if member.id not in here)
    return HouseholdView(home.id, home.name, getattr(home, "address", None), now, former)


def genogram(store: Store, person_id: str, day: date, viewer: Viewer, *, steps: int = 2) -> Genogram:
    """
    Read a person's family for a genogram.

    Parameters
    ----------
    store
        The record.
    person_id
        Whose family.
    day
        The day; ties that began later are left out, those that ended before are kept.
    viewer
        Who asks; needs to read the network.
    steps
        Family ties between her and the farthest relative.

    Returns
    -------
    Genogram
        With generations counted from her.

    Raises
    ------
    UnknownPartyError
        If the store has no such person.
    """
    viewer.require("read", "network", of=person_id)
    with viewer.reading() as session:
        start = _key(session, person_id)
        generation, ties = {start: 0}, {}
        ring = {start}
        for _ in range(steps):
            for tie in _family_ties(session, ring, day):
                ties[tie.key] = tie
                _place(generation, tie)
            ring = set(generation) - ring
        inside = _family_ties(session, set(generation), day)
        ties |= {tie.key: tie for tie in inside if {tie.from_key, tie.to_key} <= generation.keys()}
        relatives = _relatives(session, generation, day)
        ids = {
            person.key: person.id
            for person in session.scalars(select(Party).where(Party.key.in_(generation)))
        }
    drawn = [
        FamilyTie(tie.kind, ids[tie.from_key], ids[tie.to_key], tie.since, tie.until, tie.conflict)
        for tie in sorted(ties.values(), key=lambda tie: tie.key)
    ]
    return Genogram(person_id, day, relatives, tuple(drawn))


def _family_ties(session: Session, keys: Iterable[int], day: date) -> Sequence[Tie]:
    """Read the family ties of persons, those too that death has ended."""
    asked = sorted(keys)
    query = select(Tie).where(
        or_(Tie.from_key.in_(asked), Tie.to_key.in_(asked)),
        Tie.kind.in_(FAMILY),
        Tie.since <= day,
        _ever_held(),
    )
    return session.scalars(query).all()


def _place(generation: dict[int, int], tie: Tie) -> None:
    """Give the end of a tie that has no generation yet the one that follows from the other end."""
    younger = GENERATIONS[tie.kind]
    if tie.from_key in generation:
        generation.setdefault(tie.to_key, generation[tie.from_key] + younger)
    elif tie.to_key in generation:
        generation.setdefault(tie.from_key, generation[tie.to_key] - younger)


def _relatives(session: Session, generation: dict[int, int], day: date) -> tuple[Relative, ...]:
    """Read the persons of a genogram and where they live."""
    home = aliased(Party)
    homes: dict[int, list[str]] = {}
    query = select(Tie.from_key, home.id).join(home, home.key == Tie.to_key)
    for key, home_id in session.execute(query.where(Tie.from_key.in_(generation), *_holding(MEMBER, day))):
        homes.setdefault(key, []).append(home_id)
    persons = session.scalars(select(Person).where(Person.key.in_(generation)))
    relatives = [
        Relative(
            p.id, p.name, p.sex, p.born_on, p.died_on, generation[p.key], tuple(sorted(homes.get(p.key, ())))
        )
        for p in persons
    ]
    return tuple(sorted(relatives, key=lambda r: (r.generation, str(r.born_on or "9999"), r.id)))


def _holding(kind: str, day: date) -> list[ColumnElement[bool]]:
    """Ask for ties of a kind that hold on a day."""
    return [Tie.kind == kind, Tie.since <= day, or_(Tie.until.is_(None), Tie.until >= day)]


def _ever_held() -> ColumnElement[bool]:
    """Leave out ties written by mistake."""
    return or_(Tie.until.is_(None), Tie.until >= Tie.since)


def _key(session: Session, party_id: str) -> int:
    key = session.scalar(select(Party.key).where(Party.id == party_id))
    if key is None:
        raise UnknownPartyError(party_id)
    return key
