"""Count the persons that each pair of services shares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array

from coordinator.territory import kernels
from coordinator.territory.engine import compiled

if TYPE_CHECKING:
    from coordinator.territory.columns import Whole
    from coordinator.territory.continuity import Tally

SQUARE = 4_096
"""Services up to which shared persons are counted in a square table: 4,096 take 64 MB."""


@dataclass(frozen=True, slots=True, eq=False)
class Shared:
    """
    The persons that pairs of services share.

    Pairs of parts of a territory that have no person in common add up to those of the whole: see `added`.
    """

    size: int  # of services
    pairs: (
        Whole  # (m,) int64, ascending: first * size + second, first < second, for pairs that share somebody
    )
    persons: Whole  # (m,) int32: shared by the pair, at least 1

    @property
    def first(self) -> Whole:
        """Place of the first service of each pair, shape ``(m,)``."""
        return self.pairs // max(self.size, 1)

    @property
    def second(self) -> Whole:
        """Place of the second service of each pair, shape ``(m,)``."""
        return self.pairs % max(self.size, 1)

    def as_matrix(self) -> csr_array[np.int32]:
        """Return the symmetric matrix of shared persons, its diagonal empty."""
        one, other = self.first, self.second
        ends = (np.concatenate([one, other]), np.concatenate([other, one]))
        return csr_array((np.concatenate([self.persons, self.persons]), ends), shape=(self.size, self.size))


def shared_persons(tally: Tally, services: int) -> Shared:
    """
    Count the persons that each pair of services shares.

    Parameters
    ----------
    tally
        Of a territory, or of some of its persons.
    services
        How many services the columns name.

    Returns
    -------
    Shared
        Pairs that share nobody are left out.
    """
    share = compiled(kernels.share)
    if share is None or services > SQUARE:
        pairs, persons = np.unique(pair_codes(tally, services).codes, return_counts=True)
        return Shared(services, pairs, persons.astype(np.int32))
    table = np.zeros(services * services, dtype=np.int32)
    share(tally.saw, tally.distinct, services, table)
    pairs = np.flatnonzero(table)
    return Shared(services, pairs, table[pairs])


@dataclass(frozen=True, slots=True, eq=False)
class Codes:
    """The pairs of services that each person sees, one entry a person and pair."""

    codes: Whole  # (m,) int64, as `Shared.pairs`
    owner: Whole  # (m,) place of the person


def pair_codes(tally: Tally, services: int) -> Codes:
    """
    List the pairs of services that each person sees, without a table of all pairs.

    Parameters
    ----------
    tally
        Of a territory, or of some of its persons.
    services
        How many services the columns name.

    Returns
    -------
    Codes
        Persons with few services first.
    """
    starts, codes, owners = tally.saw[:-1], [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for many in np.unique(tally.providers[tally.providers > 1]):
        persons = np.flatnonzero(tally.providers == many)
        seen = np.sort(tally.distinct[starts[persons][:, None] + np.arange(many)], axis=1).astype(np.int64)
        one, other = np.triu_indices(int(many), 1)
        codes.append((seen[:, one] * services + seen[:, other]).ravel())
        owners.append(np.repeat(persons, one.size))
    return Codes(np.concatenate(codes), np.concatenate(owners))


def added(parts: list[Shared]) -> Shared:
    """
    Add up the shared persons of parts of a territory.

    Parameters
    ----------
    parts
        At least one, of the same services; no person is in two of them.

    Returns
    -------
    Shared
        Of all parts together.
    """
    pairs, places = np.unique(np.concatenate([part.pairs for part in parts]), return_inverse=True)
    persons = np.zeros(pairs.size, dtype=np.int32)
    np.add.at(persons, places, np.concatenate([part.persons for part in parts]))
    return Shared(parts[0].size, pairs, persons)
