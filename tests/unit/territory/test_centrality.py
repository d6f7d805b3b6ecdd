"""Who stands between whom, over thousands of parties: the same as the plain measures of one person's network."""

import networkx as nx
import numpy as np
import pytest

from coordinator.network.measures import gould_fernandez
from coordinator.territory.centrality import Network, betweenness, brokerage, constraint, gateways

SEEDS = [3, 11, 40]


@pytest.fixture(params=SEEDS)
def drawn(request):
    """A network in pieces, with a hub, an isolate, and four groups."""
    graph = nx.gnm_random_graph(70, 110, seed=request.param)
    graph.add_edges_from((0, other) for other in range(1, 30))
    graph.remove_edges_from(list(graph.edges(69)))
    return graph


def as_network(graph):
    ends = np.array(graph.edges()).reshape(-1, 2)
    return Network(len(graph), ends[:, 0], ends[:, 1])


def test_roles_of_brokerage_are_what_the_plain_count_says(drawn):
    groups = np.arange(len(drawn)) % 4
    plain = gould_fernandez(drawn, {party: int(groups[party]) for party in drawn})

    found = brokerage(as_network(drawn), groups)

    assert [found[party] for party in drawn] == [plain[party] for party in drawn]


def test_constraint_is_what_networkx_says_and_who_has_no_tie_has_none(drawn):
    plain = nx.constraint(drawn, nodes=list(drawn))

    assert constraint(as_network(drawn)) == pytest.approx([plain[party] for party in drawn], nan_ok=True)
    assert np.isnan(constraint(as_network(drawn))[69])


def test_betweenness_is_what_networkx_and_igraph_say(drawn):
    igraph = pytest.importorskip("igraph")
    found = betweenness(as_network(drawn))
    pairs = (len(drawn) - 1) * (len(drawn) - 2) / 2

    plain = nx.betweenness_centrality(drawn)
    third = igraph.Graph(len(drawn), edges=list(drawn.edges())).betweenness()

    assert found == pytest.approx([plain[party] for party in drawn], abs=1e-12)
    assert found == pytest.approx(np.array(third) / pairs, abs=1e-12)


def test_those_without_whom_others_do_not_meet_are_found(drawn):
    assert gateways(as_network(drawn)).tolist() == sorted(nx.articulation_points(drawn))


def test_a_tie_written_twice_or_to_oneself_changes_nothing():
    once = Network(4, np.array([0, 1, 2]), np.array([1, 2, 3]))
    twice = Network(4, np.array([0, 1, 1, 2, 3]), np.array([1, 0, 2, 3, 3]))
    groups = np.array([0, 0, 1, 1])

    assert betweenness(once).tolist() == betweenness(twice).tolist() == pytest.approx([0, 2 / 3, 2 / 3, 0])
    assert constraint(once).tolist() == constraint(twice).tolist() == [1.0, 0.5, 0.5, 1.0]
    assert brokerage(once, groups) == brokerage(twice, groups)
    assert brokerage(once, groups)[1].as_row() == [0, 0, 1, 1, 0, 2]


def test_two_parties_are_too_few_to_stand_between():
    assert np.isnan(betweenness(Network(2, np.array([0]), np.array([1])))).all()
