"""Place a person's network on a map: she in the middle, who is near, near; services and bodies farther."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordinator.network.layout.chart import (
    ASPECT,
    MARGIN,
    RIM,
    RINGS,
    SECTORS,
    TRACKS,
    arc_path,
    point,
    slices,
)
from coordinator.network.layout.labels import Disc, Rim, write
from coordinator.network.layout.lines import draw
from coordinator.network.layout.parts import Box, Label, Layout, Line, Place, Ring, Sector
from coordinator.network.layout.resize import resize
from coordinator.network.layout.seats import seat, sector_of, track_of

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Box", "Label", "Layout", "Line", "Place", "Ring", "Sector", "place"]

PERSON_RADIUS = 32.0
PARTY_RADIUS = 14.0
NAME_OF_PERSON = 1.3
"""Type size of the person's name, which is drawn bold, over that of the others."""

WIDTH = 2.0 * (RIM + MARGIN)
HEIGHT = 2.0 * (RIM * ASPECT + MARGIN)
RING_LABELS_AT = (280.0, 320.0)
"""Degrees between which the rings' names run: the border of two slices, where nobody sits."""


def place(graph: nx.MultiDiGraph[str], centre: str, width: float = 1000.0) -> Layout:
    """
    Place a person's network on a map.

    Sectors are slices that never change, rings say how near a party is: the family next to her, services
    farther, bodies outermost. The same graph gives the same map, in whatever order it was built; one more
    party moves the others by less than 5 % of the width.

    Parameters
    ----------
    graph
        Parties with ``kind``, ``name``, ``sector``; ties with ``tie_id``, ``strength``. Missing ones are
        guessed from the id.
    centre
        Id of the person in the middle.
    width
        Width of the map, in any unit; all lengths follow.

    Returns
    -------
    Layout
        Places, labels that hide nothing, lines, rings and slices.

    Raises
    ------
    KeyError
        When the graph does not hold ``centre``.

    Examples
    --------
    >>> import networkx as nx
    >>> graph = nx.MultiDiGraph()
    >>> _ = graph.add_edge("per:lia", "per:ada", strength=3)
    >>> place(graph, "per:ada").places["per:lia"].ring
    0
    """
    if centre not in graph:
        raise KeyError(centre)
    x, y = WIDTH / 2.0, HEIGHT / 2.0
    discs = [Disc(centre, _name(graph, centre), x, y, PERSON_RADIUS, larger=NAME_OF_PERSON)]
    for party, (across, down) in sorted(seat(graph, centre).items()):
        discs.append(Disc(party, _name(graph, party), x + across, y + down, PARTY_RADIUS))
    sheet, rim = Box(4.0, 4.0, WIDTH - 4.0, HEIGHT - 4.0), Rim(x, y, RIM - 3.0, RIM * ASPECT - 3.0)
    labels = write(discs, sheet, rim, _written_on_rings(x, y))
    places = {
        disc.id: Place(
            disc.id,
            disc.x,
            disc.y,
            disc.radius,
            sector_of(graph.nodes[disc.id]),
            -1 if disc.id == centre else TRACKS[track_of(graph, disc.id, centre)][0],
            labels[disc.id],
        )
        for disc in discs
    }
    lines = tuple(draw(graph, discs))
    layout = Layout(WIDTH, HEIGHT, x, y, centre, places, lines, _rings(x, y), _sectors(x, y))
    return layout if width == WIDTH else resize(layout, width / WIDTH)


def _name(graph: nx.MultiDiGraph[str], party: str) -> str:
    """Return a party's name, or its id."""
    return str(graph.nodes[party].get("name") or party)


def _rings(x: float, y: float) -> tuple[Ring, ...]:
    """Draw the zones."""
    start, end = RING_LABELS_AT
    return tuple(
        Ring(label, radius, radius * ASPECT, arc_path((x, y), radius - 13.0, start, end))
        for label, radius in RINGS
    )


def _written_on_rings(x: float, y: float) -> list[Box]:
    """Return small boxes over the names of rings and sectors, so that no party's name hides them."""
    start, end = RING_LABELS_AT
    middle = (start + end) / 2.0
    boxes = []
    for label, radius in RINGS:
        half = len(label) * 2.6 / radius * 57.3
        for step in (-1.0, -0.5, 0.0, 0.5, 1.0):
            across, down = point(radius - 9.0, middle + step * half)
            boxes.append(Box(x + across - 7.0, y + down - 7.0, x + across + 7.0, y + down + 7.0))
    for key, label, _, _ in SECTORS:
        middle, half = slices(1)[key].middle, len(label) * 3.6 / RIM * 57.3
        for step in (-1.0, -0.5, 0.0, 0.5, 1.0):
            across, down = point(RIM + 13.0, middle + step * half)
            boxes.append(Box(x + across - 9.0, y + down - 9.0, x + across + 9.0, y + down + 9.0))
    return boxes


def _sectors(x: float, y: float) -> tuple[Sector, ...]:
    """Draw the slices, from the second ring outwards."""
    inner = RINGS[0][1]
    found = []
    for key, label, _, _ in SECTORS:
        piece = slices(1)[key]
        upside_down = 0.0 < piece.middle % 360.0 < 180.0
        ends = (piece.end, piece.start) if upside_down else (piece.start, piece.end)
        near, far = point(inner, piece.start), point(RIM, piece.start)
        found.append(
            Sector(
                key,
                label,
                piece.start,
                piece.end,
                arc_path((x, y), RIM, piece.start, piece.end),
                f"M {x + near[0]:.1f} {y + near[1]:.1f} L {x + far[0]:.1f} {y + far[1]:.1f}",
                arc_path((x, y), RIM + (18.0 if upside_down else 8.0), *ends),
            )
        )
    return tuple(found)
