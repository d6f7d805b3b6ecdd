"""Read and write days as Italians do: 3/3/2025, 03.03.2025, 3 marzo 2025, 2025-03-03."""

from __future__ import annotations

import re
from datetime import date

from apps.components.words import MONTHS

NUMBERS = re.compile(r"(\d{1,2})[./\-\s](\d{1,2})[./\-\s](\d{4})")
ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
WORDS = re.compile(r"(\d{1,2})°?\s+([a-zà]+)\.?\s+(\d{4})", re.IGNORECASE)


class DayError(ValueError):
    """A text is no day; the message says so in Italian."""

    def __init__(self, text: str) -> None:
        super().__init__(f"«{text}» non è un giorno. Scrivilo come 3/3/2025 oppure 3 marzo 2025.")


def read_day(text: str) -> date:
    """
    Read a day.

    Parameters
    ----------
    text
        Day, month and year in that order, in figures or with the month's name; or ISO.

    Returns
    -------
    date
        The day.

    Raises
    ------
    DayError
        If it is no day, such as 31/2/2025.

    Examples
    --------
    >>> read_day("3 marzo 2025")
    datetime.date(2025, 3, 3)
    """
    text = text.strip()
    try:
        if found := ISO.fullmatch(text):
            return date(*map(int, found.groups()))
        if found := NUMBERS.fullmatch(text):
            day, month, year = map(int, found.groups())
            return date(year, month, day)
        if found := WORDS.fullmatch(text):
            return date(int(found[3]), _month(found[2]), int(found[1]))
    except ValueError as error:
        raise DayError(text) from error
    raise DayError(text)


def _month(name: str) -> int:
    """Find a month by its name or its first letters."""
    fits = [place for place, month in enumerate(MONTHS, 1) if month.startswith(name.casefold())]
    if len(fits) != 1 or len(name) < 3:
        raise ValueError(name)
    return fits[0]


def write_day(day: date) -> str:
    """Write a day in figures: ``"3/3/2025"``."""
    return f"{day.day}/{day.month}/{day.year}"


def italian_day(typed: date | str) -> str:
    """Write a day, or what was typed for one, in figures; what is no day stays as it is."""
    if not isinstance(typed, date):
        try:
            typed = read_day(str(typed))
        except DayError:
            return str(typed)
    return write_day(typed)
