"""Write a day as Italian acts do."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

MONTHS = (
    *("gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno"),
    *("luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre"),
)


def italian_day(day: date) -> str:
    """
    Write a day in words.

    Parameters
    ----------
    day
        Of the calendar.

    Returns
    -------
    str
        ``"1° marzo 2024"``.
    """
    return f"{'1°' if day.day == 1 else day.day} {MONTHS[day.month - 1]} {day.year}"
