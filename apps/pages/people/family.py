"""Show a person's family as a genogram and the households in which they live, on any day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apps.components.days import write_day
from apps.components.frame import argument
from apps.components.words import long_day
from apps.pages.people.genogram import SIZE, draw_genogram
from apps.pages.people.neighbours import role
from apps.pages.task import about_person, day_argument, pick_person, show_task
from coordinator.network import genogram, households_of
from coordinator.network.households import FAMILY

if TYPE_CHECKING:
    from datetime import date

    from apps.components.desk import Desk
    from coordinator.network import Genogram, HouseholdView
    from coordinator.network.record import Record

GENERATIONS = {-2: "nonni", -1: "genitori e zii", 0: "stessa generazione", 1: "figli", 2: "nipoti"}


def show_family(desk: Desk) -> None:
    """Fill the document with the family and the households of a person."""
    person_id = argument("id")
    lead = "La famiglia per generazioni, anche chi non c’è più, e chi vive con chi."
    if not person_id:
        pick_person(desk, "famiglia", "Famiglia e nuclei", lead)
        return
    record, name = about_person(desk, person_id)
    day, fault = day_argument("giorno", desk.today())
    found = genogram(desk.store, person_id, day, desk.viewer())
    homes = _homes(desk, found, day)
    show_task(
        desk,
        "famiglia",
        f"La famiglia di {name}",
        lead,
        body="people/family.html",
        record=record,
        fault=fault,
        typed=argument("giorno") or write_day(day),
        day=long_day(day),
        picture=draw_genogram(found),
        size=SIZE,
        person_id=person_id,
        name=name,
        relatives=_rows(found, record, homes),
        homes=[(home, person_id in {member.id for member in home.members}) for home in homes.values()],
        long_day=long_day,
    )


def _homes(desk: Desk, found: Genogram, day: date) -> dict[str, HouseholdView]:
    """Read every household in which someone of the family lives, hers first."""
    homes: dict[str, HouseholdView] = {}
    family = sorted(found.relatives, key=lambda one: one.id != found.person_id)
    for one in family:
        if set(one.households) - homes.keys():
            homes |= {home.id: home for home in households_of(desk.store, one.id, day, desk.viewer())}
    return homes


def _rows(found: Genogram, record: Record, homes: dict[str, HouseholdView]) -> list[dict[str, str]]:
    """List the family as a table: who, what to her, born, died, where she lives."""
    name = record.party.name
    roles: dict[str, list[str]] = {}
    for span in record.spans:
        if span.kind in FAMILY:
            roles.setdefault(span.other_id, []).append(role(span, name))
    return [
        {
            "id": one.id,
            "name": one.name,
            "role": "" if one.id == found.person_id else ", ".join(dict.fromkeys(roles.get(one.id, []))),
            "generation": GENERATIONS.get(one.generation, ""),
            "born": long_day(one.born_on),
            "died": long_day(one.died_on),
            "home": ", ".join(homes[home].name for home in one.households if home in homes),
        }
        for one in found.relatives
    ]
