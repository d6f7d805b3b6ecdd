"""Read and write opening hours as offices write them: ``lun-ven 08:00-13:00; mar 14:30-17:00``."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

DAYS = ("lun", "mar", "mer", "gio", "ven", "sab", "dom")
EVERY_DAY = ("tutti i giorni", "ogni giorno", "sempre")
MIDNIGHT = "24:00"
HINT = "scrivi gli orari così: lun-ven 08:00-13:00; mar 14:30-17:00"

PART = re.compile(r"(?P<days>\D+?)\s*(?P<times>\d.*)")
TIMES = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*[-–]\s*(\d{1,2})(?:[:.](\d{2}))?")


class BadHoursError(ValueError):
    """Opening hours cannot be read; the message, in Italian, says how to write them."""


@dataclass(frozen=True, slots=True)
class Opening:
    """On some days of the week a service opens and closes once."""

    days: tuple[int, ...]  # 0 Monday to 6 Sunday, in order
    opens: str  # "08:00"
    closes: str  # "13:00"; "24:00" is the end of the day

    def __post_init__(self) -> None:
        """Refuse an opening on no day, or one that ends before it begins."""
        if not self.days or not set(self.days) <= set(range(7)):
            raise BadHoursError(HINT)
        if not "00:00" <= self.opens < self.closes <= MIDNIGHT:
            message = (
                f"{self.opens}-{self.closes}: chiude prima di aprire. Oltre la mezzanotte scrivi due righe, "
                "per esempio sab 22:00-24:00; dom 00:00-02:00"
            )
            raise BadHoursError(message)


def read_hours(text: str) -> tuple[Opening, ...]:
    """
    Read opening hours.

    Parameters
    ----------
    text
        Days or spans of days, then one or more times: ``"lun-ven 8-13 e 14-17; sab 9.00-12.30"``.

    Returns
    -------
    tuple of Opening
        Days with the same times together, in the order of the week.

    Raises
    ------
    BadHoursError
        If a part cannot be read, or two times of one day overlap.
    """
    found = []
    for part in filter(None, (part.strip() for part in re.split(r"[;\n]", text.casefold()))):
        fits = PART.fullmatch(part)
        times = list(TIMES.finditer(fits["times"])) if fits else []
        if fits is None or not times or re.sub(r"\s*(e|,|/)?\s*", "", TIMES.sub("", fits["times"])):
            message = f"{part!r} non si capisce: {HINT}"
            raise BadHoursError(message)
        days = _days(fits["days"])
        found += [Opening(days, _clock(one[1], one[2]), _clock(one[3], one[4])) for one in times]
    if not found:
        raise BadHoursError(HINT)
    return together(found)


def together(openings: Iterable[Opening]) -> tuple[Opening, ...]:
    """
    Put the days that have the same times together.

    Parameters
    ----------
    openings
        In any order.

    Returns
    -------
    tuple of Opening
        In the order of the week.

    Raises
    ------
    BadHoursError
        If two times of one day overlap.
    """
    days: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    for one in openings:
        days[one.opens, one.closes].update(one.days)
    for day in range(7):
        times = sorted(span for span, on in days.items() if day in on)
        for (_, closes), (opens, _) in pairwise(times):
            if opens < closes:
                message = f"{DAYS[day]}: due orari si accavallano alle {opens}. Tienine uno"
                raise BadHoursError(message)
    openings = [Opening(tuple(sorted(on)), *span) for span, on in days.items()]
    return tuple(sorted(openings, key=lambda one: (one.days[0], one.opens, one.days)))


def write_hours(openings: Iterable[Opening]) -> str:
    """
    Write opening hours in their one spelling.

    Parameters
    ----------
    openings
        As `read_hours` gives them.

    Returns
    -------
    str
        E.g. ``"lun-ven 08:00-13:00; mar 14:30-17:00"``.
    """
    return "; ".join(f"{_span(one.days)} {one.opens}-{one.closes}" for one in together(openings))


def _span(days: tuple[int, ...]) -> str:
    """Write days as spans: three or more in a row with a dash."""
    runs: list[list[int]] = []
    for day in days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ", ".join(
        f"{DAYS[run[0]]}-{DAYS[run[-1]]}" if len(run) > 2 else ", ".join(DAYS[day] for day in run)
        for run in runs
    )


def _days(text: str) -> tuple[int, ...]:
    """Read days: names, in full or by three letters, lists and spans of them."""
    words = re.sub(r"\b(dal|da|al|il|la|dalle|ore|h)\b", " ", text.strip(" :,"))
    if words.strip() in EVERY_DAY:
        return tuple(range(7))
    days: set[int] = set()
    for span in re.split(r",|/|\be\b", words):
        names = re.findall(r"[a-zì]+", span)
        if not 1 <= len(names) <= 2:
            message = f"{text.strip()!r} non sono giorni: {HINT}"
            raise BadHoursError(message)
        first, last = _day(names[0]), _day(names[-1])
        days.update(range(first, last + 1) if first <= last else {*range(first, 7), *range(last + 1)})
    return tuple(sorted(days))


def _day(name: str) -> int:
    """Find a day of the week."""
    if name[:3] not in DAYS:
        message = f"{name!r} non è un giorno: {HINT}"
        raise BadHoursError(message)
    return DAYS.index(name[:3])


def _clock(hours: str, minutes: str | None) -> str:
    """Write a time with two figures each."""
    if int(hours) > 24 or int(minutes or 0) > 59:
        message = f"{hours}:{minutes or '00'} non è un’ora: {HINT}"
        raise BadHoursError(message)
    return f"{int(hours):02}:{int(minutes or 0):02}"
