"""Show a person's record: who she is, who is around her, and how that came about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apps.components.frame import argument, page
from apps.components.words import (
    KINDS,
    age,
    count,
    long_day,
    place_name,
)
from apps.pages.people.neighbours import pictured
from apps.pages.people.now import called, stands
from apps.pages.people.search import show_people
from apps.pages.people.timeline import timeline
from apps.pages.whom import short_name
from coordinator.findings import SEVERITIES, find_for
from coordinator.model import Person
from coordinator.network.record import read_record

if TYPE_CHECKING:
    from datetime import date

    from apps.components.desk import Desk
    from coordinator.findings import Finding
    from coordinator.network.record import Record

SHOWN = 3
"""Findings that the record shows; the panel beside the map has all."""


def show_person(desk: Desk) -> None:
    """Fill the document with a person's record, or with the search for one."""
    viewer = desk.viewer()
    today = desk.today()
    person_id = argument("id")
    if not person_id:
        show_people(desk)
        return
    record = read_record(desk.store, person_id, today, viewer)
    page(
        desk,
        "people/person.html",
        record.party.name,
        "persone" if isinstance(record.party, Person) else "servizi",
        viewer=viewer,
        party=record.party,
        facts=facts(record, today),
        in_brief=in_brief(record, today),
        stands=stands(desk, viewer, record) if isinstance(record.party, Person) else None,
        called=called(desk, viewer, record) if isinstance(record.party, Person) else [],
        writes=viewer.may("write", "case"),
        needs=record.needs,
        near=short_name(record.party),
        **pictured(desk, record, today),
        **noticed(desk, person_id),
        **timeline(record.told, today, short_name(record.party)),
    )


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


def in_brief(record: Record, day: date) -> str:
    """Say a person's age and where she lives, as far as they are on record; nothing of any other party."""
    party = record.party
    if not isinstance(party, Person):
        return ""
    years = age(party.born_on, day)
    told = [count(years, "anno", "anni") if years is not None else "", place_name(party.area)]
    return ", ".join(one for one in told if one)


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
    found = [("", party.detail or KINDS.get(party.kind, party.kind))]
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
