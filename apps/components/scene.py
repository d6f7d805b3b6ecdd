"""Turn a network and its layouts into the drawing that the ecomap's script shows: plain numbers and words."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from apps.components.words import KINDS, count, hours, long_day, sectors, strength_words
from coordinator.network import palette
from coordinator.network.legend import line_samples
from coordinator.network.strokes import strokes

if TYPE_CHECKING:
    from collections.abc import Mapping

    import networkx as nx

    from coordinator.network.layout import Layout, Place

Drawing = dict[str, Any]

PROMPTS = {
    "famiglia": "Chi vive con lei? Chi passa ogni giorno, chi telefona?",
    "sanita": "Il medico, l’infermiera, gli specialisti, la farmacia.",
    "sociale": "L’assistente sociale, l’aiuto a casa, il centro diurno.",
    "terzo_settore": "Cooperative e associazioni che danno una mano.",
    "comunita": "Vicini, amici, parrocchia, un gruppo che frequenta.",
    "istituzioni": "Il Comune, l’ASL, l’ente previdenziale, il tribunale.",
}
"""What to ask about each sector, when the map of a person is begun."""


def draw_scene(
    graph: nx.MultiDiGraph[str], layouts: Mapping[str, Layout], centre: str, roles: Mapping[str, str]
) -> Drawing:
    """
    Describe what to draw: one entry a party and one a tie, with the words of the table twin.

    Parameters
    ----------
    graph
        As `coordinator.network.ego` gives it.
    layouts
        ``"wide"`` for a screen and for paper, ``"tall"`` for a telephone.
    centre
        Id of the person in the middle.
    roles
        What each party is to her, by id; one that is missing shows its detail.

    Returns
    -------
    dict
        ``nodes``, ``ties``, ``sectors``, ``maps`` (one a layout), ``legend``, ``signs``, ``title``,
        ``prompts``; JSON can hold it.
    """
    nodes = [_node(graph, party, roles, centre) for party in _in_order(graph, centre)]
    held = Counter(node["sector"] for node in nodes if not node["centre"])
    return {
        "title": f"Ecomappa di {graph.nodes[centre]['name']}",
        "nodes": nodes,
        "ties": [_tie(start, end, tie, centre) for start, end, tie in graph.edges(data=True)],
        "sectors": [{"id": key, "name": label, "count": held[key]} for key, label in sectors().items()],
        "maps": {shape: _map(graph, layout) for shape, layout in layouts.items()},
        "legend": {
            "lines": [{"words": words, **asdict(one)} for words, one in line_samples()],
            "kinds": list(palette.KINDS.items()),
        },
        "signs": {
            "glyphs": dict(palette.GLYPHS),
            "corners": dict(palette.CORNERS),
            "square": palette.SQUARE,
        },
        "prompts": PROMPTS,
    }


def _in_order(graph: nx.MultiDiGraph[str], centre: str) -> list[str]:
    """Order the parties as a reader meets them: the person, then sector by sector, name by name."""
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


def _node(graph: nx.MultiDiGraph[str], party: str, roles: Mapping[str, str], centre: str) -> Drawing:
    """Describe one party in words."""
    attributes = graph.nodes[party]
    kind, sector, ties = attributes["kind"], _sector(attributes), graph.degree(party)
    role = roles.get(party) or attributes.get("detail") or ""
    words = [
        attributes["name"],
        role or KINDS.get(kind, kind),
        sectors()[sector],
        count(ties, "legame", "legami"),
    ]
    return {
        "id": party,
        "kind": kind,
        "kind_name": KINDS.get(kind, kind),
        "sector": sector,
        "sector_name": sectors()[sector],
        "name": attributes["name"],
        "role": role,
        "centre": party == centre,
        "aria": ", ".join(words),
    }


def _tie(start: str, end: str, tie: Mapping[str, Any], centre: str) -> Drawing:
    """Describe one tie in words."""
    strength, conflict = tie.get("strength"), bool(tie.get("conflict"))
    arrow = str(tie.get("direction") or "to")
    label = str(tie.get("label") or tie["kind"])
    weekly = tie.get("hours_per_week")
    strong = strength_words(strength, conflict=conflict)
    hourly = hours(weekly) if weekly is not None else ""
    return {
        "id": str(tie["tie_id"]),
        "a": start,
        "b": end,
        "far": centre not in {start, end},
        "conflict": conflict,
        "label": label,
        "words": ", ".join(part for part in (label, strong, hourly) if part),
        "strength_words": strong,
        "arrow_words": {"to": "da → a", "from": "a → da", "both": "reciproco"}.get(arrow, ""),
        "hours_words": hourly,
        "since_words": long_day(tie.get("since")),
        "until_words": long_day(tie.get("until")),
        "stated_by": str(tie.get("stated_by") or ""),
        "change": str(tie.get("change") or ""),
    }


def _map(graph: nx.MultiDiGraph[str], layout: Layout) -> Drawing:
    """Describe one layout: where everything stands, and how each tie is drawn."""
    return {
        "box": [0.0, 0.0, layout.width, layout.height],
        "places": {party: _spot(place) for party, place in layout.places.items()},
        "strokes": [asdict(one) for one, _, _ in strokes(graph, layout)],
        "rings": [asdict(ring) for ring in layout.rings],
        "slices": [asdict(sector) for sector in layout.sectors],
        "trunk": layout.trunk,
    }


def _spot(place: Place) -> Drawing:
    """Put a party on the map, with its name counted from its own middle."""
    label = place.label
    return {
        "x": place.x,
        "y": place.y,
        "r": place.radius,
        "leader": place.leader,
        "label": {
            "lines": list(label.lines),
            "sector": label.sector,
            "inside": label.inside,
            "dx": label.x - place.x,
            "dy": label.y - place.y,
            "anchor": label.anchor,
            "size": label.size,
            "step": label.line_height,
        },
    }
