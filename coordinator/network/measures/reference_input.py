"""Read the input of a reference case: contacts, counts, sequences, edges with groups."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

import networkx as nx

from coordinator.network.measures.continuity import in_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


Json = Any
"""Whatever JSON can hold."""


class UnknownShapeError(Exception):
    """The input of a case has a shape that is not known here."""


@dataclass(frozen=True, slots=True)
class CaseInput:
    """What a case gives, in the shapes that the measures take; None where it gives nothing."""

    raw: Mapping[str, Any]
    visits: list[int] | None = None  # counts, one a provider
    totals: tuple[int, int] | None = None  # contacts, providers
    sequence: list[Any] | None = None  # providers by day
    contacts: list[tuple[str, str]] | None = None
    graph: nx.Graph[Any] | None = None
    weight: str | None = None
    groups: Mapping[Any, Any] = field(default_factory=dict)
    names: Mapping[str, Any] = field(default_factory=dict)  # node as JSON writes it → node


def read_input(raw: Mapping[str, Any]) -> CaseInput:
    """
    Read the input of a case.

    Parameters
    ----------
    raw
        The mapping under ``input``.

    Returns
    -------
    CaseInput
        With all that can be derived from it: a sequence gives counts, counts give totals.

    Raises
    ------
    UnknownShapeError
        When nothing in it is known.
    """
    if "contacts" in raw:
        return CaseInput(raw, contacts=[(str(person), str(provider)) for person, provider in raw["contacts"]])
    if "dated" in raw or "sequence" in raw:
        sequence = _sequence(raw)
        visits = list(Counter(one for one in sequence if one is not None).values())
        return CaseInput(raw, visits=visits, totals=(sum(visits), len(visits)), sequence=sequence)
    if "visits_per_provider" in raw:
        given = raw["visits_per_provider"]
        visits = [int(count) for count in (given.values() if isinstance(given, dict) else given)]
        return CaseInput(raw, visits=visits, totals=(sum(visits), sum(1 for count in visits if count)))
    if "visits" in raw and "providers" in raw:
        return CaseInput(raw, totals=(int(raw["visits"]), int(raw["providers"])))
    if "edges" in raw or "adjacency" in raw:
        return _network(raw)
    if "mixing" in raw or "any" in raw:
        return CaseInput(raw)
    message = f"none of the known keys among {sorted(raw)}"
    raise UnknownShapeError(message)


def _sequence(raw: Mapping[str, Any]) -> list[Any]:
    """Read a sequence of providers, or dated ones, which are put in order."""
    if "dated" in raw:
        return in_order([(_day(day), provider) for day, provider in raw["dated"]])
    sequence = list(raw["sequence"])
    if sequence and all(isinstance(one, list) and len(one) == 2 for one in sequence):
        return in_order([(_day(day), provider) for day, provider in sequence])
    return sequence


def _day(text: str) -> date:
    """Read a day, with or without a time behind it."""
    return date.fromisoformat(str(text)[:10])


def _network(raw: Mapping[str, Any]) -> CaseInput:
    """Read edges, weighted or not, or an adjacency that names both directions of each tie."""
    edges: list[Sequence[Any]] = list(raw["edges"]) if "edges" in raw else list(_adjacency(raw["adjacency"]))
    directed = raw.get("directed", "adjacency" in raw)
    graph: nx.Graph[Any] = nx.DiGraph() if directed else nx.Graph()
    graph.add_nodes_from(raw.get("nodes", ()))
    graph.add_nodes_from(raw.get("isolated", ()))
    weighted = any(len(edge) > 2 for edge in edges)
    for edge in edges:
        graph.add_edge(edge[0], edge[1], **({"weight": float(edge[2])} if len(edge) > 2 else {}))
    names = {str(node): node for node in graph.nodes}
    groups = {names[str(node)]: group for node, group in raw.get("groups", {}).items() if str(node) in names}
    return CaseInput(raw, graph=graph, weight="weight" if weighted else None, groups=groups, names=names)


def _adjacency(rows: Iterable[str]) -> Iterable[Sequence[Any]]:
    """Yield the arcs of rows like ``"Gill:Frank Ike"``."""
    for row in rows:
        node, _, others = row.partition(":")
        for other in others.split():
            yield (node, other)
