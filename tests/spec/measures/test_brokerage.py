"""Who stands between two that have no tie, named by the sectors of the three."""

import networkx as nx
import pytest

from coordinator.network.measures import broker_roles, gould_fernandez
from coordinator.network.measures.brokerage import PATTERNS


@pytest.mark.parametrize(
    ("sectors", "role"),
    [
        (("sanita", "sanita", "sanita"), "coordinator"),
        (("sanita", "famiglia", "sanita"), "itinerant"),
        (("sanita", "sociale", "sociale"), "gatekeeper"),
        (("sanita", "sanita", "sociale"), "representative"),
        (("sanita", "famiglia", "sociale"), "liaison"),
    ],
)
def test_the_middle_of_a_chain_has_the_role_of_its_pattern(sectors, role):
    chain = nx.DiGraph([("pia", "lia"), ("lia", "zoe")])
    groups = dict(zip(("pia", "lia", "zoe"), sectors, strict=True))

    roles = gould_fernandez(chain, groups)["lia"]

    assert (getattr(roles, role), roles.total) == (1, 1)


def test_nobody_stands_between_two_that_have_a_tie():
    chain = nx.DiGraph([("pia", "lia"), ("lia", "zoe"), ("pia", "zoe")])

    assert gould_fernandez(chain, dict.fromkeys(chain, 1))["lia"].total == 0


def test_without_direction_each_path_counts_both_ways():
    chain = nx.Graph([("pia", "lia"), ("lia", "zoe")])

    assert gould_fernandez(chain, dict.fromkeys(chain, 1))["lia"].coordinator == 2


def test_the_sentence_prints_the_pattern_beside_the_name(drawn):
    graph = drawn("pia: sanita\nzoe: sociale\nlia: famiglia\npia → lia\nlia → zoe")

    measure = broker_roles(graph, "lia")

    assert measure.value["liaison"] == 1
    assert PATTERNS["liaison"] in measure.sentence


def test_roles_in_a_network_of_two_are_undefined(drawn):
    assert broker_roles(drawn("lia → ada"), "lia").status == "undefined"
