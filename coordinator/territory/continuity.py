"""Measure how far each person's contacts stay with the same service, for a whole territory at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from coordinator.territory import kernels
from coordinator.territory.engine import compiled

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from coordinator.territory.columns import Columns, Whole

    Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Tally:
    """
    What each person's contacts add up to.

    All are whole numbers: parts of a territory put together give the same as the whole, to the last digit.
    The measures of `coordinator.network.measures` follow from them, NaN where they are not defined.
    """

    visits: Whole  # (p,) int32: contacts
    providers: Whole  # (p,) int32: different services
    squares: Whole  # (p,) int64: sum over services of the square of their contacts
    most: Whole  # (p,) int32: contacts with the service seen most
    repeats: Whole  # (p,) int32: contacts with the same service as the one before
    distinct: Whole  # (sum of providers,): places of the services that each person saw, person after person

    @property
    def upc(self) -> Values:
        """Share of the service seen most, from 0 to 1."""
        return _ratio(self.most, self.visits)

    @property
    def coc(self) -> Values:
        """Bice and Boxerman's continuity, from 0 to 1; unreliable below 4 contacts."""
        visits = self.visits.astype(np.int64)
        return _ratio(self.squares - visits, visits * (visits - 1))

    @property
    def secon(self) -> Values:
        """Share of contacts with the same service as the one before, from 0 to 1."""
        return _ratio(self.repeats, self.visits - 1)

    @property
    def mmci(self) -> Values:
        """Modified, modified continuity: from contacts and services alone, 1 with a single service."""
        some = self.visits + 0.1
        value = (1.0 - self.providers / some) / (1.0 - 1.0 / some)
        return np.where(self.visits < 2, np.nan, value)

    @property
    def hhi(self) -> Values:
        """Concentration, from 1 / services to 1."""
        visits = self.visits.astype(np.int64)
        return _ratio(self.squares, visits * visits)

    @property
    def saw(self) -> NDArray[np.int64]:
        """Where each person's services begin and end in `distinct`, shape ``(p + 1,)``."""
        return np.concatenate([[0], np.cumsum(self.providers, dtype=np.int64)])


def tally(columns: Columns) -> Tally:
    """
    Add up each person's contacts.

    Parameters
    ----------
    columns
        Of a territory, or of some of its persons.

    Returns
    -------
    Tally
        One row a person, in the order of ``columns.persons``.
    """
    run = compiled(kernels.tally)
    return _tally_in_numpy(columns) if run is None else _tally_by(run, columns)


def entropy(columns: Columns) -> Values:
    """
    Measure how widely each person's contacts are spread over services.

    Parameters
    ----------
    columns
        Of a territory, or of some of its persons.

    Returns
    -------
    ndarray of float
        Bits, shape ``(p,)``: 0 for a single service.
    """
    longest = int(columns.lengths.max(initial=0))
    some = np.arange(longest + 1, dtype=np.float64)
    bits = some * np.log2(np.maximum(some, 1.0))
    run = compiled(kernels.spread)
    if run is None:
        lengths = columns.lengths
        times, owner = _times(columns)
        return (bits[lengths] - np.bincount(owner, bits[times], minlength=lengths.size)) / lengths
    values = np.empty(columns.persons.size)
    run(columns.starts, columns.service, np.zeros(columns.services.size, dtype=np.int32), bits, values)
    return values


def _tally_by(run: Callable[..., Any], columns: Columns) -> Tally:
    """Let a kernel fill the rows."""
    size = columns.persons.size
    visits, providers, most, repeats = (np.empty(size, dtype=np.int32) for _ in range(4))
    squares, times = np.empty(size, dtype=np.int64), np.zeros(1, dtype=np.int64)
    distinct = np.empty_like(columns.service)
    seen = np.zeros(columns.services.size, dtype=np.int32)
    run(columns.starts, columns.service, seen, times, visits, providers, squares, most, repeats, distinct)
    return Tally(visits, providers, squares, most, repeats, distinct[: int(times[0])].copy())


def _tally_in_numpy(columns: Columns) -> Tally:
    """Do the same with whole columns: some times slower, and with more memory."""
    size, first = columns.persons.size, columns.starts[:-1]
    times, owner = _times(columns)
    squares = np.bincount(owner, times * times, minlength=size).astype(np.int64)
    most = np.zeros(size, dtype=np.int32)
    np.maximum.at(most, owner, times)
    same = np.concatenate([[False], columns.service[1:] == columns.service[:-1]])
    same[first] = False
    repeats = np.add.reduceat(same, first, dtype=np.int32) if size else np.zeros(0, dtype=np.int32)
    providers = np.bincount(owner, minlength=size).astype(np.int32)
    return Tally(columns.lengths.astype(np.int32), providers, squares, most, repeats, _distinct(columns))


def _pairs(columns: Columns) -> NDArray[np.int64]:
    """Write person and service of each contact as one number."""
    owner = np.repeat(np.arange(columns.persons.size), columns.lengths)
    return owner * columns.services.size + columns.service


def _times(columns: Columns) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Count the contacts of each person with each of her services, and say whose they are."""
    pairs, times = np.unique(_pairs(columns), return_counts=True)
    return times, pairs // max(columns.services.size, 1)


def _distinct(columns: Columns) -> Whole:
    """List the services of each person in the order in which she first saw them."""
    first = np.sort(np.unique(_pairs(columns), return_index=True)[1])
    found: Whole = columns.service[first]
    return found


def _ratio(above: Whole, below: Whole) -> Values:
    """Divide, NaN where there is nothing to divide by."""
    shares: Values = np.divide(above, below, out=np.full(above.shape, np.nan), where=below > 0)
    return shares
