"""Read the services of the directory as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apps.assistant.census.names import names_here
from apps.assistant.early.facets import doors
from apps.assistant.general.cards import for_whom
from apps.assistant.tables.cells import day_cell, number, text
from apps.assistant.tables.table import MANY, UNWRITTEN, Cell, Row
from coordinator.model import vocabulary
from coordinator.model.hours import DAYS, BadHoursError, read_hours
from coordinator.network.record import find_services
from coordinator.network.services import bodies_by_service, needs_by_service
from coordinator.network.staff import staff_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from apps.assistant.whom.scene import Scene
    from coordinator.model import Service

OLDEST = 120
"""Years up to which an age is compared."""

PARTS = {"mattina": (0, 13), "pomeriggio": (13, 18), "sera": (18, 24), "notte": (0, 6)}
"""Parts of the day → the hours from which and to which they last."""


def read_services(scene: Scene, _person_id: str) -> list[Row]:
    """
    Read the services as rows.

    Parameters
    ----------
    scene
        The conversation: the record and who asks.
    _person_id
        Of nobody: services are there for all.

    Returns
    -------
    list of Row
        By name.

    Raises
    ------
    NotAllowedError
        If the viewer may not read the directory.
    """
    called: dict[str, list[str]] = {}
    for name, ids in names_here(scene).services.items():
        for service_id in ids:
            called.setdefault(service_id, []).append(name)
    found = find_services(scene.store, "", scene.viewer)
    needs = needs_by_service(scene.store, scene.viewer)
    bodies = bodies_by_service(scene.day, scene.viewer)
    staff = _staff(scene, found)
    door = next((line.text for line in doors(scene)), "")
    rows = []
    for one in found:
        cells = _card(one, scene.day) | {
            "body": text(MANY.join(bodies.get(one.id, ()))),
            "needs": text(MANY.join(vocabulary().label("needs", need) for need in needs.get(one.id, ()))),
            "staff": text(MANY.join(staff.get(one.name, ()))),
            "apply": Cell(f"come si chiede non è scritto nella scheda. {door}".strip(". ")),
        }
        rows.append(Row(cells, party_id=one.id, called=tuple(called.get(one.id, ()))))
    return rows


def _staff(scene: Scene, found: Sequence[Service]) -> dict[str, list[str]]:
    """Name who works at each service, by its name."""
    held: dict[str, list[str]] = {}
    for one in staff_of([it.id for it in found], scene.day, scene.viewer):
        work = vocabulary().label("professions", one.profession) if one.profession else ""
        told = f"{one.name} ({work[:1].lower()}{work[1:]})" if work else one.name
        held.setdefault(one.place, []).append(told)
    return held


def _card(one: Service, day: date) -> dict[str, Cell]:
    """Write what the card of a service says."""
    cost = (one.cost or "").casefold()
    return {
        "name": text(one.name),
        "kind": text(vocabulary().label("service_kinds", one.service_kind)),
        "area": text(one.city or one.area or "tutto il distretto"),
        "free": number(one.places_free, "posto libero", "posti liberi"),
        "places": number(one.capacity, "posto in tutto", "posti in tutto"),
        "wait": number(one.waiting_days, "giorno di attesa", "giorni di attesa"),
        "cost": Cell(one.cost or "", "gratuito" if cost.startswith("gratuit") else one.cost),
        "asks": text(for_whom(one)),
        "age": _ages(one),
        "papers": text(one.documents),
        "hours": text(one.opening_hours),
        "open": _open(one, day),
        "access": text(MANY.join((one.accessibility or "").split(", "))),
        "address": text(one.address),
        "phone": text(one.phone),
        "checked": day_cell(one.checked_on),
        "level": text(one.level_kind),
    }


def _ages(one: Service) -> Cell:
    """Write for which ages a service is, each of them a word."""
    if one.min_age is None and one.max_age is None:
        return UNWRITTEN
    told = [f"da {one.min_age} anni"] if one.min_age is not None else []
    told += [f"fino a {one.max_age} anni"] if one.max_age is not None else []
    years = range(one.min_age or 0, (one.max_age if one.max_age is not None else OLDEST) + 1)
    return Cell(" ".join(told), " ".join(str(year) for year in years))


def _open(one: Service, day: date) -> Cell:
    """Write when a service is open: its days, parts of the day and hours, and those of each day, each a word."""
    try:
        openings = read_hours(one.opening_hours or "")
    except BadHoursError:
        return UNWRITTEN
    said: dict[str, None] = {}
    for opening in openings:
        times = [str(hour) for hour in range(24) if opening.opens <= f"{hour:02}:00" < opening.closes]
        times += [
            part
            for part, (first, last) in PARTS.items()
            if opening.opens < f"{last:02}:00" and opening.closes > f"{first:02}:00"
        ]
        for at in opening.days:
            today = ["oggi"] if at == day.weekday() else []
            tomorrow = ["domani"] if at == (day.weekday() + 1) % 7 else []
            at_times = [f"{DAYS[at]}_{time}" for time in times]
            said |= dict.fromkeys([DAYS[at], *today, *tomorrow, *times, *at_times])
    return Cell(one.opening_hours or "", " ".join(said))
