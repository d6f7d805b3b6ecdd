"""Write an empty workbook of the registers that explains itself: a note on each heading, lists to choose from."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from coordinator.exchange.registers import REGISTERS
from coordinator.model import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable

    from openpyxl.worksheet.worksheet import Worksheet

    from coordinator.exchange.registers import Column, Register

ROWS = 2000
"""Rows for which a sheet offers its lists."""

LONGEST_LIST = 250
"""Characters that a spreadsheet takes for the choices of one cell."""

HOLDS = {
    "text": "testo",
    "day": "un giorno: 31/03/2026 o 2026-03-31",
    "instant": "un momento: 2026-03-31T09:30; di solito si lascia vuoto",
    "integer": "un numero intero",
    "number": "un numero, con la virgola o il punto",
    "flag": "sì oppure no",
    "party": "il codice di una persona, servizio o ente: per:, svc:, ist:, pra:, com:, hou:",
    "parties": "più codici, separati da punto e virgola",
    "id": "il codice con cui il vostro ufficio la conosce; una volta sola",
    "sex": "F, M oppure X",
    "tax_code": "codice fiscale, STP o ENI",
    "level": "LEA oppure LEPS",
}


def choices(column: Column) -> list[str]:
    """
    List the words that a column takes.

    Parameters
    ----------
    column
        Of a register.

    Returns
    -------
    list of str
        Empty when it takes no list of words.
    """
    if column.holds in {"word", "words"}:
        return list(vocabulary().terms[column.words])
    if column.holds == "tie_kind":
        return [*vocabulary().kinds, *vocabulary().reversed_kinds]
    return {"sex": ["F", "M", "X"], "level": ["LEA", "LEPS"], "flag": ["sì", "no"]}.get(column.holds, [])


def explain(column: Column) -> str:
    """
    Say in Italian what a column holds.

    Parameters
    ----------
    column
        Of a register.

    Returns
    -------
    str
        With whether it must be filled in, and the words that it takes.
    """
    words = choices(column)
    several = " (più d’una, separate da punto e virgola)" if column.holds == "words" else ""
    what = HOLDS.get(column.holds) or f"una di queste parole{several}: {', '.join(words)}"
    if column.most is not None and column.holds in {"integer", "number"}:
        what += f", da 0 a {column.most:g}"
    return f"{'Obbligatorio' if column.required else 'Facoltativo'}: {what}."


def make_template(registers: Iterable[Register] = REGISTERS) -> bytes:
    """
    Make an empty workbook, one sheet a register, which loads as it is once filled in.

    Parameters
    ----------
    registers
        Of which; by default all.

    Returns
    -------
    bytes
        An XLSX file: headings in bold where they must be filled in, a note on each, lists to choose from.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for register in registers:
        _fill(book.create_sheet(register.title), register)
    held = BytesIO()
    book.save(held)
    return held.getvalue()


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
