"""Put a person's map on paper: the picture and its table, as Word and as PDF."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from coordinator.exchange.pictures import picture_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import networkx as nx

PIXELS = 1800  # across the picture: about 170 dots an inch on A4 on its side


def draw_picture(graph: nx.MultiDiGraph[str], centre: str, heading: str) -> bytes:
    """
    Draw a map as a picture that any document can hold.

    Parameters
    ----------
    graph
        As `coordinator.network.ego` gives it.
    centre
        Id of the person in the middle.
    heading
        Words above the map.

    Returns
    -------
    bytes
        PNG, `PIXELS` wide, with letters of its own: no font of the machine is asked for.
    """
    from coordinator.network.drawing import draw

    return picture_of(draw(graph, centre, heading=heading), PIXELS)


def write_map_docx(picture: bytes, title: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """
    Write a map as a Word document, A4 on its side.

    Parameters
    ----------
    picture
        As `draw_picture` gives it.
    title
        Of the document.
    header, rows
        The table that says the same as the picture.

    Returns
    -------
    bytes
        DOCX.
    """
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm

    document = Document()
    page = document.sections[0]
    page.orientation, page.page_width, page.page_height = WD_ORIENT.LANDSCAPE, Cm(29.7), Cm(21)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(1.2)
    document.core_properties.title = title
    wide, high = _fit(picture, 27.0, 18.2)
    document.add_picture(BytesIO(picture), Cm(wide), Cm(high))
    document.add_page_break()  # type: ignore[no-untyped-call]
    document.add_heading(title, 1)
    table = document.add_table(rows=1, cols=len(header), style="Light Grid Accent 1")
    for line in (header, *rows):
        cells = table.rows[0].cells if line is header else table.add_row().cells
        for cell, words in zip(cells, line, strict=True):
            cell.text = words
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def write_map_pdf(picture: bytes, title: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """
    Write a map as PDF: the picture on one A4 page on its side, its table after it.

    Parameters
    ----------
    picture, title, header, rows
        As in `write_map_docx`.

    Returns
    -------
    bytes
        PDF.
    """
    from reportlab.lib import colors
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.lib.units import cm
    from reportlab.platypus import Image, PageBreak, Paragraph, SimpleDocTemplate, Table, TableStyle

    style = getSampleStyleSheet()
    wide, high = _fit(picture, 27.0, 18.0)
    cells = [[Paragraph(_safe(words), style["Normal"]) for words in row] for row in (header, *rows)]
    table = Table(cells, repeatRows=1, hAlign="LEFT")
    table.setStyle(
        TableStyle(
            [
                ("LINEBELOW", (0, 0), (-1, -1), 0.4, colors.HexColor("#c9d2d4")),
                ("BACKGROUND", (0, 0), (-1, 0), colors.HexColor("#e4f0ef")),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ]
        )
    )
    out = BytesIO()
    margin = 1.1 * cm
    made = SimpleDocTemplate(out, pagesize=landscape(A4), title=title, lang="it", leftMargin=margin,
                             rightMargin=margin, topMargin=margin, bottomMargin=margin)  # fmt: skip
    made.build(
        [
            Image(BytesIO(picture), wide * cm, high * cm),
            PageBreak(),
            Paragraph(_safe(title), style["Title"]),
            table,
        ]
    )
    return out.getvalue()


def _fit(picture: bytes, wide: float, high: float) -> tuple[float, float]:
    """Return width and height in centimetres that keep a picture's shape within a box."""
    across, down = (int.from_bytes(picture[at : at + 4], "big") for at in (16, 20))
    scale = min(wide / across, high / down)
    return across * scale, down * scale


def _safe(text: str) -> str:
    """Escape what a paragraph would read as markup."""
    from xml.sax.saxutils import escape

    return escape(text)
