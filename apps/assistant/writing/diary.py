"""Write what is told for the diary so that it can be read later: without the words of the order, its day dated."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apps.assistant.writing.back import DAY_SAID, read_back
from apps.components.words import long_day

if TYPE_CHECKING:
    from datetime import date

A_NOTE = re.compile(
    r"^(?:(?:un[ao]?|la|questa|due|una breve) )?(?:nota|riga|righe|annotazione|appunto)\b"
    r"(?P<whose> (?:per|su|di|a) [^:,]{1,40})?\s*(?:[:,]|che\b|in cui si dice che\b)\s*",
    re.IGNORECASE,
)
"""How an order calls the line that follows: "una nota per Ada: …"."""

FIXED = re.compile(
    r"\d{4}|\d/\d|oggi|\d[°º]? (?:gen|feb|mar|apr|mag|giu|lug|ago|set|ott|nov|dic)[a-z]*", re.IGNORECASE
)
"""A day that says by itself which it is, or is that of writing; one without its year may still be to come."""


def line_of(text: str) -> str:
    """
    Take out of a line for the diary what the order calls it.

    Parameters
    ----------
    text
        Such as "una nota per Ada: sentita la figlia".

    Returns
    -------
    str
        "sentita la figlia"; the same where nothing would be left.
    """
    return A_NOTE.sub("", text).strip() or text


def dated(text: str, today: date) -> str:
    """
    Write beside a day that is told by its distance which day it was.

    Parameters
    ----------
    text
        Such as "ieri ho chiamato la figlia".
    today
        The day of writing.

    Returns
    -------
    str
        "ieri (21 novembre 2026) ho chiamato la figlia"; the same where no day that has passed is told so.
    """
    found = DAY_SAID.search(text)
    day = read_back(found["day"], today) if found and not FIXED.search(found["day"]) else None
    if found is None or day is None or day >= today:
        return text
    return f"{text[: found.end()]} ({long_day(day)}){text[found.end() :]}"
