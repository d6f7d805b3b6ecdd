"""Seat every party on a track of its sector's slice, so that a newcomer hardly moves the others."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from coordinator.network.layout.chart import OTHER, PERSONS, SECTORS, TRACKS, slices, track

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import networkx as nx

ROOMY = 94.0
"""Distance between two neighbours while there is room, along the track."""

STEP = 47.0
"""The most that a newcomer in the same slice may move a party: under 5 % of a map 1000 units wide."""

CLEARANCE = 36.0
"""The least distance between two neighbours, along the track: two discs do not touch."""

_KNOWN = {row[0] for row in SECTORS} | {PERSONS[0]}
_KIND_BY_PREFIX = {
    "per": "persona",
    "hou": "nucleo",
    "pra": "professionista",
    "svc": "servizio",
    "ist": "ente",
    "com": "comunita",
}


def seat(graph: nx.MultiDiGraph[str], centre: str) -> dict[str, tuple[float, float]]:
    """
    Seat every party but the person.

    A party's track follows from its own kind, sector and tie to the person; its order in the slice from a
    hash of its id. The parties of a slice form a fan around its middle, whose opening is such that one
    more of them moves each of the others by less than `STEP`.

    Parameters
    ----------
    graph
        Parties with ``kind`` and ``sector``, ties with ``strength``.
    centre
        Id of the person in the middle; she has no seat.

    Returns
    -------
    dict of str to tuple of float
        Across and down from the person, on a map 1000 units wide.
    """
    by_track: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for party in graph.nodes:
        if party != centre:
            by_track[track_of(graph, party, centre)].append((sector_of(graph.nodes[party]), party))
    seats: dict[str, tuple[float, float]] = {}
    for index, members in by_track.items():
        for party, length in _spread(index, members).items():
            seats[party] = track(index).point_at(length)
    return seats


def sector_of(attributes: Mapping[str, Any]) -> str:
    """Return the sector of a party, ``"altro"`` when it is missing or unknown."""
    sector = attributes.get("sector")
    return sector if sector in _KNOWN else OTHER


def name_of(graph: nx.MultiDiGraph[str], party: str) -> str:
    """Return a party's name, or its id."""
    return str(graph.nodes[party].get("name") or party)


def kind_of(party: str, attributes: Mapping[str, Any]) -> str:
    """Return the kind of a party, guessed from its id when it is not given."""
    return str(attributes.get("kind") or _KIND_BY_PREFIX.get(party.split(":")[0], "persona"))


def track_of(graph: nx.MultiDiGraph[str], party: str, centre: str) -> int:
    """
    Choose the track of a party: the family near, services farther, institutions outermost.

    Parameters
    ----------
    graph
        As in `seat`.
    party, centre
        Ids.

    Returns
    -------
    int
        Index in `TRACKS`; it depends on the party and its own ties with the person alone.
    """
    attributes = graph.nodes[party]
    kind, sector = kind_of(party, attributes), sector_of(attributes)
    if kind == "ente":
        return 5
    if kind == "servizio":
        return 3 + digest(party) % 2
    if sector == "istituzioni":
        return 5
    ties = [tie for one, other in ((party, centre), (centre, party)) for tie in _ties(graph, one, other)]
    strongest = max((tie.get("strength") or 0 for tie in ties), default=0)
    if kind in {"persona", "nucleo"} and sector in {"famiglia", PERSONS[0]} and ties:
        said = any(tie.get("strength") is not None for tie in ties)
        return 0 if strongest >= 3 else (2 if said and strongest <= 1 else 1)
    return 1 if kind == "persona" and strongest >= 3 else 2


def digest(party: str) -> int:
    """Return a number that is the same for an id on every machine."""
    return int.from_bytes(blake2b(party.encode(), digest_size=8).digest(), "big")


def _ties(graph: nx.MultiDiGraph[str], one: str, other: str) -> Iterable[Mapping[str, Any]]:
    """Return the ties from one party to another."""
    return graph.get_edge_data(one, other, default={}).values()


def _spread(index: int, members: list[tuple[str, str]]) -> dict[str, float]:
    """Give each party of a track its length along it: a fan in each slice, discs apart."""
    line, (ring, _, shift) = track(index), TRACKS[index]
    by_sector: dict[str, list[str]] = defaultdict(list)
    for sector, party in members:
        by_sector[sector].append(party)
    wanted: list[tuple[float, str]] = []
    for sector, parties in by_sector.items():
        piece = slices(ring)[sector]
        start, end = line.length_at(piece.start), line.length_at(piece.end)
        room = max(end - start - CLEARANCE - 2.0 * abs(shift), CLEARANCE)
        opening = openings(round(room, 1), len(parties))
        middle, gap = (start + end) / 2.0 + shift, opening / max(len(parties) - 1, 1)
        for place, party in enumerate(sorted(parties, key=lambda one: (digest(one), one))):
            wanted.append((middle + (place - (len(parties) - 1) / 2.0) * gap, party))
    return _apart(sorted(wanted), line.length)


@cache
def openings(room: float, parties: int) -> float:
    """
    Say how wide a fan opens, so that one more party moves no other by more than `STEP`.

    Parameters
    ----------
    room
        Length of the slice, along its track.
    parties
        How many sit in it.

    Returns
    -------
    float
        Length from the first to the last: `ROOMY` between neighbours while there is room, never above
        ``room``.
    """
    full = max(int(room / STEP) + 2, 3)
    if parties >= full:
        return room
    if parties <= 1:
        return 0.0
    wider = openings(room, parties + 1)
    return min(ROOMY * (parties - 1), room, 2.0 * STEP + wider * (parties - 2) / parties)


def _apart(wanted: list[tuple[float, str]], length: float) -> dict[str, float]:
    """Move parties along a track as little as possible, until no two touch (isotonic regression)."""
    count = len(wanted)
    gap = min(CLEARANCE, length / count)
    blocks: list[tuple[float, int]] = []
    for place, (target, _) in enumerate(wanted):
        mean, size = target - place * gap, 1
        while blocks and blocks[-1][0] > mean:
            earlier, weight = blocks.pop()
            mean, size = (earlier * weight + mean * size) / (weight + size), size + weight
        blocks.append((mean, size))
    levels = [mean for mean, size in blocks for _ in range(size)]
    ceiling = length - count * gap
    return {
        party: min(max(level, 0.0), ceiling) + place * gap
        for place, (level, (_, party)) in enumerate(zip(levels, wanted, strict=True))
    }
