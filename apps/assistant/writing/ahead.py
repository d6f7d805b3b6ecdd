"""Read a day that is still to come: "domani", "fra due settimane", "lunedì", "il 15 gennaio"."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from apps.assistant.reading.days import COUNTS, YEAR, read_day
from apps.assistant.reading.words import normal
from apps.components.words import WEEKDAYS

NEXT = {" domani ": 1, " dopodomani ": 2, " oggi ": 0, " subito ": 0}
IN = re.compile(rf" (?:fra|tra|entro) (\d{{1,3}}|{'|'.join(COUNTS)}) (giorn|settiman|mes|ann)\w* ")
DAYS = {"giorn": 1, "settiman": 7}
MONTHS_IN = {"mes": 1, "ann": 12}
NAMES = [normal(one).strip() for one in WEEKDAYS]


def read_ahead(text: str, today: date) -> date | None:
    """
    Read a day to come.

    Parameters
    ----------
    text
        In Italian.
    today
        The day on which it is said.

    Returns
    -------
    date or None
        A day of the week means the next one, a day and month without a year the next that comes.
    """
    words = normal(text.replace(",", " ").replace(".", " "))
    for said, days in NEXT.items():
        if said in words:
            return today + timedelta(days=days)
    if found := IN.search(words):
        number = int(found[1]) if found[1].isdigit() else COUNTS[found[1]]
        if found[2] in DAYS:
            return today + timedelta(days=number * DAYS[found[2]])
        return _months_after(today, number * MONTHS_IN[found[2]])
    if " fine mese " in words:
        return today.replace(day=monthrange(today.year, today.month)[1])
    if day := read_day(text, today):
        return day if day >= today or YEAR.search(text) else _months_after(day, 12)
    weekday = next((at for at, name in enumerate(NAMES) if f" {name} " in words), None)
    return None if weekday is None else today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def _months_after(day: date, number: int) -> date:
    """Go on by months; a day that the month lacks becomes its last one."""
    year, month = divmod(day.year * 12 + day.month - 1 + number, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
