"""Read one person's network as of a day: who helps her, and who of them know each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING

from sqlalchemy import select

from coordinator.errors import UnknownPartyError
from coordinator.model import Party, day_number
from coordinator.network.fields_seen import keep_tribunal_apart, without_names
from coordinator.network.graph import build_network
from coordinator.network.question import ENDS, OTHER, PartyRow, Row
from coordinator.network.rows import Reach, Rows
from coordinator.protection.viewer import DISTRICT
from coordinator.store.pause import collecting_nothing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    import networkx as nx
    from sqlalchemy.orm import Session

    from coordinator.protection import Viewer
    from coordinator.store import Store

PERSON = "persona"
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
    capped: Mapping[str, tuple[int, int]]  # id of a party → (ties shown, ties that it has); see `Totals`

    def _repr_svg_(self) -> str:
        """Draw the network where a notebook shows it."""
        from coordinator.network.drawing import draw

        return draw(self.graph, self.person_id, fluid=True)


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
    sight = viewer.sight()
    with viewer.reading() as session, collecting_nothing():
        rows = Rows(session.connection(), day_number(day), sight.hidden_ties, sight.blind)
        centre = rows.party(person_id)
        if centre is None:
            raise UnknownPartyError(person_id)
        reach = gather(rows, centre, radius, cap)
        if viewer.scope != DISTRICT:
            _leave_out_strangers(session, viewer, reach, centre.key)
        parties = among(rows, reach, centre)
        graph = build_network(parties, reach.ties.values(), person_id, day)
    cut = {key for key, _ in reach.cut}
    keep_tribunal_apart(graph, viewer)
    if sight.parties:
        without_names(graph, viewer.veil())
    capped = Totals(store, rows, cap, {party[1]: party[0] for party in parties if party[0] in cut})
    return Ego(person_id, day, radius, cap, graph, capped)


def _leave_out_strangers(session: Session, viewer: Viewer, reach: Reach, centre: int) -> None:
    """Drop the ties of persons whom the viewer does not follow, unless they are tied with a person she does."""
    parties = _ends(reach.ties.values())
    found = select(Party.key).where(Party.key.in_(parties), Party.kind == PERSON)
    seen = set(session.scalars(found.where(viewer.sees(Party.key))))
    strangers = set(session.scalars(found)) - seen
    for ends in map(ENDS, reach.ties.values()):
        if centre in seen and centre in ends:
            strangers -= {*ends}
    reach.ties = {key: tie for key, tie in reach.ties.items() if strangers.isdisjoint(ENDS(tie))}


class Totals(Mapping[str, tuple[int, int]]):
    """
    Id of a party whose ties the cap cut → (ties shown, ties that it has), counted when it is asked for.

    Which parties were cut is known at once; to count a hub's ties takes longer than to read a network.
    """

    def __init__(self, store: Store, rows: Rows, cap: int, keys: Mapping[str, int]) -> None:
        self._store, self._rows, self._cap = store, rows, cap
        self._keys = keys
        self._counted: dict[str, tuple[int, int]] = {}

    def __getitem__(self, party_id: str) -> tuple[int, int]:
        """Count the ties of a party, once."""
        if party_id not in self._counted:
            key = self._keys[party_id]
            with self._store.reading() as session:
                rows = replace(self._rows, connection=session.connection())
                counts = [rows.count(key, side) for side in OTHER]
            self._counted[party_id] = (sum(min(self._cap, ties) for ties in counts), sum(counts))
        return self._counted[party_id]

    def __iter__(self) -> Iterator[str]:
        """Name the parties, in the order of their ids."""
        return iter(self._keys)

    def __len__(self) -> int:
        """Say how many parties were cut."""
        return len(self._keys)


def gather(rows: Rows, centre: PartyRow, radius: int, cap: int) -> Reach:
    """
    Find the ties up to a number of steps from a party; with one step, also those among its neighbours.

    Parameters
    ----------
    rows
        The ties of the store on a day.
    centre
        The party.
    radius, cap
        As in `ego`.

    Returns
    -------
    Reach
        Ties and parties, and the parties' sides on which older ties were left out.
    """
    found = rows.reach([centre.key], radius, cap)
    if radius == 1:
        found.ties.update(_between(rows, found, centre, cap))
    return found


def among(rows: Rows, reach: Reach, centre: PartyRow) -> list[Row]:
    """
    List the parties of a network: its centre, and whoever is at an end of a tie.

    Parameters
    ----------
    rows
        Of the store, for parties that did not come with the ties.
    reach
        What `gather` found.
    centre
        The party at the centre.

    Returns
    -------
    list of tuple
        As `PartyRow`, in the order of their ids.
    """
    reach.parties[centre.key] = centre
    keys = {centre.key, *_ends(reach.ties.values())}
    if missing := keys - reach.parties.keys():
        reach.parties.update((party[0], party) for party in rows.party_rows(missing))
    return sorted(map(reach.parties.__getitem__, keys), key=itemgetter(1))


def _ends(ties: Iterable[Row]) -> set[int]:
    """Return the parties at the ends of ties."""
    return set(chain.from_iterable(map(ENDS, ties)))


def _between(rows: Rows, found: Reach, centre: PartyRow, cap: int) -> dict[int, Row]:
    """Find the ties among the parties of a small network: of helpers by index, of persons the newest."""
    parties = {key: kind for key, _, kind, *_ in among(rows, found, centre)}
    persons = [key for key, kind in parties.items() if kind in {PERSON, "nucleo"}]
    theirs = rows.reach(persons, 1, cap).ties
    inside = {key: tie for key, tie in theirs.items() if parties.keys() >= {*ENDS(tie)}}
    return inside | rows.among_helpers(parties.keys())
