"""Read over which stretch of time a question asks: "quest'anno", "il mese scorso", "a ottobre", "nel 2025"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from apps.assistant.reading.words import normal
from apps.components.words import MONTHS

MONTH = "|".join(MONTHS)
NOW = r"(?:in corso|corrente|attuale)"
GONE = r"(?:scors[oa]|passat[oa])"
WRITTEN: tuple[tuple[str, str, int], ...] = (
    (rf"(?:(?:in |di )?quest'? ?anno|(?:nell'|l')?anno {NOW})", "year", 0),
    (rf"(?:(?:nell'|dell'|l')? ?anno {GONE}|(?:nello |dello |lo )?scorso anno)", "year", -1),
    (rf"(?:(?:in |di )?questo mese|(?:nel |del |il )?mese {NOW})", "month", 0),
    (rf"(?:(?:nel |del |il )?mese {GONE}|(?:nello |dello |lo )?scorso mese)", "month", -1),
    (rf"(?:(?:in |di )?questa settimana|(?:nella |della |la )?settimana {NOW})", "week", 0),
    (rf"(?:(?:nella |della |la )?settimana {GONE}|(?:nella |della |la )?scorsa settimana)", "week", -1),
)
"""How a stretch is said from today: words, its length, how many of them from the one that runs."""

OF_MONTH = (
    r"(?:dal (?:1|primo) al (?:28|29|30|31)|ad?|in|nel|di|del|per|nel mese di|durante|tutto) "
    rf"(?P<month>{MONTH})(?: (?:del )?(?P<of>20\d\d))?"
)
OF_YEAR = r"(?:nel|del|nell'anno|per il|durante il|anno) (?P<year>20\d\d)"
BEFORE = re.compile(
    r" (?:(?:ne|que)?(?:l|ll[oa]|il|la|l')? ?)?(?P<unit>mese|anno|settimana)? ?(?:prima|precedente) "
)
"""How the stretch before the one that was spoken of is said."""

ANY = re.compile(rf"(?<![a-z]){'|'.join((*(one[0] for one in WRITTEN), OF_MONTH, OF_YEAR))}(?![a-z0-9])")
UNITS = {"mese": "month", "anno": "year", "settimana": "week"}


@dataclass(frozen=True, slots=True)
class Period:
    """A year, a month or a week."""

    unit: str
    since: date

    @property
    def until(self) -> date:
        """Its last day."""
        return _moved(self.unit, self.since, 1) - timedelta(days=1)

    @property
    def words(self) -> str:
        """How it is written in Italian."""
        if self.unit == "year":
            return f"nel {self.since.year}"
        if self.unit == "month":
            month = MONTHS[self.since.month - 1]
            return f"{'ad' if month[0] == 'a' else 'a'} {month} {self.since.year}"
        return f"nella settimana dal {self.since:%d/%m/%Y}"

    def holds(self, day: date) -> bool:
        """Say whether a day is within."""
        return self.since <= day <= self.until

    def before(self) -> Period:
        """Return the one before."""
        return Period(self.unit, _moved(self.unit, self.since, -1))


def named_period(question: str, today: date) -> Period | None:
    """
    Read over which year, month or week a question asks.

    Parameters
    ----------
    question
        In Italian.
    today
        The day of the question; a month without a year is the last one that has begun.

    Returns
    -------
    Period or None
        None where it names none.
    """
    words = _apart(question)
    for said, unit, steps in WRITTEN:
        if re.search(rf"(?<![a-z]){said}(?![a-z])", words):
            return Period(unit, _moved(unit, _first(unit, today), steps))
    if found := re.search(rf"(?<![a-z]){OF_MONTH}(?![a-z])", words):
        month = MONTHS.index(found["month"]) + 1
        return Period("month", date(int(found["of"] or today.year - (month > today.month)), month, 1))
    found = re.search(rf"(?<![a-z]){OF_YEAR}(?![0-9])", words)
    return Period("year", date(int(found["year"]), 1, 1)) if found else None


def goes_on_in(question: str, before: str, today: date) -> str:
    """
    Write the question before again for another stretch of time, where this one names a stretch and nothing else.

    Parameters
    ----------
    question
        Without its "e": "l'anno scorso", "il mese prima".
    before
        The question before.
    today
        The day.

    Returns
    -------
    str
        Empty where this question says something else.
    """
    words = _apart(question)
    asked, period = _apart(before).strip(), named_period(question, today)
    if found := BEFORE.fullmatch(words):
        unit = UNITS.get(found["unit"] or "", "")
        spoken = named_period(before, today)
        if not (unit or spoken):
            return ""
        here = spoken if spoken and unit in {"", spoken.unit} else Period(unit, _first(unit, today))
        period = here.before()
    elif period is None or ANY.sub(" ", words).strip():
        return ""
    changed, times = ANY.subn(period.words, asked, count=1)
    return f"{changed if times else f'{asked} {period.words}'}?"


def _apart(question: str) -> str:
    """Write a question's words with nothing between them."""
    return f" {' '.join(normal(re.sub(r'[?!.,;:]', ' ', question)).split())} "


def _first(unit: str, day: date) -> date:
    """Return the first day of the year, month or week that a day is in."""
    if unit == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1, month=1 if unit == "year" else day.month)


def _moved(unit: str, first: date, steps: int) -> date:
    """Return the first day of the one so many steps on."""
    if unit == "week":
        return first + timedelta(days=7 * steps)
    if unit == "year":
        return first.replace(year=first.year + steps)
    year, month = divmod(first.year * 12 + first.month - 1 + steps, 12)
    return date(year, month + 1, 1)
