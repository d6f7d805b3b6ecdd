"""Lay out a person's map as a document: the drawing, and the same ties as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordinator.exchange.documents import write_docx
from coordinator.exchange.map_sheet import draw_picture, write_map_docx, write_map_pdf
from coordinator.model import vocabulary
from coordinator.pathway.sheets import Part, Sheet

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from typing import Any

    from coordinator.network import Ego

HEADER = ("Da", "Legame", "A", "Dal", "Forza", "Conflitto")


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
    sectors = vocabulary().terms["sectors"]
    tables = [Part(sectors[key].label, (), HEADER, tuple(own[key])) for key in sectors if key in own]
    if among:
        tables.append(Part("Fra chi aiuta", (), HEADER, tuple(among)))
    key = "I legami del disegno sono anche nelle tabelle che seguono."
    drawing = Part(
        "La rete", (key,), picture=draw_picture(graph, centre, f"La rete di {name}, {network.day:%d/%m/%Y}")
    )
    return Sheet(f"La rete di {name}", f"Al {network.day:%d/%m/%Y}", (drawing, *tables))


def write_map(network: Ego, path: Path, template: bytes | None = None) -> None:
    """
    Write a person's map: A4 on its side, or on the body's own template.

    Parameters
    ----------
    network
        As `coordinator.network.ego` reads it.
    path
        Ends in ``.docx`` or ``.pdf``.
    template
        The body's own Word template of the map; it is for Word alone.
    """
    sheet = lay_out_map(network)
    if path.suffix == ".docx" and template is not None:
        write_docx(sheet, path, template)
        return
    title = f"{sheet.title}, {sheet.subtitle.lower()}"
    drawing, *tables = sheet.parts
    assert drawing.picture  # noqa: S101  the first part of a map is its drawing
    write = write_map_pdf if path.suffix == ".pdf" else write_map_docx
    path.write_bytes(write(drawing.picture, title, HEADER, [row for table in tables for row in table.rows]))


def _row(start: str, end: str, tie: Mapping[str, Any]) -> tuple[str, ...]:
    """Say a tie in one line of a table."""
    strength = tie.get("strength")
    words = vocabulary().terms["strengths"][str(strength)].label if strength is not None else "–"
    return start, tie["label"], end, f"{tie['since']:%d/%m/%Y}", words, "sì" if tie["conflict"] else ""
