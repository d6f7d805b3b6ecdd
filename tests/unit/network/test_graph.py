"""The graph is filled in by hand, for speed; it must be the one that networkx's own methods make."""

import networkx as nx

from coordinator.network.graph import _fill


def test_a_graph_filled_in_by_hand_is_the_one_that_networkx_makes():
    nodes = [("b", {"kind": "persona"}), ("a", {"kind": "servizio"}), ("alone", {})]
    edges = [
        ("b", "a", {"tie_id": 1}),
        ("a", "b", {"tie_id": 2}),
        ("b", "a", {"tie_id": 3}),
        ("b", "b", {"tie_id": 4}),
    ]
    ours, theirs = (nx.MultiDiGraph(centre="b") for _ in range(2))
    _fill(ours, [(party, dict(node)) for party, node in nodes], [(a, b, dict(tie)) for a, b, tie in edges])
    theirs.add_nodes_from(nodes)
    theirs.add_edges_from(edges)

    assert list(ours.nodes(data=True)) == list(theirs.nodes(data=True))
    assert list(ours.edges(keys=True, data=True)) == list(theirs.edges(keys=True, data=True))
    assert list(ours.in_edges(keys=True, data=True)) == list(theirs.in_edges(keys=True, data=True))
    assert ours.adj == theirs.adj
    assert ours.pred == theirs.pred


def test_both_directions_hold_the_same_attributes():
    graph = nx.MultiDiGraph()
    _fill(graph, [("a", {}), ("b", {})], [("a", "b", {"strength": 1})])
    graph["a"]["b"][0]["strength"] = 2

    assert graph.pred["b"]["a"][0]["strength"] == 2
    graph.remove_edge("a", "b")
    assert (graph.number_of_edges(), dict(graph.pred["b"])) == (0, {})
