"""Lay out a person's map as a document: the drawing, and the same ties as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordinator.exchange.map_sheet import draw_picture
from coordinator.model import vocabulary
from coordinator.pathway.sheets import Part, Sheet

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from coordinator.network import Ego


def lay_out_map(network: Ego) -> Sheet:
    """
    Lay out a person's map.

    Parameters
    ----------
    network
        As `coordinator.network.ego` reads it.

    Returns
    -------
    Sheet
        The drawing; then her ties by sector, and those among her helpers.
    """
    graph, centre = network.graph, network.person_id
    name = graph.nodes[centre]["name"]
    own: dict[str, list[tuple[str, ...]]] = {}
    among: list[tuple[str, ...]] = []
    for start, end, tie in graph.edges(data=True):
        row = _row(graph.nodes[start]["name"], graph.nodes[end]["name"], tie)
        if centre in (start, end):
            own.setdefault(graph.nodes[end if start == centre else start]["sector"], []).append(row)
        else:
            among.append(row)
    header = ("Da", "Legame", "A", "Dal", "Forza", "Conflitto")
    sectors = vocabulary().terms["sectors"]
    tables = [Part(sectors[key].label, (), header, tuple(own[key])) for key in sectors if key in own]
    if among:
        tables.append(Part("Fra chi aiuta", (), header, tuple(among)))
    key = "I legami del disegno sono anche nelle tabelle che seguono."
    drawing = Part("La rete", (key,), picture=draw_picture(graph, centre, f"La rete di {name}"))
    return Sheet(f"La rete di {name}", f"Al {network.day:%d/%m/%Y}", (drawing, *tables))


def _row(start: str, end: str, tie: Mapping[str, Any]) -> tuple[str, ...]:
    """Say a tie in one line of a table."""
    strength = tie.get("strength")
    words = vocabulary().terms["strengths"][str(strength)].label if strength is not None else "–"
    return start, tie["label"], end, f"{tie['since']:%d/%m/%Y}", words, "sì" if tie["conflict"] else ""
