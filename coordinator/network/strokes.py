"""Give each tie its stroke: width by strength, dashes where weak, zigzag in conflict, heads by direction."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

Point = tuple[float, float]

WIDTHS: Mapping[int | None, float] = {None: 1.4, 0: 1.4, 1: 1.8, 2: 3.0, 3: 5.0}
"""Strength → width of the line; None: nobody said."""

DASHES: Mapping[int | None, str] = {None: "1 5", 0: "1 7", 1: "7 6"}
"""Strength → dashes of the line; the others are unbroken."""


@dataclass(frozen=True, slots=True)
class Run:
    """A quadratic curve from rim to rim."""

    start: Point
    control: Point
    end: Point

    @property
    def path(self) -> str:
        """The curve as the path data of an SVG."""
        (x1, y1), (cx, cy), (x2, y2) = self.start, self.control, self.end
        return f"M {x1:.1f} {y1:.1f} Q {cx:.1f} {cy:.1f} {x2:.1f} {y2:.1f}"

    def at(self, share: float) -> Point:
        """Return the point at a share of the way, from 0 to 1."""
        before, middle, after = (1.0 - share) ** 2, 2.0 * share * (1.0 - share), share**2
        return (
            before * self.start[0] + middle * self.control[0] + after * self.end[0],
            before * self.start[1] + middle * self.control[1] + after * self.end[1],
        )


def zigzag(run: Run) -> str:
    """
    Write a curve as a zigzag, its ends straight.

    Parameters
    ----------
    run
        The curve.

    Returns
    -------
    str
        Path data of an SVG.
    """
    dx, dy = run.end[0] - run.start[0], run.end[1] - run.start[1]
    length = math.hypot(dx, dy) or 1.0
    teeth = max(3, round(length / 8.0))
    points = []
    for tooth in range(teeth + 1):
        x, y = run.at(tooth / teeth)
        aside = 0.0 if tooth < 2 or tooth > teeth - 2 else (5.0 if tooth % 2 else -5.0)
        points.append(f"{x - dy / length * aside:.1f} {y + dx / length * aside:.1f}")
    return "M " + " L ".join(points)


def arrow_heads(run: Run, direction: str, width: float) -> list[str]:
    """
    Draw the heads of a tie, where help goes.

    Parameters
    ----------
    run
        From the tie's first party to its second.
    direction
        ``"to"`` the second, ``"from"`` it, ``"both"`` ways.
    width
        Of the line.

    Returns
    -------
    list of str
        Path data of an SVG, one a head.
    """
    ends = {
        "to": ((run.end, 0.94),),
        "from": ((run.start, 0.06),),
        "both": ((run.end, 0.94), (run.start, 0.06)),
    }
    return [_head(tip, run.at(share), 7.0 + width) for tip, share in ends.get(direction, ())]


def _head(tip: Point, behind: Point, size: float) -> str:
    """Draw one head that points from a place to a tip."""
    angle = math.atan2(tip[1] - behind[1], tip[0] - behind[0])

    def turned(back: float, aside: float) -> str:
        x = tip[0] - back * math.cos(angle) - aside * math.sin(angle)
        y = tip[1] - back * math.sin(angle) + aside * math.cos(angle)
        return f"{x:.1f} {y:.1f}"

    corners = ((0.0, 0.0), (1.0, -0.55), (0.72, 0.0), (1.0, 0.55))
    return "M " + " L ".join(turned(back * size, aside * size) for back, aside in corners) + " Z"
