"""Hold what a drawing of the map needs: places, labels, lines, rings and slices, all in map units."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, its sides along the map's."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Box) -> bool:
        """Say whether two rectangles share more than a border."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


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


@dataclass(frozen=True, slots=True)
class Line:
    """How a tie is drawn: a straight line, or a bow beside other ties and around other parties."""

    tie_id: str
    source: str
    target: str
    x1: float  # at the rim of the source's disc
    y1: float
    cx: float  # control point of the quadratic curve; the middle of a straight line
    cy: float
    x2: float  # at the rim of the target's disc
    y2: float

    @property
    def path(self) -> str:
        """The line as the path data of an SVG."""
        return f"M {self.x1:.1f} {self.y1:.1f} Q {self.cx:.1f} {self.cy:.1f} {self.x2:.1f} {self.y2:.1f}"


@dataclass(frozen=True, slots=True)
class Ring:
    """A zone around the person."""

    label: str
    rx: float
    ry: float
    label_path: str  # path data along which the label runs


@dataclass(frozen=True, slots=True)
class Sector:
    """A slice of the map."""

    key: str
    label: str
    start: float  # degrees, clockwise from the right
    end: float
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
    sectors: tuple[Sector, ...]
