"""Hold where a case stands after what happened in it: its phases, its plan, and which terms run."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from coordinator.display import table
from coordinator.errors import CoordinatorError
from coordinator.pathway.deadlines import Deadline, Suspension, compute_deadline
from coordinator.pathway.gates import CaseFile, Goal
from coordinator.pathway.machine import Position

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime
    from decimal import Decimal

    from coordinator.pathway.budgets import Entry, Resource
    from coordinator.pathway.events import Event
    from coordinator.pathway.local_rules import LocalRules
    from coordinator.pathway.process import Process, TermRule

FIRST_PHASE = "segnalazione"


class CaseOrderError(CoordinatorError):
    """An event cannot come here: the case is not open yet, is closed, or names what it does not hold."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event as the record keeps it: its number, the day it happened, who wrote it, by which norm."""

    number: int
    day: date
    event: Event
    author: str
    role: str
    norm: str | None = None
    recorded_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Stay:
    """A stretch of time in one phase."""

    phase: str
    since: date
    until: date | None = None  # None while it lasts


@dataclass(frozen=True, slots=True)
class Planned:
    """An action of the plan, with what was given of it so far."""

    action: str
    goal: str
    responsible: str | None
    due: date | None
    hours_per_week: Decimal | None
    given_hours: Decimal
    undocumented: int  # deliveries without an accounting document
    hourly_cost: Decimal | None = None  # euro


@dataclass(frozen=True, slots=True)
class PlanVersion:
    """A plan as it was while it was active."""

    number: int  # 1, 2, 3 …
    since: date  # the day on which it became active
    goals: tuple[Goal, ...]
    planned: tuple[Planned, ...]
    signed_by: str | None


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A goal as it was weighed at one review."""

    day: date
    version: int  # of the plan
    goal: str
    attainment: int  # −2 … +2
    in_her_words: str


@dataclass(frozen=True, slots=True)
class Scored:
    """A scale as it was answered once."""

    day: date
    version: int  # of the plan that was active; 0 before the first
    scale: str
    name: str
    total: int  # points
    words: str
    by: str


@dataclass(frozen=True, slots=True)
class Risk:
    """A risk that is still there."""

    risk: str
    since: date
    review_on: date
    told: str  # how the person knows that it is written


@dataclass(frozen=True, slots=True)
class Task:
    """Something that somebody is to do for the person, as it stands."""

    number: int  # of the entry that gave it
    what: str
    owner: str
    due: date
    since: date
    given_by: str  # the user who wrote it
    answer: Literal["accettato", "rifiutato", "fatto", "tolto"] | None = None
    reason: str = ""  # why it was declined, or what came of it

    @property
    def waits(self) -> bool:
        """Whether it is still to be done: by its owner, or by somebody else where she declined it."""
        return self.answer not in ("fatto", "tolto")


@dataclass(frozen=True, slots=True)
class CaseState:
    """Where a case stands after some events."""

    position: Position = field(default_factory=lambda: Position(FIRST_PHASE))
    stays: tuple[Stay, ...] = ()
    file: CaseFile = field(default_factory=CaseFile)
    resources: tuple[Resource, ...] = ()
    entries: tuple[Entry, ...] = ()
    planned: tuple[Planned, ...] = ()
    attainment: Mapping[str, int] = field(default_factory=dict)  # goal → −2 … +2, of the review that is on
    reviews: tuple[Reviewed, ...] = ()  # of all reviews, in order
    versions: tuple[PlanVersion, ...] = ()  # of the plan, each from the day on which it became active
    scales: tuple[Scored, ...] = ()  # in order
    risks: tuple[Risk, ...] = ()
    tasks: tuple[Task, ...] = ()  # in order, also those done and declined
    signed_by: str | None = None
    acts_done: frozenset[str] = frozenset()  # "phase.act"
    suspensions: tuple[Suspension, ...] = ()
    marks: Mapping[str, tuple[date, ...]] = field(
        default_factory=dict
    )  # "phase:…", "event:…" → days, in order
    void: frozenset[int] = frozenset()  # numbers of the events taken back

    @property
    def open_tasks(self) -> tuple[Task, ...]:
        """The tasks that are still to be done."""
        return tuple(task for task in self.tasks if task.waits)

    @property
    def reached(self) -> tuple[str, ...]:
        """The phases that the case has been in, in order, repeated when re-entered."""
        return tuple(stay.phase for stay in self.stays)


@dataclass(frozen=True, slots=True)
class RunningTerm:
    """A term that started in a case: its deadline, and the day on which it was met, if it was."""

    deadline: Deadline
    met_on: date | None


class RunningTerms(tuple[RunningTerm, ...]):
    """The terms of a case, which a notebook shows as one table."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        """Show when each began, by which norm, when it ends and whether it was met."""
        rows = []
        for one in self:
            term, due = one.deadline.term, one.deadline.due
            begun, ends = f"{one.deadline.start:%d/%m/%Y}", f"{due:%d/%m/%Y}" if due else "sospeso"
            met = f"{one.met_on:%d/%m/%Y}" if one.met_on else "non ancora"
            rows.append((term.name, term.source or term.origin, begun, ends, met))
        return table("Termini", ("termine", "per quale norma", "parte", "scade", "fatto"), rows)


def running_terms(state: CaseState, rules: Sequence[TermRule], local: LocalRules) -> RunningTerms:
    """
    List the terms that started in a case, met ones included, oldest first.

    Parameters
    ----------
    state
        The case.
    rules
        Which mark starts which term, and which meets it: those of the process and of the instrument.
    local
        The terms and the holidays of the place.

    Returns
    -------
    RunningTerms
        A tuple: one for each time that a term started, as long as it was on that day; a term that allows suspensions
        leaves out the days in which the case was suspended; one that was not in force yet gives none.
    """
    found = []
    for rule in rules:
        for start in state.marks.get(rule.starts_with, ()):
            met = next((day for day in state.marks.get(rule.met_by, ()) if day >= start), None)
            term = local.term(rule.term, start)
            if not term.is_in_force_on(start):
                continue
            stops = state.suspensions if term.suspension else ()
            stops = tuple(stop for stop in stops if stop.until is None or stop.until > start)
            found.append(RunningTerm(compute_deadline(term, start, local.calendar, stops), met))
    return RunningTerms(sorted(found, key=lambda one: (one.deadline.start, one.deadline.term.id)))


def missing_acts(process: Process, state: CaseState) -> Mapping[str, tuple[str, ...]]:
    """Name, for each phase that the case has been in, the acts of its three tracks that are not recorded."""
    missing: defaultdict[str, list[str]] = defaultdict(list)
    for phase_id in dict.fromkeys(state.reached):
        for act in process.phases[phase_id].acts:
            if f"{phase_id}.{act.id}" not in state.acts_done:
                missing[phase_id].append(act.name)
    return {phase: tuple(names) for phase, names in missing.items()}
