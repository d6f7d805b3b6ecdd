"""Say which services may meet a person's need, in which order, and why not the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from coordinator.display import count
from coordinator.errors import UnknownPartyError
from coordinator.model import Party, Person, Service, ServiceNeed, Tie, vocabulary
from coordinator.model.spelling import same_area

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from sqlalchemy.orm import Session

    from coordinator.protection import Viewer
    from coordinator.store import Store

STALE_AFTER = 365
"""Days after which the facts of a service's card need a call before one relies on them: a local choice."""
FOLLOWS = "la segue già"
"""What speaks against a service that is hers already."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A service as its card describes it."""

    id: str
    name: str
    needs: frozenset[str]  # that it may meet
    area: str | None  # None: the whole district
    min_age: int | None
    max_age: int | None
    places_free: int | None  # None: not bounded, or not known
    waiting_days: int | None
    checked_on: date | None
    eligibility: str | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """Whom a need is matched for; None where nobody knows."""

    id: str
    age: int | None  # years
    area: str | None
    followed_by: frozenset[str] = frozenset()  # services that have her in charge already
    waiting_for: frozenset[str] = frozenset()  # services on whose list she is


@dataclass(frozen=True, slots=True)
class Match:
    """What speaks for a service, and what against it."""

    offer: Offer
    fits: bool
    against: tuple[str, ...]  # why it does not fit; empty when it does
    notes: tuple[str, ...]  # what to know before calling


def match(store: Store, person_id: str, need: str, day: date, viewer: Viewer) -> list[Match]:
    """
    Match a person's need with the services of the store.

    Parameters
    ----------
    store
        The record.
    person_id
        Id of the person.
    need
        A word of the vocabulary's needs.
    day
        The day.
    viewer
        Who asks; needs to read the directory and the person.

    Returns
    -------
    list of Match
        Every service, those that fit first, the soonest available before the others. Which of them follow her
        already, and on whose lists she is, counts only for who may read networks.

    Raises
    ------
    UnknownPartyError
        If the store has no such person.
    UnknownWordError
        If the vocabulary has no such need.
    """
    vocabulary().term("needs", need)
    viewer.require("read", "directory")
    viewer.require("read", "person", of=person_id)
    with viewer.reading() as session:
        candidate = _candidate(session, person_id, day, ties_told=viewer.may("read", "network"))
        offers = _offers(session)
    return rank((judge(offer, candidate, need, day) for offer in offers), day)


def judge(offer: Offer, candidate: Candidate, need: str, day: date) -> Match:
    """
    Weigh one service for one need.

    What nobody knows speaks against no service: it becomes a note.

    Parameters
    ----------
    offer
        The service.
    candidate
        The person.
    need
        A word of the vocabulary's needs.
    day
        The day.

    Returns
    -------
    Match
        With every reason against it, not only the first.
    """
    against = [
        reason
        for reason in (
            "non risponde a questo bisogno" if need not in offer.needs else "",
            _area(offer, candidate),
            _age(offer, candidate),
            _places(offer),
            FOLLOWS if offer.id in candidate.followed_by else "",
        )
        if reason
    ]
    return Match(offer, not against, tuple(against), tuple(_notes(offer, candidate, day)))


def rank(matches: Iterable[Match], day: date) -> list[Match]:
    """
    Put services in the order in which to call them.

    Parameters
    ----------
    matches
        Judged services.
    day
        The day.

    Returns
    -------
    list of Match
        Those that fit first; then by free places known, days of waiting, age of the card, name.
    """

    def place(one: Match) -> tuple[int, bool, float, float, str, str]:
        offer = one.offer
        waiting = float("inf") if offer.waiting_days is None else float(offer.waiting_days)
        unchecked = float("inf") if offer.checked_on is None else float((day - offer.checked_on).days)
        return len(one.against), not offer.places_free, waiting, unchecked, offer.name, offer.id

    return sorted(matches, key=place)


def _area(offer: Offer, candidate: Candidate) -> str:
    """Say why a service's area excludes a person."""
    if same_area(offer.area, candidate.area):
        return ""
    return f"serve {offer.area}, la persona vive a {candidate.area}"


def _age(offer: Offer, candidate: Candidate) -> str:
    """Say why a service's ages exclude a person."""
    if candidate.age is None:
        return ""
    if offer.min_age is not None and candidate.age < offer.min_age:
        return f"dai {offer.min_age} anni, la persona ne ha {candidate.age}"
    if offer.max_age is not None and candidate.age > offer.max_age:
        return f"fino a {offer.max_age} anni, la persona ne ha {candidate.age}"
    return ""


def _places(offer: Offer) -> str:
    """Say that a service is full, and how long the wait is."""
    if offer.places_free is None or offer.places_free > 0:
        return ""
    wait = (
        f"; attesa di {count(offer.waiting_days, 'giorno', 'giorni')}"
        if offer.waiting_days is not None
        else ""
    )
    return f"nessun posto libero{wait}"


def _notes(offer: Offer, candidate: Candidate, day: date) -> Iterable[str]:
    """Say what to know before calling a service."""
    if offer.id in candidate.waiting_for:
        yield "è già in lista d'attesa"
    if offer.places_free is None:
        yield "posti liberi non indicati"
    elif offer.places_free:
        yield "un posto libero" if offer.places_free == 1 else f"{offer.places_free} posti liberi"
    if offer.waiting_days:
        yield f"attesa di {count(offer.waiting_days, 'giorno', 'giorni')}"
    if offer.area is not None and candidate.area is None:
        yield f"serve {offer.area}: controllare dove vive la persona"
    if candidate.age is None and (offer.min_age is not None or offer.max_age is not None):
        yield "ha limiti di età: la data di nascita non è registrata"
    if offer.checked_on is None:
        yield "scheda mai controllata"
    elif (day - offer.checked_on).days > STALE_AFTER:
        yield f"scheda controllata il {offer.checked_on:%d/%m/%Y}: telefonare prima"
    if offer.eligibility:
        yield f"requisiti: {offer.eligibility}"


def _candidate(session: Session, person_id: str, day: date, *, ties_told: bool) -> Candidate:
    """Read a person's age, area, and the services around her where her ties are told."""
    person = session.scalar(select(Person).where(Person.id == person_id))
    if person is None:
        raise UnknownPartyError(person_id)
    born_on = person.born_on
    age = None
    if born_on is not None:
        age = day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))
    if not ties_told:
        return Candidate(person_id, age, person.area)
    query = (
        select(Party.id, Tie.kind)
        .join(Tie, Tie.to_key == Party.key)
        .where(
            Tie.from_key == person.key,
            Tie.kind.in_(["in_carico", "in_attesa"]),
            Tie.since <= day,
            or_(Tie.until.is_(None), Tie.until >= day),
        )
    )
    ties = session.execute(query).all()
    followed = frozenset(service for service, kind in ties if kind == "in_carico")
    return Candidate(person_id, age, person.area, followed, frozenset(s for s, _ in ties) - followed)


def _offers(session: Session) -> list[Offer]:
    """Read every service's card."""
    needs: dict[int, set[str]] = {}
    for key, need in session.execute(select(ServiceNeed.service_key, ServiceNeed.need)):
        needs.setdefault(key, set()).add(need)
    services = session.scalars(select(Service).where(Service.merged_into.is_(None)))
    return [
        Offer(
            service.id,
            service.name,
            frozenset(needs.get(service.key, ())),
            service.area,
            service.min_age,
            service.max_age,
            service.places_free,
            service.waiting_days,
            service.checked_on,
            service.eligibility,
        )
        for service in services
    ]
