"""Write a template of the registers that explains itself: notes, lists to choose from, an example that loads."""

from __future__ import annotations

import csv
from io import BytesIO
from typing import TYPE_CHECKING

from coordinator.exchange.registers import REGISTERS
from coordinator.exchange.template_notes import examples, notes
from coordinator.exchange.template_words import choices, explain

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from coordinator.exchange.registers import Register

ENCODING, SEPARATOR = "utf-8-sig", ";"  # as Italian spreadsheets open a CSV

ROWS = 2000
"""Rows for which a sheet offers its lists."""

LONGEST_LIST = 250
"""Characters that a spreadsheet takes for the choices of one cell."""


def make_template(registers: Iterable[Register] = REGISTERS, *, filled: bool = False) -> bytes:
    """
    Make a workbook, one sheet a register, which loads as it is once filled in.

    Parameters
    ----------
    registers
        Of which; by default all.
    filled
        Whether the rows of the example are in it.

    Returns
    -------
    bytes
        An XLSX file: headings in bold where they must be filled in, a note on each, lists to choose from;
        then the sheets that explain it, which are not loaded.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    chosen = list(registers)
    for title, rows in notes(chosen):
        _explain(book.create_sheet(title), rows)
    for register in chosen:
        sheet = book.create_sheet(register.title)
        _fill(sheet, register)
        for row in examples()[register.title] if filled else ():
            sheet.append([row.get(column.heading) for column in register.columns])
    held = BytesIO()
    book.save(held)
    return held.getvalue()


def write_template_csv(
    folder: Path, registers: Iterable[Register] = REGISTERS, *, filled: bool = False
) -> None:
    """
    Write the template as CSV, one file a register, and what explains them as text.

    Parameters
    ----------
    folder
        Where to; made when missing.
    registers, filled
        As in `make_template`.
    """
    chosen = list(registers)
    folder.mkdir(parents=True, exist_ok=True)
    for register in chosen:
        headings = [column.heading for column in register.columns]
        with (folder / f"{register.title}.csv").open("w", encoding=ENCODING, newline="") as file:
            writer = csv.DictWriter(file, headings, delimiter=SEPARATOR)
            writer.writeheader()
            writer.writerows(examples()[register.title] if filled else ())
    for title, rows in notes(chosen):
        text = "\n".join(" | ".join(row) for row in rows)
        (folder / f"{title}.txt").write_text(f"{text}\n", encoding="utf-8")


def _explain(sheet: Worksheet, rows: Iterable[tuple[str, ...]]) -> None:
    """Write a sheet that explains: its first row stands out, long lines wrap."""
    from openpyxl.styles import Alignment, Font

    for row in rows:
        sheet.append(row)
    for cells in sheet.iter_rows():
        for cell in cells:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=cell.row == 1)
    widths = (110,) if sheet.max_column == 1 else (22, 26, 30, 90, 40)
    for letter, width in zip("ABCDE", widths, strict=False):
        sheet.column_dimensions[letter].width = width


def _fill(sheet: Worksheet, register: Register) -> None:
    """Write the headings of a register."""
    from openpyxl.comments import Comment
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    sheet.freeze_panes = "A2"
    for number, column in enumerate(register.columns, start=1):
        cell = sheet.cell(row=1, column=number, value=column.heading)
        cell.font = Font(bold=column.required)
        cell.comment = Comment(explain(column), "Ponte", width=320, height=140)
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = max(12, len(column.heading) + 3)
        words = ",".join(choices(column))
        if words and len(words) <= LONGEST_LIST and column.holds != "words":
            rule = DataValidation(type="list", formula1=f'"{words}"', allow_blank=True)
            rule.add(f"{letter}2:{letter}{ROWS}")
            sheet.add_data_validation(rule)
