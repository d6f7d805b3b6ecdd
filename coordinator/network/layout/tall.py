"""Place a person's network on a narrow sheet: she on top, the rings unrolled under her, names large enough to read."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from coordinator.network.layout.chart import PERSONS, RINGS, SECTORS, TRACKS
from coordinator.network.layout.labels import inside
from coordinator.network.layout.lettering import LINE_HEIGHT, stack, text_width
from coordinator.network.layout.lines import GAP, tie_id_of
from coordinator.network.layout.parts import Box, Disc, Label, Layout, Line, Place, Ring
from coordinator.network.layout.resize import resize
from coordinator.network.layout.seats import digest, name_of, sector_of, track_of
from coordinator.network.layout.sides import BASELINE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import networkx as nx

WIDTH = 360.0
"""A telephone held upright, less the margins of the page: one unit is about one pixel."""

MIDDLE = WIDTH / 2.0
PERSON_RADIUS, PARTY_RADIUS = 46.0, 16.0
TOP = 58.0
"""From the upper border to the person's middle."""

ASIDE = 74.0
"""From the trunk to the middle of a party's disc: room for a zigzag and a head."""

SIZE, AIR = 13.0, 5.0
"""Type size of a name, and its distance from the disc."""

ROW = 52.0
"""Least height of a row."""

HEADING, FOOT = 40.0, 12.0
"""Height of a ring's name and of the air after its last row."""

SAG = 14.0
"""How far the border of a ring hangs in the middle."""

TWINS_APART = 15.0
"""Distance between two ties of one pair."""

LABELS = dict([PERSONS, *((row[0], row[1]) for row in SECTORS)])
ORDER = {key: place for place, key in enumerate(LABELS)}


def place_tall(graph: nx.MultiDiGraph[str], centre: str, width: float = WIDTH) -> Layout:
    """
    Place a person's network on a map that is read downwards.

    The person is on top; each ring is a band under her, the nearest first; in a band the parties stand on both
    sides of a trunk that gathers their ties on the way to her, sector by sector. The same graph gives the
    same map. One more party moves those after it in its band, by one place, and the bands below.

    Parameters
    ----------
    graph, centre
        As in `coordinator.network.layout.place`.
    width
        Width of the map, in any unit; all lengths follow.

    Returns
    -------
    Layout
        Its height grows with the parties; no name is cut or hidden. Ties among helpers run from disc to
        disc, over what lies between: they are for who asks about one party.

    Raises
    ------
    KeyError
        When the graph does not hold ``centre``.
    """
    if centre not in graph:
        raise KeyError(centre)
    person = Disc(centre, name_of(graph, centre), MIDDLE, TOP, PERSON_RADIUS)
    places = {centre: _place(graph, person, -1, inside(person, person.name))}
    rings: list[Ring] = []
    level, trunk_end = TOP + PERSON_RADIUS + FOOT, TOP + PERSON_RADIUS
    trunk = [trunk_end]
    for ring, members in sorted(_by_ring(graph, centre).items()):
        heading = level + HEADING / 2.0 + 4.0
        trunk += [level + 6.0, level + HEADING - 6.0]
        level += HEADING
        for row in (members[start : start + 2] for start in range(0, len(members), 2)):
            labels = [_letter(graph, party, left=side == 0) for side, party in enumerate(row)]
            height = max([ROW, *(label.box.bottom - label.box.top + 10.0 for label in labels)])
            trunk_end = level + height / 2.0
            for side, (party, label) in enumerate(zip(row, labels, strict=True)):
                x = MIDDLE - ASIDE if side == 0 else MIDDLE + ASIDE
                disc = Disc(party, label.text, x, trunk_end, PARTY_RADIUS)
                places[party] = _place(graph, disc, ring, _lowered(label, trunk_end))
            level += height
        level += FOOT
        rings.append(
            Ring(RINGS[ring][0], _band(level), f"M {0.0:.1f} {heading:.1f} L {WIDTH:.1f} {heading:.1f}")
        )
    trunk_path = _upright([*trunk, trunk_end]) if rings else ""
    lines = tuple(_lines(graph, places, centre))
    layout = Layout(WIDTH, level + SAG, MIDDLE, TOP, centre, places, lines, tuple(rings), (), trunk_path)
    return layout if width == WIDTH else resize(layout, width / WIDTH)


def _by_ring(graph: nx.MultiDiGraph[str], centre: str) -> dict[int, list[str]]:
    """Sort the parties of each ring by sector, in the order of the slices."""
    rings: dict[int, list[str]] = defaultdict(list)
    for party in graph.nodes:
        if party != centre:
            rings[TRACKS[track_of(graph, party, centre)][0]].append(party)
    for members in rings.values():
        members.sort(key=lambda one: (ORDER[sector_of(graph.nodes[one])], digest(one), one))
    return rings


def _place(graph: nx.MultiDiGraph[str], disc: Disc, ring: int, label: Label) -> Place:
    """Put a party on the map."""
    return Place(disc.id, disc.x, disc.y, disc.radius, sector_of(graph.nodes[disc.id]), ring, label)


def _letter(graph: nx.MultiDiGraph[str], party: str, *, left: bool) -> Label:
    """Write a name and its sector beside a disc, as if the row's middle were at 0."""
    name, room = name_of(graph, party), MIDDLE - ASIDE - PARTY_RADIUS - AIR - 3.0
    lines = stack(name, SIZE, room)
    sector = LABELS[sector_of(graph.nodes[party])]
    height = SIZE * LINE_HEIGHT * (len(lines) + 1)
    edge = ASIDE + PARTY_RADIUS + AIR
    x = MIDDLE - edge if left else MIDDLE + edge
    widest = max(text_width(line, SIZE) for line in (*lines, sector))
    return Label(
        text=name,
        lines=lines,
        x=x,
        y=-height / 2.0 + BASELINE * SIZE + (LINE_HEIGHT - 1.0) * SIZE / 2.0,
        anchor="end" if left else "start",
        size=SIZE,
        line_height=SIZE * LINE_HEIGHT,
        box=Box(x - widest if left else x, -height / 2.0, x if left else x + widest, height / 2.0),
        cut=False,
        hidden=False,
        sector=sector,
    )


def _lowered(label: Label, level: float) -> Label:
    """Move a name down to its row."""
    box = label.box
    return replace(
        label, y=label.y + level, box=Box(box.left, box.top + level, box.right, box.bottom + level)
    )


def _band(bottom: float) -> str:
    """Draw all that lies above a ring's lower border, which hangs like a bow around the person."""
    return (
        f"M {0.0:.1f} {0.0:.1f} L {WIDTH:.1f} {0.0:.1f} L {WIDTH:.1f} {bottom - SAG:.1f} "
        f"Q {MIDDLE:.1f} {bottom + SAG:.1f} {0.0:.1f} {bottom - SAG:.1f} Z"
    )


def _upright(levels: Sequence[float]) -> str:
    """Draw the trunk from level to level, open where a ring's name stands."""
    pairs = zip(levels[::2], levels[1::2], strict=True)
    return " ".join(f"M {MIDDLE:.1f} {top:.1f} L {MIDDLE:.1f} {end:.1f}" for top, end in pairs)


def _lines(graph: nx.MultiDiGraph[str], places: dict[str, Place], centre: str) -> Iterator[Line]:
    """Draw each tie of the person from the trunk to its party, each other from disc to disc."""
    twins: dict[frozenset[str], list[tuple[str, str, str]]] = defaultdict(list)
    for source, target, key, tie in graph.edges(keys=True, data=True):
        if source != target:
            twins[frozenset((source, target))].append((tie_id_of(source, target, key, tie), source, target))
    for pair, ties in twins.items():
        for number, (tie_id, source, target) in enumerate(ties):
            aside = TWINS_APART * (number - (len(ties) - 1) / 2.0)
            if centre in pair:
                yield _branch(tie_id, source, target, places[source if target == centre else target], aside)
            else:
                yield _arc(tie_id, places[source], places[target], aside)


def _branch(tie_id: str, source: str, target: str, party: Place, aside: float) -> Line:
    """Draw a tie of the person: from the trunk to her helper, or back."""
    towards = 1.0 if party.x > MIDDLE else -1.0
    trunk = (MIDDLE + towards * 4.0, party.y + aside - 9.0)
    disc = (party.x - towards * (PARTY_RADIUS + GAP), party.y + aside * 0.7)
    bend = ((trunk[0] + disc[0]) / 2.0 - towards * 8.0, party.y + aside + 1.0)
    (x1, y1), (x2, y2) = (disc, trunk) if source == party.id else (trunk, disc)
    return Line(tie_id, source, target, x1, y1, *bend, x2, y2)


def _arc(tie_id: str, source: Place, target: Place, aside: float) -> Line:
    """Draw a tie among helpers."""
    inwards = 1.0 if source.x < MIDDLE else -1.0
    same_side = source.x == target.x
    lift = 34.0 * inwards if same_side else 0.0
    x, y = (
        (source.x + target.x) / 2.0 + lift + aside,
        (source.y + target.y) / 2.0 + (0.0 if same_side else aside),
    )
    ends = []
    for place in (source, target):
        dx, dy = x - place.x, y - place.y
        reach = (PARTY_RADIUS + GAP) / ((dx * dx + dy * dy) ** 0.5 or 1.0)
        ends += [place.x + dx * reach, place.y + dy * reach]
    return Line(tie_id, source.id, target.id, ends[0], ends[1], x, y, ends[2], ends[3])
