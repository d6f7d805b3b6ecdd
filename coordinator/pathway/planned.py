"""Compare what a plan laid down with what was given, action by action, up to a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from coordinator.pathway.case import CaseState, Planned

TENTH, CENT = Decimal("0.1"), Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Comparison:
    """One action of the plan, planned against given."""

    action: str
    goal: str
    responsible: str | None
    hours_expected: (
        Decimal | None
    )  # from its first day to the day; None where the plan says no hours or no day
    hours_given: Decimal
    share: Decimal | None  # given over expected; None where nothing was to be given yet, or is not known
    undocumented: int  # deliveries without an accounting document
    weekly_cost: Decimal | None  # euro; None where hours or cost are not said


def planned_against_given(state: CaseState, day: date) -> tuple[Comparison, ...]:
    """
    Compare what the plan laid down with what was given.

    Parameters
    ----------
    state
        The case, best as it was on the day.
    day
        Up to when; days in which the path was suspended are not expected.

    Returns
    -------
    tuple[Comparison, ...]
        In the order of the plan; hours to the tenth.
    """
    return tuple(_compared(one, state, day) for one in state.planned)


def _compared(one: Planned, state: CaseState, day: date) -> Comparison:
    """Compare one action."""
    expected = None
    if one.hours_per_week is not None and one.due is not None:
        days = sum(
            not any(stop.covers(one.due + timedelta(days=number)) for stop in state.suspensions)
            for number in range((day - one.due).days + 1)
        )
        expected = (one.hours_per_week * days / 7).quantize(TENTH, ROUND_HALF_UP)
    cost = None
    if one.hours_per_week is not None and one.hourly_cost is not None:
        cost = (one.hours_per_week * one.hourly_cost).quantize(CENT, ROUND_HALF_UP)
    share = (one.given_hours / expected).quantize(CENT, ROUND_HALF_UP) if expected else None
    return Comparison(
        one.action, one.goal, one.responsible, expected, one.given_hours, share, one.undocumented, cost
    )
