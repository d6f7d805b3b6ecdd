"""Rank the places where a name may stand beside its disc: what it hides, passes or crowds counts against it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from coordinator.network.layout.board import Choices, corners, overlaps
from coordinator.network.layout.lettering import LINE_HEIGHT, Lettering, letter
from coordinator.network.layout.parts import Box, Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from coordinator.network.layout.ink import Ink
    from coordinator.network.layout.parts import Disc, Rim

DISTANCES = np.array([4.0, 10.0, 18.0, 28.0, 40.0, 54.0, 70.0])
"""Of a name from its disc: the far ones only where discs or ties crowd the near ones."""

KEPT = 160
"""Of how many of its places a name is given the choice: the best."""

SHAPES = ((112.0, 2), (150.0, 1), (145.0, 2), (88.0, 2), (70.0, 2), (88.0, 1), (64.0, 1), (46.0, 1))
"""Widest line and most lines, best first: what is tried where there is less and less room."""

OBSTACLE, BEYOND = 3000.0, 40.0
"""What it costs a name to hide that of a ring or a sector, and to pass the rim."""

TIES, AWAY = 4.0, 3.0
"""What each unit of tie that it hides, and of distance from its disc, costs a name."""

DOUBTFUL, CLOSE = 70.0, 5.0
"""What it costs a name to stand as near to another disc as to its own, or nearer but for so much."""

SHORTENED = 200.0
"""What it costs a name to be cut."""

OUTWARDS = 6.0
"""What it costs a name to stand on the side of its disc that faces the person."""

REACH = 300.0
"""No name reaches farther from its disc."""

ACROSS, DOWN = np.array([
    (0.0, 1.0), (0.0, -1.0), (1.0, 0.0), (-1.0, 0.0),
    (0.75, 0.75), (-0.75, 0.75), (0.75, -0.75), (-0.75, -0.75),
    (0.95, 0.4), (-0.95, 0.4), (0.95, -0.4), (-0.95, -0.4),
    (0.4, 0.95), (-0.4, 0.95), (0.4, -0.95), (-0.4, -0.95),
]).T  # fmt: skip
"""The side of the disc on which the name stands."""

BASELINE = 0.8
"""From the top of a line to its baseline, in units of the type size."""


class Sides:
    """
    The places beside each disc of a map.

    Parameters
    ----------
    discs
        The parties.
    person
        Who stands in the middle.
    frame
        The sheet: no name passes its border.
    rim
        Where the names of the sectors begin.
    ink
        The ties.
    obstacles
        Other things that a name hides only where it finds no better place.
    """

    def __init__(
        self, discs: Sequence[Disc], person: Disc, frame: Box, rim: Rim, ink: Ink, obstacles: Sequence[Box]
    ) -> None:
        self._discs = discs
        self._frame, self._rim, self._ink = frame, rim, ink
        self._squares = corners(disc.box for disc in (person, *discs))
        self._obstacles = corners(obstacles)
        self._spots = np.array([(disc.x, disc.y, disc.radius) for disc in discs]).reshape(-1, 3)

    def ranked(self, number: int, size: float) -> Choices:
        """
        List where the name of a disc hides neither a disc nor the border.

        Parameters
        ----------
        number
            Of the disc, among `discs`.
        size
            Type size.

        Returns
        -------
        Choices
            The best `KEPT` of them.
        """
        disc = self._discs[number]
        letterings = _letterings(disc.name, size)
        boxes, starts = _boxes(disc, letterings)
        around = np.array([[disc.x - REACH, disc.y - REACH, disc.x + REACH, disc.y + REACH]])
        close = self._squares[overlaps(around, self._squares)[0]]
        clear = np.flatnonzero(self._on_sheet(boxes) & ~overlaps(boxes, close).any(axis=1))
        boxes, starts = boxes[clear], starts[clear]
        which = clear // (len(DISTANCES) * len(ACROSS))
        cut = np.array([one.cut for one in letterings])[which]
        costs = self._cost(number, boxes) + SHORTENED * cut
        best = np.lexsort((costs, cut))[:KEPT]
        boxes, starts, clear = boxes[best], starts[best], clear[best]

        def written(place: int) -> Label:
            lettering, side = letterings[which[best[place]]], np.sign(ACROSS[clear[place] % len(ACROSS)])
            anchor = ("middle", "start", "end")[int(side)]
            return _label(disc.name, size, lettering, anchor, starts[place], boxes[place])

        return Choices(boxes, costs[best], int((~cut[best]).sum()), written)

    def _on_sheet(self, boxes: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Say which boxes lie on the sheet."""
        left, top, right, bottom = boxes.T
        frame = self._frame
        held: NDArray[np.bool_] = (
            (left >= frame.left) & (right <= frame.right) & (top >= frame.top) & (bottom <= frame.bottom)
        )
        return held

    def _cost(self, number: int, boxes: NDArray[np.float64]) -> NDArray[np.float64]:
        """Weigh each box."""
        left, top, right, bottom = boxes.T
        disc, rim = self._discs[number], self._rim
        own = _gaps(boxes, np.array([[disc.x, disc.y, disc.radius]]))[:, 0]
        across, down = (left + right) / 2.0, (top + bottom) / 2.0
        inwards = (across - disc.x) * (disc.x - rim.x) + (down - disc.y) * (disc.y - rim.y) < 0.0
        x, y, _ = self._spots.T
        near = (abs(x - disc.x) < REACH) & (abs(y - disc.y) < REACH)
        near[number] = False
        doubtful = (_gaps(boxes, self._spots[near]) < own[:, None] + CLOSE).any(axis=1)
        total: NDArray[np.float64] = (
            TIES * self._ink.under(boxes)
            + OBSTACLE * overlaps(boxes, self._obstacles).any(axis=1)
            + BEYOND * ~_held(boxes, rim)
            + AWAY * own
            + DOUBTFUL * doubtful
            + OUTWARDS * inwards
        )
        return total


def _letterings(name: str, size: float) -> list[Lettering]:
    """Write a name in each shape, once each, whole ones first."""
    shapes = (letter(name, size, width * size / 12.0, lines) for width, lines in SHAPES)
    found: dict[tuple[str, ...], Lettering] = {}
    for one in sorted(shapes, key=lambda one: one.cut):
        found.setdefault(one.lines, one)
    return list(found.values())


def _boxes(disc: Disc, letterings: Sequence[Lettering]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Put each lettering at each distance on each side; the second array says where its lines are anchored."""
    width, height = np.array([(one.width, one.height) for one in letterings]).T[:, :, None, None]
    distance = (disc.radius + DISTANCES)[None, :, None]
    start = disc.x + ACROSS * distance + 0.0 * width
    left = np.where(ACROSS == 0.0, start - width / 2.0, np.where(ACROSS > 0.0, start, start - width))
    top = disc.y + DOWN * (distance + height / 2.0) - height / 2.0
    boxes = np.stack([left, top, left + width, top + height], axis=-1)
    return boxes.reshape(-1, 4), start.ravel()


def _gaps(boxes: NDArray[np.float64], spots: NDArray[np.float64]) -> NDArray[np.float64]:
    """Measure how far each box is from the border of each disc."""
    left, top, right, bottom = (boxes[:, None, side] for side in range(4))
    x, y, radius = (spots[None, :, part] for part in range(3))
    across, down = np.clip(x, left, right) - x, np.clip(y, top, bottom) - y
    gaps: NDArray[np.float64] = np.hypot(across, down) - radius
    return gaps


def _held(boxes: NDArray[np.float64], rim: Rim) -> NDArray[np.bool_]:
    """Say of which boxes the four corners lie inside the rim."""
    left, top, right, bottom = boxes.T
    across = np.maximum(((left - rim.x) / rim.rx) ** 2, ((right - rim.x) / rim.rx) ** 2)
    down = np.maximum(((top - rim.y) / rim.ry) ** 2, ((bottom - rim.y) / rim.ry) ** 2)
    held: NDArray[np.bool_] = across + down <= 1.0
    return held


def _label(
    name: str, size: float, lettering: Lettering, anchor: str, start: float, box: NDArray[np.float64]
) -> Label:
    """Write a name in a box."""
    left, top, right, bottom = box.tolist()
    return Label(
        text=name,
        lines=lettering.lines,
        x=float(start),
        y=top + BASELINE * size + (LINE_HEIGHT - 1.0) * size / 2.0,
        anchor=anchor,
        size=size,
        line_height=size * LINE_HEIGHT,
        box=Box(left, top, right, bottom),
        cut=lettering.cut,
        hidden=False,
    )
