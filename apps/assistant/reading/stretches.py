"""Read over which time, from one day to another, a question asks: "da aprile a giugno", "negli ultimi due mesi"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from apps.assistant.reading.days import COUNTS, ISO, MONTH, NUMBERS, months_before, read_day
from apps.assistant.reading.feasts import in_dates
from apps.assistant.reading.periods import Period, named_period
from apps.assistant.reading.words import normal
from apps.components.words import MONTHS, WEEKDAYS, long_day

if TYPE_CHECKING:
    from collections.abc import Sequence

WEEK = tuple(normal(one).strip() for one in WEEKDAYS)
POINT = re.compile(
    rf"(?<![a-z0-9])(?:(?P<day>\d{{1,2}}|primo) )?(?P<month>{MONTH})(?: (?:del )?(?P<of>(?:19|20)\d\d))?(?![a-z0-9])"
    rf"|(?<![a-z0-9])(?P<year>(?:19|20)\d\d)(?![0-9])"
    rf"|(?<![a-z])(?<!che )(?<!un')(?P<now>oggi|adesso|ora|ieri)(?![a-z])"
    rf"|(?<![a-z])(?P<ago>(?:\d{{1,3}}|{'|'.join(COUNTS)}) (?:ann|mes|settiman|giorn)\w* fa)(?![a-z])"
    rf"|(?<![a-z])(?P<weekday>{'|'.join(WEEK)})(?: (?:scors[oa]|passat[oa]))?(?![a-z])"
)
"""How one end of a stretch is written."""

JOINED = re.compile(
    r"^ ?(?:(?:fino )?(?:a|al|all'|ad|e|ed|con|a quell[aoei]|con quell[aoei]|e quell[aoei]|rispetto a|contro) ?)"
    r"(?:(?:quell[aoei] )?(?:il|lo|la|l'|del|dello|dell'|della|di|al|a|d') ?)*$"
)
"""What stands between the two ends."""

COMPARED = re.compile(r" (?:confront\w*|paragon\w*|differenz\w*|rispetto|divers\w*) ")
"""How a question sets two days side by side, whatever stands between them."""

SINCE = re.compile(r" (?:da|dal|dall'|dallo|dalla|dopo|dopo il|a partire dal?) ?(?:il |l')?$")
"""What stands before the one end of a stretch that goes on until today."""

LAST = re.compile(
    r" (?:ne(?:gli|i|lle|ll'|l)|gli|le|l'|degli|delle|dell'|il) ?ultim[aoie] "
    r"(?:(?P<many>\d{1,3}|due|tre|quattro|cinque|sei|dieci) )?"
    r"(?P<unit>giorn|settiman|mes|trimestr|semestr|ann)(?P<end>\w*) "
)
"""How the last days are spoken of: "negli ultimi due mesi", "nell'ultima settimana"."""

SEVERAL = {("giorn", "i"): 7, ("settiman", "e"): 3, ("mes", "i"): 3, ("ann", "i"): 3}
"""How many are meant by "negli ultimi mesi", which says no number."""

SPOKEN_OF = {"giorn": 1, "settiman": 7}
MONTHS_OF = {"mes": 1, "trimestr": 3, "semestr": 6, "ann": 12}


@dataclass(frozen=True, slots=True)
class Stretch:
    """From one day to another, both included."""

    since: date
    until: date

    @property
    def words(self) -> str:
        """How it is written in Italian."""
        if self.since == self.until:
            return f"il {long_day(self.since)}"
        return f"dal {long_day(self.since)} al {long_day(self.until)}"

    def holds(self, day: date) -> bool:
        """Say whether a day is within."""
        return self.since <= day <= self.until


@dataclass(frozen=True, slots=True)
class _Point:
    """One end, and where it stands in the words."""

    first: date  # of what it names: a month, a year, a day
    last: date
    start: int
    end: int
    bare: bool  # whether its year is not said


def named_stretch(question: str, today: date) -> Stretch | Period | None:
    """
    Read over which time a question asks.

    Parameters
    ----------
    question
        In Italian: "da aprile a giugno", "dal 3 marzo", "il mese scorso", "il 20 ottobre", "nel 2025".
    today
        The day of the question; what has no year is the last that has begun.

    Returns
    -------
    Stretch, Period or None
        None where it names none.
    """
    return two_ends(question, today) or _of_one(question, today) or named_period(question, today)


def past_day(question: str, today: date) -> date | None:
    """
    Read on which day that is gone a question wants to see things: the last of the time that it names.

    Parameters
    ----------
    question
        In Italian: "il mese scorso", "a marzo", "nella primavera del 2025".
    today
        The day of the question.

    Returns
    -------
    date or None
        None where it names none, or a time that still runs.
    """
    if day := read_day(question, today):
        return day
    time = named_stretch(question, today)
    return time.until if time is not None and time.until < today else None


def two_ends(question: str, today: date) -> Stretch | None:
    """
    Read the two days between which a question asks, or which it compares.

    Parameters
    ----------
    question
        In Italian: "fra marzo e giugno", "la rete del 1/3/2026 con quella del 1/6/2026".
    today
        The day of the question.

    Returns
    -------
    Stretch or None
        A month or a year begins with its first day and ends with its last; None where it does not name two ends.
    """
    words = _spelled(question, today)
    points = _points(words, today)
    for one, other in zip(points, points[1:], strict=False):
        if JOINED.match(words[one.end : other.start]) or COMPARED.search(words):
            return _between(one, other, today)
    return None


def _of_one(question: str, today: date) -> Stretch | None:
    """Read a stretch that one end gives: until today, or one day alone; or the last days."""
    words = _spelled(question, today)
    if found := LAST.search(words):
        many = found["many"] or str(SEVERAL.get((found["unit"], found["end"]), 1))
        count = int(many) if many.isdigit() else COUNTS[many]
        unit = found["unit"]
        back = SPOKEN_OF.get(unit)
        since = (
            today - timedelta(days=count * back) if back else months_before(today, count * MONTHS_OF[unit])
        )
        return Stretch(since, today)
    points = _points(words, today)
    if len(points) != 1 or points[0].first == today:
        return None
    if SINCE.search(words[: points[0].start]):
        return Stretch(min(points[0].first, today), today)
    return Stretch(points[0].first, points[0].first) if points[0].first == points[0].last else None


def _between(one: _Point, other: _Point, today: date) -> Stretch:
    """Put two ends in order; the first takes the year of the second where it says none."""
    first, last = one.first, min(other.last, max(today, other.first))
    if one.bare and not other.bare:
        first = first.replace(year=other.first.year)
    if first > last and one.bare:
        first = first.replace(year=last.year - (first.replace(year=last.year) > last))
    return Stretch(min(first, last), max(first, last))


SAME_MONTH = re.compile(
    rf" (?P<first>\d{{1,2}}|primo) (?P<between>(?:e|ed|a|al|all') ?(?:il|l')?) ?(?P<last>\d{{1,2}} )"
    rf"(?P<month>(?:{MONTH})(?: (?:del )?(?:19|20)\d\d)?)"
)
"""How two days of one month are written, which is said once: "dal 3 al 10 marzo"."""

THIS_YEAR = re.compile(rf"(?<= )({MONTH}) (?:di quest' ?anno|dell'anno (?:in corso|corrente)) ")
LAST_YEAR = re.compile(rf"(?<= )({MONTH}) (?:dell'anno (?:scorso|passato)|dello scorso anno|scorso anno) ")


def _spelled(question: str, today: date) -> str:
    """Write a question's words with its days in full: "1/3/2026" as "1 marzo 2026"; "l'anno scorso" in figures."""

    def in_full(day: str, month: str, year: str) -> str:
        known = 1 <= int(month) <= len(MONTHS)
        return f" {int(day)} {MONTHS[int(month) - 1]} {year} " if known else " "

    text = ISO.sub(lambda it: in_full(it[3], it[2], it[1]), question)
    text = NUMBERS.sub(lambda it: in_full(it[1], it[2], it[3]), text)
    words = normal(re.sub(r"[?!,;:]|\.(?=\s|$)", " ", text.replace("1°", "1"))).replace("1o ", "1 ")
    words = SAME_MONTH.sub(r" \g<first> \g<month> \g<between> \g<last>\g<month>", words)
    words = in_dates(words, today)
    words = THIS_YEAR.sub(rf"\1 {today.year} ", words)
    words = LAST_YEAR.sub(rf"\1 {today.year - 1} ", words)
    return f" {' '.join(words.split())} "


def _points(words: str, today: date) -> Sequence[_Point]:
    """List the ends that words name, in their order; a day that no calendar has is none."""
    found = []
    for at in POINT.finditer(words):
        try:
            first, last = _days(at, today)
        except ValueError:
            continue
        bare = bool(at["month"]) and not at["of"]
        found.append(_Point(first, last, at.start(), at.end(), bare))
    return found


def _days(at: re.Match[str], today: date) -> tuple[date, date]:
    """Return the first and the last day of what one end names."""
    if at["month"]:
        month = MONTHS.index(at["month"]) + 1
        day = {None: 1, "primo": 1}.get(at["day"]) or int(at["day"])
        year = int(at["of"] or today.year)
        first = date(year, month, day)
        if not at["of"] and first > today:
            first = first.replace(year=year - 1)
        ends = first if at["day"] else Period("month", first).until
        return first, ends
    if at["year"]:
        return date(int(at["year"]), 1, 1), date(int(at["year"]), 12, 31)
    if at["weekday"]:
        back = (today.weekday() - WEEK.index(at["weekday"])) % 7
        return (today - timedelta(days=back or 7),) * 2
    day_ = read_day(f" {at[0]} ", today) or today
    return day_, day_
