"""Write what happens in a case: whoever writes may, the order holds, the gate is open."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from coordinator.errors import CoordinatorError
from coordinator.model import Case, CaseEvent, vocabulary
from coordinator.pathway.adding import add_up
from coordinator.pathway.case import CaseOrderError, Recorded
from coordinator.pathway.events import (
    ActDone,
    Event,
    Moved,
    Opened,
    OpinionGiven,
    ReferralMoved,
    Referred,
    ScaleScored,
    Undone,
    Withheld,
    make_event,
    write_event,
)
from coordinator.pathway.forms import norm_of, phases_of
from coordinator.pathway.passing import check_passage
from coordinator.pathway.reading import (
    find_case,
    process_for,
    read_case,
    view_case,
)
from coordinator.pathway.withheld import as_seen_by, as_written, check_writer

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from coordinator.pathway.case import CaseState
    from coordinator.pathway.view import CaseView
    from coordinator.protection import Viewer
    from coordinator.store import Store


class StaleCaseError(CoordinatorError):
    """Someone else wrote in the case meanwhile: nothing was written, look at it again."""

    def __init__(self, case_id: str, seen: int, now: int, view: CaseView | None = None) -> None:
        super().__init__(
            f"The case {case_id!r} has {now} entries and you saw {seen}: someone else wrote meanwhile. "
            "Nothing of yours was written; look again, then repeat."
        )
        self.view = view  # as it is now, as far as who was refused may see it
        self.since = view.history[seen:] if view is not None else ()  # what the others wrote


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
    UnknownWordError
        The vocabulary has no such need: nothing is written.
    """
    if isinstance(event, Moved | Undone | Opened | Referred | ReferralMoved | ScaleScored | Withheld):
        msg = (
            "Passages are written with `go`, undoing with `undo_last`, openings with `open_case`, referrals "
            "with `refer` and `step_referral`, scales with `answer_scale`."
        )
        raise CaseOrderError(msg)
    return write(store, case_id, event, day, viewer, seen, None)


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
    BadEventError
        The passage or the reason is no text.
    RefusedPassageError
        From here, by this role or with this gate closed; what misses is in the error. Nothing is written.
    NotAllowedError
        The viewer does not hold the role.
    """
    event = make_event("moved", passage=passage, reason=reason, until=until)
    return write(store, case_id, event, day, viewer, seen, role or viewer.role)


def undo_last(
    store: Store, case_id: str, reason: str, day: date, viewer: Viewer, *, seen: int | None = None
) -> CaseView:
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
    seen
        The version of the case that she saw; None: whatever is last now.

    Returns
    -------
    CaseView
        The case after.

    Raises
    ------
    CaseOrderError
        Only the opening is left: close the case instead.
    BadEventError
        There is no reason.
    StaleCaseError
        Somebody wrote since: the last step is another one. Nothing is written.
    """
    view = read_case(store, case_id, viewer)
    counting = [
        one for one in view.history if one.number not in view.state.void and not isinstance(one.event, Undone)
    ]
    if len(counting) == 1:
        msg = f"Only the opening of {case_id!r} is left. Close the case with its reason instead."
        raise CaseOrderError(msg)
    event = make_event("undone", number=counting[-1].number, reason=reason)
    return write(store, case_id, event, day, viewer, view.version if seen is None else seen, None)


def write(
    store: Store,
    case_id: str,
    event: Event,
    day: date,
    viewer: Viewer,
    seen: int | None,
    role: str | None,
) -> CaseView:
    """Check the words, the viewer, the order and the gate, then append; all or nothing."""
    if (need := getattr(event, "need", None)) is not None:
        vocabulary().term("needs", need)
    with viewer.reading() as session:
        case, person_id = find_case(session, case_id)
        whole = view_case(session, case, person_id) if isinstance(event, Undone | OpinionGiven) else None
    viewer.require("write", "case", of=person_id)
    check_writer(whole, _meant(whole, event), viewer, person_id)
    veil = viewer.veil()
    with store.writing() as session:
        case, _ = find_case(session, case_id)
        view = view_case(session, case, person_id)
        if seen is not None and seen != view.version:
            raise StaleCaseError(case_id, seen, view.version, as_seen_by(view, viewer, veil))
        if view.process.phases[view.state.position.phase].final and not isinstance(event, Undone):
            msg = f"The case {case_id!r} has ended. Open another one, or undo its closure."
            raise CaseOrderError(msg)
        _check_phase(view, event)
        event = as_written(view, event, veil)
        norm = None if isinstance(event, Undone) else norm_of(event, view.instrument.id)
        if isinstance(event, ActDone):
            norm = _norm_of_act(view, event)
        if isinstance(event, Moved) and role is not None:
            norm = check_passage(view, event, role, viewer)
        entry, state = append(session, store, case, event, day, viewer, view.history, norm, role)
        return as_seen_by(replace(view, history=(*view.history, entry), state=state), viewer, veil)


def _meant(view: CaseView | None, event: Event) -> Event:
    """Return the event that is written, or the one that is taken back."""
    return view.history[event.number - 1].event if view and isinstance(event, Undone) else event


def _check_phase(view: CaseView, event: Event) -> None:
    """Refuse an event that belongs to other phases of the path."""
    phases = phases_of(event)
    phase = view.state.position.phase
    if phases is not None and phase not in phases:
        where = ", ".join(one for one in view.process.phases if one in phases)
        msg = f"An event {event.kind!r} is not written in the phase {phase!r}. It is in: {where}."
        raise CaseOrderError(msg)


def _norm_of_act(view: CaseView, event: ActDone) -> str | None:
    """Name the norm of an act of the three tracks, of the last phase that asks for it."""
    phases = (view.process.phases[phase] for phase in reversed(view.state.reached))
    return next((act.norm for phase in phases for act in phase.acts if act.id == event.act), None)


def append(
    session: Session,
    store: Store,
    case: Case,
    event: Event,
    day: date,
    viewer: Viewer,
    history: tuple[Recorded, ...],
    norm: str | None,
    role: str | None = None,
) -> tuple[Recorded, CaseState]:
    """Write an event after the others, once the whole still adds up; return its entry, and where the case is now."""
    if history and day < history[-1].day:
        msg = f"The event is dated {day}, before the last one of the case ({history[-1].day}). Check the day."
        raise CaseOrderError(msg)
    number = len(history) + 1
    entry = Recorded(number, day, event, viewer.user, role or viewer.role, norm, store.clock())
    process = process_for(case, (*history, entry))
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
    return entry, state
