"""Measure one person's network and her contacts, all at once, as of a day."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from coordinator.model import Contact, Party
from coordinator.network.ego import ego
from coordinator.network.measures import (
    Measure,
    Measures,
    articulation_points,
    broker_roles,
    coc,
    composition,
    constraint,
    density,
    diversity,
    effective_size,
    ei_index,
    ei_rescaled,
    entropy,
    fragmentation,
    fragmentation_of_care,
    gould_fernandez,
    hhi,
    mmci,
    secon,
    size,
    upc,
    visits_by_provider,
)

if TYPE_CHECKING:
    from datetime import date

    import networkx as nx

    from coordinator.protection import Viewer
    from coordinator.store import Store

MONTHS_BACK = timedelta(days=365)
"""How far back contacts count."""


def measure_person(store: Store, person_id: str, day: date, viewer: Viewer) -> Measures:
    """
    Measure one person's network, and the contacts of the year before a day.

    Parameters
    ----------
    store
        The record.
    person_id
        Id of the person.
    day
        The day.
    viewer
        Who asks; needs to read measures, and the network as in `coordinator.network.ego`.

    Returns
    -------
    Measures
        Structure, brokerage, continuity. What cannot be computed is there too, with the reason.

    Raises
    ------
    UnknownPartyError
        If the store has no such party.
    NotAllowedError
        If the viewer may not read measures or the network.
    """
    viewer.require("read", "measures", of=person_id)
    graph = ego(store, person_id, day, viewer).graph
    found = [*measure_structure(graph, person_id), *measure_continuity(_contacts(store, person_id, day))]
    return Measures(found)


def measure_structure(graph: nx.MultiDiGraph[str], person_id: str) -> list[Measure]:
    """
    Measure the shape of a network.

    Parameters
    ----------
    graph
        As `coordinator.network.ego` gives it.
    person_id
        The person at its centre.

    Returns
    -------
    list of Measure
        The roles of brokerage are those of the helper who has most of them; ties with the person, whom
        everybody knows, are left out of what is measured among the helpers.
    """
    among = graph.subgraph([party for party in graph if party != person_id]).to_undirected()
    measures = [
        size(graph, person_id),
        density(graph, person_id),
        composition(graph, person_id),
        diversity(graph, person_id),
        ei_index(among),
        ei_rescaled(among),
        constraint(graph, person_id),
        effective_size(graph, person_id),
        articulation_points(among),
        fragmentation(among),
    ]
    roles = gould_fernandez(among)
    if roles:
        measures.append(broker_roles(among, max(sorted(roles), key=lambda party: roles[party].total)))
    return measures


def measure_continuity(providers: list[str]) -> list[Measure]:
    """
    Measure how far contacts stay with the same provider.

    Parameters
    ----------
    providers
        In the order of the contacts' days.

    Returns
    -------
    list of Measure
        Each one, undefined where there are too few contacts.
    """
    visits = visits_by_provider(providers)
    counts = list(visits.values())
    return [
        upc(counts),
        coc(counts),
        fragmentation_of_care(counts),
        mmci(sum(counts), len(counts)),
        secon(providers),
        hhi(counts),
        entropy(counts),
    ]


def _contacts(store: Store, person_id: str, day: date) -> list[str]:
    """Read with whom the person had contacts in the year before a day, in order."""
    person, provider = Party.__table__.alias(), Party.__table__.alias()
    query = (
        select(provider.c.id)
        .select_from(Contact.__table__)
        .join(person, person.c.key == Contact.person_key)
        .join(provider, provider.c.key == Contact.with_key)
        .where(
            person.c.id == person_id, ~provider.c.hidden, Contact.day <= day, Contact.day > day - MONTHS_BACK
        )
        .order_by(Contact.day, Contact.key)
    )
    with store.reading() as session:
        return list(session.scalars(query))
