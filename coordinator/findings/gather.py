"""Read, in a few sweeps, all that the conditions look at for some persons, as of a day."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import or_, select

from coordinator.findings.facts import ContactFact, NeedFact, PartyFact, RoleFact, TieFact, World
from coordinator.model import (
    Contact,
    Need,
    Party,
    Practitioner,
    Role,
    Service,
    ServiceNeed,
    Tie,
    vocabulary,
)
from coordinator.protection.sight import ties_seen

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from datetime import date

    from sqlalchemy import Select
    from sqlalchemy.orm import Session

    from coordinator.pathway.day import Lapse
    from coordinator.protection.sight import Sight

T = TypeVar("T")

BATCH = 500
"""Keys asked for in one statement."""


def in_batches(items: Collection[T], size: int = BATCH) -> Iterator[list[T]]:
    """
    Cut a collection into lists.

    Parameters
    ----------
    items
        In the order wanted.
    size
        Of each list; the last may be shorter.

    Yields
    ------
    list
        The next items.
    """
    ordered = list(items)
    for start in range(0, len(ordered), size):
        yield ordered[start : start + size]


class Gatherer:
    """Fill a world with the facts around some persons."""

    def __init__(self, session: Session, day: date, sight: Sight) -> None:
        self.world = World(day)
        self._session = session
        self._seen_ties = ties_seen(sight)
        self._ids: dict[int, str] = {}
        self._seen: set[int] = set()

    def gather(self, persons: Collection[int]) -> World:
        """
        Read what concerns some persons.

        Parameters
        ----------
        persons
            Their keys.

        Returns
        -------
        World
            Their ties; the ties of their helpers with each other and with other helpers; the places of
            those in conflict with them; needs, roles and contacts.
        """
        around = self._ends(self._read_ties(persons))
        helpers = around - set(persons)
        second = self._ends(self._read_ties(helpers, kinds=_HELPER_KINDS)) | helpers
        self._read_ties(second - helpers, kinds=("si_coordina",))
        self._read_ties(helpers, among=helpers)
        self._read_ties(self._in_conflict(persons), kinds=_PLACE_KINDS)
        self._read_roles(persons)
        self._read_needs(persons)
        self._read_contacts(persons)
        return self.world

    def _read_ties(
        self,
        keys: Collection[int],
        kinds: Iterable[str] | None = None,
        among: Collection[int] | None = None,
    ) -> list[tuple[int, int, bool]]:
        """Read the ties of parties that hold on the day; return their ends and whether they clash."""
        found = []
        for row in self._ties_of(keys, kinds):
            if row.key in self._seen or (
                among is not None and not (row.from_key in among and row.to_key in among)
            ):
                continue
            self._seen.add(row.key)
            self._name({row.from_key, row.to_key})
            self.world.add_tie(self._tie(row))
            found.append((row.from_key, row.to_key, row.conflict))
        return found

    def _ties_of(self, keys: Collection[int], kinds: Iterable[str] | None) -> Iterator[Any]:
        """Yield the rows of ties at either end of parties."""
        day = self.world.day
        for some in in_batches(sorted(keys), BATCH):
            for side in (Tie.from_key, Tie.to_key):
                query = select(Tie.__table__).where(
                    side.in_(some),
                    Tie.since <= day,
                    or_(Tie.until.is_(None), Tie.until >= day),
                    self._seen_ties,
                )
                if kinds is not None:
                    query = query.where(Tie.kind.in_(list(kinds)))
                yield from self._session.execute(query).all()

    def _tie(self, row: Any) -> TieFact:  # noqa: ANN401
        """Turn a row into a tie."""
        kind = vocabulary().tie_kind(row.kind)
        return TieFact(
            key=row.key,
            kind=kind.id,
            label=kind.label,
            start=self._ids[row.from_key],
            end=self._ids[row.to_key],
            since=row.since,
            until=row.until,
            confirmed_on=row.confirmed_on,
            strength=row.strength,
            conflict=bool(row.conflict),
            frequency=row.frequency,
            hours_per_week=row.hours_per_week,
            hours_available=row.hours_available,
            strain=row.strain,
            support=row.support or kind.support,
            hidden=bool(row.hidden),
            stated_on=row.recorded_at.date() if row.stated_by else None,
        )

    @staticmethod
    def _ends(ties: Iterable[tuple[int, int, bool]]) -> set[int]:
        """Return the parties at the ends of ties."""
        return {end for start, stop, _ in ties for end in (start, stop)}

    def _in_conflict(self, persons: Collection[int]) -> set[int]:
        """Return who is in conflict with some persons."""
        keys = {party: key for key, party in self._ids.items()}
        ids = {self._ids[key] for key in persons if key in self._ids}
        clashes = [tie for party in ids for tie in self.world.ties_at.get(party, ()) if tie.conflict]
        return {keys[end] for tie in clashes for end in (tie.start, tie.end)} - set(persons)

    def add_lapses(self, lapses: Iterable[Lapse]) -> None:
        """Add what has lapsed on the persons' paths, with the names of who must act."""
        for lapse in lapses:
            self.world.lapses[lapse.person_id].append(lapse)
        named = {
            party
            for late in self.world.lapses.values()
            for one in late
            for party in (one.person_id, one.owner)
        }
        unknown = sorted(party for party in named - self.world.parties.keys() if party)
        for some in in_batches(unknown, BATCH):
            self._name(set(self._session.scalars(select(Party.key).where(Party.id.in_(some)))))

    def _name(self, keys: Collection[int]) -> None:
        """Read the parties that are not known yet."""
        missing = sorted(set(keys) - self._ids.keys())
        for some in in_batches(missing, BATCH):
            for row in self._session.execute(_parties().where(Party.key.in_(some))).all():
                self._ids[row.key] = row.id
                self.world.parties[row.id] = _party(row, self.world.day)
        self._read_offers([key for key in missing if self._ids.get(key, "").startswith("svc:")])

    def _read_offers(self, services: Collection[int]) -> None:
        """Add the needs that services may meet."""
        for some in in_batches(services, BATCH):
            offers: dict[int, set[str]] = {}
            query = select(ServiceNeed.service_key, ServiceNeed.need).where(ServiceNeed.service_key.in_(some))
            for key, need in self._session.execute(query):
                offers.setdefault(key, set()).add(need)
            for key, needs in offers.items():
                party = self._ids[key]
                self.world.parties[party] = _with_offers(self.world.parties[party], needs)

    def _read_roles(self, persons: Collection[int]) -> None:
        """Read who has a role in the persons' cases."""
        day = self.world.day
        for some in in_batches(sorted(persons), BATCH):
            query = select(Role.__table__).where(
                Role.about_key.in_(some), Role.since <= day, or_(Role.until.is_(None), Role.until >= day)
            )
            for row in self._session.execute(query).all():
                self._name({row.about_key, row.holder_key})
                fact = RoleFact(row.key, row.role, self._ids[row.holder_key])
                self.world.roles[self._ids[row.about_key]].append(fact)

    def _read_needs(self, persons: Collection[int]) -> None:
        """Read needs, ended ones too."""
        day, words = self.world.day, vocabulary()
        for some in in_batches(sorted(persons), BATCH):
            query = (
                select(Need.__table__).where(Need.person_key.in_(some), Need.since <= day).order_by(Need.key)
            )
            for row in self._session.execute(query).all():
                self._name({row.person_key})
                term, label = words.terms["needs"].get(row.need), words.label("needs", row.need)
                is_open = row.until is None or row.until >= day
                fact = NeedFact(
                    row.key, row.need, label, term.more.get("life_domain") if term else None, is_open
                )
                self.world.needs[self._ids[row.person_key]].append(fact)

    def _read_contacts(self, persons: Collection[int]) -> None:
        """Read what has happened up to the day."""
        for some in in_batches(sorted(persons), BATCH):
            query = (
                select(Contact.__table__)
                .where(Contact.person_key.in_(some), Contact.day <= self.world.day)
                .order_by(Contact.day, Contact.key)
            )
            for row in self._session.execute(query).all():
                self._name({row.person_key, row.with_key})
                fact = ContactFact(row.key, row.day, row.kind, self._ids[row.with_key])
                self.world.contacts[self._ids[row.person_key]].append(fact)


_HELPER_KINDS = ("si_coordina", "puo_inviare", "lavora_presso", "protocollo", "gestito_da")
_PLACE_KINDS = ("in_carico", "si_coordina", "partecipa", "lavora_presso")


def _parties() -> Select[Any]:
    """Ask for parties with what the conditions need of each kind."""
    return (
        select(
            Party.__table__.c.key,
            Party.__table__.c.id,
            Party.__table__.c.kind,
            Party.__table__.c.name,
            Party.__table__.c.sector,
            Party.__table__.c.born_on,
            Party.__table__.c.died_on,
            Practitioner.__table__.c.profession,
            Service.__table__.c.service_kind,
            Service.__table__.c.checked_on,
        )
        .select_from(Party.__table__)
        .outerjoin(Practitioner.__table__, Practitioner.__table__.c.key == Party.__table__.c.key)
        .outerjoin(Service.__table__, Service.__table__.c.key == Party.__table__.c.key)
    )


def _party(row: Any, day: date) -> PartyFact:  # noqa: ANN401
    """Turn a row into a party; a professional's or service's sector is that of its sort where none is set."""
    sector = row.sector
    if sector is None and row.profession:
        sector = vocabulary().term("professions", row.profession).sector
    if sector is None and row.service_kind:
        sector = vocabulary().term("service_kinds", row.service_kind).sector
    died_on = row.died_on if row.died_on is not None and row.died_on <= day else None
    return PartyFact(
        row.id, row.kind, row.name, sector, row.born_on, died_on, row.service_kind, row.checked_on
    )


def _with_offers(party: PartyFact, needs: Collection[str]) -> PartyFact:
    """Return a service with the needs that it may meet."""
    return replace(party, offers=frozenset(needs))
