r"""
Measure how far the services of each person know each other's work: care density, raw and freed of size.

Raw care density is the mean, over the pairs of a person's services, of the persons that the pair shares. It
grows with the number of persons: the same habits in a territory ten times as large share ten times as many.
Two districts are compared by the *salience* of sharing instead, pair by pair:

.. math:: c_{jk} = w_{jk} / \sqrt{n_j n_k}

the persons that both follow over the geometric mean of those that each follows: Ochiai's coefficient, the
cosine of the two columns of the person–service table [1]_. It is from 0 to 1, and is the same when every person
is counted twice. What it does not remove: a district with more, smaller services splits the same persons among
more pairs. So compare districts whose services are cut alike, and show ``services`` beside it.

References
----------
.. [1] A. Ochiai, "Zoogeographical studies on the soleoid fishes found in Japan and its neighbouring regions", Bull.
   Jpn. Soc. Sci. Fish. 22, 1957; G. Salton, M. McGill, "Introduction to Modern Information Retrieval", 1983.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from coordinator.territory import kernels
from coordinator.territory.engine import compiled
from coordinator.territory.projection import SQUARE, Shared, pair_codes

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from coordinator.territory.columns import Whole
    from coordinator.territory.continuity import Tally

    Values = NDArray[np.float64]


def shared_by_person(tally: Tally, shared: Shared) -> Whole:
    """
    Add up, for each person, the persons that the pairs of her services share.

    Parameters
    ----------
    tally
        Of a territory, or of some of its persons.
    shared
        Of the whole territory.

    Returns
    -------
    ndarray of int
        Shape ``(p,)``; 0 for who sees a single service.
    """
    return _sums(tally, shared, shared.persons.astype(np.int64))


def care_density(tally: Tally, shared: Shared) -> Values:
    """
    Measure how many persons two of a person's services share, on average.

    Parameters
    ----------
    tally, shared
        As in `shared_by_person`.

    Returns
    -------
    ndarray of float
        Shape ``(p,)``: at least 1, NaN for who sees a single service. Of one territory: see the module.
    """
    return _mean(tally, shared_by_person(tally, shared))


def care_salience(tally: Tally, shared: Shared, followed: Whole) -> Values:
    """
    Measure how far two of a person's services follow the same persons, on average, whatever the size.

    Parameters
    ----------
    tally, shared
        As in `shared_by_person`.
    followed
        Persons that each service follows, shape ``(s,)``; see `persons_followed`.

    Returns
    -------
    ndarray of float
        Shape ``(p,)``: above 0, at most 1 (the services follow the same persons); NaN for who sees a single one.
    """
    scale = np.sqrt(followed[shared.first].astype(np.float64) * followed[shared.second])
    return _mean(tally, _sums(tally, shared, shared.persons / scale))


def persons_followed(tally: Tally, services: int) -> Whole:
    """
    Count the persons that each service follows.

    Parameters
    ----------
    tally
        Of a territory.
    services
        How many services the columns name.

    Returns
    -------
    ndarray of int
        Shape ``(s,)``.
    """
    return np.bincount(tally.distinct, minlength=services)


def _sums(tally: Tally, shared: Shared, weights: NDArray[np.generic]) -> NDArray[np.generic]:
    """Add up the weights of the pairs of each person's services."""
    look_up = compiled(kernels.look_up)
    if look_up is None or shared.size > SQUARE:
        found = pair_codes(tally, shared.size)
        weight = weights[np.searchsorted(shared.pairs, found.codes)]
        sums = np.zeros(tally.providers.size, dtype=weights.dtype)
        np.add.at(sums, found.owner, weight)
        return sums
    table = np.zeros(shared.size * shared.size, dtype=weights.dtype)
    table[shared.pairs] = weights
    sums = np.empty(tally.providers.size, dtype=weights.dtype)
    look_up(tally.saw, tally.distinct, shared.size, table, sums)
    return sums


def _mean(tally: Tally, sums: NDArray[np.generic]) -> Values:
    """Divide by the pairs of each person's services, NaN where there is none."""
    pairs = tally.providers.astype(np.int64) * (tally.providers - 1) // 2
    means: Values = np.divide(sums, pairs, out=np.full(pairs.shape, np.nan), where=pairs > 0)
    return means
