"""Show the services of the district: what they do, for whom, with how many places, known on which day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apps.components.frame import argument, page
from apps.components.words import long_day
from coordinator.matching import STALE_AFTER
from coordinator.model import vocabulary
from coordinator.network.record import find_services

if TYPE_CHECKING:
    from datetime import date

    from apps.components.desk import Desk
    from coordinator.model import Service


def show_services(desk: Desk) -> None:
    """Fill the document with the directory of services."""
    viewer = desk.viewer()
    text = argument("cerca")
    found = find_services(desk.store, text, viewer)
    page(
        desk,
        "services.html",
        "Servizi",
        "servizi",
        viewer=viewer,
        text=text,
        services=[describe(service, desk.today()) for service in found],
    )


def describe(service: Service, day: date) -> dict[str, str]:
    """
    Say what is known of a service; what nobody recorded is called unknown, never zero.

    Parameters
    ----------
    service
        The service.
    day
        On which the age of its card is counted.

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
        "places": places,
        "full": "si" if free == 0 else "",
        "waiting": "non si sa" if waiting is None else f"{waiting} giorni",
        "checked": long_day(service.checked_on) or "mai",
        "stale": "si" if age is None or age > STALE_AFTER else "",
        "phone": service.phone or "",
    }
