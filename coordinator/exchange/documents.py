"""Write a sheet of a case as DOCX, from a template that a body can replace, and as PDF."""

from __future__ import annotations

from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile

from coordinator.errors import CoordinatorError
from coordinator.exchange.archives import refuse_bombs

if TYPE_CHECKING:
    from docxtpl import DocxTemplate
    from reportlab.platypus import Flowable

    from coordinator.pathway.sheets import Part, Sheet

TEMPLATE = "sheet.docx"
PICTURE_WIDTH = 160  # millimetres: an A4 page less its margins


class TemplateError(CoordinatorError):
    """A body's own template cannot be filled in; the message says what it asks for."""


def write_docx(sheet: Sheet, path: Path, template: Path | bytes | None = None) -> None:
    """
    Write a sheet as a Word document.

    Parameters
    ----------
    sheet
        What to write.
    path
        Where; replaced if there.
    template
        A body's own DOCX, a file or its content, with the fields ``title``, ``subtitle`` and ``parts``; the
        shipped one when None.

    Raises
    ------
    TemplateError
        The template cannot be filled in. Nothing is written.
    """
    from docx.opc.exceptions import PackageNotFoundError
    from docxtpl import DocxTemplate
    from jinja2 import StrictUndefined
    from jinja2 import TemplateError as JinjaError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    source = template or files("coordinator.exchange") / TEMPLATE
    name = "given" if isinstance(source, bytes) else str(source)
    # a template comes from outside: it may fill fields in, and call nothing of the program
    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    try:
        refuse_bombs(BytesIO(source) if isinstance(source, bytes) else Path(str(source)))
        document = DocxTemplate(BytesIO(source) if isinstance(source, bytes) else str(source))
        parts = [_plain(one, document) for one in sheet.parts]
        values = {"title": sheet.title, "subtitle": sheet.subtitle, "parts": parts}
        document.render(values, environment, autoescape=True)
    except (JinjaError, TypeError, AttributeError, OverflowError) as error:
        msg = f"The template {name} cannot be filled in ({error}). It may use title, subtitle and parts."
        raise TemplateError(msg) from error
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError, SyntaxError, OSError) as error:
        msg = f"The template {name} is no Word document (.docx). Save it again as .docx."
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
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

    styles = getSampleStyleSheet()
    flow: list[Flowable] = [
        Paragraph(_safe(sheet.title), styles["Title"]),
        Paragraph(_safe(sheet.subtitle), styles["Normal"]),
        Spacer(1, 10),
    ]
    for part in sheet.parts:
        flow.append(Paragraph(_safe(part.heading), styles["Heading2"]))
        if part.picture:
            flow.append(_picture(part.picture))
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


def _picture(png: bytes) -> Flowable:
    """Fit a picture to the width of an A4 page, keeping its shape."""
    from reportlab.lib.units import mm
    from reportlab.platypus import Image

    picture = Image(BytesIO(png))
    width = PICTURE_WIDTH * mm
    picture.drawHeight, picture.drawWidth = picture.imageHeight * width / picture.imageWidth, width
    return picture


def _plain(part: Part, document: DocxTemplate) -> dict[str, object]:
    """Give a part to the template as plain lists, with its picture."""
    from docx.shared import Mm
    from docxtpl import InlineImage

    picture = InlineImage(document, BytesIO(part.picture), width=Mm(PICTURE_WIDTH)) if part.picture else None
    return {
        "picture": picture,
        "heading": part.heading,
        "lines": list(part.lines),
        "header": list(part.header),
        "rows": [list(row) for row in part.rows],
    }


def _safe(text: str) -> str:
    """Escape what a paragraph would read as markup."""
    from xml.sax.saxutils import escape

    return escape(text)
