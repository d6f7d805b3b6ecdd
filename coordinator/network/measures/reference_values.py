"""Compute what a reference case asks for, each quantity under the name that the case gives it."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING, Any

from coordinator.network.measures import brokerage, continuity, holes, mixing, sharing, structure
from coordinator.network.measures.reference_input import CaseInput, Json, UnknownShapeError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    import networkx as nx

    from coordinator.network.measures.measure import Measure

KEY_PLAYERS = 3
"""Parties removed where a case on fragmentation names none: those whose loss breaks the most pairs."""

COUNTS: Mapping[str, Callable[[CaseInput], Measure]] = {
    "coc": lambda case: continuity.coc(_given(case.visits)),
    "upc": lambda case: continuity.upc(_given(case.visits)),
    "hhi": lambda case: continuity.hhi(_given(case.visits)),
    "entropy": lambda case: continuity.entropy(_given(case.visits)),
    "fragmentation": lambda case: continuity.fragmentation_of_care(_given(case.visits)),
    "fci": lambda case: continuity.fragmentation_of_care(_given(case.visits)),
    "mci": lambda case: continuity.mci(*_given(case.totals)),
    "mmci": lambda case: continuity.mmci(*_given(case.totals)),
    "secon": lambda case: continuity.secon(_given(case.sequence)),
}


def values_for(case: CaseInput, measures: Sequence[str], expected: Json) -> Json:
    """
    Compute the quantities that a case expects.

    Parameters
    ----------
    case
        What it gives.
    measures
        What it names.
    expected
        What it expects: its keys say which quantities to compute.

    Returns
    -------
    object
        Of the shape of ``expected``.

    Raises
    ------
    UnknownShapeError
        When a quantity is not known here.
    """
    if case.contacts is not None:
        return _sharing(case, measures, expected)
    if case.graph is not None:
        return _network(case, case.graph, measures, expected)
    if "mixing" in case.raw:
        found = mixing.coleman_homophily(case.raw["mixing"], case.raw["group_sizes"])
        return {"index": [measure.value for measure in found]}
    if "any" in case.raw:
        return _identities(expected)
    return _continuity(case, measures, expected)


def _continuity(case: CaseInput, measures: Sequence[str], expected: Json) -> Json:
    """Compute indices of continuity, one a key; a bare value stands for the only measure named."""
    if not isinstance(expected, dict):
        return _count_measure(case, measures[0])
    return {
        key: _continuity(case, measures, inner) if isinstance(inner, dict) else _count_measure(case, key)
        for key, inner in expected.items()
    }


def _count_measure(case: CaseInput, name: str) -> Json:
    """Compute one index."""
    key = name.lower().replace("visit_", "").replace("visit ", "")
    if key == "error":
        return {
            measure: compute(case).value for measure, compute in COUNTS.items() if measure in ("coc", "hhi")
        }
    if key not in COUNTS:
        message = f"no index is called {name!r}"
        raise UnknownShapeError(message)
    return COUNTS[key](case).value


def _sharing(case: CaseInput, measures: Sequence[str], expected: Json) -> Json:
    """Compute care density, plain and by type."""
    contacts = _given(case.contacts)
    plain = sharing.care_density(contacts)
    types, weights = case.raw.get("types", {}), case.raw.get("weights")
    if "fragmented_care_density_by_connection" in measures:
        rows = sharing.density_by_connection(contacts, types)
        return {"rows": [[row.person, row.type, row.shared, row.providers, row.density] for row in rows]}
    found: dict[str, Any] = {
        "care_density": _values(plain),
        "cd": _values(plain),
        "n": {person: measure.inputs["providers"] for person, measure in plain.items()},
        "sum_weights": {person: measure.inputs.get("shared") for person, measure in plain.items()},
        "provider_weights": {
            "-".join(pair): shared for pair, shared in sharing.provider_weights(contacts).items()
        },
    }
    if "fragmented_care_density" in measures:
        if isinstance(weights, str):
            rows = sharing.density_by_connection(contacts, types)
            weights = {row.type: 1.0 for row in rows}
        by_type = sharing.fragmented_care_density(contacts, types, weights or {})
        found["fcd"] = found["fragmented_care_density"] = _values(by_type)
        if isinstance(expected, dict) and (other := expected.get("equals")):
            found["equals"] = other if _close(found["fcd"], found[other]) else found["fcd"]
    return found


def _network(case: CaseInput, graph: nx.Graph[Any], measures: Sequence[str], expected: Json) -> Json:
    """Compute measures of a network, by the first one that the case names."""
    name = measures[0] if measures else ""
    if name in ("constraint", "effective_size"):
        return {measure: _burt(case, graph, measure, expected) for measure in measures}
    if name == "gould_fernandez":
        return _brokerage(case, graph, expected)
    if name in ("articulation_points", "cutpoints"):
        return {"cutpoints": structure.articulation_points(graph).value}
    if name == "fragmentation":
        removed = case.raw.get("remove") or case.raw.get("removed") or _key_players(graph)
        before, after = structure.fragmentation(graph), structure.fragmentation(graph, removed)
        return {"before": before.value, "after": after.value, "removed": list(removed)}
    if name.startswith("ei_"):
        return _crossing(case, graph)
    if name in ("density", "composition", "diversity", "size"):
        return {name: getattr(structure, name)(graph, case.raw["ego"]).value}
    message = f"no measure of a network is called {name!r}"
    raise UnknownShapeError(message)


def _burt(case: CaseInput, graph: nx.Graph[Any], measure: str, expected: Json) -> dict[str, Any]:
    """Compute one of Burt's measures for the parties that the case names, or for all."""
    asked = expected.get(measure, {}) if isinstance(expected, dict) else {}
    compute = getattr(holes, measure)
    return {name: compute(graph, case.names[name], case.weight).value for name in (asked or case.names)}


def _brokerage(case: CaseInput, graph: nx.Graph[Any], expected: Mapping[str, Any]) -> dict[str, Any]:
    """Compute the roles of one party, or the table of all."""
    roles = brokerage.gould_fernandez(graph, case.groups)
    if "rows" in expected:
        columns = ["w_I", "w_O", "b_IO", "b_OI", "b_O", "t"]
        table = {
            str(party): dict(zip(columns, found.as_row(), strict=True)) for party, found in roles.items()
        }
        asked = expected.get("columns", columns)
        return {
            "columns": asked,
            "rows": {party: [row[column] for column in asked] for party, row in table.items()},
        }
    found = roles[case.names[str(expected["node"])]]
    return {"node": expected["node"], "role": expected["role"], "count": getattr(found, expected["role"])}


def _crossing(case: CaseInput, graph: nx.Graph[Any]) -> dict[str, Any]:
    """Compute the E-I index, plain and rescaled."""
    index, rescaled = mixing.ei_index(graph, case.groups), mixing.ei_rescaled(graph, case.groups)
    return {
        "E": index.inputs["external"],
        "I": index.inputs["internal"],
        "EI": index.value,
        "ei_index": index.value,
        "EI_rescaled": rescaled.value,
        "ei_rescaled": rescaled.value,
    }


def _key_players(graph: nx.Graph[Any]) -> tuple[Any, ...]:
    """Find the parties whose loss breaks the most pairs (Borgatti's key players), by trying all."""
    return max(
        combinations(sorted(graph.nodes, key=str), KEY_PLAYERS),
        key=lambda removed: structure.fragmentation(graph, removed).value or 0.0,
    )


def _identities(expected: Mapping[str, str]) -> dict[str, str]:
    """Check the identities on every way to split up to 14 contacts; an identity that fails is spelt out."""
    said = dict(expected)
    for total in range(2, 15):
        for visits in _partitions(total):
            coc, hhi, upc = (
                measure(visits).value for measure in (continuity.coc, continuity.hhi, continuity.upc)
            )
            if abs(hhi - (coc * (total - 1) + 1) / total) > 1e-9:
                said["HHI"] = f"fails on {visits}"
            ceiling = (max(visits) - 1) / (total - 1)
            if not coc - 1e-9 <= ceiling <= upc + 1e-9:
                said["COC<="] = f"fails on {visits}"
    return said


def _partitions(total: int, largest: int | None = None) -> Iterable[list[int]]:
    """Yield the ways to write a number as a sum."""
    if total == 0:
        yield []
    for first in range(min(total, largest or total), 0, -1):
        for rest in _partitions(total - first, first):
            yield [first, *rest]


def _values(measures: Mapping[str, Measure]) -> dict[str, Any]:
    """Return the bare values."""
    return {party: measure.value for party, measure in measures.items()}


def _close(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Say whether two tables hold the same values, undefined where undefined."""
    return Counter(one.keys()) == Counter(other.keys()) and all(
        (value is None) == (other[key] is None) and (value is None or abs(value - other[key]) < 1e-9)
        for key, value in one.items()
    )


def _given(value: Json) -> Json:
    """Return what a case gives, or say that it does not."""
    if value is None:
        message = "the case does not give what this measure needs"
        raise UnknownShapeError(message)
    return value
