"""Measure how many persons the providers of one person share: care density, plain and by type."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from math import comb
from typing import TYPE_CHECKING, NamedTuple

from coordinator.network.measures.measure import (
    Measure,
    MeasureInputError,
    italian,
    measured,
    undefined,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Pair = tuple[str, str]


class Connection(NamedTuple):
    """What the pairs of one type of a person's providers add up to."""

    person: str
    type: str  # e.g. "GP-Psychiatrist", the two types in alphabetical order
    shared: int  # sum of the persons shared by the pairs
    providers: int  # of the person
    density: float  # shared over all pairs of her providers


def providers_by_person(contacts: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """
    Say which providers each person sees; repeated contacts change nothing.

    Parameters
    ----------
    contacts
        Pairs of person and provider.

    Returns
    -------
    dict of str to set of str
        Providers by person.

    Raises
    ------
    MeasureInputError
        When one id is both a person's and a provider's.
    """
    seen: dict[str, set[str]] = defaultdict(set)
    for person, provider in contacts:
        seen[person].add(provider)
    both = set(seen) & {provider for providers in seen.values() for provider in providers}
    if both:
        message = f"the id {min(both)!r} as a person's and as a provider's"
        raise MeasureInputError(message, "an id names one or the other")
    return dict(seen)


def provider_weights(contacts: Iterable[tuple[str, str]]) -> dict[Pair, int]:
    """
    Count the persons that each pair of providers shares.

    Parameters
    ----------
    contacts
        As in `providers_by_person`.

    Returns
    -------
    dict of (str, str) to int
        By pair in alphabetical order; pairs that share nobody are left out.
    """
    weights: dict[Pair, int] = defaultdict(int)
    for providers in providers_by_person(contacts).values():
        for pair in combinations(sorted(providers), 2):
            weights[pair] += 1
    return dict(weights)


def care_density(contacts: Iterable[tuple[str, str]]) -> dict[str, Measure]:
    """
    Measure how many persons the providers of each person share, on average over their pairs.

    Parameters
    ----------
    contacts
        Pairs of person and provider of a whole territory, in any order.

    Returns
    -------
    dict of str to Measure
        By person; at least 1 where defined, undefined for a person with a single provider.

    Examples
    --------
    >>> care_density([("ada", "X"), ("ada", "Y"), ("ugo", "X"), ("ugo", "Y")])["ada"].value
    2.0
    """
    contacts = list(contacts)
    weights = provider_weights(contacts)
    return {
        person: _density("care_density", providers, float(sum(weights[pair] for pair in _pairs(providers))))
        for person, providers in providers_by_person(contacts).items()
    }


def density_by_connection(contacts: Iterable[tuple[str, str]], types: Mapping[str, str]) -> list[Connection]:
    """
    Split each person's care density by the types of the two providers.

    Parameters
    ----------
    contacts
        As in `care_density`.
    types
        Type of each provider, e.g. its sector.

    Returns
    -------
    list of Connection
        By person and type, in alphabetical order; persons with a single provider are left out.

    Raises
    ------
    MeasureInputError
        When a provider has no type.
    """
    contacts = list(contacts)
    weights = provider_weights(contacts)
    found = []
    for person, providers in sorted(providers_by_person(contacts).items()):
        sums: dict[str, int] = defaultdict(int)
        for one, other in _pairs(providers):
            sums["-".join(sorted((_type(types, one), _type(types, other))))] += weights[one, other]
        pairs = comb(len(providers), 2)
        found += [
            Connection(person, kind, sums[kind], len(providers), sums[kind] / pairs) for kind in sorted(sums)
        ]
    return found


def fragmented_care_density(
    contacts: Iterable[tuple[str, str]], types: Mapping[str, str], weights: Mapping[str, float]
) -> dict[str, Measure]:
    """
    Measure care density with a weight for each type of pair.

    Parameters
    ----------
    contacts, types
        As in `density_by_connection`.
    weights
        Weight of each type of pair, e.g. ``{"GP-Psychiatrist": 1.6}``, its two types in any order. They
        must come from outcomes: none are proposed.

    Returns
    -------
    dict of str to Measure
        By person; with all weights 1 it is `care_density`. Undefined for a person with a single provider.

    Raises
    ------
    MeasureInputError
        When a type of pair that occurs has no weight.
    """
    contacts = list(contacts)
    by_type = {"-".join(sorted(kind.split("-"))): weight for kind, weight in weights.items()}
    totals: dict[str, float] = defaultdict(float)
    for row in density_by_connection(contacts, types):
        if row.type not in by_type:
            message = f"pairs of type {row.type!r} without a weight"
            raise MeasureInputError(message, "each type of pair needs one")
        totals[row.person] += by_type[row.type] * row.shared
    return {
        person: _density("fragmented_care_density", providers, totals[person])
        for person, providers in providers_by_person(contacts).items()
    }


def _density(name: str, providers: set[str], shared: float) -> Measure:
    """Divide what is shared by the pairs, or say that there is no pair."""
    pairs = comb(len(providers), 2)
    if not pairs:
        return undefined(name, {"providers": len(providers)}, "la segue un solo servizio o professionista")
    value = shared / pairs
    inputs = {"providers": len(providers), "pairs": pairs, "shared": shared}
    sentence = f"In media due di chi la segue hanno in comune {italian(value, 1)} persone, lei compresa."
    return measured(name, value, inputs, sentence)


def _pairs(providers: set[str]) -> combinations[Pair]:
    """Return the pairs of providers, in alphabetical order."""
    return combinations(sorted(providers), 2)


def _type(types: Mapping[str, str], provider: str) -> str:
    """Return the type of a provider, or say that it has none."""
    if provider not in types:
        message = f"the provider {provider!r} without a type"
        raise MeasureInputError(message, "each provider needs one")
    return types[provider]
