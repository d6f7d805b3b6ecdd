"""Read a document in DOCX: its paragraphs are lines, and each row of a table keeps caption and header."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING

from knowledge.errors import UnreadableFileError
from knowledge.norms.model import Kind
from knowledge.readers.files import unpack
from knowledge.readers.place import Place
from knowledge.readers.txt import read_lines

if TYPE_CHECKING:
    from docx.table import Table

    from knowledge.norms.model import Document
    from knowledge.readers.files import Raw
    from knowledge.readers.stream import Span

BETWEEN_CELLS = " | "


@dataclass(slots=True)
class Sheet:
    """The lines of a document as they are written one after the other, and the rows of its tables."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    rows: list[Place] = field(default_factory=list)
    last: str = ""  # the last line of text

    def line(self, words: str, gap: str = "\n\n") -> Span:
        """Write a line; return where it stands."""
        start = self.length
        self.pieces += [words, gap]
        self.length += len(words) + len(gap)
        if words.strip():
            self.last = words
        return start, start + len(words)

    def table(self, cells: list[list[str]], caption: str) -> None:
        """Write a table, a line a row; each row but the header becomes a place."""
        header = BETWEEN_CELLS.join(cells[0]) if cells else ""
        for number, row in enumerate(cells):
            span = self.line(BETWEEN_CELLS.join(row), "\n" if number + 1 < len(cells) else "\n\n")
            if number and any(cell.strip() for cell in row):
                heading = "\n".join(part for part in (caption, header) if part)
                self.rows.append(
                    Place(Kind.ROW, str(number), heading, (span[0], span[0]), span, cells=(span,))
                )

    @property
    def stream(self) -> str:
        """All that was written."""
        return "".join(self.pieces)


def read_docx(raw: Raw) -> list[Document]:
    """
    Read an act in DOCX.

    Raises
    ------
    UnreadableFileError
        When it is broken, a bomb, names no act, or holds no article.
    """
    sheet = sheet_of_docx(raw)
    return [read_lines(raw, sheet.stream, "docx", tuple(sheet.rows))]


def sheet_of_docx(raw: Raw) -> Sheet:
    """Write a document's paragraphs and tables one after the other; errors as `read_docx`."""
    unpack(raw, ".none")  # refuses bombs before anything is parsed
    sheet = Sheet()
    try:
        _write(raw, sheet)
    except UnreadableFileError:
        raise
    except Exception as error:  # noqa: BLE001 - the library raises whatever the broken part makes it raise
        reason = f"è un DOCX rotto ({type(error).__name__})."
        raise UnreadableFileError(raw.path, reason, "Aprilo e salvalo di nuovo come DOCX.") from error
    return sheet


def _write(raw: Raw, sheet: Sheet) -> None:
    """Write paragraphs and tables in the order of the document."""
    import docx
    from docx.table import Table
    from docx.text.paragraph import Paragraph

    for block in docx.Document(BytesIO(raw.data)).iter_inner_content():
        if isinstance(block, Paragraph):
            sheet.line(block.text)
        elif isinstance(block, Table):
            sheet.table(_cells(block), _caption(sheet))


def _cells(table: Table) -> list[list[str]]:
    """Read a table's cells; a merged cell counts once."""
    rows = []
    for row in table.rows:
        seen: list[object] = []
        cells = []
        for cell in row.cells:
            if cell._tc not in seen:  # noqa: SLF001 - merged cells share this element
                seen.append(cell._tc)  # noqa: SLF001
                cells.append(" ".join(cell.text.split()))
        rows.append(cells)
    return rows


def _caption(sheet: Sheet) -> str:
    """Take the line before a table as its caption, when it is short."""
    words = sheet.last.strip()
    return words if len(words) < 200 else ""
