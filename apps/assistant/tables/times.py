"""Read over which days the rows of a table are asked for: what is to come, or what has been."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from apps.assistant.reading.stretches import named_stretch
from apps.assistant.reading.windows import Window, named_window
from apps.assistant.restated.slots import TIME
from apps.components.words import long_day, on_day

if TYPE_CHECKING:
    from datetime import date

FROM = re.compile(r" (?:(?:tra|fra|dal|da)(?: il| l')? )?(?:\d{1,2}|primo)(?: \w+)? (?:e|al|a|ed)(?: il)? $")
"""What begins a stretch before the time that ends it: "dal 10 al (20 ottobre)"."""

TO = re.compile(r"^ (?:(?:e )?(?:fino )?(?:ad?|al|all'|e) )(?:oggi(?= )|adesso(?= ))")
"""How a stretch that began goes on up to the day of the question."""

AND = re.compile(r"^ (?:e|ed|a|ad|al|fino a|fino al) $")
"""What stands between two times that are one stretch."""

UP_TO = re.compile(
    r"^(?:(?P<before>prima (?:di|del|dell'|della))|(?:fino a|fino al|entro|non oltre)(?: il)?) "
)
"""How only the end of a stretch of what has been is said."""


class Time(NamedTuple):
    """Days that a question names."""

    start: int  # where its words begin, and where they end
    end: int
    first: date | None
    last: date | None

    @property
    def said(self) -> str:
        """How it is told: "dal 1° ottobre 2026 al 31 ottobre 2026"."""
        if self.first == self.last and self.first:
            return on_day(self.first)
        since = self.first and f"dal {long_day(self.first)}"
        until = self.last and f"al {long_day(self.last)}" if self.first else f"fino al {long_day(self.last)}"
        return " ".join(one for one in (since, until) if one)


def named_time(words: str, day: date, *, past: bool) -> Time | None:
    """
    Read the days that a question names.

    Parameters
    ----------
    words
        As `split` writes it.
    day
        The day of the question.
    past
        Whether what has been is asked for: "da ottobre" has then begun, and else is to begin.

    Returns
    -------
    Time or None
        None where it names none.
    """
    found = TIME.search(words)
    if found is None:
        return None
    start, end = found.start(), found.end()
    if not past:
        said = found[0].strip()
        window: Any = named_window(said, day) or named_stretch(said, day)
        if window is None:
            return None
        since, until = (
            (window.first, window.last) if isinstance(window, Window) else (window.since, window.until)
        )
        return Time(start, end, since, until)
    if before := FROM.search(words[:start]):
        start = before.start() + 1
    if (after := TIME.search(words, end)) and AND.search(words[end : after.start()]):
        end = after.end()
    if now := TO.search(words[end:]):
        end += now.end()
    return _of_past(words[start:end].strip(), day, start, end)


def _of_past(said: str, day: date, start: int, end: int) -> Time | None:
    """Read a stretch of what has been."""
    up_to = UP_TO.search(said)
    stretch: Any = named_stretch(said[up_to.end() :] if up_to else said, day)
    if stretch is None:
        return None
    if up_to is None:
        return Time(start, end, stretch.since, stretch.until)
    last = stretch.since - timedelta(days=1) if up_to["before"] else stretch.until
    return Time(start, end, None, last)
