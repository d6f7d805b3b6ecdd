"""Measure the shape of a network: how large, how dense, how mixed, where it would break."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING, Any

import networkx as nx

from coordinator.model import vocabulary
from coordinator.network.measures.measure import (
    Measure,
    MeasureInputError,
    measured,
    percent,
    undefined,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable


def plain(graph: nx.Graph[Any]) -> nx.Graph[Any]:
    """
    Reduce a network to who is tied to whom: no direction, one edge a pair, no tie with oneself.

    Parameters
    ----------
    graph
        Any networkx graph.

    Returns
    -------
    Graph
        With all nodes and their attributes, isolates too.
    """
    reduced: nx.Graph[Any] = nx.Graph()
    reduced.add_nodes_from(graph.nodes(data=True))
    reduced.add_edges_from((one, other) for one, other in graph.edges() if one != other)
    return reduced


def helpers(graph: nx.Graph[Any], person: Hashable) -> list[Any]:
    """Return all parties but the person, isolates too."""
    if person not in graph:
        message = f"no party {person!r}"
        raise MeasureInputError(message, "the network must hold the person it is measured for")
    return [party for party in graph.nodes if party != person]


def groups_of(graph: nx.Graph[Any], attribute: str = "sector") -> dict[Any, Any]:
    """Return the group of each party, by an attribute of its node."""
    return {party: node.get(attribute) for party, node in graph.nodes(data=True)}


def size(graph: nx.Graph[Any], person: Hashable) -> Measure:
    """Count the parties around a person."""
    count = len(helpers(graph, person))
    said = "una persona, o un servizio" if count == 1 else f"{count} fra persone, servizi ed enti"
    return measured("size", count, {"parties": count}, f"Intorno a lei: {said}.")


def density(graph: nx.Graph[Any], person: Hashable) -> Measure:
    """
    Measure how many of a person's helpers are tied to each other.

    Parameters
    ----------
    graph
        Her network.
    person
        Her id; her own ties do not count.

    Returns
    -------
    Measure
        From 0 to 1; undefined with fewer than two helpers.
    """
    around = helpers(graph, person)
    possible = math.comb(len(around), 2)
    ties = plain(graph).subgraph(around).number_of_edges()
    inputs = {"parties": len(around), "ties": ties, "possible": possible}
    if not possible:
        return undefined("density", inputs, "intorno a lei servono almeno due parti")
    counted = "c'è 1 legame" if ties == 1 else f"ci sono {ties} legami"
    sentence = f"Fra chi la aiuta {counted} su {possible} possibili ({percent(ties / possible)})."
    return measured("density", ties / possible, inputs, sentence)


def composition(graph: nx.Graph[Any], person: Hashable, attribute: str = "sector") -> Measure:
    """Measure the share of each group among a person's helpers; undefined when she has none."""
    counts = _counts(graph, person, attribute)
    total = sum(counts.values())
    if not total:
        return undefined("composition", {"parties": 0}, "intorno a lei non c'è nessuno")
    shares = {str(group): count / total for group, count in counts.most_common()}
    said = ", ".join(f"{_label(group)} {percent(share)}" for group, share in shares.items())
    return measured(
        "composition",
        shares,
        {"parties": total, "counts": dict(counts)},
        f"Di quali settori è chi la aiuta: {said}.",
    )


def diversity(graph: nx.Graph[Any], person: Hashable, attribute: str = "sector") -> Measure:
    """Measure how mixed a person's helpers are: 0 when all are of one group; undefined when she has none."""
    counts = _counts(graph, person, attribute)
    total = sum(counts.values())
    inputs = {"parties": total, "groups": len(counts)}
    if not total:
        return undefined("diversity", inputs, "intorno a lei non c'è nessuno")
    value = 1.0 - sum((count / total) ** 2 for count in counts.values())
    sentence = f"Due di chi la aiuta, presi a caso, sono di settori diversi {100.0 * value:.0f} volte su 100."
    return measured("diversity", value, inputs, sentence)


def articulation_points(graph: nx.Graph[Any]) -> Measure:
    """List the parties without which a network falls apart; direction does not count."""
    found = sorted(nx.articulation_points(plain(graph)), key=str)
    names = ", ".join(str(graph.nodes[party].get("name") or party) for party in found)
    sentence = (
        f"Senza una di queste parti la rete si divide: {names}."
        if found
        else "Nessuna parte, da sola, divide la rete."
    )
    return measured("articulation_points", found, {"parties": graph.number_of_nodes()}, sentence)


def fragmentation(graph: nx.Graph[Any], removed: Collection[Hashable] = ()) -> Measure:
    """
    Measure the share of pairs that cannot reach each other.

    Parameters
    ----------
    graph
        A network; direction does not count.
    removed
        Parties to leave out first.

    Returns
    -------
    Measure
        From 0 (all reach all) to 1 (nobody reaches anybody); undefined with fewer than two parties left.
    """
    left = plain(graph)
    left.remove_nodes_from(list(removed))
    pairs = math.comb(left.number_of_nodes(), 2)
    if not pairs:
        return undefined("fragmentation", {"pairs": 0}, "servono almeno due parti")
    joined = sum(math.comb(len(piece), 2) for piece in nx.connected_components(left))
    value = 1.0 - joined / pairs
    sentence = f"Coppie che non si raggiungono, nemmeno passando da altri: {percent(value)}."
    return measured("fragmentation", value, {"pairs": pairs, "joined": joined}, sentence)


def _counts(graph: nx.Graph[Any], person: Hashable, attribute: str) -> Counter[Any]:
    """Count a person's helpers by an attribute."""
    return Counter(graph.nodes[party].get(attribute) or "altro" for party in helpers(graph, person))


def _label(group: str) -> str:
    """Return the Italian name of a sector, or a group as it is."""
    sectors = vocabulary().terms["sectors"]
    return sectors[group].label if group in sectors else group
