"""Build the graph of a person's network from rows: parties as nodes, ties as edges."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from coordinator.model import day_of, instant_of, vocabulary

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from datetime import date

    import networkx as nx

    from coordinator.network.question import PartyRow, TieRow


def build_network(
    parties: Collection[PartyRow], ties: Iterable[TieRow], centre_id: str, day: date
) -> nx.MultiDiGraph[str]:
    """
    Build the graph of parties and ties.

    Parameters
    ----------
    parties
        The nodes, and no tie may end outside them.
    ties
        The edges, in any order; they are added in the order of their keys.
    centre_id
        Id of the person at the centre.
    day
        The day of the network; ages are as of it.

    Returns
    -------
    MultiDiGraph
        Nodes are ids. A node has ``kind`` (persona, nucleo, professionista, servizio, ente, comunita),
        ``name``, ``sector``, ``detail``; a person also ``age`` in years, or None. An edge goes as the tie is
        recorded and has ``tie_id``, ``kind``, ``label``, ``direction`` of help (to, from, both),
        ``strength`` (0 to 3 or None), ``conflict``, ``frequency``, ``hours_per_week``, ``hours_available``,
        ``strain`` (0 to 3 or None), ``support``, ``level``, ``hidden``, ``case_id``, ``since``, ``until``,
        ``confirmed_on``, ``follows`` (number of the tie that it changes), ``recorded_at``, ``author``,
        ``stated_by``, ``document``, ``note``. None means: nobody said. The graph's own attribute ``centre``
        is the id of the person.
    """
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(centre=centre_id)
    ids = {party.key: party.id for party in parties}
    ordered = sorted(ties)
    sectors = _sectors(parties, ordered, centre_id)
    _fill(
        graph,
        _nodes(parties, sectors, day),
        _edges(ordered, ids),
    )
    return graph


def _nodes(
    parties: Iterable[PartyRow], sectors: Mapping[int, str], day: date
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Turn rows into nodes; a sector of its own goes before the one that her ties give a party."""
    for key, party_id, kind, name, sector, detail, born_on, died_on in parties:
        node: dict[str, Any] = {
            "kind": kind,
            "name": name,
            "sector": sector or sectors.get(key, "altro"),
            "detail": detail or "",
        }
        if kind == "persona":
            node["age"] = age = None if born_on is None else _age(born_on, died_on, day)
            node["detail"] = detail or ("" if age is None else f"{age} anni")
        yield party_id, node


def _age(born_on: int, died_on: int | None, day: date) -> int | None:
    """Count the birthdays up to a day, or up to a person's death; before her birth there is no age."""
    born, last = day_of(born_on), day if died_on is None else min(day, day_of(died_on))
    if last < born:
        return None
    return last.year - born.year - ((last.month, last.day) < (born.month, born.day))


@cache
def _blanks() -> dict[int, dict[str, Any]]:
    """Make for each kind of tie, by its number, the attributes of one of which nobody said more."""
    return {
        kind.code: {
            "tie_id": 0,
            "kind": kind.id,
            "label": kind.label,
            "direction": "to",
            "strength": None,
            "conflict": False,
            "frequency": None,
            "hours_per_week": None,
            "hours_available": None,
            "strain": None,
            "support": kind.support,
            "level": kind.level,
            "hidden": False,
            "case_id": None,
            "since": None,
            "until": None,
            "confirmed_on": None,
            "follows": None,
            "recorded_at": None,
            "author": None,
            "stated_by": None,
            "document": None,
            "note": None,
        }
        for kind in vocabulary().kinds.values()
    }


def _edges(ties: Iterable[TieRow], ids: Mapping[int, str]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """
    Turn rows into edges.

    A blank is copied and filled in where something was said: to write all attributes of each edge afresh
    takes three times as long, and longer than the query.
    """
    blanks = _blanks()
    for (key, start, end, code, since, until, direction, strength, conflict, frequency, hours_per_week,
         hours_available, strain, support, level, hidden, case_id, confirmed_on, follows, recorded_at, author,
         stated_by, document, note) in ties:  # fmt: skip
        edge = blanks[code].copy()
        edge["tie_id"] = key
        edge["direction"] = direction
        edge["since"] = day_of(since)
        edge["recorded_at"] = instant_of(recorded_at)
        edge["author"] = author
        if until is not None:
            edge["until"] = day_of(until)
        if confirmed_on is not None:
            edge["confirmed_on"] = day_of(confirmed_on)
        if conflict:
            edge["conflict"] = True
        if hidden:
            edge["hidden"] = True
        if strength is not None:
            edge["strength"] = strength
        if frequency is not None:
            edge["frequency"] = frequency
        if hours_per_week is not None:
            edge["hours_per_week"] = hours_per_week
        if hours_available is not None:
            edge["hours_available"] = hours_available
        if strain is not None:
            edge["strain"] = strain
        if support is not None:
            edge["support"] = support
        if level is not None:
            edge["level"] = level
        if case_id is not None:
            edge["case_id"] = case_id
        if follows is not None:
            edge["follows"] = follows
        if stated_by is not None:
            edge["stated_by"] = stated_by
        if document is not None:
            edge["document"] = document
        if note is not None:
            edge["note"] = note
        yield ids[start], ids[end], edge


def _fill(
    graph: nx.MultiDiGraph[str],
    nodes: Iterable[tuple[str, dict[str, Any]]],
    edges: Iterable[tuple[str, str, dict[str, Any]]],
) -> None:
    """
    Add nodes, then edges among them, to an empty graph, as its own methods do but several times as fast.

    Those copy the attributes of each edge three times, and forget the graph's caches after each.
    """
    inside: Any = graph
    starts, ends, named = inside._succ, inside._pred, inside._node  # noqa: SLF001 - networkx reads them itself
    for party_id, node in nodes:
        named[party_id] = node
        starts[party_id], ends[party_id] = {}, {}
    for start, end, edge in edges:
        between = starts[start].get(end)
        if between is None:
            between = starts[start][end] = ends[end][start] = {}
        between[len(between)] = edge


def _sectors(parties: Collection[PartyRow], ties: Iterable[TieRow], centre_id: str) -> dict[int, str]:
    """
    Say to which sector her ties put each person: those with the centre first, then the closest.

    A carer who has no other kind of tie counts as family, and so does the centre.
    """
    persons = {party.key for party in parties if party.kind in {"persona", "nucleo"}}
    centre = next((party.key for party in parties if party.id == centre_id), None)
    kinds = vocabulary().kind_by_code
    best: dict[int, tuple[bool, bool, int]] = {}
    for _, start, end, kind, *_ in ties:
        if start in persons and end in persons:
            for one, other in ((start, end), (end, start)):
                rank = (other != centre, kinds[kind].sector is None, kind)
                best[one] = min(best.get(one, rank), rank)
    said = {key: kinds[kind].sector or "famiglia" for key, (_, _, kind) in best.items()}
    return said if centre is None else said | {centre: "famiglia"}
