"""Write a sheet of a case as DOCX, from a template that a body can replace, and as PDF."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from coordinator.errors import CoordinatorError

if TYPE_CHECKING:
    from pathlib import Path

    from coordinator.pathway.sheets import Part, Sheet

TEMPLATE = "sheet.docx"


class TemplateError(CoordinatorError):
    """A body's own template cannot be filled in; the message says what it asks for."""


def write_docx(sheet: Sheet, path: Path, template: Path | None = None) -> None:
    """
    Write a sheet as a Word document.

    Parameters
    ----------
    sheet
        What to write.
    path
        Where; replaced if there.
    template
        A body's own DOCX with the fields ``title``, ``subtitle`` and ``parts``; the shipped one when None.

    Raises
    ------
    TemplateError
        The template cannot be filled in. Nothing is written.
    """
    from docxtpl import DocxTemplate
    from jinja2 import Environment, StrictUndefined
    from jinja2 import TemplateError as JinjaError

    source = template or files("coordinator.exchange") / TEMPLATE
    document = DocxTemplate(str(source))
    environment = Environment(undefined=StrictUndefined, autoescape=True)
    values = {"title": sheet.title, "subtitle": sheet.subtitle, "parts": [_plain(one) for one in sheet.parts]}
    try:
        document.render(values, environment, autoescape=True)
    except JinjaError as error:
        msg = f"The template {source} cannot be filled in ({error}). It may use title, subtitle and parts."
        raise TemplateError(msg) from error
    document.save(str(path))


def write_pdf(sheet: Sheet, path: Path) -> None:
    """
    Write a sheet as PDF, on A4.

    Parameters
    ----------
    sheet
        What to write.
    path
        Where; replaced if there.
    """
    from reportlab.lib import colors
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

    styles = getSampleStyleSheet()
    flow: list[Flowable] = [
        Paragraph(_safe(sheet.title), styles["Title"]),
        Paragraph(_safe(sheet.subtitle), styles["Normal"]),
        Spacer(1, 10),
    ]
    for part in sheet.parts:
        flow.append(Paragraph(_safe(part.heading), styles["Heading2"]))
        flow += [Paragraph(_safe(line), styles["Normal"]) for line in part.lines]
        if part.rows:
            cells = [[Paragraph(_safe(cell), styles["Normal"]) for cell in row]
                     for row in (part.header, *part.rows)]  # fmt: skip
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
            flow.append(table)
    made = SimpleDocTemplate(str(path), pagesize=A4, title=sheet.title, lang="it")
    made.build(flow)


def _plain(part: Part) -> dict[str, object]:
    """Give a part to the template as plain lists."""
    return {
        "heading": part.heading,
        "lines": list(part.lines),
        "header": list(part.header),
        "rows": [list(row) for row in part.rows],
    }


def _safe(text: str) -> str:
    """Escape what a paragraph would read as markup."""
    from xml.sax.saxutils import escape

    return escape(text)
