"""Lay out a person's map as a document: the drawing, and the same ties as a table."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from coordinator.model import vocabulary
from coordinator.network.layout import place
from coordinator.pathway.sheets import Part, Sheet

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from coordinator.network import Ego
    from coordinator.network.layout import Layout, Place

SCALE = 2  # pixels a map unit: 2,000 across, sharp on an A4 page
INK, PAPER, LINE, ALARM = "#17324d", "#ffffff", "#5c6f7b", "#a3262a"
GROUNDS = {
    "famiglia": "#fde9d2",
    "sanita": "#d8ecf7",
    "sociale": "#dff1df",
    "terzo_settore": "#f3e3f4",
    "comunita": "#f7f0c9",
    "istituzioni": "#e4e6ec",
}
"""The ground of each sector's discs; the tables below name the sectors, so colour alone says nothing."""
STEPS = 24  # straight pieces of a curve


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
    key = "Linea più spessa: legame più forte. Linea rossa: conflitto. I legami sono anche nelle tabelle."
    drawing = Part("La rete", (key,), picture=draw_png(place(graph, centre), graph))
    return Sheet(f"La rete di {name}", f"Al {network.day:%d/%m/%Y}", (drawing, *tables))


def draw_png(layout: Layout, graph: Any) -> bytes:  # noqa: ANN401 - a networkx graph
    """
    Draw a map as a picture.

    Parameters
    ----------
    layout
        Where all stands.
    graph
        The ties: strength sets a line's width, conflict its colour.

    Returns
    -------
    bytes
        PNG, 2,000 pixels across.
    """
    from PIL import Image, ImageDraw

    size = (round(layout.width * SCALE), round(layout.height * SCALE))
    picture = Image.new("RGB", size, PAPER)
    pen = ImageDraw.Draw(picture)
    ties = {str(tie["tie_id"]): tie for _, _, tie in graph.edges(data=True)}
    for line in layout.lines:
        tie: Mapping[str, Any] = ties.get(line.tie_id, {})
        points = [_scaled(line.curve.at(step / STEPS)) for step in range(STEPS + 1)]
        width = SCALE * (1 + (tie.get("strength") or 0))
        pen.line(points, fill=ALARM if tie.get("conflict") else LINE, width=width, joint="curve")
    for spot in layout.places.values():
        x, y = _scaled((spot.x, spot.y))
        radius = spot.radius * SCALE
        fill = INK if spot.id == layout.centre else GROUNDS.get(spot.sector, PAPER)
        pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=fill, outline=INK, width=2 * SCALE)
    for spot in layout.places.values():
        _write(pen, spot)
    out = BytesIO()
    _cropped(picture).save(out, "PNG", optimize=True)
    return out.getvalue()


def _cropped(picture: Any) -> Any:  # noqa: ANN401 - a Pillow picture
    """Cut the empty border off a picture."""
    from PIL import Image, ImageChops

    box = ImageChops.difference(picture, Image.new("RGB", picture.size, PAPER)).getbbox()
    left, top, right, bottom = box or (0, 0, *picture.size)
    edge = 12 * SCALE
    return picture.crop(
        (
            max(left - edge, 0),
            max(top - edge, 0),
            min(right + edge, picture.width),
            min(bottom + edge, picture.height),
        )
    )


def _write(pen: Any, spot: Place) -> None:  # noqa: ANN401 - Pillow's pen
    """Write a party's name where the map puts it, on a clear ground unless it stands on its disc."""
    from PIL import ImageFont

    label = spot.label
    font = ImageFont.load_default(label.size * SCALE)
    anchor = {"start": "ls", "middle": "ms", "end": "rs"}[label.anchor]
    ink = PAPER if label.inside else INK
    around = {} if label.inside else {"stroke_width": 2 * SCALE, "stroke_fill": PAPER}
    for number, text in enumerate(label.lines):
        at = _scaled((label.x, label.y + number * label.line_height))
        pen.text(at, text, fill=ink, font=font, anchor=anchor, **around)


def _scaled(point: tuple[float, float]) -> tuple[float, float]:
    return point[0] * SCALE, point[1] * SCALE


def _row(start: str, end: str, tie: Mapping[str, Any]) -> tuple[str, ...]:
    """Say a tie in one line of a table."""
    strength = tie.get("strength")
    words = vocabulary().terms["strengths"][str(strength)].label if strength is not None else "–"
    return start, tie["label"], end, f"{tie['since']:%d/%m/%Y}", words, "sì" if tie["conflict"] else ""
