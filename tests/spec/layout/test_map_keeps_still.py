"""A map is the same for the same network, and a newcomer hardly moves the others."""

import math

import networkx as nx
import pytest

from coordinator.network.layout import place


def farthest_move(before, after):
    return max(
        math.hypot(one.x - after.places[party].x, one.y - after.places[party].y)
        for party, one in before.places.items()
    )


def test_the_same_network_gives_the_same_map(invented):
    assert place(invented(20, 1), "per:ada") == place(invented(20, 1), "per:ada")


def test_the_order_in_which_parties_were_added_does_not_matter(invented):
    graph = invented(20, 2)
    backwards = nx.MultiDiGraph()
    backwards.add_nodes_from(reversed(list(graph.nodes(data=True))))
    backwards.add_edges_from(reversed(list(graph.edges(data=True))))

    assert place(backwards, "per:ada").places == place(graph, "per:ada").places


@pytest.mark.parametrize("mixed", [False, True])
@pytest.mark.parametrize("parties", [3, 8, 15, 30, 60])
def test_one_more_party_moves_the_others_by_less_than_a_twentieth_of_the_width(
    invented, joined, parties, mixed
):
    for seed in range(4):
        before = invented(parties, seed, mixed=mixed)
        after = joined(before, seed + 100, mixed=mixed)

        assert farthest_move(place(before, "per:ada"), place(after, "per:ada")) < 50.0


def test_a_wider_map_is_the_same_map_larger(invented):
    small, large = place(invented(12, 3), "per:ada"), place(invented(12, 3), "per:ada", width=2000.0)

    assert large.width == 2000.0
    for party, one in small.places.items():
        assert (large.places[party].x, large.places[party].y) == pytest.approx((2 * one.x, 2 * one.y))
        assert large.places[party].label.box.right == pytest.approx(2 * one.label.box.right)


def test_a_person_who_is_not_in_the_network_has_no_map(invented):
    with pytest.raises(KeyError):
        place(invented(3, 1), "per:ugo")
