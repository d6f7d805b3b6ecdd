"""Say who stands between whom in a network of thousands: betweenness, constraint, roles of brokerage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.sparse import csr_array

from coordinator.network.measures import Roles

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from coordinator.territory.columns import Whole

    Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """A network without direction: places of the two ends of each tie, in any order, repeated or not."""

    size: int  # of parties
    first: Whole  # (m,) from 0
    second: Whole  # (m,) from 0

    def as_matrix(self) -> csr_array[np.int64]:
        """Return the symmetric matrix of 0 and 1, its diagonal empty."""
        apart = self.first != self.second
        one, other = self.first[apart], self.second[apart]
        ends = (np.concatenate([one, other]), np.concatenate([other, one]))
        matrix = csr_array((np.ones(2 * one.size, dtype=np.int64), ends), shape=(self.size, self.size))
        matrix.sum_duplicates()
        matrix.data[:] = 1
        return matrix


def betweenness(network: Network) -> Values:
    """
    Measure how many of the shortest ways between others lead through each party.

    Parameters
    ----------
    network
        Of any size; every party is a source, on all processors.

    Returns
    -------
    ndarray of float
        Share of the pairs of others, from 0 to 1, shape ``(size,)``; NaN in a network of fewer than three.
    """
    import rustworkx

    if network.size < 3:
        return np.full(network.size, np.nan)
    graph = rustworkx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(network.size))
    one, other = network.as_matrix().nonzero()
    half = one < other
    graph.add_edges_from_no_data(list(zip(one[half].tolist(), other[half].tolist(), strict=True)))
    values = rustworkx.betweenness_centrality(graph, normalized=True)
    return np.array([values[place] for place in range(network.size)])


def gateways(network: Network) -> Whole:
    """
    Find the parties without which others can no longer reach each other (articulation points).

    Parameters
    ----------
    network
        Of any size.

    Returns
    -------
    ndarray of int
        Their places, ascending.
    """
    import rustworkx

    graph = rustworkx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(network.size))
    graph.add_edges_from_no_data(list(zip(network.first.tolist(), network.second.tolist(), strict=True)))
    return np.array(sorted(rustworkx.articulation_points(graph)), dtype=np.int64)


def constraint(network: Network) -> Values:
    """
    Measure how far each party's contacts lead back to each other (Burt).

    Parameters
    ----------
    network
        Of any size.

    Returns
    -------
    ndarray of float
        As `coordinator.network.measures.constraint`, shape ``(size,)``; NaN for a party without ties.
    """
    ties = network.as_matrix()
    many = _sums(ties)
    owner = np.repeat(np.arange(network.size), np.diff(ties.indptr))
    shares = csr_array((1.0 / many[owner], ties.indices, ties.indptr), shape=ties.shape)
    invested = (shares + (shares @ shares).multiply(ties)).multiply(ties).tocsr()
    values = _sums(invested.multiply(invested))
    return np.where(many > 0, values, np.nan)


def brokerage(network: Network, groups: Whole) -> list[Roles]:
    """
    Count how often each party stands between two others that have no tie, by the groups of the three.

    Parameters
    ----------
    network
        Of any size; each path counts in both directions, as in `coordinator.network.measures.gould_fernandez`.
    groups
        Group of each party, whole numbers from 0, shape ``(size,)``.

    Returns
    -------
    list of Roles
        One a party.
    """
    ties = network.as_matrix()
    inside, across = _split(ties, groups)
    near, far = _sums(inside), _sums(across)
    of_group = csr_array(
        (np.ones(groups.size, dtype=np.int64), (np.arange(groups.size), groups)),
        shape=(groups.size, int(groups.max(initial=0)) + 1),
    )
    far_by_group = across @ of_group
    one_group = _sums(far_by_group.multiply(far_by_group))
    mixed = near * far - _closed(across, inside, across)
    counts = {
        "coordinator": near * (near - 1) - _closed(inside, inside, inside),
        "itinerant": one_group - far - _closed(across, across, inside),
        "gatekeeper": mixed,
        "representative": mixed,
        "liaison": far * far - one_group - _closed(across, across, across),
    }
    rows = zip(*(values.tolist() for values in counts.values()), strict=True)
    return [Roles(**dict(zip(counts, row, strict=True))) for row in rows]


def _split(ties: csr_array[np.int64], groups: Whole) -> tuple[csr_array[np.int64], csr_array[np.int64]]:
    """Part the ties inside groups from those across."""
    whole = ties.tocoo()
    one, other = whole.coords
    same = groups[one] == groups[other]
    parts = []
    for kept in (same, ~same):
        ones = np.ones(int(kept.sum()), dtype=np.int64)
        parts.append(csr_array((ones, (one[kept], other[kept])), shape=ties.shape))
    return parts[0], parts[1]


def _closed(before: csr_array[np.int64], after: csr_array[np.int64], ends: csr_array[np.int64]) -> Whole:
    """Count the paths through each party whose two ends have a tie, by the kinds of the three ties."""
    return _sums((ends @ after).multiply(before).T)


def _sums(matrix: Any) -> Whole:  # noqa: ANN401 - of scipy, in any layout
    """Add up each row."""
    sums: Whole = np.asarray(matrix.sum(axis=1)).ravel()
    return sums
