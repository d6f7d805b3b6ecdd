"""Compare what a plan foresees with what was given, action by action, up to a day."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from coordinator.pathway.case import CaseState, Planned

WEEK = Decimal(7)


@dataclass(frozen=True, slots=True)
class Delivery:
    """One action of a plan: hours foreseen up to a day, and hours given."""

    planned: Planned
    foreseen: Decimal | None  # hours up to the day; None: the plan says no hours, or no beginning
    given: Decimal  # hours
    weeks: Decimal | None  # in which it ran, suspensions left out

    @property
    def share(self) -> Decimal | None:
        """Given of foreseen, 0 and more; None where nothing was foreseen yet."""
        return self.given / self.foreseen if self.foreseen else None


def compare_delivery(state: CaseState, day: date) -> tuple[Delivery, ...]:
    """
    Compare what a plan foresees with what was given.

    Parameters
    ----------
    state
        The case.
    day
        Up to which it is counted, the day included.

    Returns
    -------
    tuple[Delivery, ...]
        In the order of the plan. Hours foreseen are those a week times the weeks since the action's own
        beginning, without the days in which the path was suspended, to the half hour; an action that has
        not begun foresees zero.
    """
    return tuple(_compare(one, state, day) for one in state.planned)


def _compare(one: Planned, state: CaseState, day: date) -> Delivery:
    if one.due is None or one.hours_per_week is None:
        return Delivery(one, None, one.given_hours, None)
    weeks = Decimal(_days(one.due, state, day)) / WEEK
    foreseen = (one.hours_per_week * weeks * 2).quantize(Decimal(1), ROUND_HALF_UP) / 2
    return Delivery(one, foreseen, one.given_hours, weeks)


def _days(since: date, state: CaseState, day: date) -> int:
    """Count the days from a beginning to a day, both included, in which the path ran."""
    end = min([day, *(stay.since for stay in state.stays if stay.phase == "chiuso")])
    days = max((end - since).days + 1, 0)
    for stop in state.suspensions:
        first, last = max(stop.since, since), min(stop.until or end, end)
        days -= max((last - first).days + 1, 0)
    return max(days, 0)
