"""Count who stands between two others that have no tie, by the groups of the three (Gould-Fernandez)."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

import networkx as nx

from coordinator.network.measures.measure import Measure, measured, undefined
from coordinator.network.measures.structure import groups_of

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping


@dataclass(frozen=True, slots=True)
class Roles:
    """How often a party stands between two others, by pattern: group of the first, its own, of the last."""

    coordinator: int = 0
    itinerant: int = 0
    gatekeeper: int = 0
    representative: int = 0
    liaison: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return sum(getattr(self, role.name) for role in fields(self))

    def as_row(self) -> list[int]:
        """Return the counts in the columns of R sna: w_I, w_O, b_IO, b_OI, b_O, t."""
        inside = [self.coordinator, self.itinerant, self.representative, self.gatekeeper]
        return [*inside, self.liaison, self.total]


PATTERNS: Mapping[str, str] = {
    "coordinator": "A→A→A",
    "itinerant": "A→B→A",
    "gatekeeper": "A→B→B",
    "representative": "A→A→B",
    "liaison": "A→B→C",
}
"""Names of R sna. Others call A→B→A a liaison: the pattern is always shown beside the name."""

ITALIAN: Mapping[str, str] = {
    "coordinator": "coordina dentro il settore",
    "itinerant": "mette in contatto due parti di un altro settore",
    "gatekeeper": "fa entrare nel suo settore",
    "representative": "porta fuori dal suo settore",
    "liaison": "tiene insieme due settori diversi dal suo",
}


def role_of(first: Hashable, middle: Hashable, last: Hashable) -> str:
    """
    Name the role of the middle one of three, by their groups.

    Parameters
    ----------
    first, middle, last
        Groups; any values that compare.

    Returns
    -------
    str
        A key of `PATTERNS`.

    Examples
    --------
    >>> role_of("sanita", "famiglia", "sociale")
    'liaison'
    """
    if first == last:
        return "coordinator" if first == middle else "itinerant"
    if middle == last:
        return "gatekeeper"
    return "representative" if first == middle else "liaison"


def gould_fernandez(graph: nx.Graph[Any], groups: Mapping[Any, Any] | None = None) -> dict[Any, Roles]:
    """
    Count the roles of all parties.

    Parameters
    ----------
    graph
        Directed, or undirected: then each path counts in both directions, as in R sna.
    groups
        Group of each party; by default its sector.

    Returns
    -------
    dict to Roles
        One entry a party, zeros where it stands between nobody.
    """
    arcs, groups = _arcs(graph), groups or groups_of(graph)
    return {party: _roles(arcs, party, groups) for party in arcs.nodes}


def broker_roles(graph: nx.Graph[Any], party: Hashable, groups: Mapping[Any, Any] | None = None) -> Measure:
    """
    Count the roles of one party, and say the most frequent.

    Parameters
    ----------
    graph
        As in `gould_fernandez`.
    party
        Whose.
    groups
        As in `gould_fernandez`.

    Returns
    -------
    Measure
        Its value holds the counts by role and their total; undefined in a network of fewer than three.
    """
    inputs = {"parties": graph.number_of_nodes(), "patterns": dict(PATTERNS)}
    if graph.number_of_nodes() < 3:
        return undefined("brokerage", inputs, "servono almeno tre parti")
    roles = _roles(_arcs(graph), party, groups or groups_of(graph))
    counts = {role.name: getattr(roles, role.name) for role in fields(roles)}
    return measured(
        "brokerage",
        {**counts, "total": roles.total},
        inputs,
        say_roles(_name(graph, party), counts, roles.total),
    )


def _arcs(graph: nx.Graph[Any]) -> nx.DiGraph[Any]:
    """Keep one arc a pair and direction; an undirected tie goes both ways."""
    return nx.DiGraph(graph if graph.is_directed() else graph.to_directed())


def _roles(arcs: nx.DiGraph[Any], party: Hashable, groups: Mapping[Any, Any]) -> Roles:
    """Count the pairs that reach each other through a party alone."""
    counts = dict.fromkeys(PATTERNS, 0)
    for first in arcs.predecessors(party):
        for last in arcs.successors(party):
            if party not in (first, last) and first != last and not arcs.has_edge(first, last):
                counts[role_of(groups[first], groups[party], groups[last])] += 1
    return Roles(**counts)


def _name(graph: nx.Graph[Any], party: Hashable) -> str:
    """Return a party's name, or its id."""
    return str(graph.nodes[party].get("name") or party)


def say_roles(name: str, counts: Mapping[str, int], total: int) -> str:
    """Put the roles into words."""
    if not total:
        return f"{name} non sta in mezzo a nessuno: chi conosce si conosce già."
    role = max(PATTERNS, key=lambda pattern: counts[pattern])
    times = "una volta" if total == 1 else f"{total} volte"
    return (
        f"{name} sta in mezzo a due parti che non si parlano {times}; "
        f"per lo più {ITALIAN[role]} ({role}, {PATTERNS[role]}: {counts[role]})."
    )
