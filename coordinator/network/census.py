"""Ask for many persons at once: how many there are of some kind, and who, of those whom a viewer may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from sqlalchemy import and_, case, func, not_, null, or_, select
from sqlalchemy.orm import aliased

from coordinator.model import Need, Party, Person, Service, Tie, vocabulary
from coordinator.network.conditions import born_by, conditions, population
from coordinator.network.contacts_asked import last_contact
from coordinator.network.fields_seen import without_delicate
from coordinator.network.needs_asked import unmet
from coordinator.network.order_asked import order_of
from coordinator.network.ties_asked import tie_where, ties_of
from coordinator.network.wanted import Having
from coordinator.protection.scope import is_own

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from coordinator.network.conditions import Condition
    from coordinator.network.wanted import Wanted
    from coordinator.protection import Viewer
    from coordinator.store import Store

Group = Literal["area", "sex", "age", "need", "service"]

FOLLOWING = (Having(("case_manager",)), Having(("segue",)), Having(("in_carico",)))
"""Ties by which professionals and services follow a person."""

BANDS = (18, 65, 75, 85)
"""Years at which a band of age begins, after the first."""


class TieTold(NamedTuple):
    """A tie of a person, as a list tells it."""

    name: str  # of the other party
    since: date
    kind: str
    hours: float | None
    strain: int | None


@dataclass(frozen=True, slots=True)
class Counted:
    """One of the persons found, with what was asked of her."""

    id: str
    name: str
    born_on: date | None
    area: str | None
    ties: tuple[TieTold, ...]  # those asked for
    needs: tuple[str, ...]  # labels of the needs asked for
    ties_many: int | None  # how many ties she has, where the order is by them
    last_contact: date | None  # where it was asked about
    phone: str | None  # where it was asked about
    helpers: tuple[TieTold, ...] = ()  # professionals and services that follow her, where they were asked for


@dataclass(frozen=True, slots=True)
class Census:
    """How many persons were found, and the first of them."""

    total: int
    among: int  # of how many whom the viewer may see
    unknown: int  # of whom the record does not say enough, and all else holds
    of_followed: bool  # whether only those who are followed were looked at
    first: tuple[Counted, ...]


def census(
    store: Store,
    wanted: Wanted,
    day: date,
    viewer: Viewer,
    *,
    limit: int = 20,
    mine: bool = False,
    phones: bool = False,
    helpers: bool = False,
) -> Census:
    """
    Find the persons of whom something holds.

    Parameters
    ----------
    store
        The record.
    wanted
        What must hold.
    day
        On which it must.
    viewer
        Who asks: needs to read persons, and networks where ties are asked about. She finds those whom she may see;
        what is reserved from her counts for nothing.
    limit
        The most to name.
    mine
        Whether only the viewer's own persons are meant, of all whom she may see.
    phones
        Whether their telephones are wanted; the viewer needs to read contacts.
    helpers
        Whether it is wanted who follows them; the viewer needs to read networks.

    Returns
    -------
    Census
        The dead and the duplicates left out. Whoever would be found if more were written is counted apart.

    Raises
    ------
    NotAllowedError
        If the viewer may not read persons, or networks, or the needs that are asked for.
    """
    require_census(viewer, wanted)
    blind = viewer.sight().blind
    everybody = and_(seen_by(viewer, mine=mine), population(wanted, day))
    asked = tuple(conditions(wanted, day, blind))
    found = and_(everybody, *(one.holds for one in asked))
    if phones:
        viewer.require("read", "contacts")
    if helpers:
        viewer.require("read", "network")
    phone = Person.phone if phones else null()
    many = ties_of(day) if wanted.order == "fewest" else null()
    met = last_contact(day, blind) if wanted.quiet_since or wanted.order == "quietest" else null()
    with viewer.reading() as session:
        rows = session.execute(
            select(Person.key, Person.id, Person.name, Person.born_on, Person.area, many, met, phone)
            .where(found)
            .order_by(*order_of(wanted, day, blind))
            .limit(limit)
        ).all()
        keys = [row[0] for row in rows]
        ties, lacks = _ties(session, wanted.ties, keys, day), _needs(session, wanted, keys, day, viewer)
        follow = _ties(session, FOLLOWING if helpers else (), keys, day)
        return Census(
            _many(session, found),
            _many(session, everybody),
            _unknown(session, everybody, asked),
            wanted.of_followed,
            tuple(
                Counted(
                    *row[1:5],
                    tuple(ties.get(row[0], ())),
                    tuple(lacks.get(row[0], ())),
                    *row[5:],
                    tuple(follow.get(row[0], ())),
                )
                for row in rows
            ),
        )


def grouped(
    store: Store, wanted: Wanted, by: Group, day: date, viewer: Viewer, *, mine: bool = False
) -> dict[str, int]:
    """
    Count the persons of whom something holds, by place, sex, age, need or service.

    Parameters
    ----------
    store, wanted
        As `census` takes them.
    by
        ``"area"``, ``"sex"``, ``"age"`` (see `BANDS`), ``"need"`` or ``"service"``; of these two one may have several.
    day, viewer, mine
        As `census` takes them.

    Returns
    -------
    dict of str to int
        Word of the record → persons; an empty word: not written. Ages are ``"0-17"`` … ``"85-"``; services go by name.

    Raises
    ------
    NotAllowedError
        As `census`.
    """
    require_census(viewer, wanted)
    asked = conditions(wanted, day, viewer.sight().blind)
    found = and_(seen_by(viewer, mine=mine), population(wanted, day), *(one.holds for one in asked))
    service, tie = aliased(Service), aliased(Tie)
    columns = {
        "area": Person.area, "sex": Person.sex, "age": _band(day), "need": Need.need, "service": service.name,
    }  # fmt: skip
    words = columns[by]
    counted = select(words, func.count(Person.key.distinct())).where(found).group_by(words)
    if by == "need":
        counted = counted.join(Need, unmet(Need, day) if wanted.unmet else _has(day))
    if by == "service":
        viewer.require("read", "network")
        in_care, other = tie_where(tie, Having(("in_carico",)), day)
        counted = counted.join(tie, in_care).join(service, service.key == getattr(tie, other))
    with viewer.reading() as session:
        told = {word or "": many for word, many in session.execute(counted)}
    if by != "need":
        return told
    return {word: told[word] for word in without_delicate(told, viewer)}


def areas_of(store: Store, viewer: Viewer) -> tuple[str, ...]:
    """
    List where the persons live whom a viewer may see.

    Parameters
    ----------
    store
        The record.
    viewer
        Who asks; needs to read persons.

    Returns
    -------
    tuple of str
        Areas, in order.

    Raises
    ------
    NotAllowedError
        If the viewer may not read persons.
    """
    viewer.require("read", "person")
    asked = select(Person.area).where(Person.area.is_not(None), viewer.sees(Person.key)).distinct()
    with viewer.reading() as session:
        return tuple(sorted(area for area in session.scalars(asked) if area))


def seen_by(viewer: Viewer, *, mine: bool) -> ColumnElement[bool]:
    """
    Write whom a viewer may see, or which of them are her own.

    Parameters
    ----------
    viewer
        Who asks.
    mine
        Whether only her own are meant; somebody who is nobody in the record has none, and means all.

    Returns
    -------
    ColumnElement of bool
        Of each `Person`.
    """
    seen = viewer.sees(Person.key)
    if not mine or viewer.party_id is None:
        return seen
    return and_(seen, is_own(Person.key, viewer.user, viewer.party_id, viewer.store.clock().date()))


def require_census(viewer: Viewer, wanted: Wanted) -> None:
    """
    Check, and write to the log, that a viewer may ask this of many.

    Parameters
    ----------
    viewer
        Who asks.
    wanted
        What must hold of each.

    Raises
    ------
    NotAllowedError
        If she may not read persons, or networks, or the needs that are asked for.
    """
    viewer.require("read", "person")
    of_ties = wanted.alone is not None or wanted.ties or wanted.unmet or wanted.quiet_since
    if of_ties or wanted.order in {"fewest", "quietest"}:
        viewer.require("read", "network")
    if len(without_delicate(wanted.needs, viewer)) < len(wanted.needs):
        viewer.require("read", "delicate")


def _band(day: date) -> ColumnElement[str | None]:
    """Write in which band of age a person is."""
    edges = [(born_by(years, day), years) for years in reversed(BANDS)]
    names = [f"{low}-{high}" for low, high in zip(BANDS, (*(one - 1 for one in BANDS[1:]), ""), strict=True)]
    bands = [(Person.born_on <= born, name) for (born, _), name in zip(edges, reversed(names), strict=True)]
    return case((Person.born_on.is_(None), None), *bands, else_=f"0-{BANDS[0] - 1}")


def _many(session: Session, asked: ColumnElement[bool]) -> int:
    """Count persons."""
    return session.scalar(select(func.count(Person.key)).where(asked)) or 0


def _unknown(session: Session, everybody: ColumnElement[bool], asked: Sequence[Condition]) -> int:
    """Count those of whom something is not written, and of whom all that is written holds."""
    told = [one.known for one in asked if one.known is not None]
    if not told:
        return 0
    either = [one.holds if one.known is None else or_(one.holds, not_(one.known)) for one in asked]
    return _many(session, and_(everybody, *either, or_(*(not_(one) for one in told))))


def _ties(
    session: Session, wanted: Sequence[Having], keys: Sequence[int], day: date
) -> dict[int, list[TieTold]]:
    """Read the ties that were asked for, of some persons, the oldest first."""
    found: dict[int, list[TieTold]] = {}
    for having in (one for one in wanted if one.present):
        tie, helper = aliased(Tie), aliased(Party)
        asked, other = tie_where(tie, having, day)
        rows = session.execute(
            select(Person.key, helper.name, tie.since, tie.kind, tie.hours_per_week, tie.strain)
            .join(tie, asked)
            .join(helper, helper.key == getattr(tie, other))
            .where(Person.key.in_(keys))
            .order_by(tie.since, helper.name)
        )
        for key, name, since, kind, hours, strain in rows:
            found.setdefault(key, []).append(TieTold(name, since, kind, hours, strain))
    return found


def _has(day: date) -> ColumnElement[bool]:
    """Write that a need is one of a person's on a day."""
    return and_(
        Need.person_key == Person.key, Need.since <= day, or_(Need.until.is_(None), Need.until >= day)
    )


def _needs(
    session: Session, wanted: Wanted, keys: Sequence[int], day: date, viewer: Viewer
) -> dict[int, list[str]]:
    """Read which of the needs asked for some persons have, where needs were asked for."""
    if not (wanted.needs or wanted.unmet or wanted.many_needs):
        return {}
    asked = select(Person.key, Need.need).where(
        Person.key.in_(keys), unmet(Need, day) if wanted.unmet else _has(day)
    )
    asked = asked.where(Need.need.in_(wanted.needs)) if wanted.needs else asked
    found: dict[int, list[str]] = {}
    for key, need in session.execute(asked.order_by(Need.key)):
        for told in without_delicate([need], viewer):
            found.setdefault(key, []).append(vocabulary().label("needs", told))
    return found
