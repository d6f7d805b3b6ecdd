"""Read the services of the directory as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apps.assistant.census.names import names_here
from apps.assistant.general.cards import for_whom
from apps.assistant.tables.cells import day_cell, number, text
from apps.assistant.tables.table import Cell, Row
from coordinator.model import vocabulary
from coordinator.network.record import find_services, read_record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from apps.assistant.whom.scene import Scene
    from coordinator.model import Service

RUN_BY = frozenset({"gestito_da", "erogato_da"})
"""Kinds of tie from a service to the body whose it is."""


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
        for one in ids:
            called.setdefault(one, []).append(name)
    found = find_services(scene.store, "", scene.viewer)
    return [_row(one, _body(scene, one.id), called.get(one.id, ())) for one in found]


def _body(scene: Scene, service_id: str) -> str:
    """Name the body whose a service is."""
    told = read_record(scene.store, service_id, scene.day, scene.viewer).told
    names = [
        one.other_name for one in told if one.kind in RUN_BY and one.starts_here and one.holds_on(scene.day)
    ]
    return " e ".join(dict.fromkeys(names))


def _row(one: Service, body: str, called: Sequence[str]) -> Row:
    """Write one service."""
    cost = (one.cost or "").casefold()
    cells = {
        "name": text(one.name),
        "kind": text(vocabulary().label("service_kinds", one.service_kind)),
        "body": text(body),
        "area": text(one.city or one.area),
        "free": number(one.places_free, "posto libero", "posti liberi"),
        "places": number(one.capacity, "posto", "posti"),
        "wait": number(one.waiting_days, "giorno di attesa", "giorni di attesa"),
        "cost": Cell(one.cost or "", "gratuito" if cost.startswith("gratuit") else one.cost),
        "asks": text(for_whom(one)),
        "papers": text(one.documents),
        "hours": text(one.opening_hours),
        "address": text(one.address),
        "phone": text(one.phone),
        "checked": day_cell(one.checked_on),
        "level": text(one.level_kind),
    }
    return Row(cells, party_id=one.id, called=tuple(called))
