"""Read small drawings: ``lia → ada 20h`` is a tie, ``lia: famiglia`` gives a party its sector."""

import networkx as nx
import pytest


def read_drawing(text):
    """Turn a drawing into a network; a line without an arrow names a party and perhaps its sector."""
    graph = nx.MultiDiGraph()
    for line in filter(None, map(str.strip, text.splitlines())):
        if "→" not in line:
            party, _, sector = (part.strip() for part in line.partition(":"))
            graph.add_node(party, sector=sector or None)
            continue
        one, rest = (part.strip() for part in line.split("→"))
        other, *hours = rest.split()
        given = float(hours[0].rstrip("h")) if hours else None
        graph.add_edge(one, other, hours_per_week=given)
    return graph


@pytest.fixture
def drawn():
    """The network of a drawing."""
    return read_drawing
