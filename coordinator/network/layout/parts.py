"""Hold what a drawing of the map needs: places, labels, lines, rings and slices, all in map units."""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


LED = 1.9
"""Radii of its disc at which a name needs a line that leads to it."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, its sides along the map's."""

    left: float
    top: float
    right: float
    bottom: float

    def nearest(self, x: float, y: float) -> tuple[float, float]:
        """Return its point that is nearest to a place."""
        return min(max(x, self.left), self.right), min(max(y, self.top), self.bottom)

    def gap(self, x: float, y: float) -> float:
        """Measure how far it is from a place."""
        across, down = self.nearest(x, y)
        return hypot(across - x, down - y)

    def overlaps(self, other: Box, air: float = 0.0) -> bool:
        """Say whether two rectangles share more than a border, or stand closer than some air."""
        return (
            self.left < other.right + air
            and other.left < self.right + air
            and self.top < other.bottom + air
            and other.top < self.bottom + air
        )


@dataclass(frozen=True, slots=True)
class Disc:
    """A party that a name must not hide."""

    id: str
    name: str
    x: float
    y: float
    radius: float
    berth: float = 4.0  # air between the disc and a tie that passes it by

    @property
    def box(self) -> Box:
        """The square around the disc."""
        return Box(self.x - self.radius, self.y - self.radius, self.x + self.radius, self.y + self.radius)


@dataclass(frozen=True, slots=True)
class Rim:
    """The ellipse outside which the names of the sectors run."""

    x: float
    y: float
    rx: float
    ry: float


@dataclass(frozen=True, slots=True)
class Label:
    """A name beside its party."""

    text: str  # the full name
    lines: tuple[str, ...]  # as drawn, at most two; empty when hidden
    x: float  # where the lines are anchored
    y: float  # baseline of the first line
    anchor: str  # start, middle or end, as SVG's text-anchor
    size: float  # type size
    line_height: float
    box: Box
    cut: bool  # whether an ellipsis stands for missing letters
    hidden: bool  # on a crowded map, shown only when the party is chosen
    inside: bool = False  # whether it is written on the party's own disc
    sector: str = ""  # its sector's name under it, where no slice of the map says it


@dataclass(frozen=True, slots=True)
class Place:
    """Where a party stands."""

    id: str
    x: float
    y: float
    radius: float
    sector: str  # the key of the slice
    ring: int  # -1 for the person herself
    label: Label

    @property
    def leader(self) -> str:
        """Path data of the line that leads from the disc to a name that stands apart; empty beside it."""
        box = self.label.box
        away = box.gap(self.x, self.y)
        if self.label.hidden or self.label.inside or away < self.radius * LED:
            return ""
        x, y = box.nearest(self.x, self.y)
        share = self.radius / away
        return f"M {self.x + (x - self.x) * share:.1f} {self.y + (y - self.y) * share:.1f} L {x:.1f} {y:.1f}"


@dataclass(frozen=True, slots=True)
class Curve:
    """A quadratic curve: across and down of its start, its control point and its end."""

    start: tuple[float, float]
    control: tuple[float, float]
    end: tuple[float, float]

    @property
    def path(self) -> str:
        """The curve as the path data of an SVG."""
        (x1, y1), (cx, cy), (x2, y2) = self.start, self.control, self.end
        return f"M {x1:.1f} {y1:.1f} Q {cx:.1f} {cy:.1f} {x2:.1f} {y2:.1f}"

    @property
    def span(self) -> float:
        """The distance from start to end."""
        return hypot(self.end[0] - self.start[0], self.end[1] - self.start[1])

    def at(self, share: float) -> tuple[float, float]:
        """Return the point at a share of the way, from 0 to 1."""
        before, middle, after = (1.0 - share) ** 2, 2.0 * share * (1.0 - share), share**2
        return (
            before * self.start[0] + middle * self.control[0] + after * self.end[0],
            before * self.start[1] + middle * self.control[1] + after * self.end[1],
        )


@dataclass(frozen=True, slots=True)
class Line:
    """How a tie is drawn: a straight line, or a bow beside other ties and around other parties."""

    tie_id: str
    source: str
    target: str
    x1: float  # at the rim of the source's disc, or on the trunk of a tall map
    y1: float
    cx: float  # control point of the quadratic curve; the middle of a straight line
    cy: float
    x2: float  # at the rim of the target's disc, or on the trunk
    y2: float

    @property
    def curve(self) -> Curve:
        """The line's three points."""
        return Curve((self.x1, self.y1), (self.cx, self.cy), (self.x2, self.y2))


@dataclass(frozen=True, slots=True)
class Ring:
    """A zone around the person."""

    label: str
    outline: str  # path data of the zone, and of all that lie nearer
    label_path: str  # path data along which the label runs


@dataclass(frozen=True, slots=True)
class Sector:
    """A slice of the map."""

    key: str
    label: str
    start: float  # degrees, clockwise from the right
    end: float
    wash: str  # path data of the slice
    arc: str  # path data of its piece of the rim
    edge: str  # path data of the border with the slice before
    label_path: str  # path data along which the label runs, never upside down


@dataclass(frozen=True, slots=True)
class Layout:
    """A map, ready to be drawn."""

    width: float
    height: float
    x: float  # the centre, where the person stands
    y: float
    centre: str
    places: Mapping[str, Place]
    lines: tuple[Line, ...]
    rings: tuple[Ring, ...]  # from the person outwards
    sectors: tuple[Sector, ...]  # none on a tall map, which names each party's sector beside it
    trunk: str = ""  # path data of what gathers a tall map's ties on their way to the person
