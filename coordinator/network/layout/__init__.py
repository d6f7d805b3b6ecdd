"""Place a person's network on a map: she in the middle, who is near, near; services and bodies farther."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from coordinator.network.layout.chart import (
    ASPECT,
    MARGIN,
    PERSONS,
    RIM,
    RINGS,
    SECTORS,
    TRACKS,
    arc_path,
    ellipse_path,
    point,
    slice_path,
    slices,
)
from coordinator.network.layout.ink import Ink
from coordinator.network.layout.labels import inside, write
from coordinator.network.layout.lines import WIDE_BERTH, draw
from coordinator.network.layout.parts import Box, Curve, Disc, Label, Layout, Line, Place, Rim, Ring, Sector
from coordinator.network.layout.resize import resize
from coordinator.network.layout.seats import kind_of, name_of, seat, sector_of, track_of
from coordinator.network.layout.tall import place_tall

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    import networkx as nx

__all__ = [
    "Box",
    "Curve",
    "Label",
    "Layout",
    "Line",
    "Place",
    "Ring",
    "Sector",
    "place",
    "place_tall",
    "without",
]

PERSON_RADIUS = 50.0
PARTY_RADIUS = ((30, 17.0), (10_000, 14.0))
"""Radius of a party's disc by number of parties, on a map 1000 units wide."""

AMONG = 0.4
"""How much a name minds hiding a tie among helpers, over one of the person: they are thin."""

EVENLY = [step / 4.0 for step in range(-4, 5)]
"""From the start of a word on a curve to its end, in halves of its length."""

WIDTH = 2.0 * (RIM + MARGIN)
HEIGHT = 2.0 * (RIM * ASPECT + MARGIN)
RING_LABELS_AT = (245.0, 295.0)
"""Degrees between which the rings' names run: straight up, where services and bodies never sit."""


def place(
    graph: nx.MultiDiGraph[str],
    centre: str,
    width: float = WIDTH,
    *,
    moved: Mapping[str, tuple[float, float]] | None = None,
) -> Layout:
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
    moved
        Where parties were put by hand, by id: across and down, on a map 1000 units wide.

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
    radius = next(radius for most, radius in PARTY_RADIUS if len(graph) <= most)
    person = Disc(centre, name_of(graph, centre), x, y, PERSON_RADIUS, WIDE_BERTH)
    seats = {party: (x + across, y + down) for party, (across, down) in seat(graph, centre).items()}
    seats |= {party: spot for party, spot in (moved or {}).items() if party in seats}
    others = [Disc(party, name_of(graph, party), *seats[party], radius) for party in sorted(seats)]
    discs = [person, *others]
    lines = tuple(draw(graph, discs))
    sheet, rim = Box(4.0, 4.0, WIDTH - 4.0, HEIGHT - 4.0), Rim(x, y, RIM - 3.0, RIM * ASPECT - 3.0)
    own = (line.curve for line in lines if centre in (line.source, line.target))
    among = (line.curve for line in lines if centre not in (line.source, line.target))
    thin = [*among, *_border(x, y)]
    drawn = [*((curve, 1.0) for curve in own), *((curve, AMONG) for curve in thin)]
    ink = Ink(drawn, WIDTH, HEIGHT)
    labels = write(others, person, sheet, rim, ink, _written_on_rings(x, y))
    labels[centre] = inside(person, person.name)
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
    sectors = _sectors(x, y, of_person=kind_of(centre, graph.nodes[centre]) in {"persona", "nucleo"})
    layout = Layout(WIDTH, HEIGHT, x, y, centre, places, lines, _rings(x, y), sectors)
    return layout if width == WIDTH else resize(layout, width / WIDTH)


def without(layout: Layout, sectors: Collection[str]) -> Layout:
    """
    Take the parties of some sectors off a map; the others stay where they are.

    Parameters
    ----------
    layout
        The map.
    sectors
        Keys.

    Returns
    -------
    Layout
        The person stays in any case.
    """
    places = {
        party: place
        for party, place in layout.places.items()
        if place.sector not in sectors or party == layout.centre
    }
    lines = tuple(line for line in layout.lines if line.source in places and line.target in places)
    return replace(layout, places=places, lines=lines)


def _rings(x: float, y: float) -> tuple[Ring, ...]:
    """Draw the zones."""
    start, end = RING_LABELS_AT
    return tuple(
        Ring(label, ellipse_path((x, y), radius), arc_path((x, y), radius - 16.0, start, end))
        for label, radius in RINGS
    )


def _border(x: float, y: float) -> Iterator[Curve]:
    """Draw the outermost line in pieces, so that no name lies across it."""
    for degrees in range(0, 360, 10):
        near, far = point(RIM, degrees), point(RIM, degrees + 10)
        start, end = (x + near[0], y + near[1]), (x + far[0], y + far[1])
        yield Curve(start, ((start[0] + end[0]) / 2.0, (start[1] + end[1]) / 2.0), end)


def _written_on_rings(x: float, y: float) -> list[Box]:
    """Return small boxes over the names of rings and sectors, so that no party's name hides them."""
    start, end = RING_LABELS_AT
    middle = (start + end) / 2.0
    boxes = []
    for label, radius in RINGS:
        half = len(label) * 3.2 / radius * 57.3
        for step in EVENLY:
            across, down = point(radius - 10.0, middle + step * half)
            boxes.append(Box(x + across - 7.0, y + down - 7.0, x + across + 7.0, y + down + 7.0))
    for key, label, _, _ in SECTORS:
        middle, half = slices(1)[key].middle, len(label) * 4.4 / RIM * 57.3
        for step in EVENLY:
            across, down = point(RIM + 14.0, middle + step * half)
            boxes.append(Box(x + across - 10.0, y + down - 10.0, x + across + 10.0, y + down + 10.0))
    return boxes


def _sectors(x: float, y: float, *, of_person: bool) -> tuple[Sector, ...]:
    """Draw the slices, from the second ring outwards."""
    inner = RINGS[0][1]
    found = []
    for kin, name, _, _ in SECTORS:
        key, label = (kin, name) if of_person or kin != "famiglia" else PERSONS
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
                f"{slice_path((x, y), 1.0, inner, slices(0)[key])} {slice_path((x, y), inner, RIM, piece)}",
                arc_path((x, y), RIM, piece.start, piece.end),
                f"M {x + near[0]:.1f} {y + near[1]:.1f} L {x + far[0]:.1f} {y + far[1]:.1f}",
                arc_path((x, y), RIM + (20.0 if upside_down else 9.0), *ends),
            )
        )
    return tuple(found)
