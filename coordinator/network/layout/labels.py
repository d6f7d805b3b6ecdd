"""Write each name beside its party where it hides neither a party nor another name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordinator.network.layout.board import Board
from coordinator.network.layout.lettering import LINE_HEIGHT, text_width
from coordinator.network.layout.parts import Box, Disc, Label, Rim
from coordinator.network.layout.sides import BASELINE, Sides

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from coordinator.network.layout.board import Choices
    from coordinator.network.layout.ink import Ink

SIZES = ((30, 15.5), (60, 13.0), (10_000, 11.0))
"""Type size by number of parties, on a map 1000 units wide."""

ATTEMPTS, CROWD = 12, 60
"""How often names are placed anew while some find no room; less often above so many parties."""

ON_DISC, BOLD = 0.86, 1.06
"""Share of its disc's width that the person's name may fill; how much wider bold letters are."""


def type_size(parties: int) -> float:
    """Return the type size for a number of parties."""
    return next(size for most, size in SIZES if parties <= most)


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
    sides = Sides(discs, person, frame, rim, ink, obstacles)
    open_to = {disc.id: sides.ranked(number, size) for number, disc in enumerate(discs)}
    placed = _settle_all(sorted(open_to, key=lambda party: (len(open_to[party].boxes), party)), open_to)
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


def _settle_all(order: list[str], open_to: Mapping[str, Choices]) -> dict[str, Label]:
    """Place the names in an order; who found no room goes first the next time."""
    best = Board(open_to)
    for _ in range(max(ATTEMPTS * CROWD // max(len(order), CROWD), 1)):
        board = Board(open_to)
        for party in order:
            board.settle(party)
        if len(board.placed) > len(best.placed):
            best = board
        left = [party for party in order if party not in board.placed]
        if not left:
            break
        order = left + [party for party in order if party in board.placed]
    for party in order if len(order) <= CROWD else ():
        best.improve(party)
    return best.labels()


def _hidden(disc: Disc, size: float) -> Label:
    """Stand for a name that found no room."""
    box = Box(disc.x, disc.y, disc.x, disc.y)
    return Label(
        disc.name, (), disc.x, disc.y, "middle", size, size * LINE_HEIGHT, box, cut=True, hidden=True
    )
