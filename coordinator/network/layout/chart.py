"""Lay out the blank map: where each sector's slice lies, and how far from the person each ring runs."""

from __future__ import annotations

import math
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

ASPECT = 0.82
"""Height of a ring over its width: names are wide, and so are screens."""

RIM = 470.0
"""Half width of the outermost line, on a map 1000 units wide."""

MARGIN = 30.0
"""Room around the rim for the names of the sectors."""

UPRIGHT = 1.2
"""How much more room a name asks for sideways than downwards: distances along a track count so."""

OTHER = "altro"

PERSONS = ("persone", "Persone")
"""Whom a service or a body looks after: on its map they have the slice that is a person's family's."""

SECTORS: tuple[tuple[str, str, float, float], ...] = (
    # key, Italian label, degrees of the slice on the ring next to the person, and on the rings beyond;
    # clockwise from the lower left, so that the family stands on top
    ("sanita", "Sanità", 44.0, 84.0),
    ("famiglia", "Famiglia", 140.0, 60.0),
    ("comunita", "Comunità", 36.0, 50.0),
    ("terzo_settore", "Terzo settore", 30.0, 46.0),
    ("sociale", "Sociale", 60.0, 66.0),
    ("istituzioni", "Istituzioni", 30.0, 34.0),
    ("altro", "Altro", 20.0, 20.0),
)

START = 156.0
"""Where the first slice starts, in degrees clockwise from the right as on a screen: the family is up."""

RINGS: tuple[tuple[str, float], ...] = (
    # Italian label, half width of the ring's outer line
    ("Ogni giorno", 277.0),
    ("Persone vicine", 328.0),
    ("Servizi", 412.0),
    ("Enti", RIM),
)

TRACKS: tuple[tuple[int, float, float], ...] = (
    # ring, half width, shift of the fan along the track so that no party hides behind another
    (0, 170.0, 0.0),
    (0, 236.0, 26.0),
    (1, 294.0, -28.0),
    (2, 346.0, 30.0),
    (2, 392.0, 0.0),
    (3, 434.0, -22.0),
)


@dataclass(frozen=True, slots=True)
class Slice:
    """The angles that a sector owns, in degrees clockwise from the right."""

    start: float
    end: float

    @property
    def middle(self) -> float:
        """The angle halfway."""
        return (self.start + self.end) / 2.0


@cache
def slices(ring: int) -> dict[str, Slice]:
    """
    Say which angles each sector owns on a ring.

    The slices are the same for everybody: two maps can be compared at a glance, and an empty slice says
    that nobody of that sector is there.

    Parameters
    ----------
    ring
        From 0, next to the person, outwards.

    Returns
    -------
    dict of str to Slice
        By the key of the sector; together they close the circle.
    """
    column = 2 if ring == 0 else 3
    found, start = {}, START
    for row in SECTORS:
        width = float(row[column])
        found[row[0]] = Slice(start, start + width)
        start += width
    return found | {PERSONS[0]: found["famiglia"]}


def point(radius: float, degrees: float) -> tuple[float, float]:
    """
    Return where an angle meets the ellipse of a half width, from the centre.

    Parameters
    ----------
    radius
        Half width.
    degrees
        Clockwise from the right.

    Returns
    -------
    tuple of float
        Across and down.
    """
    angle = math.radians(degrees)
    return radius * math.cos(angle), radius * ASPECT * math.sin(angle)


class Track:
    """A line around the person on which parties sit; lengths along it count as room for names."""

    def __init__(self, radius: float) -> None:
        self.radius = radius
        self._degrees = [START + step / 4.0 for step in range(4 * 720 + 1)]
        places = [point(radius, degrees) for degrees in self._degrees]
        self._lengths = [0.0]
        for (x0, y0), (x1, y1) in pairwise(places):
            self._lengths.append(self._lengths[-1] + math.hypot(x1 - x0, UPRIGHT * (y1 - y0)))
        self.length = self._lengths[4 * 360]

    def length_at(self, degrees: float) -> float:
        """Return the length from the track's start to an angle."""
        return self._lengths[bisect_left(self._degrees, degrees)]

    def point_at(self, length: float) -> tuple[float, float]:
        """Return the place at a length from the track's start."""
        length %= self.length
        after = bisect_left(self._lengths, length)
        before = max(after - 1, 0)
        gap = self._lengths[after] - self._lengths[before]
        share = (length - self._lengths[before]) / gap if gap else 0.0
        degrees = self._degrees[before] + share * (self._degrees[after] - self._degrees[before])
        return point(self.radius, degrees)


@cache
def track(index: int) -> Track:
    """Return one of the tracks of `TRACKS`, measured once."""
    return Track(TRACKS[index][1])


def ellipse_path(centre: tuple[float, float], radius: float) -> str:
    """
    Write a whole ring as the path data of an SVG.

    Parameters
    ----------
    centre
        Across and down.
    radius
        Half width of the ellipse.

    Returns
    -------
    str
        A closed path.
    """
    arc = f"A {radius:.1f} {radius * ASPECT:.1f} 0 1 1"
    left, right, level = centre[0] - radius, centre[0] + radius, centre[1]
    return f"M {left:.1f} {level:.1f} {arc} {right:.1f} {level:.1f} {arc} {left:.1f} {level:.1f} Z"


def slice_path(centre: tuple[float, float], inner: float, outer: float, piece: Slice) -> str:
    """
    Write the part of a slice between two rings as the path data of an SVG.

    Parameters
    ----------
    centre
        Across and down.
    inner, outer
        Half widths of the two rings.
    piece
        The angles.

    Returns
    -------
    str
        A closed path.
    """
    out = arc_path(centre, outer, piece.start, piece.end)
    back = arc_path(centre, inner, piece.end, piece.start)
    return f"{out} L{back[1:]} Z"


def arc_path(centre: tuple[float, float], radius: float, start: float, end: float) -> str:
    """
    Write an arc as the path data of an SVG.

    Parameters
    ----------
    centre
        Across and down.
    radius
        Half width of the ellipse.
    start, end
        Degrees; with ``end < start`` the arc runs anticlockwise.

    Returns
    -------
    str
        For example ``"M 970 420 A 470 395 0 0 1 500 815"``.
    """
    (x0, y0), (x1, y1) = point(radius, start), point(radius, end)
    large, sweep = int(abs(end - start) > 180.0), int(end > start)
    return (
        f"M {centre[0] + x0:.1f} {centre[1] + y0:.1f} A {radius:.1f} {radius * ASPECT:.1f} 0 "
        f"{large} {sweep} {centre[0] + x1:.1f} {centre[1] + y1:.1f}"
    )
