"""Find through whom a person could reach a service, each step with who may refer her."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from coordinator.errors import UnknownPartyError
from coordinator.model import day_number, vocabulary
from coordinator.network.question import TieRow
from coordinator.network.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    import networkx as nx

    from coordinator.protection import Viewer
    from coordinator.store import Store

REFERS, TALKS, WORKS = "puo_inviare", "si_coordina", "lavora_presso"
NEIGHBOURS = 200
"""Helpers looked at in one step: who works for a large service is not a way to reach it."""


@dataclass(frozen=True, slots=True)
class Step:
    """From one party to the next."""

    from_id: str
    from_name: str
    to_id: str
    to_name: str
    by: str  # refers, talks, works there, or the kind of the person's own tie
    may_refer: bool  # whether this step is a referral that the record provides for


@dataclass(frozen=True, slots=True)
class Path:
    """One way from a person to a service."""

    steps: tuple[Step, ...]

    @property
    def referrals(self) -> int:
        """How many of the steps are referrals."""
        return sum(step.may_refer for step in self.steps)


def paths_to(
    store: Store,
    person_id: str,
    service_id: str,
    day: date,
    viewer: Viewer,
    *,
    most_steps: int = 5,
    most_paths: int = 5,
) -> tuple[Path, ...]:
    """
    Find through whom a person could reach a service.

    She goes to whom she has a tie with; a helper passes her on to whom he talks with, to the service he works
    for, or to a service to which he may refer. The last step is a referral, or someone who works there.

    Parameters
    ----------
    store
        The record.
    person_id, service_id
        From whom, to what.
    day
        The day on which the ties hold.
    viewer
        Who asks; needs to read the network and the directory.
    most_steps
        Steps of a path, at most.
    most_paths
        Paths given, at most.

    Returns
    -------
    tuple of Path
        The shortest first; among those of one length, those with more referrals first. Empty when none is
        known. A service that she already has a tie with is one step away.

    Raises
    ------
    UnknownPartyError
        If the store lacks one of the two.
    """
    viewer.require("read", "network", of=person_id)
    viewer.require("read", "directory", of=service_id)
    sight = viewer.sight()
    with viewer.reading() as session:
        rows = Rows(session.connection(), day_number(day), sight.hidden_ties, sight.blind)
        start, goal = (_known(rows, party) for party in (person_id, service_id))
        ways = _ways(rows, start, goal, most_steps)
        found = list(_shortest(ways, start, goal, most_steps, most_paths))
        parties = {party.key: party for party in rows.parties({key for path in found for key in path})}
    told = [
        Path(
            tuple(
                Step(
                    parties[a].id,
                    parties[a].name,
                    parties[b].id,
                    parties[b].name,
                    ways.edges[a, b]["by"],
                    ways.edges[a, b]["by"] == REFERS,
                )  # fmt: skip
                for a, b in zip(path, path[1:], strict=False)
            )
        )
        for path in found
    ]
    return tuple(sorted(told, key=lambda path: (len(path.steps), -path.referrals)))


def _known(rows: Rows, party_id: str) -> int:
    party = rows.party(party_id)
    if party is None:
        raise UnknownPartyError(party_id)
    return party.key


def _ways(rows: Rows, start: int, goal: int, most_steps: int) -> nx.DiGraph[int]:
    """Draw who can pass whom on to whom: the person's own ties, then back from the service."""
    import networkx as nx

    words = vocabulary()
    ways: nx.DiGraph[int] = nx.DiGraph()
    for tie in map(TieRow._make, rows.reach([start], 1, NEIGHBOURS).ties.values()):
        other = tie.to_key if tie.from_key == start else tie.from_key
        ways.add_edge(start, other, by=words.kind_by_code[tie.kind].id)
    ring, seen = {goal}, {goal}
    for _ in range(most_steps - 1):
        for one, other, by in _passes(rows.helper_ties(ring, NEIGHBOURS)):
            if one != start and other != start and not (ways.has_edge(one, other) and by != REFERS):
                ways.add_edge(one, other, by=by)
        ring = {before for key in ring if key in ways for before in ways.predecessors(key)} - seen - {start}
        seen |= ring
    return ways


def _passes(ties: Iterable[TieRow]) -> Iterator[tuple[int, int, str]]:
    """List who can pass a person on to whom, by which kind of tie."""
    kinds = vocabulary().kind_by_code
    for tie in ties:
        kind = kinds[tie.kind].id
        if kind in {REFERS, TALKS, WORKS}:
            yield tie.from_key, tie.to_key, kind
        if kind == TALKS:
            yield tie.to_key, tie.from_key, kind


def _shortest(ways: nx.DiGraph[int], start: int, goal: int, steps: int, paths: int) -> Iterator[list[int]]:
    """Give the shortest paths, one after the other."""
    import networkx as nx

    if start not in ways or goal not in ways or not nx.has_path(ways, start, goal):
        return iter(())
    simple = nx.shortest_simple_paths(ways, start, goal)
    return islice(takewhile(lambda path: len(path) <= steps + 1, simple), paths)
