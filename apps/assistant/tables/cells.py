"""Write what the record holds as the cells of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apps.assistant.answers.money import euro
from apps.assistant.tables.table import UNWRITTEN, Cell
from apps.components.words import MONTHS, count, long_day

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal


def text(words: str | None) -> Cell:
    """
    Write a text as a cell.

    Parameters
    ----------
    words
        None or empty for what is not written.

    Returns
    -------
    Cell
        Compared by its words.
    """
    return Cell(words, words) if words else UNWRITTEN


def kind(code: str | None, words: str) -> Cell:
    """
    Write a word of a closed list as a cell.

    Parameters
    ----------
    code
        By which it is compared; None for what is not written.
    words
        How it is shown.

    Returns
    -------
    Cell
        Compared by its code.
    """
    return Cell(words, code) if code else UNWRITTEN


def number(many: float | None, one: str, more: str) -> Cell:
    """
    Write a number as a cell.

    Parameters
    ----------
    many
        None for what is not written.
    one, more
        What is counted, in the singular and in the plural.

    Returns
    -------
    Cell
        Compared by the number.
    """
    if many is None:
        return UNWRITTEN
    whole = int(many) if float(many).is_integer() else None
    shown = f"{many:g}".replace(".", ",")
    return Cell(count(whole, one, more) if whole is not None else f"{shown} {more}", many)


def day_cell(day: date | None) -> Cell:
    """
    Write a day as a cell.

    Parameters
    ----------
    day
        None for what is not written.

    Returns
    -------
    Cell
        Compared by the day.
    """
    return Cell(long_day(day), day) if day else UNWRITTEN


def month_cell(day: date) -> Cell:
    """
    Write the month of a day as a cell.

    Parameters
    ----------
    day
        Any day of it.

    Returns
    -------
    Cell
        Compared by its first day.
    """
    return Cell(f"{MONTHS[day.month - 1]} {day.year}", day.replace(day=1))


def euros(amount: Decimal | None, each: str = "") -> Cell:
    """
    Write an amount as a cell.

    Parameters
    ----------
    amount
        None for what is not written.
    each
        What it is for, after it: " l’ora".

    Returns
    -------
    Cell
        Compared by the euros.
    """
    return UNWRITTEN if amount is None else Cell(f"{euro(amount)}{each}", float(amount))
