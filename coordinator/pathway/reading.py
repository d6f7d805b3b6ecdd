"""Read cases: where each stands and all that happened in it, as a viewer who is allowed to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from sqlalchemy import select

from coordinator.errors import UnknownCaseError
from coordinator.model import Case, CaseEvent, Person
from coordinator.pathway.adding import add_up
from coordinator.pathway.case import Recorded
from coordinator.pathway.events import Opened, read_event
from coordinator.pathway.gates import instruments_table
from coordinator.pathway.local_keeping import rules_in
from coordinator.pathway.local_rules import LocalRules
from coordinator.pathway.process import read_process
from coordinator.pathway.unsaid import unsaid_by
from coordinator.pathway.view import CaseView
from coordinator.pathway.withheld import as_seen_by

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from coordinator.pathway.process import Process
    from coordinator.protection import Viewer
    from coordinator.store import Store


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
    veil = viewer.veil()
    with viewer.reading() as session:
        return as_seen_by(view_case(session, case, person_id), viewer, veil)


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
    veil, unsaid = viewer.veil(), unsaid_by(viewer)
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
            (as_seen_by(_added_up(case, person, rows[case.key], local), viewer, veil, unsaid), name)
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
