"""Find the brokers and the bottlenecks of a district's services: who holds together those that do not meet."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

import numpy as np
from sqlalchemy import or_, select

from coordinator.model import Party, Tie
from coordinator.network.measures import Measure, catalogue
from coordinator.network.measures.brokerage import PATTERNS, say_roles
from coordinator.network.measures.measure import italian
from coordinator.territory.centrality import Network, betweenness, brokerage, constraint, gateways

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from coordinator.network.measures import Status
    from coordinator.protection import Viewer
    from coordinator.store import Store
    from coordinator.territory.columns import Whole

TOGETHER = ("si_coordina", "puo_inviare", "protocollo", "collabora", "coprogetta")
"""Ties by which two who help work together. That one belongs to the other is no meeting."""

HELPERS = ("professionista", "servizio", "ente", "comunita")
OTHER = "altro"


@dataclass(frozen=True, slots=True, eq=False)
class ServiceNetwork:
    """Professionals, services, bodies and groups of a territory, and who works with whom on a day."""

    ids: tuple[str, ...]
    names: tuple[str, ...]
    sectors: tuple[str, ...]
    network: Network


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one party stands among the others, with a measure for each way of looking at it."""

    party_id: str
    name: str
    sector: str
    brokerage: Measure  # roles of Gould and Fernandez, by sector
    betweenness: Measure
    constraint: Measure
    gateway: bool  # without her some others no longer reach each other


def service_network(store: Store, day: date, viewer: Viewer) -> ServiceNetwork:
    """
    Read who works with whom on a day.

    Parameters
    ----------
    store
        The record.
    day
        The day; ties hold on their first and on their last day.
    viewer
        Who asks; needs to read the territory. Hidden ties and reserved parties count for nobody, so that the numbers
        are the same for all and what is hidden cannot be worked out from them; who is cared for is not in it.

    Returns
    -------
    ServiceNetwork
        Only parties that have such a tie.

    Raises
    ------
    NotAllowedError
        If the viewer may not read the territory.
    """
    viewer.require("read", "territory")
    ties = select(Tie.from_key, Tie.to_key).where(
        Tie.kind.in_(TOGETHER),
        Tie.since <= day,
        or_(Tie.until.is_(None), Tie.until >= day),
        Tie.hidden.is_(False),
    )
    parties = select(Party.key, Party.id, Party.name, Party.sector).where(
        Party.kind.in_(HELPERS), Party.hidden.is_(False)
    )
    with store.reading() as session:
        known = {key: (party, name, sector or OTHER) for key, party, name, sector in session.execute(parties)}
        ends = [tuple(row) for row in session.execute(ties) if row[0] in known and row[1] in known]
    pairs: Whole = np.array(ends, dtype=np.int64).reshape(-1, 2)
    keys, places = np.unique(pairs, return_inverse=True)
    first, second = places.reshape(-1, 2).T
    rows = [known[int(key)] for key in keys]
    ids, names, sectors = zip(*rows, strict=True) if rows else ((), (), ())
    return ServiceNetwork(ids, names, sectors, Network(keys.size, first, second))


def standings(services: ServiceNetwork) -> list[Standing]:
    """
    Measure where each party stands among the others.

    Parameters
    ----------
    services
        As `service_network` gives it.

    Returns
    -------
    list of Standing
        Those that most shortest ways lead through first, then those with most roles of brokerage.
    """
    network = services.network
    between, held = betweenness(network), constraint(network)
    ways, many = set(gateways(network).tolist()), np.diff(network.as_matrix().indptr)
    groups = np.unique(np.array(services.sectors, dtype=str), return_inverse=True)[1]
    roles = brokerage(network, groups) if network.size else []
    found = []
    for place, name in enumerate(services.names):
        counts = {role.name: getattr(roles[place], role.name) for role in fields(roles[place])}
        found.append(
            Standing(
                services.ids[place],
                name,
                services.sectors[place],
                _roles(name, counts, roles[place].total, network.size),
                _between(name, float(between[place]), network.size),
                _held(name, float(held[place]), int(many[place])),
                place in ways,
            )
        )
    return sorted(found, key=_first)


def between_sectors(services: ServiceNetwork, one: str, other: str) -> list[Standing]:
    """
    Find who joins two sectors, such as ``sanita`` and ``sociale``.

    Parameters
    ----------
    services
        As `service_network` gives it.
    one, other
        Two sectors; parties of others are left out of all that is counted.

    Returns
    -------
    list of Standing
        Those who let in to their sector or carry out of it, who does so most often first.
    """
    kept = np.isin(np.array(services.sectors, dtype=str), [one, other])
    place, network = np.cumsum(kept) - 1, services.network
    ties = kept[network.first] & kept[network.second]
    inside = Network(int(kept.sum()), place[network.first[ties]], place[network.second[ties]])
    ids, names, sectors = (
        tuple(word for word, keep in zip(words, kept, strict=True) if keep)
        for words in (services.ids, services.names, services.sectors)
    )
    part = ServiceNetwork(ids, names, sectors, inside)
    found = [(_joins(party), party) for party in standings(part)]
    return [party for many, party in sorted(found, key=lambda pair: (-pair[0], pair[1].party_id)) if many]


def _joins(party: Standing) -> int:
    """Count how often a party lets in or carries out."""
    value: Mapping[str, int] = party.brokerage.value or {}
    return value.get("gatekeeper", 0) + value.get("representative", 0)


def _first(party: Standing) -> tuple[float, int, str]:
    """Put who holds most together first."""
    total = (party.brokerage.value or {}).get("total", 0)
    return -(party.betweenness.value or 0.0), -total, party.party_id


def _roles(name: str, counts: Mapping[str, int], total: int, size: int) -> Measure:
    inputs = {"parties": size, "patterns": dict(PATTERNS)}
    if size < 3:
        return _measure("brokerage", None, inputs, "Non si può calcolare: servono almeno tre parti.")
    return _measure("brokerage", {**counts, "total": total}, inputs, say_roles(name, counts, total))


def _between(name: str, value: float, size: int) -> Measure:
    inputs = {"parties": size}
    if np.isnan(value):
        return _measure("betweenness", None, inputs, "Non si può calcolare: servono almeno tre parti.")
    share = f"{italian(100 * value, 1)} %"
    sentence = f"Per {name} passa il {share} delle vie più brevi fra gli altri."
    return _measure("betweenness", value, inputs, sentence)


def _held(name: str, value: float, contacts: int) -> Measure:
    inputs = {"contacts": contacts}
    if np.isnan(value):
        return _measure("constraint", None, inputs, "Non si può calcolare: questa parte non ha legami.")
    sentence = f"Vincolo {italian(value)} per {name}: più è alto, più i suoi contatti si conoscono già."
    return _measure("constraint", value, inputs, sentence)


def _measure(name: str, value: Any, inputs: Mapping[str, Any], sentence: str) -> Measure:  # noqa: ANN401
    """Report a measure as those of one person's network are."""
    entry = catalogue()[name]
    status: Status = "undefined" if value is None else "ok"
    return Measure(name, value, status, inputs, entry["formula"], entry["source"], sentence)
