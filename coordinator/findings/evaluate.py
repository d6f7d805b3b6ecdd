"""Notice what is missing or at risk around one person, or around all persons of a district."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from coordinator.errors import UnknownPartyError
from coordinator.findings import carers, paths, safety, services, team  # noqa: F401 - they fill in CONDITIONS
from coordinator.findings.conditions import CONDITIONS
from coordinator.findings.dismissals import dismissed
from coordinator.findings.facts import Facts
from coordinator.findings.finding import Finding, Findings, make_finding
from coordinator.findings.gather import Gatherer, in_batches
from coordinator.findings.rules import SEVERITIES, rules
from coordinator.model import Party
from coordinator.pathway.day import lapses

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from coordinator.pathway.day import Lapse
    from coordinator.protection import Viewer
    from coordinator.store import Store

CHUNK = 2000
"""Persons looked at together in a sweep of the district."""
PATH = ("percorso",)
"""What a rule reads that looks at the path alone."""


def find_for(
    store: Store, person_id: str, day: date, viewer: Viewer, *, with_dismissed: bool = False
) -> Findings:
    """
    Notice what is missing or at risk around one person.

    Parameters
    ----------
    store
        The record.
    person_id
        Id of the person.
    day
        The day.
    viewer
        Who asks; needs to read findings. What rests on hidden ties is found only for who may read them.
    with_dismissed
        Whether findings that someone has set aside are listed too.

    Returns
    -------
    Findings
        A list, the gravest first; a finding set aside comes back when the data behind it change.

    Raises
    ------
    UnknownPartyError
        If the store has no such party.
    NotAllowedError
        If the viewer may not read findings.
    """
    viewer.require("read", "findings", of=person_id)
    late = _lapses(store, viewer, day, person_id)
    with viewer.reading() as session:
        key = session.scalar(select(Party.key).where(Party.id == person_id))
        if key is None:
            raise UnknownPartyError(person_id)
        gatherer = Gatherer(session, day, viewer.sight())
        world = gatherer.gather([key])
        gatherer.add_lapses(late)
        aside = set() if with_dismissed else dismissed(session, day)
    return _in_order(one for one in notice(Facts(world, person_id)) if one.fingerprint not in aside)


def find_district(store: Store, day: date, viewer: Viewer, *, with_dismissed: bool = False) -> Findings:
    """
    Notice what is missing or at risk around every person of the store whom the viewer may see.

    Parameters
    ----------
    store, day, viewer, with_dismissed
        As in `find_for`; the request is logged once, for the whole district.

    Returns
    -------
    Findings
        A list, the gravest first, then by person.

    Raises
    ------
    NotAllowedError
        If the viewer may not read findings.
    """
    viewer.require("read", "findings")
    found: list[Finding] = []
    late = _lapses(store, viewer, day)
    with viewer.reading() as session:
        persons = session.execute(
            select(Party.key, Party.id)
            .where(Party.kind == "persona", Party.merged_into.is_(None), viewer.sees(Party.key))
            .order_by(Party.key)
        ).all()
        aside = set() if with_dismissed else dismissed(session, day)
        for some in in_batches(persons, CHUNK):
            gatherer = Gatherer(session, day, viewer.sight())
            world = gatherer.gather([key for key, _ in some])
            gatherer.add_lapses([one for one in late if one.person_id in {person for _, person in some}])
            for _, person_id in some:
                found += notice(Facts(world, person_id))
    return _in_order(one for one in found if one.fingerprint not in aside)


def notice(facts: Facts) -> Iterator[Finding]:
    """
    Run every rule on one person's facts.

    Parameters
    ----------
    facts
        The person in her world.

    Yields
    ------
    Finding
        Nothing for one who has died; of a person without any tie, only what has lapsed on her path.
    """
    if facts.person_id not in facts.world.parties or facts.person.died_on is not None:
        return
    alone = not any(facts.ties())
    for rule_id, rule in rules().items():
        if alone and rule.needs != PATH:
            continue
        for hit in CONDITIONS[rule_id](facts, rule):
            yield make_finding(rule, facts.person_id, facts.day, hit)


def _lapses(store: Store, viewer: Viewer, day: date, person_id: str | None = None) -> list[Lapse]:
    """Read what has lapsed on the paths, for who may read them."""
    return lapses(store, viewer, day, person_id=person_id) if viewer.may("read", "case") else []


def _in_order(found: Iterator[Finding]) -> Findings:
    """Put the gravest first."""
    ordered = sorted(
        found, key=lambda one: (SEVERITIES.index(one.rule.severity), one.person_id, one.rule_id, one.sentence)
    )
    return Findings(ordered)
