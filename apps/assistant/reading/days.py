"""Read on which day a question wants the network: "nel 2024", "a marzo", "il 3 maggio 2025", "un anno fa"."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from apps.assistant.reading.feasts import in_dates
from apps.assistant.reading.words import normal
from apps.components.words import MONTHS

COUNTS = {
    **{
        "un": 1,
        "una": 1,
        "due": 2,
        "tre": 3,
        "quattro": 4,
        "cinque": 5,
        "sei": 6,
        "sette": 7,
        "otto": 8,
        "nove": 9,
    },
    **{
        "dieci": 10,
        "dodici": 12,
        "quindici": 15,
        "venti": 20,
        "trenta": 30,
        "quaranta": 40,
        "sessanta": 60,
        "novanta": 90,
    },
}
MONTHS_IN = {"ann": 12, "mes": 1}
DAYS_IN = {"settiman": 7, "giorn": 1}
AGO = re.compile(rf" (\d{{1,3}}|{'|'.join(COUNTS)}) (ann|mes|settiman|giorn)\w* fa ")
MONTH = "|".join(MONTHS)
WITH_DAY = re.compile(rf"(?: |')(\d{{1,2}}) ({MONTH})(?: (?:del )?((?:19|20)\d\d))? ")
WITH_MONTH = re.compile(rf" (?:ad?|in|nel|fine) ({MONTH})(?: (?:del )?((?:19|20)\d\d))? ")
WITH_YEAR = re.compile(r" (?:nel|del|nell'anno|fine) ((?:19|20)\d\d) ")
NUMBERS = re.compile(r"\b(\d{1,2})[/.](\d{1,2})[/.]((?:19|20)\d\d)\b")
SHORT = re.compile(r"(?<![\d/.])(\d{1,2})/(\d{1,2})(?![\d/])")
"""A day and month in numbers; "24/7" and the like are no day of this kind only where no calendar has them."""

LEAP, LAST = 2024, 31
"""A year in which every month is as long as it can be, and the last day of the longest."""

YEAR = re.compile(r"\b(?:19|20)\d\d\b")
SPAN = re.compile(r" (?:settiman|mes[ei]|trimestr|semestr|ann[oi]|ieri)")
ISO = re.compile(r"\b((?:19|20)\d\d)-(\d\d)-(\d\d)\b")


def read_day(question: str, today: date) -> date | None:
    """
    Read the day that a question asks about.

    Parameters
    ----------
    question
        In Italian.
    today
        The day of the question.

    Returns
    -------
    date or None
        A year or a month means its last day, or today when it still runs; a month without a year is the
        last one that has begun. None when no day, or none of the calendar, is named.
    """
    words = in_dates(re.sub(r"\.(?= )", "", normal(question).replace("1o ", "1 ")), today)
    try:
        return _read(question, words, today)
    except ValueError:
        return None


def _read(question: str, words: str, today: date) -> date | None:
    """Try the ways to write a day, the most exact first."""
    if found := ISO.search(question):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := NUMBERS.search(question):
        return date(int(found[3]), int(found[2]), int(found[1]))
    if found := WITH_DAY.search(words):
        day = date(int(found[3] or today.year), MONTHS.index(found[2]) + 1, int(found[1]))
        return day if found[3] or day <= today else day.replace(year=day.year - 1)
    if day_short := _short(question, today):
        return day_short
    if found := WITH_MONTH.search(words):
        month = MONTHS.index(found[1]) + 1
        first = date(int(found[2] or today.year - (month > today.month)), month, 1)
        return _still_running(first, first.replace(day=monthrange(first.year, month)[1]), today)
    if found := WITH_YEAR.search(words):
        return _still_running(date(int(found[1]), 1, 1), date(int(found[1]), 12, 31), today)
    if found := AGO.search(words):
        number = int(found[1]) if found[1].isdigit() else COUNTS[found[1]]
        if found[2] in DAYS_IN:
            return today - timedelta(days=number * DAYS_IN[found[2]])
        return months_before(today, number * MONTHS_IN[found[2]])
    return today - timedelta(days=1) if " ieri " in words else None


def months_before(today: date, number: int) -> date:
    """
    Go back by months.

    Parameters
    ----------
    today
        A day.
    number
        How many months.

    Returns
    -------
    date
        A day that the month lacks becomes its last one.
    """
    year, month = divmod(today.year * 12 + today.month - 1 - number, 12)
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def _still_running(first: date, last: date, today: date) -> date:
    """Return the last day of a span, or today while it runs."""
    return today if first <= today <= last else last


def bad_day(question: str, today: date) -> str | None:
    """
    Return the day that a question names and no calendar has.

    Parameters
    ----------
    question
        In Italian.
    today
        The day of the question.

    Returns
    -------
    str or None
        Such as "Il 31 febbraio 2025"; None when every day named exists, or none is.
    """
    words = re.sub(r"\.(?= )", "", normal(question).replace("1o ", "1 "))
    try:
        _read(question, words, today)
    except ValueError:
        if found := NUMBERS.search(question):
            month = MONTHS[int(found[2]) - 1] if 1 <= int(found[2]) <= len(MONTHS) else found[2]
            return f"Il {int(found[1])} {month} {found[3]}"
        if found := WITH_DAY.search(words):
            return f"Il {found[1]} {found[2]} {found[3] or ''}".rstrip()
        return "Quello scritto"
    if found := SHORT.search(question):
        day, month = int(found[1]), int(found[2])
        if 1 <= month <= len(MONTHS) and monthrange(LEAP, month)[1] < day <= LAST:
            return f"Il {day} {MONTHS[month - 1]}"
    return None


def without_days(words: str) -> str:
    """
    Take the days out of a question.

    Parameters
    ----------
    words
        As `normal` writes them.

    Returns
    -------
    str
        The rest.
    """
    for written in (ISO, NUMBERS, WITH_DAY, WITH_MONTH, WITH_YEAR, AGO):
        words = written.sub(" ", words)
    return re.sub(r" (?:ieri|oggi) ", " ", f" {words} ")


def names_day(question: str) -> bool:
    """
    Say whether a question names a day, a month, a year, or a stretch of time.

    Parameters
    ----------
    question
        In Italian.

    Returns
    -------
    bool
        Not for "oggi" and "adesso".
    """
    words = normal(question)
    if any(f" {month} " in words for month in MONTHS) or SPAN.search(words):
        return True
    return any(written.search(question) for written in (ISO, NUMBERS)) or bool(YEAR.search(words))


def _short(question: str, today: date) -> date | None:
    """Read a day and month without a year, in numbers: the last such day, up to today."""
    found = SHORT.search(question)
    if found is None:
        return None
    for year in (today.year, today.year - 1):
        try:
            day = date(year, int(found[2]), int(found[1]))
        except ValueError:
            return None
        if day <= today:
            return day
    return None
