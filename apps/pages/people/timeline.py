"""Draw a party's ties on a line of years."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from apps.components.words import count, short_day, strength_words
from apps.pages.people.neighbours import role

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from coordinator.network.record import Span


@dataclass(frozen=True, slots=True)
class Bar:
    """A tie on the timeline: where it begins and how long it is, in hundredths of the width."""

    span: Span
    role: str
    left: float
    width: float
    words: str


def timeline(spans: Iterable[Span], day: date, name: str) -> dict[str, Any]:
    """
    Draw ties on a line of years.

    Parameters
    ----------
    spans
        The ties.
    day
        Today: ties that still hold run up to it.
    name
        What to call the one whose ties they are.

    Returns
    -------
    dict
        ``bars``, oldest first, and ``years``: (label, place in hundredths of the width).
    """
    ties = sorted(spans, key=lambda span: (span.since, span.tie_id))
    if not ties:
        return {"bars": [], "years": [], "total": ""}
    recent = [span for span in ties if span.until is None or (day - span.until).days < 365 * 8]
    first = max(min(span.since for span in recent or ties), day.replace(year=day.year - 8, day=1))
    length = max((day - first).days, 30)

    def at(when: date) -> float:
        return min(100.0, max(0.0, 100.0 * (when - first).days / length))

    bars = [
        Bar(
            span,
            role(span, name),
            at(span.since),
            max(at(span.until or day) - at(span.since), 1.2),
            _words(span),
        )
        for span in recent
    ]
    years = [
        (str(year), at(day.replace(year=year, month=1, day=1)))
        for year in range(first.year + 1, day.year + 1)
    ]
    return {"bars": bars, "years": years, "total": count(len(bars), "legame", "legami")}


def _words(span: Span) -> str:
    """Say a tie with its days, its strength and who stated it."""
    parts = [
        f"dal {short_day(span.since)} al {short_day(span.until)}"
        if span.until
        else f"dal {short_day(span.since)}",
        strength_words(span.strength, conflict=span.conflict)
        if span.strength is not None or span.conflict
        else "",
        f"lo dice {span.stated_by}" if span.stated_by else "",
    ]
    return " · ".join(part for part in parts if part)
