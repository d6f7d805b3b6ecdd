"""Open CSV files and XLSX workbooks as sheets: a title, headings, and numbered rows."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coordinator.errors import NotATableError, RegisterError
from coordinator.exchange.archives import refuse_bombs
from coordinator.exchange.checks import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

BOM = "\ufeff"
MOST_COLUMNS = 500


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of a file; its rows are numbered as the office sees them, the headings being row 1."""

    file: str
    title: str  # of the sheet, or the file's name without its ending
    headings: tuple[str, ...]
    rows: Sequence[tuple[int, Sequence[object]]]


def read_sheets(path: Path) -> list[Sheet]:
    """
    Read the sheets of a file.

    Parameters
    ----------
    path
        A ``.csv`` (comma, semicolon or tab; UTF-8 or Windows 1252) or an ``.xlsx``.

    Returns
    -------
    list of Sheet
        One for a CSV; those that are not empty, of a workbook.

    Raises
    ------
    NotATableError
        If it is neither, or cannot be opened.
    RegisterError
        If the quotes of a CSV do not match: it names the row where the cell begins.
    """
    if not path.is_file():
        raise NotATableError(path.name, "there is no such file")
    if path.suffix.lower() == ".xlsx":
        return list(_workbook(path))
    if path.suffix.lower() == ".csv":
        return [_csv(path)]
    raise NotATableError(path.name, f"{path.suffix or 'no ending'} is neither .csv nor .xlsx")


def _csv(path: Path) -> Sheet:
    """Read a CSV as offices save it."""
    data = path.read_bytes()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    text = text.removeprefix(BOM)
    first = text.partition("\n")[0]
    separator = max(";,\t", key=first.count)
    return _sheet(path.name, path.stem, _rows(path.name, text, separator))


def _rows(file: str, text: str, separator: str) -> list[list[str]]:
    """Split a text into rows and cells; a quote that is never closed would swallow the rows below it."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[list[str]] = []
    while True:
        start = reader.line_num + 1
        try:
            rows.append(next(reader))
        except StopIteration:
            return rows
        except csv.Error as error:
            what = 'le virgolette (") non tornano: chiudile, o scrivile due volte dove fanno parte del testo'
            raise RegisterError([Problem(file, start, "", what)]) from error


def _workbook(path: Path) -> Iterator[Sheet]:
    """Read the sheets of a workbook, values only."""
    from openpyxl import load_workbook

    try:
        refuse_bombs(path)
        book = load_workbook(path, read_only=True, data_only=True)
        try:
            for sheet in book.worksheets:
                rows = _filled_rows(path.name, sheet)
                if any(cell is not None for row in rows for cell in row):
                    yield _sheet(path.name, sheet.title, rows)
        finally:
            book.close()
    except NotATableError:
        raise
    except Exception as error:  # its reader fails in as many ways as a file can be spoilt
        raise NotATableError(path.name, "it is not an XLSX workbook, whatever its ending says") from error


def _filled_rows(file: str, sheet: ReadOnlyWorksheet) -> list[list[object]]:
    """Read the rows of a sheet by the cells that it has, not by those that it says it has."""
    sheet.reset_dimensions()
    rows: list[list[object]] = []
    for row in sheet.iter_rows(values_only=True):  # type: ignore[misc]
        if len(row) > MOST_COLUMNS:
            raise NotATableError(file, f"row {len(rows) + 1} has more than {MOST_COLUMNS} columns")
        rows.append(list(row))
    return rows


def _sheet(file: str, title: str, rows: Sequence[Sequence[object]]) -> Sheet:
    """Take the first row as headings, and the others that are not blank."""
    headings = tuple(_heading(cell) for cell in rows[0]) if rows else ()
    filled = [(number, row) for number, row in enumerate(rows[1:], start=2) if any(map(_filled, row))]
    return Sheet(file, title.strip().lower(), headings, filled)


def _heading(cell: object) -> str:
    return str(cell or "").strip().lower().replace(" ", "_")


def _filled(cell: object) -> bool:
    return cell is not None and str(cell).strip() != ""
