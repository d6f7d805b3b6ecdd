"""Write what is due, visits and meetings as an iCalendar file, which any calendar can read."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import aliased

from coordinator.errors import UnknownPartyError
from coordinator.model import Contact, Party, vocabulary
from coordinator.pathway.agenda import gather_agenda

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

    from icalendar import Event

    from coordinator.pathway.day import Due
    from coordinator.protection import Viewer
    from coordinator.store import Store

KINDS = {"termine": "Termine", "compito": "Compito", "invio": "Invio"}
APPOINTMENTS = ("visita", "colloquio", "telefonata", "accesso_domiciliare", "riunione")
"""Contacts that one goes to; admissions and discharges are no appointments, and their name tells of health."""


@dataclass(frozen=True, slots=True)
class Appointment:
    """A visit or meeting that is written for a day."""

    key: int
    kind: str  # of `APPOINTMENTS`
    day: date
    person_id: str
    person_name: str
    with_name: str


def export_calendar(
    store: Store,
    target: Path,
    day: date,
    viewer: Viewer,
    *,
    person_id: str | None = None,
    names: bool = False,
) -> int:
    """
    Write what is due, and the visits and meetings from a day on.

    Parameters
    ----------
    store
        The record.
    target
        The file; one that exists is replaced.
    day
        From which visits and meetings count.
    viewer
        Who asks; needs to read cases, and gets what waits for her and her teams.
    person_id
        Of one person alone; of all whom the viewer sees and who are not reserved, when None.
    names
        As in `write_calendar`.

    Returns
    -------
    int
        Events written.

    Raises
    ------
    NotAllowedError
        If the viewer may not read cases, or the person is not hers.
    UnknownPartyError
        If the store has no such person.
    """
    viewer.require("read", "case", of=person_id)
    with viewer.reading() as session:
        if person_id is not None and session.scalar(select(Party.key).where(Party.id == person_id)) is None:
            raise UnknownPartyError(person_id)
        reserved = set(session.scalars(select(Party.id).where(Party.hidden))) - {person_id}
    dues = [
        one
        for one in gather_agenda(store, viewer, day).dues
        if person_id in (None, one.person_id) and one.person_id not in reserved
    ]
    written = write_calendar(dues, day, names=names, appointments=_appointments(viewer, day, person_id))
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(written)
    return written.count(b"BEGIN:VEVENT")


def write_calendar(
    dues: Iterable[Due], day: date, *, names: bool = False, appointments: Iterable[Appointment] = ()
) -> bytes:
    """
    Write what is due as all-day events.

    Parameters
    ----------
    dues
        Terms, tasks and referrals; one without a day, such as a suspended term, is left out.
    day
        On which the file is made.
    names
        Whether the person is named, and what is to be done for her is told in the notes. A calendar often
        leaves the office and its titles show on locked telephones: by default they have the kind of thing, the
        name of a term and a code, and nothing that tells of health.
    appointments
        Visits and meetings.

    Returns
    -------
    bytes
        iCalendar, UTF-8. The same thing due keeps its identifier, so that importing twice adds nothing.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//Ponte//Scadenze//IT")
    calendar.add("version", "2.0")
    stamp = datetime(day.year, day.month, day.day, tzinfo=UTC)
    told_apart: Counter[str] = Counter()
    for one in sorted(dues, key=lambda due: due.what):
        if one.due is None:
            continue
        what = f"{KINDS[one.kind]}: {one.what}" if one.kind == "termine" else KINDS[one.kind]
        title = f"{what} ({one.person_name if names else one.case_id})"
        place = f"{one.case_id}.{one.kind}.{one.due:%Y%m%d}"
        told_apart[place] += 1  # what is due would tell of health in the identifier too
        event = _whole_day(f"{place}.{told_apart[place]}", one.due, title, KINDS[one.kind], stamp)
        notes = [one.what if names and one.kind != "termine" else "", one.norm or ""]
        if told := "\n".join(filter(None, notes)):
            event.add("description", told)
        calendar.add_component(event)
    labels = vocabulary().terms["contact_kinds"]
    for meet in appointments:
        label = labels[meet.kind].label.capitalize()
        title = f"{label} ({meet.person_name if names else meet.person_id})"
        event = _whole_day(f"{meet.person_id}.incontro.{meet.key}", meet.day, title, label, stamp)
        if names:
            event.add("description", f"Con {meet.with_name}")
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _whole_day(identifier: str, on: date, title: str, category: str, stamp: datetime) -> Event:
    """Make an event of a whole day, which leaves the day free for others and is nobody else's to see."""
    from icalendar import Event

    event = Event()
    event.add("uid", f"{identifier}@ponte")
    event.add("dtstamp", stamp)
    event.add("dtstart", on)
    event.add("dtend", on + timedelta(days=1))
    event.add("summary", title)
    event.add("categories", [category])
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    return event


def _appointments(viewer: Viewer, day: date, person_id: str | None) -> list[Appointment]:
    """Read the visits and meetings from a day on, of the persons whom the viewer sees."""
    person, other = aliased(Party), aliased(Party)
    query = (
        select(Contact.key, Contact.kind, Contact.day, person.id, person.name, other.name)
        .join(person, person.key == Contact.person_key)
        .join(other, other.key == Contact.with_key)
        .where(Contact.day >= day, Contact.kind.in_(APPOINTMENTS), viewer.sees(person.key))
        .where(~other.hidden, ~person.hidden if person_id is None else person.id == person_id)
        .order_by(Contact.day, Contact.key)
    )
    with viewer.reading() as session:
        return [Appointment(*row) for row in session.execute(query)]
