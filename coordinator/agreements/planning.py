"""Put the needs of each territory beside what services, agreements and the budgets of the plans provide."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import func, or_, select

from coordinator.agreements.signing import signed_agreements
from coordinator.model import Institution, Need, Person, Service, ServiceNeed
from coordinator.pathway.reading import read_open_cases
from coordinator.protection.disclosure import shown_groups, shown_sum

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from coordinator.agreements.text import Resource
    from coordinator.protection import Viewer
    from coordinator.store import Store

NOWHERE = ""
"""Area of who has none in the record."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What the services of a territory have for a need."""

    services: int
    places_free: int | None  # None: no service says
    capacity: int | None


@dataclass(frozen=True, slots=True)
class NeedRow:
    """One need in one territory, and what is there for it alone."""

    need: str
    area: str
    persons: int | None  # with the need open on the day, to the nearest five; None: they may not be told
    offer: Offer
    agreed: Decimal  # euro of the year, of the agreements in force
    in_kind: tuple[str, ...]  # what agreements give without money
    planned: Decimal | None  # euro of the budgets of the open plans; None: of few persons


@dataclass(frozen=True, slots=True)
class NeedPlan:
    """One need of all territories together, and what is there for it: what they share counts once."""

    need: str
    persons: int | None  # as in `NeedRow`
    shared: Offer  # services for all territories
    own: Offer  # services of one territory each
    agreed_for_all: Decimal  # euro of the year that agreements give to all territories, a part of `agreed`
    agreed: Decimal
    in_kind: tuple[str, ...]
    planned: Decimal | None
    rows: tuple[NeedRow, ...]  # territory by territory: only what is the territory's own

    @property
    def uncovered(self) -> bool:
        """Whether nobody offers and nobody pays, anywhere."""
        given = self.agreed or self.in_kind or self.planned is None or self.planned
        return not (self.shared.services or self.own.services or given)

    @property
    def places_free(self) -> int | None:
        """Free places of all services, each counted once; None: no service says."""
        return _known(self.shared.places_free, self.own.places_free)

    @property
    def capacity(self) -> int | None:
        """Places of all services, each counted once; None: no service says."""
        return _known(self.shared.capacity, self.own.capacity)

    @property
    def crowded(self) -> bool:
        """Whether services offer, and none has a free place."""
        return bool(self.shared.services + self.own.services) and self.places_free == 0


def plan_needs(store: Store, day: date, viewer: Viewer) -> tuple[NeedPlan, ...]:
    """
    Put each need of all territories beside what is provided, and what is each territory's own below it.

    Parameters
    ----------
    store
        The record.
    day
        The day; money is that of its year.
    viewer
        Who asks; needs to read the territory.

    Returns
    -------
    tuple of NeedPlan
        By need. Persons, and the money of their plans, are told as `coordinator.protection.disclosure` says.
    """
    viewer.require("read", "territory")
    with store.reading() as session:
        counts, offers = _open_needs(session, day), _offers(session)
    resources, planned = _agreed(store, day, viewer), _planned(store, viewer)
    found = []
    for need in sorted({*counts, *(one.need for one in resources if one.need)}):
        services, given = offers.get(need, []), [one for one in resources if one.need == need]
        own = [one for one in services if one[0] != NOWHERE]
        local = [one for one in given if one.area]
        persons, spent = counts.get(need, {}), planned.get(need, {})
        told, money = shown_groups(persons), _told_money(spent)
        rows = tuple(
            _row(need, area, told.get(area, 0), money.get(area, Decimal(0)), own, local)
            for area in sorted({*persons, *spent, *(one.area for one in local)})
        )
        found.append(
            NeedPlan(
                need, shown_sum(persons),
                _offer([one for one in services if one[0] == NOWHERE]), _offer(own),
                _money(one for one in given if not one.area), _money(given),
                tuple(one.what for one in given if one.kind != "denaro"),
                _told_sum(spent), rows,
            )
        )  # fmt: skip
    return tuple(found)


def areas_with_a_comune(store: Store, viewer: Viewer) -> tuple[str, ...]:
    """
    List the areas that have a comune in the record.

    Parameters
    ----------
    store
        The record.
    viewer
        Who asks; needs to read the directory.

    Returns
    -------
    tuple of str
        In order; an agreement may name others.
    """
    viewer.require("read", "directory")
    query = (
        select(Institution.area)
        .where(Institution.institution_kind == "comune", Institution.area.is_not(None))
        .distinct()
        .order_by(Institution.area)
    )
    with store.reading() as session:
        return tuple(area for area in session.scalars(query) if area)


def _open_needs(session: Session, day: date) -> dict[str, dict[str, int]]:
    """Count the persons with each need open, by need and territory."""
    query = (
        select(Need.need, Person.area, func.count(Person.key.distinct()))
        .join(Person, Person.key == Need.person_key)
        .where(
            Need.since <= day, or_(Need.until.is_(None), Need.until >= day),
            Person.died_on.is_(None), Person.merged_into.is_(None), Person.hidden.is_(False),
        )
        .group_by(Need.need, Person.area)
    )  # fmt: skip
    found: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for need, area, many in session.execute(query):
        found[need][area or NOWHERE] += many
    return found


def _offers(session: Session) -> dict[str, list[tuple[str, int | None, int | None]]]:
    """List for each need the services that may meet it: (area, free places, capacity)."""
    query = select(ServiceNeed.need, Service.area, Service.places_free, Service.capacity).join(
        Service, Service.key == ServiceNeed.service_key
    )
    found: dict[str, list[tuple[str, int | None, int | None]]] = defaultdict(list)
    for need, area, free, capacity in session.execute(query):
        found[need].append((area or NOWHERE, free, capacity))
    return found


def _agreed(store: Store, day: date, viewer: Viewer) -> list[Resource]:
    """List the resources of the year, of the signed agreements in force."""
    signed = signed_agreements(store, day, viewer)
    return [one for agreement, _ in signed for one in agreement.resources if one.year == day.year]


def _planned(store: Store, viewer: Viewer) -> dict[str, dict[str, dict[str, Decimal]]]:
    """Add up the money of the open plans, by need, territory of the person, and person."""
    cases = [case for case, _ in read_open_cases(store, viewer)]
    query = select(Person.id, Person.area).where(
        Person.id.in_({case.person_id for case in cases}), Person.hidden.is_(False)
    )
    with store.reading() as session:
        areas = {person: area for person, area in session.execute(query)}  # noqa: C416 - rows are no pairs
    found: dict[str, dict[str, dict[str, Decimal]]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(Decimal))
    )
    for case in cases:
        for one in case.state.resources:
            if one.kind == "denaro" and one.unit_cost is not None and case.person_id in areas:
                area = areas[case.person_id] or NOWHERE
                found[one.need][area][case.person_id] += one.quantity * one.unit_cost
    return found


def _told_money(spent: Mapping[str, Mapping[str, Decimal]]) -> dict[str, Decimal | None]:
    """Tell the money of each territory where the persons whose plans it is may be told."""
    told = shown_groups({area: len(of) for area, of in spent.items()})
    return {area: None if told[area] is None else sum(of.values(), Decimal(0)) for area, of in spent.items()}


def _told_sum(spent: Mapping[str, Mapping[str, Decimal]]) -> Decimal | None:
    """Tell the money of all territories where the persons whose plans it is may be told."""
    if shown_sum({area: len(of) for area, of in spent.items()}) is None:
        return None
    return sum((amount for of in spent.values() for amount in of.values()), Decimal(0))


def _row(
    need: str, area: str, persons: int | None, planned: Decimal | None,
    offers: Sequence[tuple[str, int | None, int | None]], resources: Iterable[Resource],
) -> NeedRow:  # fmt: skip
    """Put together what a territory has of its own for a need."""
    given = [one for one in resources if one.area == area]
    in_kind = tuple(one.what for one in given if one.kind != "denaro")
    offer = _offer([one for one in offers if one[0] == area])
    return NeedRow(need, area, persons, offer, _money(given), in_kind, planned)


def _offer(services: Sequence[tuple[str, int | None, int | None]]) -> Offer:
    """Add up services: how many, their free places, all their places."""
    free = [one[1] for one in services if one[1] is not None]
    room = [one[2] for one in services if one[2] is not None]
    return Offer(len(services), sum(free) if free else None, sum(room) if room else None)


def _money(resources: Iterable[Resource]) -> Decimal:
    """Add up the money among resources; euro."""
    return sum((one.amount or Decimal(0) for one in resources if one.kind == "denaro"), Decimal(0))


def _known(*counts: int | None) -> int | None:
    """Add up what is known; None where nothing is."""
    known = [one for one in counts if one is not None]
    return sum(known) if known else None
