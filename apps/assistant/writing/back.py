"""Read the day on which something is told to have happened: "ieri", "martedì", "stamattina", "il 3 novembre"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from apps.assistant.reading.days import AGO, ISO, NUMBERS, SHORT, WITH_DAY, read_day
from apps.assistant.reading.words import normal
from apps.components.words import MONTHS, WEEKDAYS

NAMES = [normal(one).strip() for one in WEEKDAYS]
WEEK = 7
BEFORE_YESTERDAY = re.compile(r" (?:l'altro ieri|l'altroieri|altro ieri|avantieri|ieri l'altro) ")
TODAY = re.compile(
    r" (?:oggi|stamattina|stamane|stamani|stanotte|stasera|poco fa|adesso|appena|questa (?:mattina|notte)) "
)

LEADS = r"entro(?: il| la)?|prima del|fino al?|dal?|dall['’]|per(?: il)?|il|la|lo|al?|di|fra|tra"
PREPOSITION = rf"(?:(?:a partire )?(?:{LEADS})\s*)*"
DAY = (
    r"(?:l['’]altro ?ieri|avantieri|ieri(?: sera| mattina| pomeriggio)?|oggi|stamattina|stamani|stamane|stasera"
    rf"|stanotte|dopodomani|domani|(?:{'|'.join(WEEKDAYS)}|{'|'.join(NAMES)})\b(?: (?:scors|prossim|passat)[oa])?"
    rf"|\d{{1,2}}[°º]? (?:{'|'.join(MONTHS)})\b(?: (?:del )?\d{{4}})?|\d{{1,2}}/\d{{1,2}}(?:/\d{{4}})?"
    r"|(?:\d{1,2}|un[ao]?|due|tre|quattro|cinque|sei) (?:giorn|settiman|mes)\w+(?: fa)?|fine mese)"
)
DAY_SAID = re.compile(rf"(?<!\w)(?P<before>{PREPOSITION})(?P<day>{DAY})(?!\w)", re.IGNORECASE)
"""A day as it stands in a sentence, with what leads to it."""


def read_back(text: str, today: date) -> date | None:
    """
    Read the day on which something is told to have happened.

    Parameters
    ----------
    text
        In Italian.
    today
        The day on which it is told.

    Returns
    -------
    date or None
        A day of the week means the last one before today; a month or a year alone is no day.

    Examples
    --------
    >>> read_back("martedì l'ho vista", date(2026, 11, 22))
    datetime.date(2026, 11, 17)
    """
    words = normal(text.replace(",", " ").replace("°", ""))
    plain = re.sub(r"\.(?= )", "", words)
    if BEFORE_YESTERDAY.search(plain):
        return today - timedelta(days=2)
    exact = ISO.search(text) or NUMBERS.search(text) or SHORT.search(text)
    if exact or WITH_DAY.search(plain) or AGO.search(plain) or " ieri " in plain:
        return read_day(text.replace("°", ""), today)
    if weekday := next((name for name in NAMES if f" {name} " in plain), ""):
        return today - timedelta(days=(today.weekday() - NAMES.index(weekday) - 1) % WEEK + 1)
    return today if TODAY.search(plain) else None
