"""Measure what one's contacts are worth when some of them lead to each other (Burt's structural holes)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import networkx as nx

from coordinator.network.measures.measure import Measure, italian, measured, undefined

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping


def constraint(graph: nx.Graph[Any], party: Hashable, weight: str | None = None) -> Measure:
    """
    Measure how far one's contacts lead back to each other (Burt).

    Parameters
    ----------
    graph
        Undirected or directed.
    party
        Whose.
    weight
        Edge attribute with the strength of ties.

    Returns
    -------
    Measure
        Low when contacts do not know each other; undefined for a party without ties.
    """
    exchange = _exchange(graph, weight)
    value = nx.constraint(exchange, nodes=[party], weight="weight")[party]
    return _burt(
        "constraint", graph, party, value, "Vincolo {}: più è alto, più i suoi contatti si conoscono già."
    )


def effective_size(graph: nx.Graph[Any], party: Hashable, weight: str | None = None) -> Measure:
    """
    Measure how many contacts are left when those that lead to each other count as one (Burt).

    networkx is always asked for named nodes, and on what pairs exchange: asked for all nodes at once it
    takes another path, which is wrong for weighted and directed networks, and a party with incoming ties
    alone would have no value.

    Parameters
    ----------
    graph, party, weight
        As in `constraint`.

    Returns
    -------
    Measure
        At most the number of contacts; undefined for a party without ties.
    """
    exchange = _exchange(graph, weight)
    value = nx.effective_size(exchange, nodes=[party], weight="weight")[party]
    return _burt(
        "effective_size", graph, party, value, "I suoi contatti valgono come {} indipendenti fra loro."
    )


def _exchange(graph: nx.Graph[Any], weight: str | None) -> nx.Graph[Any]:
    """Add up what each pair exchanges in both directions, which is what Burt's formulas are about."""
    summed: nx.Graph[Any] = nx.Graph()
    summed.add_nodes_from(graph.nodes)
    ties: Iterable[tuple[Any, Any, Mapping[str, Any]]] = (
        graph.edges(data=True) if weight else ((one, other, {}) for one, other in set(graph.edges()))
    )
    for one, other, tie in ties:
        if one != other:
            before = summed.get_edge_data(one, other, default={}).get("weight", 0.0)
            summed.add_edge(one, other, weight=before + float(tie.get(weight or "", 1.0)))
    return summed


def _burt(name: str, graph: nx.Graph[Any], party: Hashable, value: float, say: str) -> Measure:
    """Report one of Burt's measures, undefined for an isolate."""
    inputs = {"party": party, "contacts": len(set(nx.all_neighbors(graph, party)) - {party})}
    if math.isnan(value) or not inputs["contacts"]:
        return undefined(name, inputs, "questa parte non ha legami")
    return measured(name, float(value), inputs, say.format(italian(value)))
