"""Write feasts, seasons and parts of a month or a year as dates: "a Natale", "l'estate scorsa", "a inizio anno"."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from apps.components.words import MONTHS

if TYPE_CHECKING:
    from collections.abc import Callable

MONTH = "|".join(MONTHS)
WHICH = (
    r"(?: (?P<gone>scors[oa]|passat[oa]|dell'anno (?:scorso|passato)|dello scorso anno)"
    r"|(?P<next> prossim[oa]| che viene| dell'anno prossimo)|(?: del(?:l'anno)?)? (?P<year>20\d\d))?"
)
"""How it is said which of them is meant: the last, the next, that of a year."""


def easter(year: int) -> date:
    """
    Return the day of Easter.

    Parameters
    ----------
    year
        Of the Gregorian calendar.

    Returns
    -------
    date
        By the anonymous Gregorian rule [1]_.

    References
    ----------
    .. [1] J. Meeus, "Astronomical Algorithms", ch. 8, 1991.

    Examples
    --------
    >>> easter(2026)
    datetime.date(2026, 4, 5)
    """
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def _each(month: int, day: int) -> Callable[[int], date]:
    """Make the rule of a feast that has the same day every year."""
    return lambda year: date(year, month, day)


FEASTS: dict[str, Callable[[int], date]] = {
    r"(?:la )?vigilia(?: di natale)?": _each(12, 24),
    r"natale": _each(12, 25),
    r"santo stefano": _each(12, 26),
    r"san silvestro": _each(12, 31),
    r"capodanno": _each(1, 1),
    r"(?:la |l')?(?:befana|epifania)": _each(1, 6),
    r"pasquetta": lambda year: easter(year) + timedelta(days=1),
    r"pasqua": easter,
    r"ferragosto": _each(8, 15),
    r"(?:ognissanti|i santi)": _each(11, 1),
    r"(?:l')?immacolata": _each(12, 8),
}
"""How a feast is called → its day in a year."""

DAYS_BY_NAME = frozenset(
    [
        "natale",
        "capodanno",
        "befana",
        "epifania",
        "pasqua",
        "pasquetta",
        "ferragosto",
        "ognissanti",
        "immacolata",
        "vigilia",
    ]
)
"""What a feast is called that may be written with a capital, and is nobody's name by itself."""

SEASONS = {"primavera": 3, "estate": 6, "autunno": 9, "inverno": 12}
"""Season → the first of its three months."""

HOLIDAYS = re.compile(
    r"(?<![a-z])(?P<how>prima delle|entro le|fino alle|da qui alle|dopo le|durante le|per le|sotto le|nelle) "
    r"(?:feste|festivita|vacanze(?= di natale| natalizie))(?: di natale| natalizie)?"
    r"(?P<gone> scorse| passate)?(?![a-z])"
)
SEASON = re.compile(
    r"(?<![a-z])(?:(?:in|nella|nell'|la|l'|lo|questa|quest'|di|d'|dell'|della|durante l'|durante la|a|per la"
    rf"|per l') ?)?(?P<name>{'|'.join(SEASONS)}){WHICH}(?![a-z])"
)
PART = re.compile(
    rf"(?<![a-z])(?:(?:all'|dall'|a|da|verso|in) ?)?(?P<part>inizio|inizi|principio|meta)"
    rf"(?: (?:del|dell'|di|della))? ?(?P<of>anno|mese|{MONTH}){WHICH}(?![a-z])"
)
FIRST_DAYS = re.compile(rf"(?<![a-z])(?:ai |i )?primi (?:giorni )?di (?P<of>{MONTH}){WHICH}(?![a-z])")
END_GONE = re.compile(
    r"(?<![a-z])(?:a |alla )?fine (?:del |dell')?(?P<of>anno|mese) (?:scors|passat)o(?![a-z])"
)
"""The ways of saying them."""


def in_dates(words: str, today: date, *, ahead: bool = False) -> str:
    """
    Write feasts, seasons and parts of a month or year as dates.

    Parameters
    ----------
    words
        As `apps.assistant.reading.words.normal` writes them.
    today
        The day of the question.
    ahead
        Whether the next is meant where it is not said which; else the last that has begun.

    Returns
    -------
    str
        The same where none is named.

    Examples
    --------
    >>> in_dates(" prima di natale ", date(2026, 11, 22), ahead=True)
    ' prima di 25 dicembre 2026 '
    """
    words = HOLIDAYS.sub(lambda found: _holidays(found, today, ahead=ahead), words)
    for said, rule in FEASTS.items():
        feast = partial(_feast, today=today, rule=rule, ahead=ahead)
        words = re.sub(rf"(?<![a-z])(?:(?:il )?ponte d(?:i|el|ell') ?)?{said}{WHICH}(?![a-z])", feast, words)
    words = SEASON.sub(lambda found: _season(found, today, ahead=ahead), words)
    words = PART.sub(lambda found: _part(found, today, ahead=ahead), words)
    words = FIRST_DAYS.sub(lambda found: _first_days(found, today, ahead=ahead), words)
    return END_GONE.sub(lambda found: _written(_end_before(found["of"], today)), words)


def _feast(found: re.Match[str], today: date, rule: Callable[[int], date], *, ahead: bool) -> str:
    """Write the day of a feast."""
    return _written(_chosen(found, today, rule, ahead=ahead))


def _chosen(
    found: re.Match[str], today: date, rule: Callable[[int], date], *, ahead: bool, least: date | None = None
) -> date:
    """Return the day that is meant, of those that a rule gives year by year."""
    if found["year"]:
        return rule(int(found["year"]))
    years = range(today.year - 2, today.year + 3)
    days = [rule(year) for year in years]
    if found["gone"]:
        if "anno" in found["gone"]:
            return rule(today.year - 1)
        return max(day for day in days if day < today)
    if found["next"] or ahead:
        return min(day for day in days if day >= (least or today))
    return max(day for day in days if day <= today)


def _season(found: re.Match[str], today: date, *, ahead: bool) -> str:
    """Write a season as its months; a season that runs is itself the next."""
    month = SEASONS[found["name"]]
    first = _chosen(found, today, _each(month, 1), ahead=ahead, least=_back(today))
    if found["gone"] and "anno" not in found["gone"] and _last(first) >= today:
        first = first.replace(year=first.year - 1)
    last = _last(first)
    return f" da {MONTHS[first.month - 1]} {first.year} a {MONTHS[last.month - 1]} {last.year} "


def _last(first: date) -> date:
    """Return the last day of a season."""
    year, month = divmod(first.year * 12 + first.month + 1, 12)
    return date(year, month + 1, monthrange(year, month + 1)[1])


def _back(today: date) -> date:
    """Return the first day on which a season that still runs may have begun."""
    year, month = divmod(today.year * 12 + today.month - 3, 12)
    return date(year, month + 1, 1)


def _part(found: re.Match[str], today: date, *, ahead: bool) -> str:
    """Write the beginning or the middle of a month or year as a day."""
    middle = found["part"] == "meta"
    of = found["of"]
    if of == "anno":
        return _written(_chosen(found, today, _each(6, 30) if middle else _each(1, 1), ahead=ahead))
    if of == "mese":
        over = ahead and today.day > (15 if middle else 1)
        on = -1 if found["gone"] else 1 if found["next"] or over else 0
        year, month = divmod(today.year * 12 + today.month - 1 + on, 12)
        return _written(date(year, month + 1, 15 if middle else 1))
    return _written(_chosen(found, today, _each(MONTHS.index(of) + 1, 15 if middle else 1), ahead=ahead))


def _first_days(found: re.Match[str], today: date, *, ahead: bool) -> str:
    """Write the first ten days of a month."""
    first = _chosen(found, today, _each(MONTHS.index(found["of"]) + 1, 1), ahead=ahead)
    return f"dal {_written(first)} al {_written(first.replace(day=10))}"


def _end_before(of: str, today: date) -> date:
    """Return the last day of the year or month before."""
    return (today.replace(day=1, month=1) if of == "anno" else today.replace(day=1)) - timedelta(days=1)


def _holidays(found: re.Match[str], today: date, *, ahead: bool) -> str:
    """Write the days from Christmas Eve to Epiphany, or what is before or after them."""
    last_year = (found["gone"] or not ahead) and today < date(today.year, 12, 24)
    year = today.year - (1 if last_year else 0)
    how = found["how"].split()[0]
    if how == "dopo":
        return f"dopo il 6 gennaio {year + 1}"
    if how in {"prima", "entro", "fino", "da"}:
        return f"{'prima del' if how == 'prima' else 'entro il'} 24 dicembre {year}"
    return f"dal 24 dicembre {year} al 6 gennaio {year + 1}"


def _written(day: date) -> str:
    """Write a day as a question may say it."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
