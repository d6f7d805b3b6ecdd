"""Burt's measures agree with code written apart from them, straight from the book's formulas."""

import random

import networkx as nx
import pytest

from coordinator.network.measures import constraint, effective_size


def random_network(seed):
    """A weighted network of 3 to 12 parties, directed every other time."""
    chance = random.Random(seed)
    graph = (nx.DiGraph if seed % 2 else nx.Graph)()
    count = chance.randint(3, 12)
    graph.add_nodes_from(range(count))
    for one in range(count):
        for other in range(count):
            if one != other and chance.random() < 0.3:
                graph.add_edge(one, other, weight=float(chance.randint(1, 9)))
    return graph


def tie(graph, one, other):
    """What two parties exchange, in both directions."""

    def weight(start, end):
        return graph.get_edge_data(start, end, default={}).get("weight", 0.0)

    return weight(one, other) + weight(other, one)


def share(graph, one, other):
    """The share of one's exchange that goes to another."""
    total = sum(tie(graph, one, third) for third in graph)
    return tie(graph, one, other) / total if total else 0.0


def by_the_book(graph, ego):
    """Constraint and effective size of one party."""
    contacts = [party for party in graph if party != ego and tie(graph, ego, party)]
    squeezed = sum(
        (
            share(graph, ego, j)
            + sum(share(graph, ego, q) * share(graph, q, j) for q in graph if q not in (ego, j))
        )
        ** 2
        for j in contacts
    )
    effective = 0.0
    for j in contacts:
        strongest = max(tie(graph, j, third) for third in graph)
        repeated = (share(graph, ego, q) * tie(graph, j, q) / strongest for q in contacts if q != j)
        effective += 1 - sum(repeated)
    return squeezed, effective


@pytest.mark.parametrize("seed", range(100))
def test_measures_of_burt_agree_with_the_book(seed):
    graph = random_network(seed)
    for ego in graph:
        squeezed, effective = by_the_book(graph, ego)
        found = constraint(graph, ego, "weight"), effective_size(graph, ego, "weight")
        if found[0].status == "undefined":
            assert effective == 0.0
            continue
        assert found[0].value == pytest.approx(squeezed, abs=1e-9)
        assert found[1].value == pytest.approx(effective, abs=1e-9)
