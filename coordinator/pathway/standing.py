"""Read how a person stands on a day: age, needs, ties by kind, open cases, discharges, services around her."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from coordinator.errors import UnknownPartyError
from coordinator.model import Contact, Institution, Need, Person, Service
from coordinator.model.spelling import same_area
from coordinator.network import ego
from coordinator.pathway.reading import cases_of, read_case

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from sqlalchemy.orm import Session

    from coordinator.pathway.view import CaseView
    from coordinator.protection import Viewer
    from coordinator.store import Store


@dataclass(frozen=True, slots=True)
class Bond:
    """A tie of the person, as far as these rules need it."""

    party_id: str
    name: str
    since: date


@dataclass(frozen=True, slots=True)
class Place:
    """A service of the directory that serves where she lives."""

    service_id: str
    name: str
    places_free: int | None
    waiting_days: int | None


@dataclass(frozen=True, slots=True)
class Standing:
    """How a person stands on a day."""

    person_id: str
    day: date
    age: int | None  # years; None when her birth is not recorded
    needs: frozenset[str]
    ties: Mapping[str, tuple[Bond, ...]]  # kind → those of her, in either direction
    cases: tuple[CaseView, ...]  # open on the day
    discharges: tuple[date, ...]  # from a hospital, up to the day
    offers: tuple[Place, ...]
    service_kinds: Mapping[str, str]  # id → kind, of all services
    service_names: Mapping[str, str]
    institution_kinds: Mapping[str, str]  # id → kind, of all institutions


def read_standing(store: Store, person_id: str, day: date, viewer: Viewer) -> Standing:
    """
    Read how a person stands on a day.

    Parameters
    ----------
    store
        The record.
    person_id
        Whose.
    day
        The day.
    viewer
        Who asks; needs to read cases, the network and the directory.

    Returns
    -------
    Standing
        Only what the viewer may see: hidden ties stay hidden.

    Raises
    ------
    UnknownPartyError
        The store has no such person.
    """
    viewer.require("read", "directory")
    views = [read_case(store, one, viewer) for one in cases_of(store, person_id, viewer)]
    then = (view.as_of(day) for view in views)
    cases = tuple(view for view in then if view and not view.process.phases[view.state.position.phase].final)
    ties = _bonds(store, person_id, day, viewer)
    with viewer.reading() as session:
        person = session.scalars(select(Person).where(Person.id == person_id)).one_or_none()
        if person is None:
            raise UnknownPartyError(person_id)
        services = session.scalars(select(Service).where(Service.merged_into.is_(None))).all()
        return Standing(
            person_id,
            day,
            _age(person.born_on, day),
            _needs(session, person.key, day) | {need for view in cases for need in view.state.file.needs},
            ties,
            cases,
            _discharges(session, person.key, day),
            tuple(
                Place(one.id, one.name, one.places_free, one.waiting_days)
                for one in services
                if same_area(one.area, person.area)
            ),
            {one.id: one.service_kind for one in services},
            {one.id: one.name for one in services},
            {one.id: one.institution_kind for one in session.scalars(select(Institution))},
        )


def _bonds(store: Store, person_id: str, day: date, viewer: Viewer) -> Mapping[str, tuple[Bond, ...]]:
    """Read the person's ties by kind."""
    graph = ego(store, person_id, day, viewer).graph
    found: dict[str, list[Bond]] = {}
    for one, other, tie in graph.edges(data=True):
        if person_id in (one, other):
            party = other if one == person_id else one
            bond = Bond(party, graph.nodes[party]["name"], tie["since"])
            found.setdefault(tie["kind"], []).append(bond)
    return {kind: tuple(dict.fromkeys(bonds)) for kind, bonds in found.items()}


def _age(born_on: date | None, day: date) -> int | None:
    """Count the birthdays that have passed."""
    if born_on is None:
        return None
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def _needs(session: Session, person_key: int, day: date) -> frozenset[str]:
    """Read the needs recorded about the person."""
    query = select(Need.need).where(
        Need.person_key == person_key, Need.since <= day, or_(Need.until.is_(None), Need.until >= day)
    )
    return frozenset(session.scalars(query))


def _discharges(session: Session, person_key: int, day: date) -> tuple[date, ...]:
    """Read the days on which she came home from a hospital."""
    query = select(Contact.day).where(
        Contact.person_key == person_key, Contact.kind == "dimissione", Contact.day <= day
    )
    return tuple(session.scalars(query.order_by(Contact.day)))
