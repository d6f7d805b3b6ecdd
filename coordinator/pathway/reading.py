"""Read cases: where each stands and all that happened in it, as a viewer who is allowed to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from sqlalchemy import select

from coordinator.errors import UnknownCaseError
from coordinator.model import Case, CaseEvent, Person
from coordinator.pathway.adding import add_up
from coordinator.pathway.case import CaseState, Recorded, RunningTerms, running_terms
from coordinator.pathway.events import Opened, ReferralMoved, Referred, read_event
from coordinator.pathway.gates import instruments_table, missing_items
from coordinator.pathway.local_keeping import rules_in
from coordinator.pathway.local_rules import LocalRules
from coordinator.pathway.process import read_process
from coordinator.pathway.referrals import Referral, open_referral, take_step
from coordinator.pathway.withheld import as_seen_by

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from coordinator.pathway.calendar import LocalCalendar
    from coordinator.pathway.gates import Instrument
    from coordinator.pathway.process import GateItem, Process
    from coordinator.protection import Viewer
    from coordinator.store import Store


@dataclass(frozen=True, slots=True, repr=False)
class CaseView:
    """A case as a viewer reads it: whose, which path, where it stands, and all that happened."""

    id: str
    person_id: str
    area: str
    instrument: Instrument
    process: Process
    state: CaseState
    history: tuple[Recorded, ...]
    local: LocalRules = LocalRules()
    withheld: frozenset[str] = frozenset()  # what the reader may not see: "budget", "pareri"

    def __repr__(self) -> str:
        """Name the case and where it stands: all that it holds is pages long."""
        return f"<CaseView {self.id} of {self.person_id}: {self.state.position.phase}, {self.version} events>"

    @property
    def version(self) -> int:
        """How many events the case has: say it when writing, and a meanwhile change is told."""
        return len(self.history)

    def missing(self, gate: str) -> tuple[GateItem, ...]:
        """Name what a gate of the instrument still misses; empty for a gate without a list."""
        return missing_items(self.instrument, gate, self.state.file) if gate in self.instrument.gates else ()

    def terms(self, calendar: LocalCalendar | None = None) -> RunningTerms:
        """List the terms that started in the case, oldest first; on the place's holidays when none are given."""
        rules = (*self.process.terms, *self.instrument.terms)
        return running_terms(self.state, rules, self.rules_on(calendar))

    def as_of(self, day: date) -> CaseView | None:
        """Return the case as it was at the end of a day; None when it was not open yet."""
        history = tuple(one for one in self.history if one.day <= day)
        if len(history) == len(self.history):
            return self
        return replace(self, state=add_up(self.process, history), history=history) if history else None

    def referrals(self, calendar: LocalCalendar | None = None) -> tuple[Referral, ...]:
        """Add up the referrals of the case, closed ones included, in the order in which they were sent."""
        local = self.rules_on(calendar)
        found: dict[str, Referral] = {}
        for one in self.history:
            if one.number in self.state.void:
                continue
            match one.event:
                case Referred(referral=key) as sent:
                    found[key] = open_referral(
                        key, self.person_id, sent.need, sent.sender, sent.receiver, one.day, local,
                        found.values(),
                    )  # fmt: skip
                case ReferralMoved(referral=key) as step:
                    found[key] = take_step(found[key], step.step, step.by, one.day, local, step.reason)
        return tuple(found.values())

    def rules_on(self, calendar: LocalCalendar | None = None) -> LocalRules:
        """Return what holds in the place, on other holidays when some are given."""
        return self.local if calendar is None else replace(self.local, calendar=calendar)


@dataclass(frozen=True, slots=True)
class OpenCase:
    """An open case as a list shows it."""

    id: str
    person_id: str
    person_name: str
    instrument: str
    phase: str
    opened_on: date


def instruments_for(area: str, day: date, territory: str, local: LocalRules | None = None) -> tuple[str, ...]:
    """
    List the instruments that may be opened for an area of care.

    Parameters
    ----------
    area
        Of care, e.g. ``"disabilita"``.
    day
        The day of the opening.
    territory
        Where.
    local
        What holds in the place, such as a trial; only what holds in Italy when None.

    Returns
    -------
    tuple[str, ...]
        Their ids, in the order of the file.
    """
    return tuple(
        key
        for key, one in instruments_table().items()
        if area in one.areas and (local or LocalRules()).allows(one, day, territory)
    )


@lru_cache(maxsize=32)
def process_of(area: str, region: str | None = None) -> Process:
    """Read the path of an area in a region once."""
    return read_process(area, region)


def read_case(store: Store, case_id: str, viewer: Viewer) -> CaseView:
    """
    Read a case: where it stands, and all that happened.

    Parameters
    ----------
    store
        The record.
    case_id
        Which case.
    viewer
        Who reads; needs to read cases.

    Returns
    -------
    CaseView
        As of now, without what she may not see.

    Raises
    ------
    UnknownCaseError
        No such case.
    """
    with viewer.reading() as session:
        case, person_id = find_case(session, case_id)
    viewer.require("read", "case", of=person_id)
    with viewer.reading() as session:
        return as_seen_by(view_case(session, case, person_id), viewer)


def cases_of(store: Store, person_id: str, viewer: Viewer) -> tuple[str, ...]:
    """
    List the ids of a person's cases, the newest first.

    Parameters
    ----------
    store
        The record.
    person_id
        Whose.
    viewer
        Who reads; needs to read cases.

    Returns
    -------
    tuple[str, ...]
        Empty when she has none.
    """
    viewer.require("read", "case", of=person_id)
    query = (
        select(Case.id)
        .join(Person, Person.key == Case.person_key)
        .where(Person.id == person_id)
        .order_by(Case.opened_on.desc(), Case.key.desc())
    )
    with viewer.reading() as session:
        return tuple(session.scalars(query))


def open_cases(store: Store, viewer: Viewer, *, limit: int = 50) -> tuple[OpenCase, ...]:
    """
    List the cases that have not ended, the oldest first.

    Parameters
    ----------
    store
        The record.
    viewer
        Who reads; needs to read cases.
    limit
        The most to return.

    Returns
    -------
    tuple[OpenCase, ...]
        Empty when every case has ended.
    """
    viewer.require("read", "case")
    query = (
        select(Case.id, Person.id, Person.name, Case.instrument, Case.phase, Case.opened_on)
        .join(Person, Person.key == Case.person_key)
        .where(Case.closed_on.is_(None), viewer.sees(Case.person_key))
        .order_by(Case.opened_on, Case.key)
        .limit(limit)
    )
    with viewer.reading() as session:
        return tuple(OpenCase(*row) for row in session.execute(query))


def read_open_cases(store: Store, viewer: Viewer) -> tuple[tuple[CaseView, str], ...]:
    """
    Read every case that has not ended, with the name of its person, in three queries.

    Parameters
    ----------
    store
        The record.
    viewer
        Who reads; needs to read cases.

    Returns
    -------
    tuple
        (case, name), the oldest first.
    """
    viewer.require("read", "case")
    query = (
        select(Case, Person.id, Person.name)
        .join(Person, Person.key == Case.person_key)
        .where(Case.closed_on.is_(None), viewer.sees(Case.person_key))
        .order_by(Case.opened_on, Case.key)
    )
    with viewer.reading() as session:
        cases = session.execute(query).all()
        keys = select(Case.key).where(Case.closed_on.is_(None))
        rows: dict[int, list[CaseEvent]] = {}
        local = rules_in(session)
        for event in session.scalars(
            select(CaseEvent)
            .where(CaseEvent.case_key.in_(keys))
            .order_by(CaseEvent.case_key, CaseEvent.number)
        ):
            rows.setdefault(event.case_key, []).append(event)
        return tuple(
            (as_seen_by(_added_up(case, person, rows[case.key], local), viewer), name)
            for case, person, name in cases
        )


def find_case(session: Session, case_id: str) -> tuple[Case, str]:
    """Find a case and the id of its person."""
    row = session.execute(
        select(Case, Person.id).join(Person, Person.key == Case.person_key).where(Case.id == case_id)
    ).one_or_none()
    if row is None:
        raise UnknownCaseError(case_id)
    return row[0], row[1]


def view_case(session: Session, case: Case, person_id: str) -> CaseView:
    """Read the events of a case and add them up."""
    query = select(CaseEvent).where(CaseEvent.case_key == case.key).order_by(CaseEvent.number)
    return _added_up(case, person_id, session.scalars(query), rules_in(session))


def _added_up(case: Case, person_id: str, rows: Iterable[CaseEvent], local: LocalRules) -> CaseView:
    """Add up the rows of a case."""
    history = tuple(
        Recorded(
            row.number, row.day, read_event(row.content), row.author, row.role, row.norm, row.recorded_at
        )
        for row in rows
    )
    process = process_for(case, history)
    instrument = instruments_table()[case.instrument]
    state = add_up(process, history)
    return CaseView(case.id, person_id, case.area, instrument, process, state, history, local)


def process_for(case: Case, history: Sequence[Recorded]) -> Process:
    """Find the path of a case: its area's, in the region where it was opened."""
    opening = history[0].event
    return process_of(case.area, opening.territory if isinstance(opening, Opened) else None)
