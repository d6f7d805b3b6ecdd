"""Measure how far a person's contacts stay with the same provider."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

from coordinator.network.measures.measure import (
    Measure,
    MeasureInputError,
    insufficient,
    italian,
    measured,
    percent,
    undefined,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence
    from datetime import date

Provider = TypeVar("Provider", bound=Hashable)

ENOUGH = 4
"""Contacts below which continuity is not reliable (Kern et al. 2016)."""


def visits_by_provider(sequence: Iterable[Provider | None]) -> Counter[Provider]:
    """
    Count the contacts with each provider.

    Parameters
    ----------
    sequence
        One provider a contact; None, a contact whose provider is not known, is left out.

    Returns
    -------
    Counter
        Contacts by provider.
    """
    return Counter(provider for provider in sequence if provider is not None)


def in_order(contacts: Iterable[tuple[date, Provider | None]]) -> list[Provider | None]:
    """
    Put contacts in the order of their days.

    Parameters
    ----------
    contacts
        Pairs of day and provider, in any order; those of one day keep theirs.

    Returns
    -------
    list
        The providers.
    """
    return [provider for _, provider in sorted(contacts, key=lambda contact: contact[0])]


def upc(visits: Collection[int]) -> Measure:
    """Measure the share of the provider seen most; `visits` holds counts, one a provider."""
    return _measure(
        "upc",
        visits,
        least=1,
        compute=lambda counts, total: max(counts) / total,
        say=lambda value: f"Contatti con il riferimento più frequente: {percent(value)}.",
    )


def coc(visits: Collection[int]) -> Measure:
    """
    Measure continuity as the chance that two contacts are with one provider (Bice-Boxerman).

    Parameters
    ----------
    visits
        Counts of contacts, one a provider.

    Returns
    -------
    Measure
        From 0 (all different) to 1 (always the same); undefined below 2 contacts, insufficient below 4.
    """
    return _measure("coc", visits, least=2, compute=_coc, say=_say_continuity)


def fragmentation_of_care(visits: Collection[int]) -> Measure:
    """Measure the reverse of `coc`, over services: 0 when one service does it all."""
    return _measure(
        "fragmentation_of_care",
        visits,
        least=ENOUGH,
        compute=lambda counts, total: 1.0 - _coc(counts, total),
        say=lambda value: (
            f"Frammentazione {italian(value)}: 0 vuol dire un solo riferimento, 1 sempre uno diverso. "
            "Da 0,85 in su uno studio la chiama alta."
        ),
    )


def mci(visits: int, providers: int) -> Measure:
    """Measure continuity from the numbers of contacts and of providers alone."""
    return _from_totals("mci", visits, providers, lambda n, m: 1.0 - m / (n + 0.1))


def mmci(visits: int, providers: int) -> Measure:
    """Measure continuity from contacts and providers, so that a single provider gives 1."""
    return _from_totals(
        "mmci", visits, providers, lambda n, m: (1.0 - m / (n + 0.1)) / (1.0 - 1.0 / (n + 0.1))
    )


def secon(sequence: Sequence[Provider | None]) -> Measure:
    """
    Measure how often a contact is with the same provider as the one before.

    Parameters
    ----------
    sequence
        Providers in the order of the contacts' days (see `in_order`); None is left out.

    Returns
    -------
    Measure
        From 0 to 1; undefined below 2 contacts.
    """
    known = [provider for provider in sequence if provider is not None]
    inputs = {"visits": len(known)}
    if len(known) < 2:
        return undefined("secon", inputs, f"servono almeno 2 contatti, ce ne sono {len(known)}")
    same = sum(before == after for before, after in pairwise(known))
    value = same / (len(known) - 1)
    sentence = f"Contatti con lo stesso riferimento della volta prima: {percent(value)}."
    return measured("secon", value, {**inputs, "same_as_before": same}, sentence)


def hhi(visits: Collection[int]) -> Measure:
    """Measure how far contacts rest on few providers: from 1 / providers (even) to 1 (a single one)."""
    return _measure(
        "hhi",
        visits,
        least=1,
        compute=lambda counts, total: sum((count / total) ** 2 for count in counts),
        say=lambda value: (
            f"Concentrazione {italian(value)}: 1 vuol dire che tutto passa da un solo riferimento."
        ),
    )


def entropy(visits: Collection[int]) -> Measure:
    """Measure how widely contacts are spread, in bits: 0 for a single provider."""
    return _measure(
        "entropy",
        visits,
        least=1,
        compute=lambda counts, total: 0.0 - sum(count / total * math.log2(count / total) for count in counts),
        say=lambda value: (
            f"Dispersione {italian(value)} bit: come se i contatti fossero divisi in parti uguali "
            f"fra {italian(2.0**value, 1)} riferimenti."
        ),
    )


def _coc(counts: Sequence[int], total: int) -> float:
    """Compute Bice and Boxerman's index."""
    return (sum(count * count for count in counts) - total) / (total * (total - 1))


def _say_continuity(value: float) -> str:
    """Put a continuity into words."""
    return f"Continuità {italian(value)}: 1 vuol dire sempre lo stesso riferimento, 0 sempre uno diverso."


def _measure(
    name: str,
    visits: Collection[int],
    *,
    least: int,
    compute: Callable[[Sequence[int], int], float],
    say: Callable[[float], str],
) -> Measure:
    """Compute an index of counts, or say how many contacts are missing."""
    counts = _checked(visits)
    total = sum(counts)
    inputs = {"visits": total, "providers": len(counts)}
    if total < least:
        return undefined(name, inputs, _too_few(least, total))
    value = compute(counts, total)
    if name == "coc" and total < ENOUGH:
        few = f"{say(value)} Sono solo {total} contatti: troppo pochi per fidarsene."
        return insufficient(name, value, inputs, few)
    return measured(name, value, inputs, say(value))


def _from_totals(name: str, visits: int, providers: int, compute: Callable[[int, int], float]) -> Measure:
    """Compute an index of the two totals, or say what is missing."""
    inputs = {"visits": visits, "providers": providers}
    if not 0 <= providers <= visits or (visits > 0 and providers == 0):
        message = f"{providers} providers for {visits} contacts"
        raise MeasureInputError(message, "each provider has one contact or more")
    if visits < 2:
        return undefined(name, inputs, _too_few(2, visits))
    value = compute(visits, providers)
    sentence = (
        f"{visits} contatti con {providers} riferimenti: continuità {italian(value)}, su un massimo di 1."
    )
    return measured(name, value, inputs, sentence)


def _checked(visits: Collection[int]) -> list[int]:
    """Return the positive counts; refuse negative ones."""
    if any(count < 0 for count in visits):
        message = "a negative count of contacts"
        raise MeasureInputError(message, "counts start at 0")
    return [count for count in visits if count]


def _too_few(least: int, total: int) -> str:
    """Say how many contacts are asked for."""
    return (
        "serve almeno un contatto" if least == 1 else f"servono almeno {least} contatti, ce ne sono {total}"
    )
