"""What the shape of a network says, and when it says nothing."""

import networkx as nx
import pytest

from coordinator.network.measures import (
    MeasureInputError,
    articulation_points,
    coleman_homophily,
    composition,
    constraint,
    density,
    diversity,
    effective_size,
    ei_index,
    ei_rescaled,
    fragmentation,
    size,
)

ADA = """
lia: famiglia
ivo: famiglia
pia: sanita
zoe: sociale
lia → ada 20h
ivo → ada
pia → ada
lia → pia
"""


def test_two_ties_of_one_helper_count_as_one_helper(drawn):
    assert size(drawn("lia → ada 20h\nlia → ada 10h"), "ada").value == 1


def test_a_helper_without_ties_is_counted_in_the_size(drawn):
    assert size(drawn(ADA), "ada").value == 4


def test_density_counts_ties_among_helpers_and_not_those_with_her(drawn):
    measure = density(drawn(ADA), "ada")

    assert measure.value == pytest.approx(1 / 6)
    assert measure.sentence == "Fra chi la aiuta c'è 1 legame su 6 possibili (17 %)."


def test_density_is_undefined_with_a_single_helper(drawn):
    assert density(drawn("lia → ada"), "ada").status == "undefined"


def test_nobody_around_has_no_composition_rather_than_an_empty_one(drawn):
    alone = drawn("ada")

    assert composition(alone, "ada").value is None
    assert diversity(alone, "ada").value is None


def test_composition_gives_the_share_of_each_sector(drawn):
    assert composition(drawn(ADA), "ada").value == {"famiglia": 0.5, "sanita": 0.25, "sociale": 0.25}


def test_diversity_is_the_chance_that_two_helpers_are_of_different_sectors(drawn):
    assert diversity(drawn(ADA), "ada").value == pytest.approx(1 - (0.25 + 0.0625 + 0.0625))


def test_a_party_that_is_not_there_is_refused(drawn):
    with pytest.raises(MeasureInputError, match="'ugo'"):
        size(drawn(ADA), "ugo")


def test_ties_across_groups_only_give_one_and_inside_only_give_minus_one():
    groups = {"a": 1, "b": 2, "c": 1}

    assert ei_index(nx.Graph([("a", "b")]), groups).value == 1.0
    assert ei_index(nx.Graph([("a", "c")]), groups).value == -1.0


def test_openness_is_undefined_without_ties(drawn):
    assert ei_index(drawn("ada\nlia")).value is None
    assert ei_rescaled(drawn("ada: a\nlia: a\nivo: b")).value is None


def test_rescaled_openness_does_not_depend_on_the_sizes_of_groups():
    everybody_with_everybody = nx.complete_graph(6)
    groups = {0: "x", 1: "x", 2: "x", 3: "x", 4: "y", 5: "y"}

    assert ei_index(everybody_with_everybody, groups).value == pytest.approx((8 - 7) / 15)
    assert ei_rescaled(everybody_with_everybody, groups).value == 0.0


def test_a_star_constrains_its_centre_little_and_its_leaves_fully():
    star = nx.star_graph(4)

    assert constraint(star, 0).value == pytest.approx(4 * (1 / 4) ** 2)
    assert constraint(star, 1).value == pytest.approx(1.0)


def test_constraint_and_effective_size_of_an_isolate_are_undefined():
    graph = nx.Graph()
    graph.add_node("zoe")

    assert constraint(graph, "zoe").status == "undefined"
    assert effective_size(graph, "zoe").value is None


def test_one_party_holds_two_halves_together(drawn):
    graph = drawn("lia → ada\nlia → pia\npia → zoe\nzoe → lia\nada → ivo\nivo → lia")

    assert articulation_points(graph).value == ["lia"]


def test_without_its_middle_a_chain_of_three_is_all_in_pieces(drawn):
    graph = drawn("lia → ada\nada → ivo")

    assert fragmentation(graph).value == 0.0
    assert fragmentation(graph, ["ada"]).value == 1.0


def test_fragmentation_of_a_single_party_is_undefined(drawn):
    assert fragmentation(drawn("ada")).value is None


def test_groups_that_choose_by_chance_have_no_closure():
    first, second = coleman_homophily([[45, 15], [20, 20]], [60, 40])

    assert first.value == pytest.approx(0.38125)
    assert second.value == pytest.approx(0.175)


def test_a_group_without_ties_has_no_closure_rather_than_zero():
    assert coleman_homophily([[0, 0], [1, 3]], [5, 5])[0].value is None


def test_the_fault_of_networkx_on_effective_size_is_avoided():
    """Asked for all nodes at once, networkx 3.6 takes a path that is wrong for weighted and directed ties."""
    ties = [(0, 1), (0, 2), (1, 0), (2, 1)]
    directed = nx.DiGraph(ties)
    by_hand = {0: 7 / 6, 1: 7 / 6, 2: 1.0}

    ours = {node: effective_size(directed, node).value for node in directed}

    assert ours == pytest.approx(by_hand)
    assert nx.effective_size(directed)[0] == pytest.approx(4 / 3), "networkx is mended: the note may go"
