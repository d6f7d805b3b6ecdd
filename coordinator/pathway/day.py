"""Gather what a worker must see today: terms, tasks, referrals that wait, and what lapses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from coordinator.model import vocabulary
from coordinator.pathway.deadlines import State
from coordinator.pathway.events import Triaged
from coordinator.pathway.reading import cases_of, read_case, read_open_cases
from coordinator.pathway.referrals import awaited_words
from coordinator.pathway.unsaid import PLAN
from coordinator.pathway.whose import waits_for

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from coordinator.pathway.calendar import LocalCalendar
    from coordinator.pathway.referrals import Referral
    from coordinator.pathway.view import CaseView
    from coordinator.protection import Viewer
    from coordinator.store import Store

DueKind = Literal["termine", "compito", "invio"]
ANSWERING = "compito_risposta"
"""The form in which who has a task answers it."""

LATE = frozenset({State.OVERDUE, State.NEAR})


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that must be done by a day, or that runs until then."""

    kind: DueKind
    case_id: str
    person_id: str
    person_name: str
    what: str
    due: date | None  # None: a term that is suspended
    owner: str | None  # who must act; None where the case has no case manager yet
    state: State
    norm: str | None  # of the term; None for tasks, and for terms that no norm lays down
    form: str = ""  # id of the form in which it is answered, where there is one of its own

    def days_left(self, day: date) -> int | None:
        """Return the days from a day until it is due; negative once it has passed."""
        return None if self.due is None else (self.due - day).days


@dataclass(frozen=True, slots=True)
class MyDay:
    """What waits for one worker on a day; each list has the most urgent first."""

    terms: tuple[Due, ...]  # near or overdue
    tasks: tuple[Due, ...]
    referrals: tuple[Due, ...]  # that wait for her side


@dataclass(frozen=True, slots=True)
class Lapse:
    """Something of a case that has lapsed, with the data that show it."""

    kind: Literal["prestazione_senza_atto", "termine_scaduto", "invio_senza_risposta"]
    case_id: str
    person_id: str
    what: str
    since: date | None  # the day from which it has lapsed
    owner: str | None
    norm: str | None


def my_day(
    store: Store,
    viewer: Viewer,
    day: date,
    calendar: LocalCalendar | None = None,
    *,
    until: date | None = None,
) -> MyDay:
    """
    Gather what waits for a worker on a day.

    Parameters
    ----------
    store
        The record.
    viewer
        Who asks; needs to read cases. One who stands in the network sees what she owns, the cases of her teams
        and what nobody owns that her role may take on; one who does not, such as a coordinator, sees all.
    day
        The day.
    calendar
        Other holidays than those of the place.
    until
        A day to come, where terms that end by then are wanted too, near or not.

    Returns
    -------
    MyDay
        Terms near their end or past it, tasks with their dates, referrals that wait.
    """
    mine = viewer.party_id
    found: list[Due] = []
    for view, name in read_open_cases(store, viewer):
        found += [one for one in _dues(view, name, day, calendar) if waits_for(one, view, viewer)]
    found.sort(key=lambda one: (one.due or date.max, one.person_name, one.what))
    return MyDay(
        terms=tuple(one for one in found if one.kind == "termine" and _is_wanted(one, until)),
        tasks=tuple(one for one in found if one.kind == "compito"),
        referrals=tuple(one for one in found if one.kind == "invio" and mine in (None, one.owner)),
    )


def _is_wanted(term: Due, until: date | None) -> bool:
    """Say whether a term is near or overdue, or ends by a day to come."""
    return term.state in LATE or (until is not None and term.due is not None and term.due <= until)


def dues_of(view: CaseView, name: str, day: date, calendar: LocalCalendar | None = None) -> tuple[Due, ...]:
    """
    List what one case waits for, the most urgent first.

    Parameters
    ----------
    view
        The case.
    name
        Of its person.
    day
        The day.
    calendar
        Other holidays than those of the place.

    Returns
    -------
    tuple[Due, ...]
        Open terms, tasks and referrals.
    """
    return tuple(sorted(_dues(view, name, day, calendar), key=lambda one: one.due or date.max))


def lapses(
    store: Store,
    viewer: Viewer,
    day: date,
    calendar: LocalCalendar | None = None,
    person_id: str | None = None,
) -> list[Lapse]:
    """
    Find what has lapsed in the cases open on a day: the data of three findings.

    Parameters
    ----------
    store
        The record.
    viewer
        Who asks; needs to read cases.
    day
        The day.
    calendar
        As in `my_day`.
    person_id
        Whose cases; everybody's when None.

    Returns
    -------
    list of Lapse
        Deliveries without their accounting act, terms overdue, referrals without an answer in time.
    """
    found: list[Lapse] = []
    for latest, name in _cases(store, viewer, person_id):
        view = latest.as_of(day)
        if view is None or view.process.phases[view.state.position.phase].final:
            continue
        found += _undocumented(view)
        for one in _dues(view, name, day, calendar):
            if one.state is State.OVERDUE and one.kind != "compito":
                kind: Literal["termine_scaduto", "invio_senza_risposta"] = (
                    "termine_scaduto" if one.kind == "termine" else "invio_senza_risposta"
                )
                found.append(Lapse(kind, one.case_id, one.person_id, one.what, one.due, one.owner, one.norm))
    return found


def _cases(store: Store, viewer: Viewer, person_id: str | None) -> Iterable[tuple[CaseView, str]]:
    """Read the cases of one person, or all open ones."""
    if person_id is None:
        return read_open_cases(store, viewer)
    return [(read_case(store, one, viewer), "") for one in cases_of(store, person_id, viewer)]


def _undocumented(view: CaseView) -> Iterator[Lapse]:
    """Find the deliveries that left no accounting document."""
    for one in view.history:
        event = one.event
        if event.kind == "delivered" and event.document is None and one.number not in view.state.void:
            yield Lapse(
                "prestazione_senza_atto", view.id, view.person_id, event.action, one.day, event.by, "prassi"
            )


def _dues(view: CaseView, name: str, day: date, calendar: LocalCalendar | None = None) -> Iterator[Due]:
    """List what a case waits for."""
    manager = next((one.party_id for one in view.state.file.team if one.role == "case_manager"), None)
    for term in view.terms(calendar):
        if term.met_on is None:
            line = term.deadline
            yield Due("termine", view.id, view.person_id, name, line.term.name, line.due,
                      manager or _triage_owner(view), line.state(day), line.term.source)  # fmt: skip
    for task in view.state.open_tasks:
        declined = task.answer == "rifiutato"
        what = f"{task.what} (da ridare: «{task.reason}»)" if declined else task.what
        owner = manager if declined else task.owner
        yield Due("compito", view.id, view.person_id, name, what, task.due, owner, _state(task.due, day), None,
                  form=ANSWERING)  # fmt: skip
    for what, by, on in _tasks(view, manager):
        yield Due("compito", view.id, view.person_id, name, what, on, by, _state(on, day), None)
    for sent in view.referrals(calendar):
        if sent.is_open:
            yield Due("invio", view.id, view.person_id, name, _sent_words(sent), sent.next_on,
                      sent.owner, _state(sent.next_on, day), None)  # fmt: skip


def _sent_words(sent: Referral) -> str:
    """Say what its owner must do, and for which need."""
    need = vocabulary().label("needs", sent.need)
    return f"{awaited_words(sent.state)} ({need})"


def _tasks(view: CaseView, manager: str | None) -> Iterator[tuple[str, str | None, date]]:
    """List what the path itself asks of somebody: what, whose, by when."""
    phase = view.state.position.phase
    if phase in ("accesso", "segnalazione") and (triage := _last_triage(view)):
        yield "Prossimo passo dopo la prima lettura", triage.owner, triage.next_on
    if phase == "erogazione":
        for plan in (
            () if PLAN in view.withheld else view.state.planned
        ):  # what was given is not told to her either
            if plan.due and not plan.given_hours:
                yield f"Avviare: {plan.action}", plan.responsible, plan.due
        if view.state.file.review_on:
            yield "Verifica del piano", manager, view.state.file.review_on


def _last_triage(view: CaseView) -> Triaged | None:
    """Return the last triage that counts."""
    events: Iterable[object] = (
        one.event for one in reversed(view.history) if one.number not in view.state.void
    )
    return next((event for event in events if isinstance(event, Triaged)), None)


def _triage_owner(view: CaseView) -> str | None:
    triage = _last_triage(view)
    return triage.owner if triage else None


def _state(due: date | None, day: date) -> State:
    """Say where a task stands: near when it is due today or tomorrow."""
    if due is None:
        return State.RUNNING
    left = (due - day).days
    return State.OVERDUE if left < 0 else State.NEAR if left <= 1 else State.RUNNING
