"""Tell who is around a party: what each is to her, by sector, with a small drawing."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

from apps.components.words import hours, role_words, sectors
from apps.pages.whom import short_name
from coordinator.model import vocabulary
from coordinator.network import ego
from coordinator.network.drawing import draw

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    import networkx as nx

    from apps.components.desk import Desk
    from coordinator.network.record import Record, Span


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
        nameless group, without persons, where the viewer may not read the network. ``picture``: the address of a small
        drawing, empty where there is nothing to draw.
    """
    viewer, party = desk.viewer(), record.party
    entries = around(record.told, day, short_name(party))
    if not entries or not viewer.may("read", "network"):
        return {"around": [("", "", entries)] if entries else [], "picture": ""}
    graph = ego(desk.store, party.id, day, viewer).graph
    drawing = base64.b64encode(draw(graph, party.id, bare=True).encode()).decode()
    return {
        "around": by_sector(entries, graph),
        "picture": f"data:image/svg+xml;base64,{drawing}",
    }


def by_sector(
    entries: Iterable[dict[str, str]], graph: nx.MultiDiGraph[str]
) -> list[tuple[str, str, list[dict[str, str]]]]:
    """
    Lay out who is around a person by the sectors of her map.

    Parameters
    ----------
    entries
        As `around` lists them.
    graph
        Her network.

    Returns
    -------
    list of (str, str, list of dict)
        Key of the sector, its name, its entries; in the order of the sectors.
    """
    held: dict[str, list[dict[str, str]]] = {}
    for entry in entries:
        held.setdefault(graph.nodes.get(entry["id"], {}).get("sector") or "altro", []).append(entry)
    return [(key, label, held[key]) for key, label in sectors().items() if key in held]


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
