"""Say what became different in a person's network between two days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from coordinator.network.ego import CAP, Ego, ego
from coordinator.network.history import first_versions, held_on

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from datetime import date

    from sqlalchemy.orm import Session

    from coordinator.protection import Viewer
    from coordinator.store import Store

STORED = frozenset({"tie_id", "since", "until", "follows", "recorded_at", "author", "confirmed_on"})
"""Attributes that differ between two versions of a tie without the tie being otherwise."""


@dataclass(frozen=True, slots=True)
class EdgeView:
    """One tie with the names of its ends, to be told."""

    from_id: str
    from_name: str
    to_id: str
    to_name: str
    tie: Mapping[str, Any]  # its attributes, as in `build_network`


@dataclass(frozen=True, slots=True)
class Change:
    """A tie that holds on both days, and what is otherwise on the second: attribute → (before, after)."""

    before: EdgeView
    after: EdgeView
    fields: Mapping[str, tuple[Any, Any]]


@dataclass(frozen=True, slots=True)
class Difference:
    """How a person's network differs between two days."""

    person_id: str
    first: date
    second: date
    begun: tuple[EdgeView, ...]
    ended: tuple[EdgeView, ...]
    joined: tuple[EdgeView, ...]  # held on the first day too, among those who came since
    parted: tuple[EdgeView, ...]  # hold on the second day too, among those who left
    changed: tuple[Change, ...]
    came: Mapping[str, str]  # id → name of parties seen only on the second day
    left: Mapping[str, str]  # id → name of parties seen only on the first day

    @property
    def nothing(self) -> bool:
        """Whether the network is the same on both days."""
        return not (self.begun or self.ended or self.changed or self.came or self.left)


def difference(
    store: Store, person_id: str, first: date, second: date, viewer: Viewer, *, cap: int = CAP
) -> Difference:
    """
    Compare a person's network on two days.

    Parameters
    ----------
    store
        The record.
    person_id
        Whose network.
    first, second
        The days, in either order: what is told begins at ``first``.
    viewer
        Who asks; needs to read the network.
    cap
        As in `ego`.

    Returns
    -------
    Difference
        A tie that was changed is told once, as changed; not as ended and begun. A tie that holds on both
        days, but is seen only on one since a party came or left with it, neither begins nor ends.

    Raises
    ------
    UnknownPartyError
        If the store has no such party.
    """
    before, after = (ego(store, person_id, day, viewer, cap=cap) for day in (first, second))
    old, new = _edges(before), _edges(after)
    with viewer.reading() as session:
        pairs = _pairs(session, old, new)
        only_new, only_old = new.keys() - pairs.values(), old.keys() - pairs.keys()
        older, younger = held_on(session, only_new, first), held_on(session, only_old, second)

    def told(edges: Mapping[int, EdgeView], numbers: Collection[int]) -> tuple[EdgeView, ...]:
        return tuple(edge for number, edge in edges.items() if number in numbers)

    return Difference(
        person_id,
        first,
        second,
        begun=told(new, only_new - older),
        ended=told(old, only_old - younger),
        joined=told(new, older),
        parted=told(old, younger),
        changed=tuple(_changes(pairs, old, new)),
        came=_only_in(after, before),
        left=_only_in(before, after),
    )


def _edges(network: Ego) -> dict[int, EdgeView]:
    """List the ties of a network by number."""
    names = {party: str(node["name"]) for party, node in network.graph.nodes(data=True)}
    return {
        tie["tie_id"]: EdgeView(start, names[start], end, names[end], tie)
        for start, end, tie in network.graph.edges(data=True)
    }


def _pairs(session: Session, old: Mapping[int, EdgeView], new: Mapping[int, EdgeView]) -> dict[int, int]:
    """Pair each tie of one day with the version of it that holds on the other."""
    first = first_versions(session, old.keys() | new.keys())
    later = {first[number]: number for number in new}
    return {number: later[first[number]] for number in old if first[number] in later}


def _changes(
    pairs: Mapping[int, int], old: Mapping[int, EdgeView], new: Mapping[int, EdgeView]
) -> Iterator[Change]:
    """Tell which attributes of each pair of versions differ."""
    for number, other in pairs.items():
        before, after = old[number], new[other]
        names = sorted(set(before.tie) - STORED)
        fields = {
            name: (before.tie[name], after.tie[name]) for name in names if before.tie[name] != after.tie[name]
        }
        if fields:
            yield Change(before, after, fields)


def _only_in(one: Ego, other: Ego) -> dict[str, str]:
    """Name the parties of one network that the other lacks."""
    return {party: str(one.graph.nodes[party]["name"]) for party in one.graph if party not in other.graph}
