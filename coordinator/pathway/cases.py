"""Open a case, write what happens in it, and read where it stands, as a viewer who is allowed to."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from sqlalchemy import select

from coordinator.errors import CoordinatorError, NotAllowedError, UnknownPartyError
from coordinator.model import Case, CaseEvent, Person
from coordinator.pathway.case import CaseOrderError, CaseState, Recorded, RunningTerm, add_up, running_terms
from coordinator.pathway.deadlines import read_terms
from coordinator.pathway.events import (
    Event,
    Moved,
    Opened,
    ReferralMoved,
    Referred,
    Undone,
    read_event,
    write_event,
)
from coordinator.pathway.gates import GateItem, InstrumentError, missing_items, read_instruments
from coordinator.pathway.machine import RefusedPassageError, move
from coordinator.pathway.process import read_process
from coordinator.pathway.referrals import Referral, ReferralError, open_referral, take_step

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from coordinator.pathway.calendar import LocalCalendar
    from coordinator.pathway.deadlines import Term
    from coordinator.pathway.gates import Instrument
    from coordinator.pathway.process import Process
    from coordinator.protection import Viewer
    from coordinator.store import Store

GATES = {"uvm": "uvm", "piano": "piano"}
"""Gates of the process whose items the instrument lists."""


class UnknownCaseError(CoordinatorError):
    """A call names a case that the store does not hold."""

    def __init__(self, case_id: str) -> None:
        super().__init__(
            f"No case has the id {case_id!r}. Ids of cases begin with 'cas:'; list the person's."
        )
        self.case_id = case_id


class StaleCaseError(CoordinatorError):
    """Someone else wrote in the case meanwhile: nothing was written, look at it again."""

    def __init__(self, case_id: str, seen: int, now: int) -> None:
        super().__init__(
            f"The case {case_id!r} has {now} entries and you saw {seen}: someone else wrote meanwhile. "
            "Nothing of yours was written; look again, then repeat."
        )


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case as a viewer reads it: whose, which path, where it stands, and all that happened."""

    id: str
    person_id: str
    area: str
    instrument: Instrument
    process: Process
    state: CaseState
    history: tuple[Recorded, ...]

    @property
    def version(self) -> int:
        """How many events the case has: say it when writing, and a meanwhile change is told."""
        return len(self.history)

    def missing(self, gate: str) -> tuple[GateItem, ...]:
        """Name what a gate of the instrument still misses; empty for a gate without a list."""
        return missing_items(self.instrument, gate, self.state.file) if gate in GATES else ()  # type: ignore[arg-type]

    def terms(self, calendar: LocalCalendar) -> tuple[RunningTerm, ...]:
        """List the terms that started in the case, oldest first."""
        rules = (*self.process.terms, *self.instrument.terms)
        return running_terms(self.state, rules, terms_table(), calendar)

    def referrals(self, calendar: LocalCalendar) -> tuple[Referral, ...]:
        """Add up the referrals of the case, closed ones included, in the order in which they were sent."""
        found: dict[str, Referral] = {}
        for one in self.history:
            if one.number in self.state.void:
                continue
            match one.event:
                case Referred(referral=key) as sent:
                    found[key] = open_referral(
                        key, self.person_id, sent.need, sent.sender, sent.receiver, one.day, calendar,
                        found.values(),
                    )  # fmt: skip
                case ReferralMoved(referral=key) as step:
                    found[key] = take_step(found[key], step.step, step.by, one.day, calendar, step.reason)
        return tuple(found.values())


@lru_cache(maxsize=1)
def terms_table() -> Mapping[str, Term]:
    """Read the shipped table of terms once."""
    return read_terms()


@lru_cache(maxsize=1)
def instruments_table() -> Mapping[str, Instrument]:
    """Read the shipped instruments once."""
    return read_instruments()


@lru_cache(maxsize=32)
def process_of(area: str, region: str | None = None) -> Process:
    """Read the path of an area in a region once."""
    return read_process(area, region)


def open_case(
    store: Store,
    person_id: str,
    opening: Opened,
    day: date,
    viewer: Viewer,
    *,
    area: str = "non_autosufficienza",
    instrument: str = "pai",
    territory: str = "IT-esempio",
) -> str:
    """
    Open a case for a person.

    Parameters
    ----------
    store
        The record.
    person_id
        Whose path it is.
    opening
        Who called and why.
    day
        The day of the call.
    viewer
        Who writes; needs to write cases.
    area
        Which path: an area of the process file, or the common one.
    instrument
        ``"pai"``, ``"progetto_individuale"`` or ``"progetto_di_vita"``.
    territory
        Where, since an instrument may be in force in some places only.

    Returns
    -------
    str
        The id of the case.

    Raises
    ------
    UnknownPartyError
        The person is not in the store.
    InstrumentError
        The instrument does not exist, or is not in force there on that day.
    """
    viewer.require("write", "case", of=person_id)
    tool = instruments_table().get(instrument)
    if tool is None or not tool.is_in_force(day, territory):
        known = ", ".join(instruments_table())
        msg = f"The instrument {instrument!r} is not in force in {territory!r} on {day}. There are: {known}."
        raise InstrumentError(msg)
    case_id = f"cas:{secrets.token_hex(6)}"
    with store.writing() as session:
        person = session.scalars(select(Person).where(Person.id == person_id)).one_or_none()
        if person is None:
            raise UnknownPartyError(person_id)
        case = Case(
            id=case_id, person_key=person.key, area=area, instrument=instrument, phase="", opened_on=day
        )
        session.add(case)
        session.flush()
        opening = opening.model_copy(update={"territory": territory})
        norm = process_of(area, territory).phases["segnalazione"].norm
        _append(session, store, case, opening, day, viewer, (), norm)
    return case_id


def record(
    store: Store, case_id: str, event: Event, day: date, viewer: Viewer, *, seen: int | None = None
) -> CaseView:
    """
    Write something that happened in a case.

    Parameters
    ----------
    store
        The record.
    case_id
        Which case.
    event
        What happened; passages go through `go`, undoing through `undo_last`.
    day
        The day on which it happened.
    viewer
        Who writes; needs to write cases, or plans for what belongs to the plan.
    seen
        The `CaseView.version` that the writer saw; when given, a change made meanwhile refuses the writing.

    Returns
    -------
    CaseView
        The case after.

    Raises
    ------
    CaseOrderError
        The event cannot come here: nothing is written.
    StaleCaseError
        Someone else wrote meanwhile: nothing is written.
    """
    if isinstance(event, Moved | Undone | Opened | Referred | ReferralMoved):
        msg = (
            "Passages are written with `go`, undoing with `undo_last`, openings with `open_case`, referrals "
            "with `refer` and `step_referral`."
        )
        raise CaseOrderError(msg)
    return _write(store, case_id, event, day, viewer, seen, None)


def go(
    store: Store,
    case_id: str,
    passage: str,
    day: date,
    viewer: Viewer,
    *,
    role: str | None = None,
    reason: str | None = None,
    until: date | None = None,
    seen: int | None = None,
) -> CaseView:
    """
    Go a passage of the path, if its gate is open and the role may.

    Parameters
    ----------
    store
        The record.
    case_id
        Which case.
    passage
        Id of the passage, of ``process.yaml``.
    day
        The day of the passage.
    viewer
        Who goes; needs to write cases.
    role
        The role of the case in which she acts, e.g. ``"case_manager"``: she must hold it in the team, or be
        allowed to decide on cases. By default the role of her account.
    reason
        Why, for the passages whose gate asks for it.
    until
        When a suspension is expected to end.
    seen
        As in `record`.

    Returns
    -------
    CaseView
        The case after.

    Raises
    ------
    RefusedPassageError
        From here, by this role or with this gate closed; what misses is in the error. Nothing is written.
    NotAllowedError
        The viewer does not hold the role.
    """
    event = Moved(passage=passage, reason=reason, until=until)
    return _write(store, case_id, event, day, viewer, seen, role or viewer.role)


def refer(
    store: Store,
    case_id: str,
    need: str,
    sender: str,
    receiver: str,
    day: date,
    viewer: Viewer,
    calendar: LocalCalendar,
) -> CaseView:
    """
    Ask a service to meet a need of the case's person.

    Parameters
    ----------
    store
        The record.
    case_id
        Which case.
    need
        Which need; it has no other open referral in any open case of the person.
    sender, receiver
        Party ids of who asks and who is asked.
    day
        The day of the request.
    viewer
        Who writes; needs to write cases.
    calendar
        The holidays of the place.

    Returns
    -------
    CaseView
        The case after: the new referral is owned by the receiver, with its next date.

    Raises
    ------
    ReferralError
        An open request for the same need exists, or sender and receiver are the same. Nothing is written.
    """
    view = read_case(store, case_id, viewer)
    others = [
        one
        for other in cases_of(store, view.person_id, viewer)
        for one in read_case(store, other, viewer).referrals(calendar)
    ]
    key = f"i{len(view.referrals(calendar)) + 1}"
    open_referral(key, view.person_id, need, sender, receiver, day, calendar, others)
    event = Referred(referral=key, need=need, sender=sender, receiver=receiver)
    return _write(store, case_id, event, day, viewer, view.version, None)


def step_referral(
    store: Store,
    case_id: str,
    referral: str,
    step: str,
    by: str,
    day: date,
    viewer: Viewer,
    calendar: LocalCalendar,
    reason: str | None = None,
) -> CaseView:
    """
    Take a step of a referral, for one of its two sides.

    Parameters
    ----------
    store
        The record.
    case_id, referral
        Which case, and which of its referrals.
    step, by, reason
        As in `take_step`.
    day
        The day of the step.
    viewer
        Who writes; needs to write cases.
    calendar
        The holidays of the place.

    Returns
    -------
    CaseView
        The case after.

    Raises
    ------
    ReferralError
        The case has no such referral, or the step cannot be taken now. Nothing is written.
    """
    view = read_case(store, case_id, viewer)
    found = {one.id: one for one in view.referrals(calendar)}
    if referral not in found:
        msg = f"The case {case_id!r} has no referral {referral!r}. It has: {', '.join(found) or 'none'}."
        raise ReferralError(msg)
    take_step(found[referral], step, by, day, calendar, reason)
    event = ReferralMoved(referral=referral, step=step, by=by, reason=reason)
    return _write(store, case_id, event, day, viewer, view.version, None)


def undo_last(store: Store, case_id: str, reason: str, day: date, viewer: Viewer) -> CaseView:
    """
    Take back the last event that still counts; both stay on record.

    Parameters
    ----------
    store
        The record.
    case_id
        Which case.
    reason
        Why.
    day
        The day of the undoing.
    viewer
        Who writes; needs to write cases.

    Returns
    -------
    CaseView
        The case after.

    Raises
    ------
    CaseOrderError
        Only the opening is left: close the case instead.
    """
    view = read_case(store, case_id, viewer)
    counting = [
        one for one in view.history if one.number not in view.state.void and not isinstance(one.event, Undone)
    ]
    if len(counting) == 1:
        msg = f"Only the opening of {case_id!r} is left. Close the case with its reason instead."
        raise CaseOrderError(msg)
    event = Undone(number=counting[-1].number, reason=reason)
    return _write(store, case_id, event, day, viewer, view.version, None)


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
        As of now.

    Raises
    ------
    UnknownCaseError
        No such case.
    """
    with store.reading() as session:
        case, person_id = _find(session, case_id)
    viewer.require("read", "case", of=person_id)
    with store.reading() as session:
        return _view(session, case, person_id)


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
    with store.reading() as session:
        return tuple(session.scalars(query))


@dataclass(frozen=True, slots=True)
class OpenCase:
    """An open case as a list shows it."""

    id: str
    person_id: str
    person_name: str
    instrument: str
    phase: str
    opened_on: date


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
        .where(Case.closed_on.is_(None))
        .order_by(Case.opened_on, Case.key)
        .limit(limit)
    )
    with store.reading() as session:
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
        .where(Case.closed_on.is_(None))
        .order_by(Case.opened_on, Case.key)
    )
    with store.reading() as session:
        cases = session.execute(query).all()
        keys = select(Case.key).where(Case.closed_on.is_(None))
        rows: dict[int, list[CaseEvent]] = {}
        for event in session.scalars(
            select(CaseEvent)
            .where(CaseEvent.case_key.in_(keys))
            .order_by(CaseEvent.case_key, CaseEvent.number)
        ):
            rows.setdefault(event.case_key, []).append(event)
        return tuple((_added_up(case, person, rows[case.key]), name) for case, person, name in cases)


def _write(
    store: Store,
    case_id: str,
    event: Event,
    day: date,
    viewer: Viewer,
    seen: int | None,
    role: str | None,
) -> CaseView:
    """Check the viewer, the order and the gate, then append; all or nothing."""
    with store.reading() as session:
        case, person_id = _find(session, case_id)
    viewer.require("write", "case", of=person_id)
    with store.writing() as session:
        case, _ = _find(session, case_id)
        view = _view(session, case, person_id)
        if seen is not None and seen != view.version:
            raise StaleCaseError(case_id, seen, view.version)
        if view.process.phases[view.state.position.phase].final and not isinstance(event, Undone):
            msg = f"The case {case_id!r} has ended. Open another one, or undo its closure."
            raise CaseOrderError(msg)
        norm = None
        if isinstance(event, Moved) and role is not None:
            norm = _check_passage(view, event, role, viewer)
        _append(session, store, case, event, day, viewer, view.history, norm, role)
        return _view(session, case, person_id)


def _check_passage(view: CaseView, event: Moved, role: str, viewer: Viewer) -> str | None:
    """Refuse a passage that the role does not hold or whose gate is closed; return its norm."""
    holds = {member.role for member in view.state.file.team if member.party_id == viewer.party_id}
    if role != viewer.role and role not in holds and not viewer.may("decide", "case"):
        raise NotAllowedError(role, "go", event.passage)
    passage = view.process.passages.get(event.passage)
    gate = passage.gate if passage else None
    missing = [item.name for item in view.missing(gate)] if gate else []
    if gate and gate not in GATES:
        missing = _missing_of_passage(view, gate, event)
    move(view.process, view.state.position, event.passage, role, missing)
    return passage.norm if passage else None


def _missing_of_passage(view: CaseView, gate: str, event: Moved) -> list[str]:
    """Name what the small gates miss: a reason, a triage, a review, a day of return."""
    marks = view.state.marks
    asked = {
        "triage": (
            bool(marks.get("event:triaged")),
            "la priorità con il motivo, chi se ne occupa e entro quando",
        ),
        "verifica": (bool(view.state.attainment), "la verifica di almeno un obiettivo con la persona"),
        "chiusura": (bool(event.reason), "il motivo della chiusura"),
        "motivo_chiusura": (bool(event.reason), "il motivo della chiusura"),
        "evento": (bool(event.reason), "l'evento che chiede la rivalutazione"),
        "trasferimento": (bool(event.reason), "il comune di arrivo"),
        "sospensione": (bool(event.reason and event.until), "il motivo e il giorno previsto del rientro"),
    }
    if gate not in asked:
        raise RefusedPassageError(event.passage, f"its gate {gate!r} is unknown.")
    fulfilled, name = asked[gate]
    return [] if fulfilled else [name]


def _find(session: Session, case_id: str) -> tuple[Case, str]:
    """Find a case and the id of its person."""
    row = session.execute(
        select(Case, Person.id).join(Person, Person.key == Case.person_key).where(Case.id == case_id)
    ).one_or_none()
    if row is None:
        raise UnknownCaseError(case_id)
    return row[0], row[1]


def _view(session: Session, case: Case, person_id: str) -> CaseView:
    """Read the events of a case and add them up."""
    query = select(CaseEvent).where(CaseEvent.case_key == case.key).order_by(CaseEvent.number)
    return _added_up(case, person_id, session.scalars(query))


def _added_up(case: Case, person_id: str, rows: Iterable[CaseEvent]) -> CaseView:
    """Add up the rows of a case."""
    history = tuple(
        Recorded(
            row.number, row.day, read_event(row.content), row.author, row.role, row.norm, row.recorded_at
        )
        for row in rows
    )
    process = _process(case, history)
    instrument = instruments_table()[case.instrument]
    return CaseView(case.id, person_id, case.area, instrument, process, add_up(process, history), history)


def _process(case: Case, history: Sequence[Recorded]) -> Process:
    """Find the path of a case: its area's, in the region where it was opened."""
    opening = history[0].event
    return process_of(case.area, opening.territory if isinstance(opening, Opened) else None)


def _append(
    session: Session,
    store: Store,
    case: Case,
    event: Event,
    day: date,
    viewer: Viewer,
    history: tuple[Recorded, ...],
    norm: str | None,
    role: str | None = None,
) -> None:
    """Write an event after the others, once the whole still adds up; keep the case's columns true."""
    if history and day < history[-1].day:
        msg = f"The event is dated {day}, before the last one of the case ({history[-1].day}). Check the day."
        raise CaseOrderError(msg)
    number = len(history) + 1
    entry = Recorded(number, day, event, viewer.user, role or viewer.role, norm, store.clock())
    process = _process(case, (*history, entry))
    state = add_up(process, (*history, entry))
    session.add(
        CaseEvent(
            case_key=case.key,
            number=number,
            kind=event.kind,
            day=day,
            recorded_at=entry.recorded_at,
            author=entry.author,
            role=entry.role,
            norm=norm,
            content=write_event(event),
        )
    )
    case.phase = state.position.phase
    case.closed_on = day if process.phases[case.phase].final else None
    session.flush()
