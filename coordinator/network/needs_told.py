"""Read the needs of one person or of all, each with those who answer to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import aliased

from coordinator.model import Need, Party, Person, Tie, vocabulary
from coordinator.network.conditions import living
from coordinator.network.coverage import HELP, supports_that_meet
from coordinator.network.fields_seen import without_delicate
from coordinator.network.needs import NeedSpan
from coordinator.network.services import needs_by_service
from coordinator.network.ties_asked import holds

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import ColumnElement

    from coordinator.protection import Viewer
    from coordinator.store import Store

SERVED = "in_carico"
"""Kind of tie by which a service answers to what it may meet."""


@dataclass(frozen=True, slots=True)
class NeedTold:
    """One need of one person, as one source says it."""

    person_id: str
    person_name: str
    area: str | None
    span: NeedSpan
    answered_by: tuple[str, ...] | None  # names; None where the viewer is not told of ties


@dataclass(frozen=True, slots=True)
class _Helper:
    """One who answers to needs."""

    name: str
    meets: frozenset[str]


def needs_told(store: Store, day: date, viewer: Viewer, person_id: str = "") -> tuple[NeedTold, ...]:
    """
    List needs, each with those who answer to it: a service that follows her and meets it, or a helper's support.

    Parameters
    ----------
    store
        The record.
    day
        On which they answer.
    viewer
        Who asks; needs to read persons. Who answers is told to who may read networks.
    person_id
        Whose; of all whom the viewer may see, and who live, where it is empty.

    Returns
    -------
    tuple of NeedTold
        By name of the person, then as they were written; those that have ended too, without those that the viewer is
        not given.

    Raises
    ------
    NotAllowedError
        If the viewer may not read persons.
    """
    viewer.require("read", "person", **({"of": person_id} if person_id else {}))
    whose: ColumnElement[bool] = and_(living(day), viewer.sees(Person.key))
    if person_id:
        whose = Person.id == person_id
    asked = (
        select(Need, Person.id, Person.name, Person.area)
        .join(Person, Person.key == Need.person_key)
        .where(whose, or_(Need.until.is_(None), Need.until >= Need.since))
        .order_by(Person.name, Need.key)
    )
    helpers = _helpers(store, day, viewer, whose) if viewer.may("read", "network") else None
    with viewer.reading() as session:
        rows = session.execute(asked).all()
        given = set(without_delicate({row[0].need for row in rows}, viewer))
        return tuple(
            NeedTold(one, name, area, _span(need), _answering(helpers, one, need.need))
            for need, one, name, area in rows
            if need.need in given
        )


def _span(need: Need) -> NeedSpan:
    """Read one need as a span of days."""
    return NeedSpan(
        need.need, need.since, need.until, need.hours_per_week, need.stated_by, need.document, need.author
    )


def _answering(helpers: dict[str, list[_Helper]] | None, person_id: str, need: str) -> tuple[str, ...] | None:
    """Name those who answer to a need of a person."""
    if helpers is None:
        return None
    return tuple(dict.fromkeys(one.name for one in helpers.get(person_id, ()) if need in one.meets))


def _helpers(store: Store, day: date, viewer: Viewer, whose: ColumnElement[bool]) -> dict[str, list[_Helper]]:
    """List who helps each person, with the needs that he meets."""
    offers = {one: frozenset(needs) for one, needs in needs_by_service(store, viewer).items()}
    by_support: dict[str, set[str]] = {}
    for need, supports in supports_that_meet().items():
        for one in supports:
            by_support.setdefault(one, set()).add(need)
    tie, other = aliased(Tie), aliased(Party)
    columns = (Person.id, other.id, other.name, tie.kind, tie.support)
    served = (
        select(*columns)
        .join(tie, and_(tie.from_key == Person.key, tie.kind == SERVED, holds(tie, day)))
        .join(other, other.key == tie.to_key)
    )
    helped = (
        select(*columns)
        .join(tie, and_(tie.to_key == Person.key, tie.kind.in_(HELP), holds(tie, day)))
        .join(other, other.key == tie.from_key)
    )
    needy = Person.key.in_(select(Need.person_key))
    found: dict[str, list[_Helper]] = {}
    with viewer.reading() as session:
        for query in (served, helped):
            for person, party, name, kind, support in session.execute(query.where(whose, needy)):
                given = support or vocabulary().kinds[kind].support
                meets = offers.get(party) if kind == SERVED else by_support.get(given or "")
                if meets:
                    found.setdefault(person, []).append(_Helper(name, frozenset(meets)))
    return found
