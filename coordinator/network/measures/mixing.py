"""Measure whether ties cross groups or stay inside them."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING, Any

from coordinator.display import count
from coordinator.network.measures.measure import Measure, italian, measured, undefined
from coordinator.network.measures.structure import groups_of, plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import networkx as nx


def ei_index(graph: nx.Graph[Any], groups: Mapping[Any, Any] | None = None) -> Measure:
    """
    Measure whether ties cross groups or stay inside them.

    Parameters
    ----------
    graph
        A network; direction and repeated ties do not count.
    groups
        Group of each party; by default its sector.

    Returns
    -------
    Measure
        From -1 (all inside) to 1 (all across); undefined without ties.
    """
    external, internal = _crossing(graph, groups or groups_of(graph))
    inputs = {"external": external, "internal": internal}
    if not external + internal:
        return undefined("ei_index", inputs, "non ci sono legami")
    value = (external - internal) / (external + internal)
    return measured("ei_index", value, inputs, _say_crossing(external, internal))


def ei_rescaled(graph: nx.Graph[Any], groups: Mapping[Any, Any] | None = None) -> Measure:
    """Measure as `ei_index`, each kind of tie over those possible, so that groups' sizes do not tell."""
    groups = groups or groups_of(graph)
    external, internal = _crossing(graph, groups)
    sizes = Counter(groups[party] for party in graph.nodes)
    inside = sum(math.comb(count, 2) for count in sizes.values())
    across = math.comb(graph.number_of_nodes(), 2) - inside
    inputs = {
        "external": external,
        "internal": internal,
        "possible_external": across,
        "possible_internal": inside,
    }
    if not inside or not across:
        return undefined("ei_rescaled", inputs, "servono due settori, e almeno due parti in uno di essi")
    outer, inner = external / across, internal / inside
    if not outer + inner:
        return undefined("ei_rescaled", inputs, "non ci sono legami")
    return measured(
        "ei_rescaled", (outer - inner) / (outer + inner), inputs, _say_crossing(external, internal)
    )


def coleman_homophily(mixing: Sequence[Sequence[float]], group_sizes: Sequence[int]) -> list[Measure]:
    """
    Measure how far each group chooses its own members, beyond chance.

    Parameters
    ----------
    mixing
        Ties from each group (row) to each group (column).
    group_sizes
        Members of each group.

    Returns
    -------
    list of Measure
        One a group, from -1 (never its own) through 0 (as by chance) to 1 (only its own); undefined for a
        group without ties or whose choice was never free.
    """
    everybody = sum(group_sizes)
    found = []
    for group, (row, members) in enumerate(zip(mixing, group_sizes, strict=True)):
        ties, own = sum(row), row[group]
        expected = ties * (members - 1) / (everybody - 1) if everybody > 1 else 0.0
        inputs = {"ties": ties, "own": own, "expected": expected}
        free = ties - expected if own >= expected else expected
        if not free:
            found.append(
                undefined("coleman_homophily", inputs, "il gruppo non ha legami, o non poteva scegliere")
            )
            continue
        value = (own - expected) / free
        chance = f"attesi per caso {italian(expected, 1)}"
        sentence = f"Legami dentro il gruppo {own}, {chance}: chiusura {italian(value)}."
        found.append(measured("coleman_homophily", value, inputs, sentence))
    return found


def _crossing(graph: nx.Graph[Any], groups: Mapping[Any, Any]) -> tuple[int, int]:
    """Count the pairs tied across groups, and inside them."""
    crossing = [groups[one] != groups[other] for one, other in plain(graph).edges]
    return sum(crossing), len(crossing) - sum(crossing)


def _say_crossing(external: int, internal: int) -> str:
    """Put crossing ties into words."""
    return f"{count(external, 'legame', 'legami')} fra settori diversi, {internal} dentro lo stesso settore."
