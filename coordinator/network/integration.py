"""Measure the five levels of integration on the store, as of a day."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from coordinator.model import (
    Agreement,
    AgreementParty,
    Institution,
    Party,
    Tie,
)
from coordinator.network.measures import Measure, integration_of_pairs, integration_of_persons
from coordinator.network.measures.measure import catalogue, insufficient, measured, percent
from coordinator.protection.disclosure import FEWEST, in_words, rounded, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from sqlalchemy.orm import Session

    from coordinator.protection import Viewer
    from coordinator.store import Store

Ties = list[tuple[str, str]]

BODIES = {"asl": "sanita", "distretto": "sanita", "ambito": "sociale", "comune": "sociale"}
"""Kind of body → its side."""

FOLLOWED = ("segue", "medico_base", "case_manager")
TOGETHER = ("protocollo", "puo_inviare", "si_coordina")
PLANNING = ("coprogetta", "finanzia")
COMMUNITY = ("volontariato", "partecipa", "caregiver", "caregiver_principale", "vicinato", "amicizia")


def integration(store: Store, day: date, viewer: Viewer) -> dict[str, Measure]:
    """
    Measure the five levels of integration of a territory.

    Parameters
    ----------
    store
        The record.
    day
        The day; ties and agreements hold on their first and on their last day.
    viewer
        Who asks; needs to read measures. Hidden ties and parties never count, whoever asks.

    Returns
    -------
    dict of str to Measure
        By level: institutional, planning, professional, managerial, community. Persons are told as
        `coordinator.protection.disclosure` says; pairs of bodies and services are counted as they are.

    Raises
    ------
    NotAllowedError
        If the viewer may not read measures.
    """
    viewer.require("read", "measures")
    with store.reading() as session:
        services = _ties(session, day, ("in_carico",))
        bodies = _bodies(session)
        bodies_by_person = _through(services, _ties(session, day, ("gestito_da",)))
        two_sides = _sides(session)
        talk = _ties(session, day, ("si_coordina",))
        followed = [(person, helper) for helper, person in _ties(session, day, FOLLOWED)]
        around = [_person_first(tie) for tie in _ties(session, day, COMMUNITY)]
        found = {
            "institutional": integration_of_pairs(
                "institutional", bodies_by_person, bodies, _agreements(session, day, None)
            ),
            "planning": integration_of_pairs(
                "planning",
                bodies_by_person,
                bodies,
                _ties(session, day, PLANNING) + _agreements(session, day, "programmatoria"),
            ),
            "professional": integration_of_persons("professional", _grouped(followed), two_sides, talk),
            "managerial": integration_of_pairs(
                "managerial", _grouped(services), two_sides, _ties(session, day, TOGETHER)
            ),
            "community": integration_of_persons(
                "community",
                _grouped([*services, *followed, *around]),
                _public_or_community([*services, *followed], around),
                talk,
            ),
        }
    return {level: _told(measure) for level, measure in found.items()}


def _told(measure: Measure) -> Measure:
    """Tell a level without counts of few persons."""
    inputs = {**measure.inputs, "persons": shown(measure.inputs["persons"])}
    both, joined = inputs.get("with_both", 0), inputs["joined"]
    if not both:  # of pairs, or of nobody
        return replace(measure, inputs=inputs)
    few_joined = joined < FEWEST  # none among them, as every share of persons is told
    inputs |= {"with_both": shown(both), "joined": None if few_joined else rounded(joined)}
    if inputs["with_both"] is None:
        sentence = (
            f"Le persone con gli uni e con gli altri sono meno di {FEWEST}: quante di loro, non si mostra."
        )
        return insufficient(measure.name, None, inputs, sentence)
    value, entry = rounded(joined) / rounded(both), catalogue()[measure.name]
    of = f"Meno di {FEWEST}" if few_joined else f"Circa {rounded(joined)}"
    sentence = f"{of} su {in_words(both)} {entry['told']}"
    if both < int(entry["minimum"]):
        few = f"{sentence}. Per farne una percentuale ne servono almeno {entry['minimum']}."
        return insufficient(measure.name, value, inputs, few)
    share = "" if few_joined else f": {percent(value)}"
    return measured(measure.name, value, inputs, f"{sentence}{share}.")


def _ties(session: Session, day: date, kinds: Iterable[str]) -> Ties:
    """Read the ends of the ties of some kinds that hold on the day; neither they nor their ends are hidden."""
    start, end = aliased(Party.__table__), aliased(Party.__table__)
    query: Any = (
        select(start.c.id, end.c.id)
        .select_from(Tie.__table__)
        .join(start, start.c.key == Tie.from_key)
        .join(end, end.c.key == Tie.to_key)
        .where(
            Tie.kind.in_(list(kinds)),
            Tie.since <= day,
            or_(Tie.until.is_(None), Tie.until >= day),
            Tie.hidden.is_(False),
            start.c.hidden.is_(False),
            end.c.hidden.is_(False),
        )
    )
    return [(one, other) for one, other in session.execute(query)]


def _bodies(session: Session) -> dict[str, str]:
    """Return the side of the bodies of health and of social care."""
    kinds = session.execute(select(Institution.id, Institution.institution_kind))
    return {body: BODIES[kind] for body, kind in kinds if kind in BODIES}


def _sides(session: Session) -> dict[str, str]:
    """Return the side of the services and professionals of health and of social care."""
    query = select(Party.id, Party.sector).where(Party.sector.in_(["sanita", "sociale"]))
    return {party: str(sector) for party, sector in session.execute(query)}


def _agreements(session: Session, day: date, level: str | None) -> Ties:
    """Return the pairs of bodies with an agreement in force on the day, of a level or of any."""
    query = (
        select(Agreement.key, Party.id)
        .join(AgreementParty, AgreementParty.agreement_key == Agreement.key)
        .join(Party, Party.key == AgreementParty.institution_key)
        .where(Agreement.since <= day, or_(Agreement.until.is_(None), Agreement.until >= day))
    )
    if level is not None:
        query = query.where(Agreement.level == level)
    signed: dict[int, list[str]] = defaultdict(list)
    for key, body in session.execute(query):
        signed[key].append(body)
    return [(one, other) for bodies in signed.values() for one in bodies for other in bodies if one < other]


def _through(services: Ties, owners: Ties) -> dict[str, set[str]]:
    """Say which bodies answer for the services of each person."""
    owner = _grouped(owners)
    found: dict[str, set[str]] = defaultdict(set)
    for person, service in services:
        found[person] |= owner.get(service, set())
    return found


def _grouped(ties: Ties) -> dict[str, set[str]]:
    """Group the second of each pair by the first."""
    found: dict[str, set[str]] = defaultdict(set)
    for one, other in ties:
        found[one].add(other)
    return found


def _person_first(tie: tuple[str, str]) -> tuple[str, str]:
    """Put the person who is helped before a group; between persons, the one who is helped comes last."""
    one, other = tie
    return (other, one) if other.startswith("per:") else (one, other)


def _public_or_community(public: Ties, community: Ties) -> Mapping[str, str]:
    """Say on which side each helper is; one who is on both counts as public."""
    return {helper: "comunita" for _, helper in community} | {helper: "pubblico" for _, helper in public}
