"""Turn a network and its layout into the drawing that the ecomap's script shows: plain numbers and words."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING, Any

from apps.components.words import KINDS, count, hours, long_day, sectors, strength_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import networkx as nx

    from coordinator.network.layout import Layout, Line, Place

WIDTHS = {None: 1.4, 0: 1.4, 1: 1.8, 2: 3.0, 3: 5.0}
DASHES = {None: "1 5", 0: "1 7", 1: "7 6"}
Drawing = dict[str, Any]


def draw_scene(graph: nx.MultiDiGraph[str], layout: Layout, centre: str, roles: Mapping[str, str]) -> Drawing:
    """
    Describe what to draw: one entry a party and one a tie, with the words of the table twin.

    Parameters
    ----------
    graph
        As `coordinator.network.ego` gives it.
    layout
        Where each party stands, and where its name is free of the others.
    centre
        Id of the person in the middle.
    roles
        What each party is to her, by id; one that is missing shows its detail.

    Returns
    -------
    dict
        ``box`` (left, top, width, height), ``nodes``, ``ties``, ``rings``, ``sectors``, ``title`` and
        ``empty``; JSON can hold it.
    """
    name = str(graph.nodes[centre]["name"])
    nodes = [_node(graph, layout, party, roles) for party in _in_order(graph, centre)]
    return {
        "title": f"Ecomappa di {name}",
        "empty": "Nessun legame in questo giorno. Sposta il giorno, o aggiungi il primo legame.",
        "box": [0.0, 0.0, layout.width, layout.height],
        "nodes": nodes,
        "ties": _ties(graph, layout),
        "rings": [
            {
                "x": layout.x,
                "y": layout.y,
                "rx": ring.rx,
                "ry": ring.ry,
                "label": ring.label,
                "along": ring.label_path,
            }
            for ring in layout.rings
        ],
        "sectors": _sectors(layout, nodes),
    }


def _in_order(graph: nx.MultiDiGraph[str], centre: str) -> list[str]:
    """Order the parties as a keyboard meets them: the person, then sector by sector, name by name."""
    order = list(sectors())
    rest = sorted(
        (party for party in graph.nodes if party != centre),
        key=lambda party: (order.index(_sector(graph.nodes[party])), graph.nodes[party]["name"]),
    )
    return [centre, *rest]


def _sector(attributes: Mapping[str, Any]) -> str:
    """Return the sector of a party, "altro" where nobody said."""
    sector = attributes.get("sector")
    return sector if sector in sectors() else "altro"


def _node(graph: nx.MultiDiGraph[str], layout: Layout, party: str, roles: Mapping[str, str]) -> Drawing:
    """Describe one party: its place, its sign, its words."""
    attributes = graph.nodes[party]
    kind, sector, ties = attributes["kind"], _sector(attributes), graph.degree(party)
    role = roles.get(party) or attributes.get("detail") or ""
    place = layout.places[party]
    words = [
        attributes["name"],
        role or KINDS.get(kind, kind),
        sectors()[sector],
        count(ties, "legame", "legami"),
    ]
    return {
        "id": party,
        "x": place.x,
        "y": place.y,
        "r": place.radius,
        "kind": kind,
        "kind_name": KINDS.get(kind, kind),
        "sector": sector,
        "sector_name": sectors()[sector],
        "name": attributes["name"],
        "role": role,
        "centre": party == layout.centre,
        "aria": ", ".join(words),
        "label": _label(place),
    }


def _label(place: Place) -> Drawing:
    """Put a party's name where the layout keeps room for it, counted from the party."""
    label = place.label
    return {
        "lines": list(label.lines),
        "dx": label.x - place.x,
        "dy": label.y - place.y,
        "anchor": label.anchor,
        "size": label.size,
        "step": label.line_height,
    }


def _ties(graph: nx.MultiDiGraph[str], layout: Layout) -> list[Drawing]:
    """Describe every tie that the layout draws."""
    lines = {line.tie_id: line for line in layout.lines}
    return [
        _tie(start, end, tie, layout, line)
        for start, end, tie in graph.edges(data=True)
        if (line := lines.get(str(tie["tie_id"]))) is not None
    ]


def _bow(layout: Layout, line: Line) -> float:
    """Measure how far a tie's middle is pushed aside, to the right of its run."""
    one, other = layout.places[line.source], layout.places[line.target]
    dx, dy = other.x - one.x, other.y - one.y
    length = math.hypot(dx, dy) or 1.0
    middle_x, middle_y = (one.x + other.x) / 2.0, (one.y + other.y) / 2.0
    return ((line.cx - middle_x) * -dy + (line.cy - middle_y) * dx) / length


def _tie(start: str, end: str, tie: Mapping[str, Any], layout: Layout, line: Line) -> Drawing:
    """Describe one tie: its line, its arrows, its words."""
    strength, conflict = tie.get("strength"), bool(tie.get("conflict"))
    arrow = str(tie.get("direction") or "to")
    far = layout.centre not in {start, end}
    label = str(tie.get("label") or tie["kind"])
    weekly = tie.get("hours_per_week")
    parts = [label, strength_words(strength, conflict=conflict), hours(weekly) if weekly is not None else ""]
    return {
        "id": str(tie["tie_id"]),
        "a": start,
        "b": end,
        "bow": _bow(layout, line),
        "width": WIDTHS.get(strength, 1.4) * (0.75 if far else 1.0),
        "dash": "" if conflict else DASHES.get(strength, ""),
        "conflict": conflict,
        "far": far,
        "arrow": arrow,
        "label": label,
        "words": ", ".join(part for part in parts if part),
        "strength_words": parts[1],
        "arrow_words": {"to": "da → a", "from": "a → da", "both": "reciproco"}.get(arrow, ""),
        "hours_words": parts[2],
        "since_words": long_day(tie.get("since")),
        "until_words": long_day(tie.get("until")),
        "stated_by": str(tie.get("stated_by") or ""),
        "change": str(tie.get("change") or ""),
    }


def _sectors(layout: Layout, nodes: Iterable[Drawing]) -> list[Drawing]:
    """Describe the slices of the map, with how many parties are in each."""
    held = Counter(node["sector"] for node in nodes if not node["centre"])
    places = {wedge.key: wedge for wedge in layout.sectors}
    return [
        {
            "id": key,
            "name": label,
            "count": held[key],
            "arc": places[key].arc,
            "edge": places[key].edge,
            "along": places[key].label_path,
        }
        for key, label in sectors().items()
        if key in places
    ]
