"""Write terms, tasks and referrals as an iCalendar file, which any calendar can read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from coordinator.pathway.day import Due

KINDS = {"termine": "Termine", "compito": "Compito", "invio": "Invio"}


def write_calendar(dues: Iterable[Due], day: date, *, names: bool = False) -> bytes:
    """
    Write what is due as all-day events.

    Parameters
    ----------
    dues
        Terms, tasks and referrals; one without a day, such as a suspended term, is left out.
    day
        On which the file is made.
    names
        Whether titles name the person: a calendar often leaves the office, so by default they name the
        case's id alone.

    Returns
    -------
    bytes
        iCalendar, UTF-8. The same thing due keeps its identifier, so that importing twice adds nothing.
    """
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//Ponte//Scadenze//IT")
    calendar.add("version", "2.0")
    stamp = datetime(day.year, day.month, day.day, tzinfo=UTC)
    for one in dues:
        if one.due is None:
            continue
        event = Event()
        event.add("uid", f"{one.case_id}.{one.kind}.{_slug(one.what)}.{one.due:%Y%m%d}@ponte")
        event.add("dtstamp", stamp)
        event.add("dtstart", one.due)
        event.add("dtend", one.due + timedelta(days=1))
        event.add("summary", f"{KINDS[one.kind]}: {one.what} ({one.person_name if names else one.case_id})")
        event.add("categories", [KINDS[one.kind]])
        event.add("transp", "TRANSPARENT")
        if one.norm:
            event.add("description", one.norm)
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _slug(words: str) -> str:
    """Shorten words to letters and digits."""
    return "".join(letter for letter in words.casefold() if letter.isalnum())[:40]
