"""Read the record of a party: who she is, her ties through time, and how to find her."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from sqlalchemy import func, or_, select
from sqlalchemy.orm import with_polymorphic

from coordinator.errors import UnknownPartyError
from coordinator.model import Need, Party, Person, Service, Tie, vocabulary
from coordinator.network.fields_seen import PRIVATE, without_delicate, without_fields

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from coordinator.protection import Viewer
    from coordinator.store import Store

TAKEN_CHARGE = ("in_carico", "case_manager")
"""Kinds of tie that say that a person is followed."""


@dataclass(frozen=True, slots=True)
class Span:
    """One tie of a party, with the days on which it holds, both included."""

    tie_id: int
    kind: str
    starts_here: bool  # whether the tie is recorded from this party to the other
    other_id: str
    other_name: str
    other_kind: str
    other_sex: str | None  # F, M, X; None: not recorded, or not a person
    since: date
    until: date | None
    strength: int | None
    conflict: bool
    hours_per_week: float | None
    stated_by: str | None
    author: str
    confirmed_on: date | None
    gives: bool = False  # whether by it this party helps the other, and is not helped

    def holds_on(self, day: date) -> bool:
        """Say whether the tie holds on a day."""
        return self.since <= day and (self.until is None or self.until >= day)


@dataclass(frozen=True, slots=True)
class Record:
    """A party with her needs and her ties through time, the newest first."""

    party: Party
    needs: tuple[str, ...]  # labels, of those that hold on the day
    told: tuple[Span, ...]  # her ties, as far as the viewer is told of them
    ties_told: (
        bool  # whether the viewer is told of them at all: where not, nobody may say that there are none
    )
    viewer: Viewer = field(repr=False, compare=False)

    @property
    def spans(self) -> tuple[Span, ...]:
        """
        Her ties, for what rests on them.

        Raises
        ------
        NotAllowedError
            If the viewer may not read networks; the request is in the log.
        """
        if not self.ties_told:
            self.viewer.require("read", "network", of=self.party.id)
        return self.told


def read_record(store: Store, party_id: str, day: date, viewer: Viewer) -> Record:
    """
    Read the record of a party.

    Parameters
    ----------
    store
        The record.
    party_id
        Id, e.g. ``"per:ada"``.
    day
        On which needs must hold; ties are given through all time.
    viewer
        Who asks; needs to read persons.

    Returns
    -------
    Record
        The party, her needs, her ties; hidden ties only for who may see them. Ties of a person or household, and
        those of others with persons, are told to who may read networks: ``ties_told`` says whether.

    Raises
    ------
    UnknownPartyError
        If the store has no such party.
    NotAllowedError
        If the viewer may not read persons.
    """
    viewer.require("read", "person", of=party_id)
    with viewer.reading() as session:
        whole = with_polymorphic(Party, "*")
        party = session.scalar(select(whole).where(whole.id == party_id))
        if party is None:
            raise UnknownPartyError(party_id)
        networks = viewer.may("read", "network")
        told = networks or party.kind not in PRIVATE
        spans = _spans(session, party.key) if told else ()
        if not networks:
            spans = tuple(span for span in spans if span.other_kind not in PRIVATE)
        elif not isinstance(party, Person):  # whoever uses a service is not thereby hers to see
            seen = set(session.scalars(select(Person.id).where(viewer.sees(Person.key))))
            spans = tuple(span for span in spans if span.other_kind != "persona" or span.other_id in seen)
        needs = without_delicate(_needs(session, party.key, day), viewer)
        labels = tuple(vocabulary().label("needs", need) for need in needs)
        return Record(without_fields(session, party, viewer), labels, spans, told, viewer)


def find_people(store: Store, text: str, viewer: Viewer, *, limit: int = 20) -> list[Person]:
    """
    Find persons by name, year of birth or, for who is given it, tax code.

    Parameters
    ----------
    store
        The record.
    text
        Words, in any order: ``"ferrante 1941"``; a word of four digits is a year of birth. Empty: the
        persons who receive care, in the order of their names.
    viewer
        Who asks; needs to read persons, and finds those whom she may see.
    limit
        The most to return.

    Returns
    -------
    list of Person
        In the order of family and given name.

    Raises
    ------
    NotAllowedError
        If the viewer may not read persons.
    """
    viewer.require("read", "person")
    asked = select(Person).where(Person.merged_into.is_(None), viewer.sees(Person.key))
    by_code = viewer.may("read", "tax_code")
    for word in text.split():
        year = re.fullmatch(r"(?:18|19|20)\d\d", word)
        asked = asked.where(_year(int(word)) if year else _named(word, by_code=by_code))
    if not text.strip():
        ends = (Tie.from_key, Tie.to_key)
        asked = asked.where(
            or_(*(Person.key.in_(select(end).where(Tie.kind.in_(TAKEN_CHARGE))) for end in ends))
        )
    asked = asked.order_by(Person.family_name, Person.given_name, Person.id).limit(limit)
    with viewer.reading() as session:
        return [without_fields(session, person, viewer) for person in session.scalars(asked).all()]


def newest_people(store: Store, viewer: Viewer, *, limit: int = 20) -> list[Person]:
    """
    List the persons who were written last, whether or not anybody follows them.

    Parameters
    ----------
    store
        The record.
    viewer
        Who asks; needs to read persons, and finds those whom she may see.
    limit
        The most to return.

    Returns
    -------
    list of Person
        The newest first.

    Raises
    ------
    NotAllowedError
        If the viewer may not read persons.
    """
    viewer.require("read", "person")
    asked = select(Person).where(Person.merged_into.is_(None), viewer.sees(Person.key))
    with viewer.reading() as session:
        found = session.scalars(asked.order_by(Person.key.desc()).limit(limit)).all()
        return [without_fields(session, person, viewer) for person in found]


def find_services(store: Store, text: str, viewer: Viewer, *, limit: int = 200) -> list[Service]:
    """
    Find services by name, kind, area, requirements or address, as the viewer reads them.

    Parameters
    ----------
    store
        The record.
    text
        Words, in any order; empty for all.
    viewer
        Who asks; needs to read the directory.
    limit
        The most to return.

    Returns
    -------
    list of Service
        In the order of their names.

    Raises
    ------
    NotAllowedError
        If the viewer may not read the directory.
    """
    viewer.require("read", "directory")
    asked = select(Service).where(Service.merged_into.is_(None))
    words = text.casefold().split()
    with viewer.reading() as session:
        listed = session.scalars(asked.order_by(Service.name, Service.id).limit(None if words else limit))
        found = (one for one in listed if all(word in _said_of(one) for word in words))
        return list(islice(found, limit))


def names_nearby(store: Store, person_id: str, viewer: Viewer) -> dict[str, str]:
    """
    List whom a new tie of a person may name: those she has ties with, and all services and bodies.

    Parameters
    ----------
    store
        The record.
    person_id
        Id of the person.
    viewer
        Who asks; needs to read the directory. Persons are listed only if they have a tie with her, to who may read
        networks.

    Returns
    -------
    dict of str to str
        Id → name, in the order of the names.

    Raises
    ------
    NotAllowedError
        If the viewer may not read the directory.
    """
    viewer.require("read", "directory", of=person_id)
    with viewer.reading() as session:
        key = session.scalar(select(Party.key).where(Party.id == person_id))
        tied = or_(
            Party.key.in_(select(Tie.to_key).where(Tie.from_key == key)),
            Party.key.in_(select(Tie.from_key).where(Tie.to_key == key)),
        )
        public = Party.kind.in_(("servizio", "ente", "professionista", "comunita"))
        named_here = or_(public, tied) if viewer.may("read", "network") else public
        asked = select(Party.id, Party.name).where(named_here, Party.merged_into.is_(None))
        named = viewer.called(session.execute(asked).all())
    return dict(sorted(named.items(), key=lambda one: (one[1], one[0])))


def _said_of(service: Service) -> str:
    """Write all in which a service is searched, in small letters: as it was read, so that no veiled word is found."""
    kind = vocabulary().label("service_kinds", service.service_kind)
    words = (service.name, kind, service.area, service.eligibility, service.address, service.city)
    return "\n".join(filter(None, words)).casefold()


def _escaped(word: str) -> str:
    """Take a word letter by letter: no sign of it is a wildcard."""
    return re.sub(r"([\\%_])", r"\\\1", word)


def _named(word: str, *, by_code: bool) -> ColumnElement[bool]:
    """Ask for persons of whose name a word is part, or of whose tax code."""
    like = f"%{_escaped(word.casefold())}%"
    columns = (Person.family_name, Person.given_name, Person.name, *([Person.tax_code] if by_code else []))
    return or_(*(func.lower(column).like(like, escape="\\") for column in columns))


def _year(year: int) -> ColumnElement[bool]:
    """Ask for persons born in a year."""
    return Person.born_on.between(date(year, 1, 1), date(year, 12, 31))


def _needs(session: Session, key: int, day: date) -> tuple[str, ...]:
    """Read the needs that hold on a day."""
    open_ended = or_(Need.until.is_(None), Need.until >= day)
    asked = select(Need.need).where(Need.person_key == key, Need.since <= day, open_ended).order_by(Need.key)
    return tuple(dict.fromkeys(session.scalars(asked)))


def _spans(session: Session, key: int) -> tuple[Span, ...]:
    """Read the ties of a party through time; withdrawn ones hold on no day and are left out."""
    asked = select(Tie).where(or_(Tie.from_key == key, Tie.to_key == key))
    asked = asked.where(or_(Tie.until.is_(None), Tie.until >= Tie.since))
    ties = session.scalars(asked.order_by(Tie.since.desc(), Tie.key.desc())).all()
    others = {tie.to_key if tie.from_key == key else tie.from_key for tie in ties}
    whole = with_polymorphic(Party, [Person])
    parties = {party.key: party for party in session.scalars(select(whole).where(whole.key.in_(others)))}
    return tuple(_span(tie, key, parties) for tie in ties)


def _span(tie: Tie, key: int, parties: dict[int, Party]) -> Span:
    """Read one tie from the side of a party."""
    starts_here = tie.from_key == key
    other = parties[tie.to_key if starts_here else tie.from_key]
    return Span(
        tie_id=tie.key,
        kind=tie.kind,
        starts_here=starts_here,
        other_id=other.id,
        other_name=other.name,
        other_kind=other.kind,
        other_sex=getattr(other, "sex", None),
        since=tie.since,
        until=tie.until,
        strength=tie.strength,
        conflict=tie.conflict,
        hours_per_week=tie.hours_per_week,
        stated_by=tie.stated_by,
        author=tie.author,
        confirmed_on=tie.confirmed_on,
        gives=tie.direction == ("to" if starts_here else "from"),
    )
