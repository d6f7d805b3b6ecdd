"""Build the graph of a person's network from rows: parties as nodes, ties as edges."""

from __future__ import annotations

from functools import cache
from json import loads
from typing import TYPE_CHECKING, Any

from coordinator.model import day_of, instant_of, vocabulary
from coordinator.model.ties import RARE
from coordinator.network.ages import OLDEST, age, last_births

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date

    import networkx as nx

    from coordinator.model.vocabulary import Kind
    from coordinator.network.question import Row

AGED: dict[int | None, str] = {
    None: "",
    **{years: f"{years} anni" for years in range(OLDEST + 1)},
    1: "1 anno",
}
"""The line under the name of a person of whom no more is said."""


def build_network(
    parties: Collection[Row], ties: Iterable[Row], centre_id: str, day: date
) -> nx.MultiDiGraph[str]:
    """
    Build the graph of parties and ties.

    Parameters
    ----------
    parties
        The nodes, each as `PartyRow`, and no tie may end outside them.
    ties
        The edges, each as `TieRow`, in any order; they are added in the order of their keys.
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
    ordered = sorted(ties)
    _add_nodes(graph, parties, _sectors(parties, ordered, centre_id), day)
    _add_edges(graph, ordered, {party[0]: party[1] for party in parties})
    return graph


def _add_nodes(
    graph: nx.MultiDiGraph[str], parties: Iterable[Row], sectors: Mapping[int, str], day: date
) -> None:
    """
    Add rows as nodes; a sector of its own goes before the one that her ties give a party.

    They are put where networkx keeps them, as edges are: its own methods copy attributes three times, and
    forget the graph's caches after each.
    """
    inside: Any = graph
    starts, ends, named = inside._succ, inside._pred, inside._node  # noqa: SLF001 - networkx reads them itself
    today = last_births(day)
    for key, party_id, kind, name, sector, detail, born_on, died_on in parties:
        node = {
            "kind": kind,
            "name": name,
            "sector": sector or sectors.get(key, "altro"),
            "detail": detail or "",
        }
        if kind == "persona":
            births = today if died_on is None else last_births(min(day, day_of(died_on)))
            node["age"] = years = None if born_on is None else age(born_on, births)
            node["detail"] = detail or AGED[years]
        named[party_id] = node
        starts[party_id], ends[party_id] = {}, {}


class _Blank:
    """
    The attributes of a tie of which nobody said more.

    Those of an object are a dict like any other, whose copies share one table of names: a third of the memory.
    """

    def __init__(self, kind: Kind) -> None:
        self.tie_id = 0
        self.kind = kind.id
        self.label = kind.label
        self.direction = "to"
        self.strength = None
        self.conflict = False
        self.frequency = None
        self.hours_per_week = None
        self.hours_available = None
        self.strain = None
        self.support = kind.support
        self.level = kind.level
        self.hidden = False
        self.case_id = None
        self.since = None
        self.until = None
        self.confirmed_on = None
        self.follows = None
        self.recorded_at = None
        self.author = None
        self.stated_by = None
        self.document = None
        self.note = None


@cache
def _blanks() -> dict[int, dict[str, Any]]:
    """Make the blank of each kind of tie, by its number."""
    return {kind.code: vars(_Blank(kind)) for kind in vocabulary().kinds.values()}


def _add_edges(graph: nx.MultiDiGraph[str], ties: Iterable[Row], ids: Mapping[int, str]) -> None:
    """
    Add rows as edges.

    A blank is copied and filled in where something was said: to write all attributes of each edge afresh
    takes three times as long, and longer than the query.
    """
    inside: Any = graph
    starts, ends = inside._succ, inside._pred  # noqa: SLF001 - as in `_add_nodes`
    blanks = _blanks()
    for (key, start, end, code, since, until, direction, strength, hours_per_week, hours_available, recorded_at,
         author, more) in ties:  # fmt: skip
        edge = blanks[code].copy()
        edge["tie_id"] = key
        edge["since"] = day_of(since)
        edge["recorded_at"] = instant_of(recorded_at)
        edge["author"] = author
        if until is not None:
            edge["until"] = day_of(until)
        if direction is not None:
            edge["direction"] = direction
        if strength is not None:
            edge["strength"] = strength
        if hours_per_week is not None:
            edge["hours_per_week"] = hours_per_week
        if hours_available is not None:
            edge["hours_available"] = hours_available
        if more is not None:
            _say_more(edge, more)
        one, other = ids[start], ids[end]
        between = starts[one].get(other)
        if between is None:
            starts[one][other] = ends[other][one] = {0: edge}
        else:
            between[len(between)] = edge


def _say_more(edge: dict[str, Any], more: str) -> None:
    """Fill in what is said of few ties."""
    edge.update((name, value) for name, value in zip(RARE, loads(more), strict=True) if value is not None)
    edge["conflict"], edge["hidden"] = bool(edge["conflict"]), bool(edge["hidden"])
    if edge["confirmed_on"] is not None:
        edge["confirmed_on"] = day_of(edge["confirmed_on"])


def _sectors(parties: Collection[Row], ties: Iterable[Row], centre_id: str) -> dict[int, str]:
    """
    Say to which sector her ties put each person: those with the centre first, then the closest.

    A carer who has no other kind of tie counts as family, and so does the centre. Around a service or a body
    persons are those it looks after.
    """
    persons = {party[0] for party in parties if party[2] in {"persona", "nucleo"}}
    centre = next((party[0] for party in parties if party[1] == centre_id), None)
    if centre is None or centre not in persons:
        return dict.fromkeys(persons, "persone")
    kinds = vocabulary().kind_by_code
    best: dict[int, tuple[bool, bool, int]] = {}
    for tie in ties:
        _, start, end, kind = tie[:4]
        if start in persons and end in persons:
            for one, other in ((start, end), (end, start)):
                rank = (other != centre, kinds[kind].sector is None, kind)
                best[one] = min(best.get(one, rank), rank)
    said = {key: kinds[kind].sector or "famiglia" for key, (_, _, kind) in best.items()}
    return said | {centre: "famiglia"}
