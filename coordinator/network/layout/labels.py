"""Write each name beside its party where it hides neither a party nor another name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coordinator.network.layout.lettering import LINE_HEIGHT, Lettering, letter
from coordinator.network.layout.parts import Box, Label

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

NEAR, FAR = (4.0, 12.0), (22.0, 34.0, 46.0)
"""Distances of a name from its disc: the far ones only where discs crowd the near ones."""

SIZES = ((30, 15.5), (60, 13.0), (10_000, 11.0))
"""Type size by number of parties, on a map 1000 units wide."""

SHAPES = ((112.0, 2), (150.0, 1), (145.0, 2), (88.0, 2), (70.0, 2), (88.0, 1), (64.0, 1), (46.0, 1))
"""Widest line and most lines, best first: what is tried where there is less and less room."""

CHOICE = 8
"""Places near its disc that a name needs before far ones are left aside."""

ATTEMPTS = 12
"""How often names are placed anew while some find no room."""

GIVE_WAY = 3
"""The most neighbours asked to give way to one name."""

SIDES = (
    # across, down: the side of the disc on which the name stands
    (0.0, 1.0), (0.0, -1.0), (1.0, 0.0), (-1.0, 0.0),
    (0.75, 0.75), (-0.75, 0.75), (0.75, -0.75), (-0.75, -0.75),
)  # fmt: skip

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
    larger: float = 1.0  # type size, over that of the other names

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


def write(discs: Sequence[Disc], frame: Box, rim: Rim, obstacles: Sequence[Box] = ()) -> dict[str, Label]:
    """
    Place a label for each disc.

    Names with few free sides go first; each takes the first candidate, best first, that is free. Where
    none is, one neighbour is asked to give way; a name that still finds no room is hidden and says so.

    Parameters
    ----------
    discs
        The parties, the person among them.
    frame
        The sheet: no name passes its border.
    rim
        Where the names of the sectors begin: a name passes it only where it finds no better place.
    obstacles
        Other things that a name hides only where it finds no better place.

    Returns
    -------
    dict of str to Label
        By id; the boxes overlap neither each other nor any disc.
    """
    size = type_size(len(discs))
    squares = [disc.box for disc in discs]

    def free(disc: Disc, distances: Sequence[float]) -> list[Label]:
        labels = _candidates(disc, size, distances)
        clear = [one for one in labels if _inside(one.box, frame) and not _hits(one.box, squares)]
        return sorted(clear, key=lambda one: (one.cut, not rim.holds(one.box) or _hits(one.box, obstacles)))

    open_to: dict[str, list[Label]] = {}
    for disc in discs:
        near = free(disc, NEAR)
        open_to[disc.id] = near if len(near) >= CHOICE else near + free(disc, FAR)
    placed = _settle_all(sorted(open_to, key=lambda party: (len(open_to[party]), party)), open_to)
    return {disc.id: placed.get(disc.id) or _hidden(disc, size) for disc in discs}


def _settle_all(order: list[str], open_to: Mapping[str, Sequence[Label]]) -> dict[str, Label]:
    """Place the names in an order; who found no room goes first the next time."""
    best: dict[str, Label] = {}
    for _ in range(ATTEMPTS):
        placed: dict[str, Label] = {}
        for party in order:
            _settle(party, open_to, placed)
        if len(placed) > len(best):
            best = placed
        left = [party for party in order if party not in placed]
        if not left:
            break
        order = left + [party for party in order if party in placed]
    return best


def _settle(party: str, open_to: Mapping[str, Sequence[Label]], placed: dict[str, Label]) -> None:
    """Give a party its best free label; failing that, one whose neighbours can give way."""
    for label in open_to[party]:
        if not any(label.box.overlaps(other.box) for other in placed.values()):
            placed[party] = label
            return
    for label in open_to[party]:
        if moved := _neighbours_moved(label, open_to, placed):
            placed.update(moved)
            placed[party] = label
            return


def _neighbours_moved(
    newcomer: Label, open_to: Mapping[str, Sequence[Label]], placed: Mapping[str, Label]
) -> dict[str, Label]:
    """Find other free places for the few labels in a newcomer's way; empty where there are none."""
    in_the_way = [party for party, label in placed.items() if newcomer.box.overlaps(label.box)]
    if len(in_the_way) > GIVE_WAY:
        return {}
    taken = [label.box for party, label in placed.items() if party not in in_the_way] + [newcomer.box]
    moved: dict[str, Label] = {}
    for party in in_the_way:
        free = next((label for label in open_to[party] if not _hits(label.box, taken)), None)
        if free is None:
            return {}
        moved[party] = free
        taken.append(free.box)
    return moved


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
