"""Draw what differs between two days on one line of time, with the two days marked on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from coordinator.network.difference import EdgeView

AROUND, LEAST_AROUND = 0.12, timedelta(days=7)
"""Of the line before the first day and after the second: a share of what is between, and at least so much."""
THINNEST = 1.2
"""Of a bar, in hundredths of the line: a tie of a day is seen too."""


@dataclass(frozen=True, slots=True)
class Line:
    """The days that a line shows, and where the two that are compared stand on it, in hundredths of its width."""

    begin: date
    end: date
    first: float
    second: float


@dataclass(frozen=True, slots=True)
class Stretch:
    """A tie on the line, in hundredths of its width."""

    left: float
    width: float


def line_of(first: date, second: date) -> Line:
    """
    Lay a line of time around two days.

    Parameters
    ----------
    first, second
        The days, the earlier one first.

    Returns
    -------
    Line
        It begins before the first and ends after the second, so that what begins or ends there is seen.
    """
    around = max((second - first) * AROUND, LEAST_AROUND)
    begin, end = first - around, second + around
    return Line(begin, end, _place(first, begin, end), _place(second, begin, end))


def stretch_of(edge: EdgeView, line: Line) -> Stretch:
    """
    Place a tie on the line.

    Parameters
    ----------
    edge
        The tie.
    line
        As `line_of` lays it.

    Returns
    -------
    Stretch
        Cut where the line begins and ends; a tie without an end runs to the line's.
    """
    left = min(_place(edge.tie["since"], line.begin, line.end), 100.0 - THINNEST)
    right = _place(edge.tie["until"] or line.end, line.begin, line.end)
    return Stretch(left, max(right - left, THINNEST))


def in_time(edges: Iterable[EdgeView]) -> list[EdgeView]:
    """List ties in the order in which they ended, and those that hold in the order in which they began."""
    return sorted(edges, key=lambda edge: (edge.tie["until"] or edge.tie["since"], edge.tie["tie_id"]))


def _place(day: date, begin: date, end: date) -> float:
    """Place a day between two others, in hundredths."""
    return 100.0 * min(1.0, max(0.0, (day - begin) / (end - begin)))
