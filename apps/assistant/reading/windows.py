"""Read over which days to come a question asks: "da qui a mercoledì", "a dicembre", "dal 24 al 30", "dopo le feste"."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from apps.assistant.reading.days import NUMBERS, SHORT
from apps.assistant.reading.deadlines import PATTERNS, SOON, day_of
from apps.assistant.reading.feasts import MONTH, in_dates
from apps.assistant.reading.words import normal
from apps.components.words import MONTHS, WEEKDAYS, long_day

if TYPE_CHECKING:
    from collections.abc import Callable

WEEK = tuple(normal(one).strip() for one in WEEKDAYS)
THE = r"(?:il |lo |la |l'|giorno )?"


def _end(name: str) -> str:
    """Write the pattern of one end of a window, its groups ended by a name."""
    return (
        rf"(?:(?P<day{name}>\d{{1,2}}|primo)(?: (?P<of{name}>{MONTH})(?: (?:del )?(?P<year{name}>20\d\d))?)?"
        r"(?! ?(?:giorn|settiman|mes[ei]|ann[oi]|ore|euro|per cento|person))"
        rf"|(?P<month{name}>{MONTH})(?: (?:del )?(?P<in{name}>20\d\d))?"
        rf"|(?P<weekday{name}>{'|'.join(WEEK)})(?: (?:prossimo|prossima|che viene))?(?: (?P<at{name}>\d{{1,2}}))?"
        rf"(?: (?P<wof{name}>{MONTH}))?"
        rf"|(?P<soon{name}>{'|'.join(SOON)}))"
    )


NOT_IN_WORD = r"(?<![a-z0-9])"
ENDS = r"(?![a-z0-9])"
BETWEEN = re.compile(
    rf"{NOT_IN_WORD}(?:dal|dall'|da|dalla|tra|fra) ?{THE}{_end('_a')} (?:fino )?(?:al|all'|alla|a|e|ed) ?{THE}"
    rf"{_end('_b')}{ENDS}"
)
AFTER = re.compile(
    rf"{NOT_IN_WORD}(?:(?P<past>dopo|passat[oaie]) {THE}{_end('')}"
    rf"|(?:dal|dall'|da|a partire dal?) ?{THE}{_end('_on')} in (?:poi|avanti)){ENDS}"
)
BY = re.compile(
    rf"{NOT_IN_WORD}(?P<how>entro|fino|non oltre|per|prima|(?:da|di) qui)"
    rf"(?: a| al| all'| alla| di| del| dell'| della)? ?{THE}{_end('')}{ENDS}"
)
ON = re.compile(
    rf"{NOT_IN_WORD}(?:(?:per|di|del|dell'|a|ad|in|nel|nella|su|mese di|giornata di|della) ?)?{THE}{_end('')}{ENDS}"
)
"""The ways of a window: between two ends, after one, until one, of one."""

NEXT_WEEK = re.compile(
    rf"{NOT_IN_WORD}(?:nella |la |della |per la |di )?"
    rf"(?:prossima settimana|settimana (?:prossima|che viene|entrante)){ENDS}"
)
NEXT_MONTH = re.compile(
    rf"{NOT_IN_WORD}(?:nel |il |del |per il |di )?(?:prossimo mese|mese (?:prossimo|che viene|entrante)){ENDS}"
)
WEEKEND = re.compile(
    rf"{NOT_IN_WORD}(?:nel |il |del |per il |questo |in )?(?:wee(?:k|ch) ?end|fine settimana|finesettimana){ENDS}"
)
WEEK_AFTER = re.compile(
    r"^ (?:e |ma |poi |invece )*(?:(?:ne)?l?la |per la )?(?:settimana (?:dopo|successiva|seguente|ancora dopo)"
    r"|(?:quella|quell'altra) dopo) $"
)
MONTH_AFTER = re.compile(
    r"^ (?:e |ma |poi |invece )*(?:(?:ne)?l? ?(?:il )?|per il )?mese (?:dopo|successivo|seguente) $"
)
"""How the time after the one that was spoken of is said."""

SATURDAY, SUNDAY = 5, 6


@dataclass(frozen=True, slots=True)
class Window:
    """Days to come, both ends included; without a first, what is late is within too."""

    first: date | None
    last: date | None  # None: whenever after the first

    @property
    def words(self) -> str:
        """How it is written in Italian."""
        if self.first is None:
            return f"entro {long_day(self.last, weekday=True)}"
        if self.last is None:
            return f"dal {long_day(self.first)} in poi"
        if self.first == self.last:
            return long_day(self.first, weekday=True)
        return f"dal {long_day(self.first)} al {long_day(self.last)}"

    def holds(self, day: date) -> bool:
        """Say whether a day is within."""
        return (self.first is None or day >= self.first) and (self.last is None or day <= self.last)


def named_window(question: str, today: date) -> Window | None:
    """
    Read over which days to come a question asks.

    Parameters
    ----------
    question
        In Italian.
    today
        The day of the question.

    Returns
    -------
    Window or None
        None where it names no day to come.

    Examples
    --------
    >>> named_window("a dicembre", date(2026, 11, 22))
    Window(first=datetime.date(2026, 12, 1), last=datetime.date(2026, 12, 31))
    """
    found = _find(question, today)
    return found[0] if found else None


def without_window(question: str, today: date) -> str:
    """
    Take the days to come out of a question.

    Parameters
    ----------
    question
        In Italian.
    today
        The day of the question.

    Returns
    -------
    str
        As `apps.assistant.reading.words.normal` writes it, and the rest where it names none.
    """
    found = _find(question, today)
    return found[1] if found else _spelled(question, today)


def coming_after(question: str, before: Window | None, today: date) -> Window | None:
    """
    Read a week or a month that comes after the days that were spoken of.

    Parameters
    ----------
    question
        Such as "e la settimana dopo?".
    before
        The days that were spoken of; None for those that run.
    today
        The day of the question.

    Returns
    -------
    Window or None
        None where the question says something else.
    """
    words = f" {' '.join(normal(re.sub(r'[?!.,;:]', ' ', question)).split())} "
    last = (before.last if before else None) or today
    if WEEK_AFTER.match(words):
        return _next_week(None, last)
    return _next_month(None, last) if MONTH_AFTER.match(words) else None


def _find(question: str, today: date) -> tuple[Window, str] | None:
    """Read the window, and what the question says beside it; the most exact way first."""
    words = _spelled(question, today)
    for pattern, read in WAYS:
        for at in pattern.finditer(words):
            try:
                window = read(at, today)
            except ValueError:
                continue
            if window is not None:
                return window, f"{words[: at.start()]} {words[at.end() :]}"
    return None


def _spelled(question: str, today: date) -> str:
    """Write a question's words with feasts and days in full."""

    def in_full(day: str, month: str, year: str) -> str:
        known = 1 <= int(month) <= len(MONTHS)
        return f" {int(day)} {MONTHS[int(month) - 1]} {year} " if known else " "

    text = NUMBERS.sub(lambda it: in_full(it[1], it[2], it[3]), question)
    text = SHORT.sub(lambda it: in_full(it[1], it[2], ""), text)
    words = normal(re.sub(r"[?!,;:]|\.(?=\s|$)", " ", text.replace("1°", "1"))).replace("1o ", "1 ")
    return f" {' '.join(in_dates(words, today, ahead=True).split())} "


def _between(at: re.Match[str], today: date) -> Window | None:
    """Read a window with two ends; the first takes the month of the second where it says none."""
    second = _days(at, "_b", today)
    if at["day_a"] and not at["of_a"] and at["day_b"]:
        day = int(at["day_a"].replace("primo", "1"))
        month = second[1].replace(day=1)
        if day > second[1].day:
            month = (month - timedelta(days=1)).replace(day=1)
        return Window(max(month.replace(day=day), today), second[1])
    first = _days(at, "_a", today)
    if first[0] > second[1]:
        return None
    return Window(max(first[0], today), second[1])


def _after(at: re.Match[str], today: date) -> Window:
    """Read a window that begins after a day, or on it."""
    name = "" if at["past"] else "_on"
    days = _days(at, name, today)
    return Window(days[1] + timedelta(days=1) if at["past"] else days[0], None)


def _by(at: re.Match[str], today: date) -> Window:
    """Read a window that ends with a day; before a day, the one before."""
    days = _days(at, "", today)
    return Window(None, days[0] - timedelta(days=1) if at["how"] == "prima" else days[1])


def _on(at: re.Match[str], today: date) -> Window | None:
    """Read a window of one day or month; a bare number is a day only after its article."""
    if at["day"] and not at["of"] and not re.search(r"(?:il|l') ?\d+$|(?:il|l')? ?primo$", at[0]):
        return None
    if at["soon"] and SOON[at["soon"]] == 0:
        return None
    days = _days(at, "", today)
    return Window(max(days[0], today), days[1])


def _days(at: re.Match[str], name: str, today: date) -> tuple[date, date]:
    """Return the first and the last day of what one end names, the next such."""
    if soon := at[f"soon{name}"]:
        return (today + timedelta(days=SOON[soon]),) * 2
    if weekday := at[f"weekday{name}"]:
        if at[f"at{name}"]:
            return (_next(today, int(at[f"at{name}"]), at[f"wof{name}"], None),) * 2
        return (today + timedelta(days=(WEEK.index(weekday) - today.weekday()) % 7 or 7),) * 2
    if month := at[f"month{name}"]:
        number = MONTHS.index(month) + 1
        year = int(at[f"in{name}"] or today.year + (number < today.month))
        return date(year, number, 1), date(year, number, monthrange(year, number)[1])
    day = int(at[f"day{name}"].replace("primo", "1"))
    year_ = at[f"year{name}"]
    return (_next(today, day, at[f"of{name}"], int(year_) if year_ else None),) * 2


def _next(today: date, day: int, month: str | None, year: int | None) -> date:
    """Return the next such day of the calendar."""
    if month:
        number = MONTHS.index(month) + 1
        found = date(year or today.year, number, day)
        return found if year or found >= today else found.replace(year=today.year + 1)
    for ahead in range(13):
        in_year, at = divmod(today.year * 12 + today.month - 1 + ahead, 12)
        if day <= monthrange(in_year, at + 1)[1] and date(in_year, at + 1, day) >= today:
            return date(in_year, at + 1, day)
    raise ValueError(day)


def _next_week(_at: re.Match[str] | None, today: date) -> Window:
    """Return the week that comes."""
    monday = today + timedelta(days=7 - today.weekday())
    return Window(monday, monday + timedelta(days=SUNDAY))


def _next_month(_at: re.Match[str] | None, today: date) -> Window:
    """Return the month that comes."""
    first = (today.replace(day=28) + timedelta(days=4)).replace(day=1)
    return Window(first, first.replace(day=monthrange(first.year, first.month)[1]))


def _weekend(_at: re.Match[str], today: date) -> Window:
    """Return the Saturday and Sunday that come, or that run."""
    saturday = today + timedelta(days=SATURDAY - today.weekday())
    return Window(max(saturday, today), saturday + timedelta(days=1))


def _until(at: re.Match[str], today: date, kind: str) -> Window | None:
    """Return the days until the one that words name in some other way: "entro fine mese"."""
    day = day_of(at, kind, today)
    return Window(None, day) if day else None


WAYS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], Window | None]], ...] = (
    (BETWEEN, _between),
    (AFTER, _after),
    (NEXT_WEEK, _next_week),
    (NEXT_MONTH, _next_month),
    (BY, _by),
    *((pattern, partial(_until, kind=kind)) for pattern, kind in PATTERNS),
    (WEEKEND, _weekend),
    (ON, _on),
)
