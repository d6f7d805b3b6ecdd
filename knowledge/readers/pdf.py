"""Read a PDF that holds text: its lines page by page, its tables row by row."""

from __future__ import annotations

import logging
import re
from io import BytesIO
from typing import TYPE_CHECKING, Any

from knowledge.errors import UnreadableFileError
from knowledge.readers.docx import Sheet
from knowledge.readers.txt import read_lines

if TYPE_CHECKING:
    from knowledge.norms.model import Document
    from knowledge.readers.files import Raw

MAX_PAGES = 3000
_LEAST_RULES = 8  # strokes and fills on a page that may draw a table
# painted rectangles and stroked lines; rectangles that only clip text are on every page
_RULE = re.compile(rb"\bre\s+(?:[fFBbs]\*?|S)\b|\bl\s+(?:h\s+)?[SsBb]\b")


def read_pdf(raw: Raw) -> list[Document]:
    """
    Read an act in PDF.

    Raises
    ------
    UnreadableFileError
        When it is broken, locked, only pictures of pages, or names no act.
    """
    sheet = sheet_of_pdf(raw)
    return [read_lines(raw, sheet.stream, "pdf", tuple(sheet.rows))]


def sheet_of_pdf(raw: Raw) -> Sheet:
    """Write a document's lines and tables page by page; errors as `read_pdf`, but for the name of an act."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    sheet = Sheet()
    try:
        _write(raw, sheet)
    except UnreadableFileError:
        raise
    except Exception as error:  # noqa: BLE001 - the library raises whatever the broken part makes it raise
        reason = f"è un PDF rotto ({type(error).__name__})."
        raise UnreadableFileError(
            raw.path, reason, "Scaricalo di nuovo, o stampalo di nuovo in PDF."
        ) from error
    if len(sheet.stream.split()) < 20:
        raise UnreadableFileError(
            raw.path, "contiene solo immagini di pagine, non testo.", "Serve il PDF con il testo, o un DOCX."
        )
    return sheet


def _write(raw: Raw, sheet: Sheet) -> None:
    """Write the lines of every page, a form feed between pages."""
    from pypdf import PdfReader

    reader = PdfReader(BytesIO(raw.data))
    if reader.is_encrypted:
        raise UnreadableFileError(raw.path, "è protetto da una parola chiave.", "Salvalo senza protezione.")
    if len(reader.pages) > MAX_PAGES:
        raise UnreadableFileError(raw.path, f"ha {len(reader.pages)} pagine.", "Dividilo in più file.")
    for number, page in enumerate(reader.pages):
        tables = _tables(raw, number) if _is_ruled(page) else []
        lines = page.extract_text().split("\n")
        _write_page(sheet, lines, tables)
        sheet.line("", "\f\n")


def _is_ruled(page: Any) -> bool:  # noqa: ANN401 - pypdf's page
    """Whether a page draws enough lines to hold a table."""
    contents = page.get_contents()
    return contents is not None and len(_RULE.findall(contents.get_data())) >= _LEAST_RULES


def _tables(raw: Raw, number: int) -> list[list[list[str]]]:
    """Read the tables of a page that have a header and a row."""
    import pdfplumber

    with pdfplumber.open(BytesIO(raw.data), pages=[number + 1]) as document:
        found = [table.extract() for table in document.pages[0].find_tables()]
    tables = [[[" ".join((cell or "").split()) for cell in row] for row in table] for table in found]
    return [table for table in tables if len(table) > 1 and len(table[0]) > 1 and any(table[0])]


def _write_page(sheet: Sheet, lines: list[str], tables: list[list[list[str]]]) -> None:
    """Write a page, each table where its first cell stands, its loose lines left out."""
    waiting = list(tables)
    skipped = ""
    for line in lines:
        plain = _plain(line)
        if skipped and plain and plain in skipped:
            continue
        if waiting and plain and _plain(" ".join(waiting[0][0])).startswith(plain):
            table = waiting.pop(0)
            caption = sheet.last.strip() if len(sheet.last) < 200 else ""
            sheet.table(table, caption)
            skipped = _plain(" ".join(" ".join(row) for row in table)) + _cell_words(table)
            continue
        sheet.line(line, "\n")
    for table in waiting:
        sheet.table(table, "")


def _plain(text: str) -> str:
    """Drop white space."""
    return "".join(text.split())


def _cell_words(table: list[list[str]]) -> str:
    """Join cells column by column, as some pages print them."""
    return "\0".join(_plain(" ".join(column)) for column in zip(*table, strict=False))
