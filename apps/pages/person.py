"""Show a person's record: who she is, who is around her, and how that came about."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from apps.components.frame import argument, page
from apps.components.words import (
    KINDS,
    age,
    count,
    hours,
    long_day,
    place_name,
    role_words,
    sectors,
    short_day,
    strength_words,
)
from apps.pages.home import example
from coordinator.findings import SEVERITIES, find_for
from coordinator.model import Person, vocabulary
from coordinator.network import ego
from coordinator.network.drawing import draw
from coordinator.network.nearby import people_like
from coordinator.network.record import find_people, read_record

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from apps.components.desk import Desk
    from coordinator.findings import Finding
    from coordinator.model import Party
    from coordinator.network.record import Record, Span
    from coordinator.protection import Viewer

SHOWN = 3
"""Findings that the record shows; the panel beside the map has all."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A tie on the timeline: where it begins and how long it is, in hundredths of the width."""

    span: Span
    role: str
    left: float
    width: float
    words: str


def show_person(desk: Desk) -> None:
    """Fill the document with a person's record, or with the search for one."""
    viewer = desk.viewer()
    today = desk.today()
    person_id = argument("id")
    if not person_id:
        text = argument("cerca")
        found = find_people(desk.store, text, viewer)
        near = [] if found else people_like(desk.store, text, viewer)
        people = [(person, age(person.born_on, today)) for person in found or near]
        page(desk, "search.html", "Persone", "persone", viewer=viewer, text=text, people=people, near=near)
        return
    record = read_record(desk.store, person_id, today, viewer)
    page(
        desk,
        "person.html",
        record.party.name,
        "persone",
        viewer=viewer,
        party=record.party,
        facts=facts(record, today),
        needs=record.needs,
        near=short_name(record.party),
        **pictured(desk, record, today),
        **noticed(desk, person_id),
        **timeline(record.spans, today, short_name(record.party)),
    )


def choices(desk: Desk, viewer: Viewer, text: str) -> list[tuple[Person, int | None]]:
    """
    List whose map may be opened, with their ages; a demonstration begins with its example.

    Parameters
    ----------
    desk
        The store and the day.
    viewer
        Who asks.
    text
        What was searched; empty lists who is followed.

    Returns
    -------
    list of (Person, int or None)
        In the order of names after the example.
    """
    people = find_people(desk.store, text, viewer)
    first = None if text else example(desk, viewer)
    if first is not None:
        people = [first, *(one for one in people if one.id != first.id)]
    return [(one, age(one.born_on, desk.today())) for one in people]


def pictured(desk: Desk, record: Record, day: date) -> dict[str, Any]:
    """
    Draw who is around a party, and list them sector by sector.

    Parameters
    ----------
    desk
        The store.
    record
        The party's.
    day
        On which ties must hold.

    Returns
    -------
    dict
        ``around``: (key of the sector, its name, entries of `around`), in the order of the sectors; one
        nameless group where the viewer may not read the network. ``picture``: the address of a small
        drawing, empty where there is nothing to draw.
    """
    viewer, party = desk.viewer(), record.party
    entries = around(record.spans, day, short_name(party))
    if not entries or not viewer.may("read", "network"):
        return {"around": [("", "", entries)] if entries else [], "picture": ""}
    graph = ego(desk.store, party.id, day, viewer).graph
    held: dict[str, list[dict[str, str]]] = {}
    for entry in entries:
        held.setdefault(graph.nodes.get(entry["id"], {}).get("sector") or "altro", []).append(entry)
    drawing = base64.b64encode(draw(graph, party.id, bare=True).encode()).decode()
    return {
        "around": [(key, label, held[key]) for key, label in sectors().items() if key in held],
        "picture": f"data:image/svg+xml;base64,{drawing}",
    }


def noticed(desk: Desk, person_id: str) -> dict[str, Any]:
    """
    Collect what was noticed about a person today.

    Parameters
    ----------
    desk
        The store and the day.
    person_id
        Of the person; another party has no findings.

    Returns
    -------
    dict
        ``findings``, the `SHOWN` gravest, or None where the viewer may not read them; ``findings_left``.
    """
    viewer = desk.viewer()
    if not (person_id.startswith("per:") and viewer.may("read", "findings")):
        return {"findings": None, "findings_left": 0}
    found: list[Finding] = sorted(
        find_for(desk.store, person_id, desk.today(), viewer), key=lambda one: SEVERITIES.index(one.severity)
    )
    return {"findings": found[:SHOWN], "findings_left": len(found[SHOWN:])}


def facts(record: Record, day: date) -> list[tuple[str, str]]:
    """
    List what the record says of a party, as label and value; what nobody recorded is left out.

    Parameters
    ----------
    record
        The record.
    day
        On which the age is counted.

    Returns
    -------
    list of (str, str)
        In Italian.
    """
    party: Any = record.party
    found = [("", KINDS.get(party.kind, party.kind))]
    if isinstance(party, Person):
        years = age(party.born_on, day)
        woman = party.sex == "F"
        unborn = f"non ancora {'nata' if woman else 'nato'}"
        born = f"{long_day(party.born_on)} ({unborn if years is None else f'{years} anni'})"
        found = [
            ("Nata" if woman else "Nato", born if party.born_on else ""),
            ("Codice fiscale", party.tax_code or ""),
        ]
    found.append(("Zona", place_name(getattr(party, "area", None))))
    found.append(("Telefono", getattr(party, "phone", None) or ""))
    return [(label, value) for label, value in found if value]


def around(spans: Iterable[Span], day: date, name: str) -> list[dict[str, str]]:
    """
    List who is around a party on a day, one entry a party with all that ties them.

    Parameters
    ----------
    spans
        Her ties through time.
    day
        The day.
    name
        What to call her.

    Returns
    -------
    list of dict
        ``id``, ``name``, ``role``, ``more``.
    """
    found: dict[str, dict[str, Any]] = {}
    for span in sorted(spans, key=lambda span: (vocabulary().tie_kind(span.kind).code, span.other_name)):
        if not span.holds_on(day):
            continue
        entry = found.setdefault(
            span.other_id, {"id": span.other_id, "name": span.other_name, "roles": {}, "more": {}}
        )
        entry["roles"].setdefault(role(span, name))
        if span.hours_per_week:
            entry["more"].setdefault(hours(span.hours_per_week))
        if span.conflict:
            entry["more"].setdefault("in conflitto")
    return [
        {**entry, "role": ", ".join(entry["roles"]), "more": ", ".join(entry["more"])}
        for entry in found.values()
    ]


def role(span: Span, name: str) -> str:
    """
    Say what the other party of a tie is to the one whose record is read.

    Parameters
    ----------
    span
        The tie.
    name
        What to call the one whose record is read.

    Returns
    -------
    str
        ``"figlia"``, ``"ha in carico Ada"``.
    """
    return role_words(span.kind, name, reverse=span.starts_here, sex=span.other_sex)


def short_name(party: Party) -> str:
    """Return what to call a party in the middle of a sentence: a person by her given name."""
    return str(getattr(party, "given_name", None) or party.name)


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
