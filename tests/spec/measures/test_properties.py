"""What holds for every network and every course of contacts."""

import math
from collections import Counter

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.network.measures import (
    care_density,
    coc,
    constraint,
    effective_size,
    ei_index,
    ei_rescaled,
    entropy,
    fragmentation,
    fragmented_care_density,
    gould_fernandez,
    hhi,
    mmci,
    secon,
    upc,
)

often = settings(max_examples=200, deadline=None)
visits = st.lists(st.integers(1, 30), min_size=1, max_size=12).filter(lambda counts: sum(counts) >= 2)
contacts = st.lists(st.tuples(st.sampled_from("pqrstu"), st.sampled_from("ABCDEF")), max_size=40)
arcs = st.lists(
    st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda arc: arc[0] != arc[1]), max_size=30
)
groups = st.lists(st.sampled_from("xyz"), min_size=8, max_size=8)


def network(pairs, kind):
    graph = kind()
    graph.add_nodes_from(range(8))
    graph.add_edges_from(pairs)
    return graph


@often
@given(visits)
def test_continuity_is_bounded_by_the_usual_provider(counts):
    total, largest = sum(counts), max(counts)

    assert coc(counts).value <= (largest - 1) / (total - 1) + 1e-9
    assert (largest - 1) / (total - 1) <= upc(counts).value + 1e-9


@often
@given(visits)
def test_concentration_follows_from_continuity(counts):
    total = sum(counts)

    assert math.isclose(hhi(counts).value, (coc(counts).value * (total - 1) + 1) / total, abs_tol=1e-9)


@often
@given(visits)
def test_indices_of_continuity_stay_between_zero_and_one(counts):
    values = [measure(counts).value for measure in (coc, upc, hhi)]
    values.append(mmci(sum(counts), len(counts)).value)

    assert all(-1e-9 <= value <= 1 + 1e-9 for value in values)


@often
@given(visits, st.randoms())
def test_the_order_of_providers_does_not_matter(counts, chance):
    shuffled = chance.sample(counts, len(counts))

    assert math.isclose(coc(shuffled).value, coc(counts).value)
    assert math.isclose(entropy(shuffled).value, entropy(counts).value, abs_tol=1e-9)


@often
@given(visits)
def test_spread_is_at_most_that_of_equal_parts(counts):
    assert -1e-9 <= entropy(counts).value <= math.log2(len(counts)) + 1e-9


@often
@given(st.lists(st.sampled_from("ABC"), min_size=2, max_size=30))
def test_renaming_providers_does_not_change_continuity_in_sequence(sequence):
    renamed = [{"A": "Z", "B": "X", "C": "Y"}[provider] for provider in sequence]

    assert secon(renamed).value == secon(sequence).value
    assert coc(Counter(renamed).values()).value == coc(Counter(sequence).values()).value


@often
@given(contacts)
def test_with_all_weights_one_the_weighted_density_is_the_plain_one(pairs):
    types = dict(zip("ABCDEF", "ghghkk", strict=True))
    weights = {f"{one}-{other}": 1.0 for one in "ghk" for other in "ghk"}
    plain, weighted = care_density(pairs), fragmented_care_density(pairs, types, weights)

    assert {p: m.value for p, m in weighted.items()} == pytest.approx({p: m.value for p, m in plain.items()})


@often
@given(contacts, st.randoms())
def test_repeated_and_shuffled_contacts_do_not_change_care_density(pairs, chance):
    again = chance.sample(pairs * 2, len(pairs) * 2)

    assert {p: m.value for p, m in care_density(again).items()} == {
        p: m.value for p, m in care_density(pairs).items()
    }


@often
@given(contacts)
def test_care_density_is_at_least_one_or_undefined_never_zero(pairs):
    assert all(measure.value is None or measure.value >= 1.0 for measure in care_density(pairs).values())


@often
@given(arcs, groups)
def test_roles_sum_to_the_open_paths_through_a_party(pairs, labels):
    graph = network(pairs, nx.DiGraph)
    open_paths = Counter(
        middle
        for first, middle in graph.edges
        for last in graph.successors(middle)
        if last != first and not graph.has_edge(first, last)
    )

    roles = gould_fernandez(graph, dict(enumerate(labels)))

    assert {node: role.total for node, role in roles.items()} == {node: open_paths[node] for node in graph}


@often
@given(arcs, groups)
def test_without_direction_who_lets_in_also_leads_out(pairs, labels):
    roles = gould_fernandez(network(pairs, nx.Graph), dict(enumerate(labels)))

    assert all(role.gatekeeper == role.representative for role in roles.values())


@often
@given(arcs, groups)
def test_openness_stays_between_minus_one_and_one(pairs, labels):
    graph, by_node = network(pairs, nx.Graph), dict(enumerate(labels))

    for measure in (ei_index(graph, by_node), ei_rescaled(graph, by_node)):
        assert measure.value is None or -1.0 <= measure.value <= 1.0


@often
@given(arcs, groups, st.permutations(range(8)))
def test_renaming_parties_changes_no_measure(pairs, labels, names):
    graph, by_node = network(pairs, nx.DiGraph), dict(enumerate(labels))
    renamed = nx.relabel_nodes(graph, dict(enumerate(names)))
    by_name = {names[node]: label for node, label in by_node.items()}

    assert ei_index(renamed, by_name).value == ei_index(graph, by_node).value
    assert fragmentation(renamed).value == pytest.approx(fragmentation(graph).value)
    for node in graph:
        assert gould_fernandez(renamed, by_name)[names[node]] == gould_fernandez(graph, by_node)[node]
        ours, theirs = constraint(graph, node).value, constraint(renamed, names[node]).value
        assert (ours is None) == (theirs is None)
        assert ours is None or math.isclose(ours, theirs, abs_tol=1e-9)


@often
@given(arcs)
def test_without_more_parties_removed_nothing_is_less_in_pieces_than_whole(pairs):
    whole = fragmentation(network(pairs, nx.Graph)).value

    assert 0.0 <= whole <= 1.0
    assert effective_size(network([*pairs, (0, 1)], nx.Graph), 0).value >= 1.0 - 1e-9
