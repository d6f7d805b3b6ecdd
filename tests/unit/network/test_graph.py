"""The graph is filled in by hand, for speed; it must be the one that networkx's own methods make."""

from datetime import date

import networkx as nx
import pytest

from coordinator.model import vocabulary
from coordinator.network.graph import build_network

DAY = date(2026, 3, 1)
FRIEND = vocabulary().tie_kind("amicizia").code
PARTIES = [
    (2, "per:a", "persona", "A", None, None, None, None),
    (1, "per:b", "persona", "B", None, None, None, None),
    (3, "svc:alone", "servizio", "Solo", "sociale", None, None, None),
]


def row(key, start, end, more=None):
    return (key, start, end, FRIEND, 20_000, None, None, None, None, None, 0, "prova", more)


@pytest.fixture
def graph():
    return build_network(PARTIES, [row(4, 1, 1), row(2, 2, 1), row(3, 1, 2), row(1, 1, 2)], "per:b", DAY)


def test_a_graph_filled_in_by_hand_is_the_one_that_networkx_makes(graph):
    theirs = nx.MultiDiGraph(centre="per:b")
    theirs.add_nodes_from((party, dict(node)) for party, node in graph.nodes(data=True))
    in_order = sorted(graph.edges(data=True), key=lambda edge: edge[2]["tie_id"])
    theirs.add_edges_from((start, end, dict(edge)) for start, end, edge in in_order)

    assert list(graph) == ["per:a", "per:b", "svc:alone"]
    assert [edge["tie_id"] for _, _, edge in in_order] == [1, 2, 3, 4]
    assert [edge["tie_id"] for edge in graph["per:b"]["per:a"].values()] == [1, 3]
    assert list(graph.edges(keys=True, data=True)) == list(theirs.edges(keys=True, data=True))
    assert list(graph.in_edges(keys=True, data=True)) == list(theirs.in_edges(keys=True, data=True))
    assert graph.adj == theirs.adj
    assert graph.pred == theirs.pred


def test_both_directions_hold_the_same_attributes(graph):
    graph["per:a"]["per:b"][0]["strength"] = 2

    assert graph.pred["per:b"]["per:a"][0]["strength"] == 2
    graph.remove_edge("per:a", "per:b")
    assert (graph.number_of_edges(), list(graph.pred["per:b"])) == (3, ["per:b"])


def test_what_is_written_in_one_edge_is_in_no_other(graph):
    graph["per:b"]["per:a"][0].update(strength=3, colour="red")

    assert graph["per:b"]["per:a"][1]["strength"] is None
    assert "colour" not in graph["per:a"]["per:b"][0]
    assert build_network(PARTIES, [row(1, 1, 2)], "per:b", DAY)["per:b"]["per:a"][0]["strength"] is None


def test_what_is_seldom_said_is_in_its_own_place():
    more = '[1,"mensile",2,"compagnia","gestionale",0,null,20500,7,"La figlia","Verbale \\"3\\"",null]'
    edge = build_network(PARTIES, [row(9, 1, 2, more)], "per:b", DAY)["per:b"]["per:a"][0]

    assert edge["conflict"] is True
    assert edge["hidden"] is False
    assert edge["confirmed_on"] == date(2026, 2, 16)
    said = ("frequency", "strain", "support", "level", "case_id", "follows", "stated_by", "document", "note")
    assert [edge[name] for name in said] == [
        *("mensile", 2, "compagnia", "gestionale", None, 7, "La figlia", 'Verbale "3"', None)
    ]
