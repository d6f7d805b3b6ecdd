"""Take a network out of the record: a person's or the district's, never with what is kept hidden."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from coordinator.exchange.graphs import ENDINGS, write_graph, write_graph_tables
from coordinator.exchange.unnamed import clear, without_names
from coordinator.model import Party, Tie, day_number
from coordinator.network.ego import PERSON, ego
from coordinator.network.graph import build_network
from coordinator.network.question import PartyRow, TieRow
from coordinator.network.rows import Rows
from coordinator.protection.veil import veil_over
from coordinator.store.pause import collecting_nothing

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

    import networkx as nx
    from sqlalchemy.orm import Session

    from coordinator.protection import Viewer
    from coordinator.protection.veil import Unnamed
    from coordinator.store import Store

UNCUT = 1_000_000
"""Ties read on each side of a party: an export leaves none out."""


@dataclass(frozen=True, slots=True)
class Written:
    """What went out."""

    parties: int
    ties: int
    alone: int  # parties without a tie on the day


def export_network(
    store: Store, target: Path, day: date, viewer: Viewer, *, person_id: str | None = None, radius: int = 1
) -> Written:
    """
    Write a network out, as of a day.

    Parameters
    ----------
    store
        The record.
    target
        A file that ends in ``.graphml`` or ``.gexf``, or a folder for tables of nodes and edges.
    day
        The day.
    viewer
        Who asks; needs to export networks.
    person_id
        Whose network; of all whom the viewer may see, when None.
    radius
        Steps from the person, at least 1.

    Returns
    -------
    Written
        Counts.

    Raises
    ------
    NotAllowedError
        If the viewer may not export the network, or the person is not hers.
    UnknownPartyError
        If the store has no such person.
    """
    graph = network_to_export(store, day, viewer, person_id=person_id, radius=radius)
    if target.suffix.lower() in ENDINGS:
        target.parent.mkdir(parents=True, exist_ok=True)
        write_graph(graph, target, day)
    else:
        write_graph_tables(graph, target)
    return Written(len(graph), graph.number_of_edges(), sum(degree == 0 for _, degree in graph.degree()))


def network_to_export(
    store: Store, day: date, viewer: Viewer, *, person_id: str | None = None, radius: int = 1
) -> nx.MultiDiGraph[str]:
    """
    Read the network that may leave: hidden ties stay, and so do parties known through them alone.

    Parameters
    ----------
    store, day, viewer, person_id, radius
        As in `export_network`.

    Returns
    -------
    MultiDiGraph
        As `coordinator.network.build_network` gives it.

    Raises
    ------
    NotAllowedError, UnknownPartyError
        As in `export_network`.
    """
    viewer.require("export", "network", of=person_id)
    if person_id is None:
        return _whole(store, day, viewer)
    graph = ego(store, person_id, day, viewer, radius=radius, cap=UNCUT).graph
    with store.reading() as session:
        known = set(graph)
        reserved = set(session.scalars(select(Party.id).where(Party.hidden))) - {person_id}
        graph.remove_nodes_from(reserved & known)
        graph = _shown(graph, person_id, radius)
        _clear(graph, without_names(session, reserved | (known - set(graph))))
    return graph


def _clear(graph: nx.MultiDiGraph[str], without: Unnamed) -> None:
    """Take the names of who stays out of what was said of parties and ties."""
    clear([node for _, node in graph.nodes(data=True)], without)
    clear([tie for _, _, tie in graph.edges(data=True)], without)


def _shown(graph: nx.MultiDiGraph[str], centre: str, radius: int) -> nx.MultiDiGraph[str]:
    """Drop hidden ties, then whoever cannot be reached without them."""
    import networkx as nx

    hidden = [(a, b, key) for a, b, key, tie in graph.edges(keys=True, data=True) if tie["hidden"]]
    graph.remove_edges_from(hidden)
    near = nx.single_source_shortest_path_length(graph.to_undirected(as_view=True), centre, cutoff=radius)
    graph.remove_nodes_from([party for party in graph if party not in near])
    return graph


def _whole(store: Store, day: date, viewer: Viewer) -> nx.MultiDiGraph[str]:
    """Read all that the viewer sees: the persons who are hers, who is tied to them, and the directory."""
    with viewer.reading() as session, store.reading() as bare, collecting_nothing():
        kinds = dict(session.execute(select(Party.key, Party.kind).where(Party.merged_into.is_(None))).all())
        seen = set(session.scalars(select(Party.key).where(Party.kind == PERSON, viewer.sees(Party.key))))
        reserved = frozenset(
            bare.scalars(select(Party.key).where(Party.hidden))
        )  # her own session hides them
        hers = {key for key, kind in kinds.items() if kind != PERSON or key in seen} - reserved
        rows = Rows(session.connection(), day_number(day), with_hidden=False, blind=reserved)
        found = map(TieRow._make, rows.reach(sorted(hers), 1, UNCUT).ties.values())
        ties = [tie for tie in found if _may_leave(tie, kinds, seen)]
        ends = {end for tie in ties for end in (tie.from_key, tie.to_key)}
        kept = _kept_hidden(bare, day, ends)
        read = rows.parties(sorted(ends | (hers - kept)))
        parties = sorted(map(PartyRow._make, read), key=lambda party: party.id)
        without = veil_over(bare, reserved | kept, "").without
    graph = build_network(parties, ties, "", day)
    _clear(graph, without)
    return graph


def _may_leave(tie: TieRow, kinds: dict[int, str], seen: set[int]) -> bool:
    """Say whether a tie touches nobody, or a person whom the viewer sees."""
    persons = {end for end in (tie.from_key, tie.to_key) if kinds.get(end) == PERSON}
    return not persons or bool(persons & seen)


def _kept_hidden(session: Session, day: date, shown: Iterable[int]) -> set[int]:
    """Find the parties whose ties of the day are all hidden."""
    holds = (Tie.since <= day, Tie.until.is_(None) | (Tie.until >= day), Tie.hidden.is_(True))
    hidden = session.execute(select(Tie.from_key, Tie.to_key).where(*holds)).all()
    return {end for pair in hidden for end in pair} - set(shown)
