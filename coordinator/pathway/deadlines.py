"""Compute when a term ends, step by step, so that whoever reads it can check it."""

from __future__ import annotations

import calendar as month_lengths
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from coordinator.errors import CoordinatorError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coordinator.pathway.calendar import LocalCalendar
    from coordinator.pathway.terms import Term

WEEKDAYS = ("lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica")


class TermNotInForceError(CoordinatorError):
    """A term is asked for on a day on which its norm is not in force."""

    def __init__(self, term_id: str, day: date) -> None:
        super().__init__(
            f"The term {term_id!r} is not in force on {day}. Choose the term that was, or check the day "
            "of its start event."
        )
        self.term_id = term_id


class SuspensionError(CoordinatorError):
    """A suspension is written that its term does not allow, or that cannot be."""


class State(StrEnum):
    """Where a deadline stands on a day."""

    RUNNING = "in corso"
    NEAR = "in scadenza"
    SUSPENDED = "sospeso"
    OVERDUE = "scaduto"
    MET = "rispettato"
    MISSED = "concluso in ritardo"


@dataclass(frozen=True, slots=True)
class Suspension:
    """A stretch of days that do not count; both days included, until None when it still runs."""

    since: date
    until: date | None
    why: str

    def covers(self, day: date) -> bool:
        """Say whether a day falls in the stretch."""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a term ends for one case, with the steps of the count."""

    term: Term
    start: date
    due: date | None  # None while a suspension without an end runs
    steps: tuple[str, ...]
    suspensions: tuple[Suspension, ...] = field(default=())

    def days_left(self, day: date) -> int | None:
        """Return the calendar days from a day to the end; negative when it has passed, None if suspended."""
        return None if self.due is None or self._is_suspended_on(day) else (self.due - day).days

    def state(self, day: date, met_on: date | None = None) -> State:
        """
        Say where the deadline stands on a day.

        Parameters
        ----------
        day
            The day of the question.
        met_on
            The day on which what was due was done, or None.

        Returns
        -------
        State
            Met or missed once done; else suspended, overdue, near its end, or running.
        """
        if met_on is not None and met_on <= day:
            return State.MET if self.due is None or met_on <= self.due else State.MISSED
        if self.due is None or self._is_suspended_on(day):
            return State.SUSPENDED
        left = (self.due - day).days
        if left < 0:
            return State.OVERDUE
        return State.NEAR if left <= self.term.warn_days else State.RUNNING

    def _is_suspended_on(self, day: date) -> bool:
        return any(stretch.covers(day) for stretch in self.suspensions)


def compute_deadline(
    term: Term,
    start: date,
    calendar: LocalCalendar,
    suspensions: Sequence[Suspension] = (),
) -> Deadline:
    """
    Compute the day on which a term ends.

    The day of the start event does not count; months end on the same day of the month or, where it lacks,
    on its last; days of a suspension do not count; a term that may not end on a holiday goes on to the next
    working day.

    Parameters
    ----------
    term
        The term, with its way of counting.
    start
        The day of the start event (*dies a quo*), not counted.
    calendar
        The holidays of the place.
    suspensions
        Stretches that do not count, in any order; each both days included.

    Returns
    -------
    Deadline
        The end, with the steps of the count in Italian; ``due`` is None while an open suspension runs.

    Raises
    ------
    TermNotInForceError
        The norm of the term is not in force on the day of the start event.
    SuspensionError
        The term allows no suspension, or fewer or shorter ones, or one that ends before it begins.
    """
    if not term.is_in_force_on(start):
        raise TermNotInForceError(term.id, start)
    _check_suspensions(term, suspensions)
    stretches = tuple(sorted(suspensions, key=lambda stretch: stretch.since))
    steps = [f"Inizia con {term.starts_with}, {_in_words(start)}: quel giorno non si conta."]
    steps += [_suspension_in_words(stretch) for stretch in stretches]
    end = _end_of_count(term, start, calendar, stretches)
    if end is None:
        steps.append("Il termine è fermo finché la sospensione non finisce.")
        return Deadline(term, start, None, tuple(steps), stretches)
    steps.append(f"{term.length} {term.unit}: {_in_words(end)}.")
    due = end
    if term.on_holiday == "prorogato" and not calendar.is_working(end, saturday_works=term.saturday_works):
        due = calendar.next_working(end, saturday_works=term.saturday_works)
        reason = calendar.name_of(end) or "sabato"
        steps.append(f"Il giorno è festivo ({reason}): si va a {_in_words(due)}.")
    return Deadline(term, start, due, tuple(steps), stretches)


def _end_of_count(
    term: Term, start: date, calendar: LocalCalendar, stretches: Sequence[Suspension]
) -> date | None:
    """Count the term from the day after its start; None when an open suspension stops the count."""
    if term.unit in ("mesi", "anni"):
        natural = _add_months(start, term.length * (12 if term.unit == "anni" else 1))
        left = (natural - start).days
        working = False
    else:
        left, working = term.length, term.unit == "giorni lavorativi"
    day = start
    while left:
        day += timedelta(days=1)
        stretch = next((one for one in stretches if one.covers(day)), None)
        if stretch is not None:
            if stretch.until is None:
                return None
            continue
        if not working or calendar.is_working(day, saturday_works=term.saturday_works):
            left -= 1
    return day


def _add_months(day: date, months: int) -> date:
    """Return the same day some months later, or the last of the month where that day lacks."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, month_lengths.monthrange(year, month + 1)[1]))


def _check_suspensions(term: Term, suspensions: Sequence[Suspension]) -> None:
    """Refuse suspensions that the term's norm does not allow."""
    if suspensions and term.suspension is None:
        msg = f"The term {term.id!r} knows no suspension. Remove it, or record a local term that does."
        raise SuspensionError(msg)
    for stretch in suspensions:
        if stretch.until is not None and stretch.until < stretch.since:
            msg = f"A suspension of {term.id!r} ends on {stretch.until}, before it begins on {stretch.since}."
            raise SuspensionError(msg)
    rule = term.suspension
    if rule is None:
        return
    if len(suspensions) > rule.times:
        msg = (
            f"The term {term.id!r} may stop {rule.times} times ({rule.source}); {len(suspensions)} are given."
        )
        raise SuspensionError(msg)
    for stretch in suspensions:
        if stretch.until is not None and (stretch.until - stretch.since).days + 1 > rule.at_most_days:
            msg = f"The term {term.id!r} may stop for {rule.at_most_days} days at most ({rule.source})."
            raise SuspensionError(msg)


def _in_words(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()]} {day:%d/%m/%Y}"


def _suspension_in_words(stretch: Suspension) -> str:
    end = f"al {stretch.until:%d/%m/%Y}" if stretch.until else "a quando finirà"
    return f"Sospeso dal {stretch.since:%d/%m/%Y} {end} ({stretch.why}): quei giorni non si contano."
