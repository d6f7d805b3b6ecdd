"""Write a network for other programs: JSON of parties and ties, GraphML that networkx reads again."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    import networkx as nx

    from coordinator.network import Ego


def as_json(network: Ego) -> dict[str, Any]:
    """
    Write a network as plain values.

    Parameters
    ----------
    network
        As `ego` reads it.

    Returns
    -------
    dict
        ``person``, ``day``, ``radius``, ``cap``, ``capped`` (id → ties shown and ties in all), ``parties``
        (each with ``id``) and ``ties`` (each with ``from`` and ``to``); days as 2026-03-31.
    """
    graph = network.graph
    return {
        "person": network.person_id,
        "day": network.day.isoformat(),
        "radius": network.radius,
        "cap": network.cap,
        "capped": {party: {"shown": s, "total": t} for party, (s, t) in network.capped.items()},
        "parties": [{"id": party, **_plain(node)} for party, node in graph.nodes(data=True)],
        "ties": [{"from": a, "to": b, **_plain(tie)} for a, b, tie in graph.edges(data=True)],
    }


def write_graphml(network: Ego, path: Path) -> None:
    """
    Write a network as GraphML; what nobody said is left out.

    Parameters
    ----------
    network
        As `ego` reads it.
    path
        The file; one that exists is replaced.
    """
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(centre=network.person_id, day=network.day.isoformat())
    for party, node in network.graph.nodes(data=True):
        graph.add_node(party, **_said(node))
    for start, end, tie in network.graph.edges(data=True):
        graph.add_edge(start, end, **_said(tie))
    nx.write_graphml(graph, path)


def _plain(attributes: dict[str, Any]) -> dict[str, Any]:
    """Write days and instants as text."""
    return {n: value.isoformat() if isinstance(value, date) else value for n, value in attributes.items()}


def _said(attributes: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in _plain(attributes).items() if value is not None}
