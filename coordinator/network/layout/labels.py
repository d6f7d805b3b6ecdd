"""Write each name beside its party where it hides neither a party nor another name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coordinator.network.layout.board import Board, corners, overlaps
from coordinator.network.layout.lettering import LINE_HEIGHT, Lettering, letter, text_width
from coordinator.network.layout.parts import Box, Label

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from coordinator.network.layout.ink import Ink

NEAR, FAR = (4.0, 10.0), (18.0, 28.0, 40.0)
"""Distances of a name from its disc: the far ones only where discs crowd the near ones."""

SIZES = ((30, 15.5), (60, 13.0), (10_000, 11.0))
"""Type size by number of parties, on a map 1000 units wide."""

SHAPES = ((112.0, 2), (150.0, 1), (145.0, 2), (88.0, 2), (70.0, 2), (88.0, 1), (64.0, 1), (46.0, 1))
"""Widest line and most lines, best first: what is tried where there is less and less room."""

ATTEMPTS, CROWD = 12, 60
"""How often names are placed anew while some find no room; less often above so many parties."""

OBSTACLE, BEYOND = 400.0, 120.0
"""What it costs a name to hide that of a ring or a sector, and to pass the rim, in units of tie hidden."""

AWAY = 2.4
"""What each unit of distance from its disc costs a name."""

DOUBTFUL = 70.0
"""What it costs a name to stand as near to another disc as to its own."""

OUTWARDS = 6.0
"""What it costs a name to stand on the side of its disc that faces the person."""

REACH = 240.0
"""No name reaches farther from its disc."""

SIDES = (
    # across, down: the side of the disc on which the name stands
    (0.0, 1.0), (0.0, -1.0), (1.0, 0.0), (-1.0, 0.0),
    (0.75, 0.75), (-0.75, 0.75), (0.75, -0.75), (-0.75, -0.75),
)  # fmt: skip

ON_DISC, BOLD = 0.86, 1.06
"""Share of its disc's width that the person's name may fill; how much wider bold letters are."""

BASELINE = 0.8
"""From the top of a line to its baseline, in units of the type size."""


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


def type_size(parties: int) -> float:
    """Return the type size for a number of parties."""
    return next(size for most, size in SIZES if parties <= most)


@dataclass(frozen=True, slots=True)
class Rim:
    """The ellipse outside which the names of the sectors run."""

    x: float
    y: float
    rx: float
    ry: float

    def holds(self, box: Box) -> bool:
        """Say whether the four corners of a box lie inside."""
        return all(
            ((across - self.x) / self.rx) ** 2 + ((down - self.y) / self.ry) ** 2 <= 1.0
            for across in (box.left, box.right)
            for down in (box.top, box.bottom)
        )


def write(
    discs: Sequence[Disc], person: Disc, frame: Box, rim: Rim, ink: Ink, obstacles: Sequence[Box] = ()
) -> dict[str, Label]:
    """
    Place a label for each disc.

    Names with few free sides go first; each takes the candidate that hides least of the ties. Where none
    is free, one neighbour is asked to give way; a name that still finds no room is hidden and says so.

    Parameters
    ----------
    discs
        The parties.
    person
        Who stands in the middle; her name is on her disc.
    frame
        The sheet: no name passes its border.
    rim
        Where the names of the sectors begin: a name passes it only where it finds no better place.
    ink
        The ties.
    obstacles
        Other things that a name hides only where it finds no better place.

    Returns
    -------
    dict of str to Label
        By id; the boxes overlap neither each other nor any disc.
    """
    size = type_size(len(discs) + 1)
    squares = corners(disc.box for disc in (person, *discs))

    near = {disc.id: [other for other in discs if other is not disc and _near(disc, other)] for disc in discs}

    def free(disc: Disc, distances: Sequence[float]) -> list[Label]:
        labels = _candidates(disc, size, distances)
        on_sheet = [one for one in labels if _inside(one.box, frame)]
        hides = overlaps(corners(one.box for one in on_sheet), squares)
        clear = [one for row, one in enumerate(on_sheet) if not hides[row].any()]
        return sorted(clear, key=lambda one: (one.cut, cost(disc, one)))

    def cost(disc: Disc, label: Label) -> float:
        box = label.box
        across, down = box.middle
        own = box.gap(disc.x, disc.y) - disc.radius
        inwards = (across - disc.x) * (disc.x - rim.x) + (down - disc.y) * (disc.y - rim.y) < 0.0
        return (
            ink.under(box)
            + OBSTACLE * _hits(box, obstacles)
            + BEYOND * (not rim.holds(box))
            + AWAY * own
            + DOUBTFUL * any(box.gap(other.x, other.y) - other.radius < own + 5.0 for other in near[disc.id])
            + OUTWARDS * inwards
        )

    open_to = {disc.id: free(disc, NEAR + FAR) for disc in discs}
    placed = _settle_all(sorted(open_to, key=lambda party: (len(open_to[party]), party)), open_to)
    return {disc.id: placed.get(disc.id) or _hidden(disc, size) for disc in discs}


def inside(disc: Disc, name: str) -> Label:
    """
    Write a name on its disc, word by word under each other, as large as it fits.

    Parameters
    ----------
    disc
        Of the person in the middle.
    name
        Hers.

    Returns
    -------
    Label
        At most three lines.
    """
    words = name.split()
    lines = words if len(words) <= 3 else [words[0], " ".join(words[1:-1]), words[-1]]
    chord = 2.0 * disc.radius * ON_DISC
    widest = max(text_width(line, 1.0) for line in lines) * BOLD
    size = min(disc.radius * 0.38, chord / widest)
    height = size * LINE_HEIGHT * len(lines)
    top = disc.y - height / 2.0
    half = widest * size / 2.0
    return Label(
        text=name,
        lines=tuple(lines),
        x=disc.x,
        y=top + BASELINE * size + (LINE_HEIGHT - 1.0) * size / 2.0,
        anchor="middle",
        size=size,
        line_height=size * LINE_HEIGHT,
        box=Box(disc.x - half, top, disc.x + half, top + height),
        cut=False,
        hidden=False,
        inside=True,
    )


def _settle_all(order: list[str], open_to: Mapping[str, Sequence[Label]]) -> dict[str, Label]:
    """Place the names in an order; who found no room goes first the next time."""
    best: dict[str, Label] = {}
    for _ in range(max(ATTEMPTS * CROWD // max(len(order), CROWD), 1)):
        board = Board(open_to)
        for party in order:
            board.settle(party)
        if len(board.placed) > len(best):
            best = board.placed
        left = [party for party in order if party not in board.placed]
        if not left:
            break
        order = left + [party for party in order if party in board.placed]
    return best


def _candidates(disc: Disc, size: float, distances: Sequence[float]) -> Iterator[Label]:
    """Yield the places where a name may stand, best first."""
    seen: set[tuple[str, ...]] = set()
    letterings = [letter(disc.name, size, width * size / 12.0, lines) for width, lines in SHAPES]
    for lettering in sorted(letterings, key=lambda one: one.cut):
        if lettering.lines in seen:
            continue
        seen.add(lettering.lines)
        for distance in distances:
            for side in SIDES:
                yield _label(disc, lettering, size, side, disc.radius + distance)


def _label(
    disc: Disc, lettering: Lettering, size: float, side: tuple[float, float], distance: float
) -> Label:
    """Put a name on one side of its disc."""
    across, down = side
    anchor = "middle" if across == 0.0 else ("start" if across > 0.0 else "end")
    x = disc.x + across * distance
    left = {"middle": x - lettering.width / 2.0, "start": x, "end": x - lettering.width}[anchor]
    middle = disc.y + down * (distance + lettering.height / 2.0)
    top = middle - lettering.height / 2.0
    return Label(
        text=disc.name,
        lines=lettering.lines,
        x=x,
        y=top + BASELINE * size + (LINE_HEIGHT - 1.0) * size / 2.0,
        anchor=anchor,
        size=size,
        line_height=size * LINE_HEIGHT,
        box=Box(left, top, left + lettering.width, top + lettering.height),
        cut=lettering.cut,
        hidden=False,
    )


def _hidden(disc: Disc, size: float) -> Label:
    """Stand for a name that found no room."""
    box = Box(disc.x, disc.y, disc.x, disc.y)
    return Label(
        disc.name, (), disc.x, disc.y, "middle", size, size * LINE_HEIGHT, box, cut=True, hidden=True
    )


def _near(one: Disc, other: Disc) -> bool:
    """Say whether a name of one disc may come close to another."""
    return abs(one.x - other.x) < REACH and abs(one.y - other.y) < REACH


def _inside(box: Box, frame: Box) -> bool:
    """Say whether a box lies on the sheet."""
    return (
        box.left >= frame.left
        and box.right <= frame.right
        and box.top >= frame.top
        and box.bottom <= frame.bottom
    )


def _hits(box: Box, others: Sequence[Box]) -> bool:
    """Say whether a box overlaps any other."""
    return any(box.overlaps(other) for other in others)
