"""Lay out the drawings of a territory: bars of waits, persons beside places, the funnel of the comuni."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

from coordinator.territory.rates import Z998

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coordinator.territory.indicator import Indicator

WIDE, HIGH, LEFT, TOP, BELOW = 640.0, 260.0, 44.0, 12.0, 34.0
"""Of the funnel, in the units of its drawing."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One interval of the path, drawn from 0 to its ninetieth percentile."""

    one: Indicator
    median: float | None  # per cent of the width
    late: float | None  # per cent of the width: P90, or the whole where the data do not say


@dataclass(frozen=True, slots=True)
class Pair:
    """Who has a need and the places free for it, on one scale; None where the number is not told."""

    persons: float | None  # per cent of the width
    places: float | None


@dataclass(frozen=True, slots=True)
class Point:
    """One comune in the funnel."""

    name: str
    x: float
    y: float
    outside: str  # "sotto", "sopra" or empty
    value: float
    n: int
    few: bool  # fewer than five are met, perhaps none: no share is told


@dataclass(frozen=True, slots=True)
class Funnel:
    """The funnel of the comuni: how many needs, and what share a service follows."""

    points: tuple[Point, ...]
    upper: str  # path of the upper limit
    lower: str
    middle: float  # height of the line of the territory
    expected: float  # per cent
    most: int  # needs at the right edge


def bars(found: Sequence[Indicator]) -> list[Bar]:
    """
    Lay out the bars of the intervals on one scale.

    Parameters
    ----------
    found
        Intervals for the whole territory.

    Returns
    -------
    list of Bar
        In the order given.
    """
    ends = [one.inputs.get("p90") or one.value or 0.0 for one in found]
    longest = max([*ends, 1.0])
    return [
        Bar(
            one,
            None if one.value is None else 100 * one.value / longest,
            None if one.value is None else 100 * (one.inputs["p90"] or longest) / longest,
        )
        for one in found
    ]


def pairs(found: Sequence[tuple[int | None, int | None]]) -> list[Pair]:
    """
    Lay out persons and free places, need by need, on one scale.

    Parameters
    ----------
    found
        Persons and free places of each need; None where the number is not told, or nobody knows it.

    Returns
    -------
    list of Pair
        In the order given.
    """
    most = max([1, *(number for pair in found for number in pair if number is not None)])

    def share(number: int | None) -> float | None:
        return None if number is None else 100 * number / most

    return [Pair(share(persons), share(places)) for persons, places in found]


def funnel_points(found: Sequence[Indicator], whole: Indicator) -> Funnel | None:
    """
    Lay out the funnel of the comuni.

    Parameters
    ----------
    found
        The share of needs met, comune by comune.
    whole
        The same for the territory.

    Returns
    -------
    Funnel or None
        None with fewer than three comuni that can be shown.
    """
    shown = [one for one in found if one.value is not None]
    if len(shown) < 3 or whole.value is None:  # noqa: PLR2004 - two points compare themselves
        return None
    most = max(one.inputs["n"] for one in shown)
    share = whole.value / 100

    def across(n: float) -> float:
        return LEFT + (WIDE - LEFT - 12) * sqrt(n / most)

    def up(per_cent: float) -> float:
        return TOP + (HIGH - TOP - BELOW) * (1 - min(100.0, max(0.0, per_cent)) / 100)

    def limit(sign: int) -> str:
        steps = [most * (step / 40) ** 2 for step in range(2, 41)]
        ends = [(across(n), up(100 * (share + sign * Z998 * sqrt(share * (1 - share) / n)))) for n in steps]
        return "M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in ends)

    points = tuple(
        Point(one.group, across(one.inputs["n"]), up(one.value or 0.0), one.inputs.get("funnel", ""), one.value or 0.0,
              one.inputs["n"], "below" in one.inputs)
        for one in shown
    )  # fmt: skip
    return Funnel(points, limit(1), limit(-1), up(whole.value), whole.value, most)
