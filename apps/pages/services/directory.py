"""Show the services of the district: search them, compare them, see which may meet a person's need and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apps.components.frame import argument, page
from apps.components.words import count, curly, long_day, place_name
from apps.pages.task import STYLE_OF_TASKS
from coordinator.matching import STALE_AFTER, match
from coordinator.model import vocabulary
from coordinator.network.record import find_services, read_record
from coordinator.network.services import needs_by_service

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from apps.components.desk import Desk
    from coordinator.model import Service

AT_ONCE = 4
"""Services compared side by side: more do not fit a page."""

ASKED = ("cerca", "ambito", "livello", "bisogno", "liberi")


def show_services(desk: Desk) -> None:
    """Fill the document with the directory of services, or with some of them side by side."""
    viewer = desk.viewer()
    asked = {name: argument(name) for name in ASKED}
    needs = needs_by_service(desk.store, viewer)
    services = find_services(desk.store, asked["cerca"], viewer)
    chosen = arguments("confronta")[:AT_ONCE]
    words = vocabulary().terms
    person = argument("per")
    here = {
        one.id: describe(one, desk.today(), needs.get(one.id, ()))
        for one in services
        if _fits(one, asked, needs)
    }
    by_id = {one.id: describe(one, desk.today(), needs.get(one.id, ())) for one in services}
    page(
        desk,
        "services/directory.html",
        "Servizi",
        "servizi",
        viewer=viewer,
        style=STYLE_OF_TASKS,
        text=asked["cerca"],
        asked=asked,
        filtered=any(asked[name] for name in ASKED[1:]),
        services=list(here.values()),
        compared=[by_id[one] for one in chosen if one in by_id],
        chosen=chosen,
        pressed=bool(argument("fianco")),
        domains=[(key, term.label) for key, term in words["life_domains"].items()],
        needs=[(key, curly(term.label)) for key, term in words["needs"].items()],
        may_write=viewer.may("write", "directory"),
        **_for_person(desk, person, asked["bisogno"]),
    )


def arguments(name: str) -> list[str]:
    """
    Return every value of a name in the page's address.

    Parameters
    ----------
    name
        Of the value, which may be given many times.

    Returns
    -------
    list of str
        In order, each once.
    """
    import panel as pn

    values = pn.state.session_args.get(name) or []
    return list(dict.fromkeys(str(value.decode("utf-8", "replace"))[:100] for value in values))


def _for_person(desk: Desk, person_id: str, need: str) -> dict[str, Any]:
    """Say which services may meet a person's need, in which order, and why not the others."""
    if not person_id.startswith("per:"):
        return {"person": None, "matches": []}
    person = read_record(desk.store, person_id, desk.today(), desk.viewer()).party
    if need not in vocabulary().terms["needs"]:
        return {"person": person, "matches": []}
    found = match(desk.store, person_id, need, desk.today(), desk.viewer())
    offering = [one for one in found if need in one.offer.needs]
    return {
        "person": person,
        "need_words": curly(vocabulary().label("needs", need)),
        "matches": [
            (one.offer.id, one.offer.name, one.fits, [*map(curly, one.against)], [*map(curly, one.notes)])
            for one in offering
        ],
    }


def _fits(service: Service, asked: dict[str, str], needs: dict[str, list[str]]) -> bool:
    """Say whether a service is among those asked for."""
    return (
        (not asked["ambito"] or service.life_domain == asked["ambito"])
        and (not asked["livello"] or service.level_kind == asked["livello"])
        and (not asked["bisogno"] or asked["bisogno"] in needs.get(service.id, ()))
        and (not asked["liberi"] or bool(service.places_free))
    )


def describe(service: Service, day: date, needs: Iterable[str] = ()) -> dict[str, str]:
    """
    Say what is known of a service; what nobody recorded is called unknown, never zero.

    Parameters
    ----------
    service
        The service.
    day
        On which the age of its card is counted.
    needs
        Words of the needs that it may meet.

    Returns
    -------
    dict of str to str
        In Italian.
    """
    free, capacity, waiting = service.places_free, service.capacity, service.waiting_days
    places = "non si sa" if free is None else f"{free} su {capacity}" if capacity else str(free)
    age = (day - service.checked_on).days if service.checked_on else None
    return {
        "id": service.id,
        "name": service.name,
        "kind": vocabulary().label("service_kinds", service.service_kind),
        "domain": vocabulary().label("life_domains", service.life_domain),
        "level": service.level_kind or "",
        "area": service.area or "",
        "for_whom": service.eligibility or "",
        "ages": _ages(service.min_age, service.max_age),
        "places": places,
        "full": "si" if free == 0 else "",
        "waiting": "non si sa" if waiting is None else count(waiting, "giorno", "giorni"),
        "checked": long_day(service.checked_on) or "mai",
        "stale": "si" if age is None or age > STALE_AFTER else "",
        "phone": service.phone or "",
        "needs": ", ".join(curly(vocabulary().label("needs", need)) for need in needs),
        "where": place_name(service.area) or "tutto il distretto",
        "address": _address(service),
        "access": service.accessibility or "",
        "hours": service.opening_hours or "",
        "documents": service.documents or "",
        "cost": service.cost or "",
    }


def _address(service: Service) -> str:
    """Write where a service is, as on an envelope."""
    town = " ".join(part for part in (service.postal_code, service.city) if part)
    town += f" ({service.province})" if service.city and service.province else ""
    return ", ".join(part for part in (service.address, town) if part)


def _ages(least: int | None, most: int | None) -> str:
    """Say whom a service takes by age."""
    parts: Sequence[str] = [
        f"dai {least} anni" if least is not None else "",
        f"fino a {most} anni" if most is not None else "",
    ]
    return " ".join(part for part in parts if part) or "ogni età"
