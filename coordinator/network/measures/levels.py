"""Measure the five levels of integration: whom a territory shares, and who of them act together."""

from __future__ import annotations

from collections import defaultdict
from itertools import product
from typing import TYPE_CHECKING

from coordinator.network.measures.measure import (
    Measure,
    catalogue,
    insufficient,
    measured,
    percent,
    undefined,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

Pair = tuple[str, str]

LEVELS = ("institutional", "planning", "professional", "managerial", "community")
"""Keys of the catalogue, in the order of the five levels."""


def integration_of_pairs(
    level: str, by_person: Mapping[str, Collection[str]], side: Mapping[str, str], joined: Iterable[Pair]
) -> Measure:
    """
    Measure how many of the pairs that share persons act together.

    For the levels *institutional* (bodies of health and of social care, joined by an agreement in
    force), *planning* (the same bodies, joined by planning together) and *managerial* (services,
    joined by a protocol or a referral between them).

    Parameters
    ----------
    level
        Key of the catalogue.
    by_person
        The parties that take care of each person.
    side
        The side of each party; a pair has one of each side. Parties without a side do not count.
    joined
        Pairs that act together, in any order.

    Returns
    -------
    Measure
        From 0 to 1; undefined where no pair shares a person, insufficient below the catalogue's minimum.

    Examples
    --------
    >>> side = {"asl": "sanita", "ambito": "sociale", "comune": "sociale"}
    >>> shared = {"ada": ["asl", "ambito"], "ugo": ["asl", "comune"]}
    >>> integration_of_pairs("institutional", shared, side, [("ambito", "asl")]).value
    0.5
    """
    together = {frozenset(pair) for pair in joined}
    shared: dict[frozenset[str], int] = defaultdict(int)
    for parties in by_person.values():
        for one, other in _across(parties, side):
            shared[frozenset((one, other))] += 1
    acting = sum(pair in together for pair in shared)
    inputs = {"pairs": len(shared), "joined": acting, "persons": len(by_person)}
    missing = sorted(
        (tuple(sorted(pair)) for pair in shared if pair not in together),
        key=lambda p: (-shared[frozenset(p)], p),
    )
    return _report(
        level, acting, len(shared), {**inputs, "missing": missing[:10]}, "coppie con persone in comune"
    )


def integration_of_persons(
    level: str, by_person: Mapping[str, Collection[str]], side: Mapping[str, str], joined: Iterable[Pair]
) -> Measure:
    """
    Measure for how many persons the two sides around them have a tie.

    For the levels *professional* (professionals of health and of social care) and *community* (public
    services, and helpers of the community).

    Parameters
    ----------
    level
        As in `integration_of_pairs`.
    by_person
        The parties around each person.
    side, joined
        As in `integration_of_pairs`.

    Returns
    -------
    Measure
        From 0 to 1; undefined where no person has both sides, insufficient below the catalogue's minimum.
    """
    together = {frozenset(pair) for pair in joined}
    both = {person: pairs for person, parties in by_person.items() if (pairs := list(_across(parties, side)))}
    acting = sum(any(frozenset(pair) in together for pair in pairs) for pairs in both.values())
    inputs = {"persons": len(by_person), "with_both": len(both), "joined": acting}
    return _report(level, acting, len(both), inputs, "persone seguite dagli uni e dagli altri")


def _across(parties: Collection[str], side: Mapping[str, str]) -> Iterable[Pair]:
    """Return the pairs of parties of different sides."""
    by_side: dict[str, list[str]] = defaultdict(list)
    for party in sorted(set(parties)):
        if party in side:
            by_side[side[party]].append(party)
    first, second = (by_side[name] for name in sorted(by_side)) if len(by_side) == 2 else ([], [])
    return product(first, second)


def _report(level: str, acting: int, all_of_them: int, inputs: Mapping[str, object], whom: str) -> Measure:
    """Report a ratio with its minimum of data."""
    minimum = int(catalogue()[level]["minimum"])
    if not all_of_them:
        return undefined(level, inputs, f"non ci sono {whom}")
    value = acting / all_of_them
    sentence = f"{acting} su {all_of_them} {catalogue()[level]['told']}"
    if all_of_them < minimum:
        few = f"{sentence}. Per farne una percentuale ne servono almeno {minimum}."
        return insufficient(level, value, inputs, few)
    return measured(level, value, inputs, f"{sentence}: {percent(value)}.")
