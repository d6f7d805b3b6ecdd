"""Read one person's network as of a day: who helps her, and who of them know each other."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

import networkx as nx

from coordinator.errors import UnknownPartyError
from coordinator.model import day_number, day_of, instant_of, vocabulary
from coordinator.network.rows import OTHER, PartyRow, Reach, Rows, TieRow
from coordinator.store.pause import collecting_nothing

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date

    from coordinator.model import Kind
    from coordinator.protection import Viewer
    from coordinator.store import Store

CAP = 50
"""Ties kept on each side of a party: more cannot be read on a map."""


@dataclass(frozen=True, slots=True)
class Ego:
    """One person's network on a day."""

    person_id: str
    day: date
    radius: int
    cap: int
    graph: nx.MultiDiGraph[str]  # see `build_network`
    capped: Mapping[str, tuple[int, int]]  # id of a party → (ties shown, ties that it has)

    def _repr_svg_(self) -> str:
        """Draw the network where a notebook shows it."""
        from coordinator.network.drawing import draw

        return draw(self.graph, self.person_id)


def ego(
    store: Store,
    person_id: str,
    day: date,
    viewer: Viewer,
    *,
    radius: int = 1,
    cap: int = CAP,
) -> Ego:
    """
    Read one person's network as of a day.

    With radius 1: the person, whoever has a tie with her, and the ties among them. Each further step adds
    the parties that these have ties with.

    Parameters
    ----------
    store
        The record.
    person_id
        Id of the person; any other party may stand at the centre too.
    day
        The day; a tie holds on its first and on its last day.
    viewer
        Who asks; needs to read the network.
    radius
        Steps from the person, at least 1.
    cap
        Newest ties kept on each side of a party.

    Returns
    -------
    Ego
        Its graph is that of `build_network`.

    Raises
    ------
    UnknownPartyError
        If the store has no such party.
    NotAllowedError
        If the viewer may not read the network.
    """
    viewer.require("read", "network", of=person_id)
    with store.reading() as session, collecting_nothing():
        rows = Rows(session.connection(), day_number(day), viewer.may("read", "network_hidden"))
        centre = rows.key_of(person_id)
        if centre is None:
            raise UnknownPartyError(person_id)
        reach = gather(rows, centre, radius, cap)
        ties = rows.ties(reach.ends)
        parties = rows.parties({centre, *chain.from_iterable(reach.ends.values())})
        ids = {party.key: party.id for party in parties}
        capped = {ids[key]: totals for key, totals in _totals(rows, reach, cap).items()}
        graph = build_network(parties, ties, person_id, day)
    return Ego(person_id, day, radius, cap, graph, capped)


def gather(rows: Rows, centre: int, radius: int, cap: int) -> Reach:
    """
    Find the ties up to a number of steps from a party; with one step, also those among its neighbours.

    Parameters
    ----------
    rows
        The ties of the store on a day.
    centre
        Key of the party.
    radius, cap
        As in `ego`.

    Returns
    -------
    Reach
        Ties, and the parties' sides on which older ones were left out.
    """
    found = Reach()
    seen, ring = {centre}, {centre}
    for _ in range(radius):
        reach = rows.hop(ring, cap)
        found.ends.update(reach.ends)
        found.cut |= reach.cut
        ring = set(chain.from_iterable(reach.ends.values())) - seen
        seen |= ring
    if radius == 1:
        found.ends.update(_among(rows, seen, cap))
    return found


def _among(rows: Rows, keys: set[int], cap: int) -> dict[int, tuple[int, int]]:
    """Find the ties among the parties of a small network: of helpers by index, of persons by hop."""
    persons = [party.key for party in rows.parties(keys) if party.kind in {"persona", "nucleo"}]
    hops = rows.hop(persons, cap).ends
    inside = {tie: ends for tie, ends in hops.items() if keys.issuperset(ends)}
    return inside | rows.among_helpers(keys)


def _totals(rows: Rows, reach: Reach, cap: int) -> dict[int, tuple[int, int]]:
    """Count what the cap left out: key of a party → (ties shown, ties that it has)."""
    sides = {key: [rows.count(key, side) for side in OTHER] for key in sorted({key for key, _ in reach.cut})}
    return {key: (sum(min(cap, ties) for ties in counts), sum(counts)) for key, counts in sides.items()}


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
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(centre=centre_id)
    ids = {party.key: party.id for party in parties}
    ordered = sorted(ties)
    sectors = _sectors(parties, ordered, centre_id)
    kinds = vocabulary().kind_by_code
    _fill(
        graph,
        ((party.id, _node(party, sectors.get(party.key, "altro"), day)) for party in parties),
        ((ids[tie[1]], ids[tie[2]], _edge(tie, kinds)) for tie in ordered),
    )
    return graph


def _node(party: PartyRow, sector: str, day: date) -> dict[str, Any]:
    """Turn a row into the attributes of a node; a sector of its own goes before the one given."""
    node: dict[str, Any] = {
        "kind": party.kind,
        "name": party.name,
        "sector": party.sector or sector,
        "detail": party.detail or "",
    }
    if party.kind == "persona":
        node["age"] = _age(party, day)
        node["detail"] = party.detail or ("" if node["age"] is None else f"{node['age']} anni")
    return node


def _age(party: PartyRow, day: date) -> int | None:
    """Count the birthdays up to a day, or up to a person's death."""
    if party.born_on is None:
        return None
    born, last = day_of(party.born_on), day if party.died_on is None else min(day, day_of(party.died_on))
    return last.year - born.year - ((last.month, last.day) < (born.month, born.day))


def _edge(tie: TieRow, kinds: Mapping[int, Kind]) -> dict[str, Any]:
    """Turn a row into the attributes of an edge."""
    (key, _, _, code, since, until, direction, strength, conflict, frequency, hours_per_week, hours_available,
     strain, support, level, hidden, case_id, confirmed_on, follows, recorded_at, author, stated_by, document,
     note) = tie  # fmt: skip # at once: looking up field by field takes longer than the query
    kind = kinds[code]
    return {
        "tie_id": key,
        "kind": kind.id,
        "label": kind.label,
        "direction": direction,
        "strength": strength,
        "conflict": bool(conflict),
        "frequency": frequency,
        "hours_per_week": hours_per_week,
        "hours_available": hours_available,
        "strain": strain,
        "support": support or kind.support,
        "level": level or kind.level,
        "hidden": bool(hidden),
        "case_id": case_id,
        "since": day_of(since),
        "until": None if until is None else day_of(until),
        "confirmed_on": None if confirmed_on is None else day_of(confirmed_on),
        "follows": follows,
        "recorded_at": instant_of(recorded_at),
        "author": author,
        "stated_by": stated_by,
        "document": document,
        "note": note,
    }


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
