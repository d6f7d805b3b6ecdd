"""Find rows by meaning where there are too many to compare one by one: by a graph of neighbours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from knowledge.search.dense import DenseIndex

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray
    from usearch.index import Index

MANY = 200_000
"""Vectors from which a graph is quicker than comparing all: below, exact and quick enough."""

DEPTH = 400
"""Neighbours looked at: more than the candidates that a leg gives."""

ONE_AT_A_TIME = 1
"""Threads that make a graph: of two that add at once, each may leave a row of the other's that no search reaches."""

_GRAPH = "graph.usearch"


def index_of(matrix: NDArray[np.float32], owners: NDArray[np.int64], rows: int) -> DenseIndex:
    """
    Choose the index for vectors: exact for some, a graph for many.

    Parameters
    ----------
    matrix, owners, rows
        As in `DenseIndex`.

    Returns
    -------
    DenseIndex
        A `NearIndex` from `MANY` vectors on.
    """
    return (NearIndex if len(matrix) >= MANY else DenseIndex)(matrix, owners, rows)


def load_index(folder: Path, encoder_id: str) -> DenseIndex | None:
    """
    Map the vectors laid out in a folder, with their graph where they have one.

    Parameters
    ----------
    folder
        As `DenseIndex.save` wrote it.
    encoder_id
        Vectors of another encoder are not taken.

    Returns
    -------
    DenseIndex or None
        None where there are none of this encoder.

    Raises
    ------
    DamagedVectorsError
        If they do not match their checksum.
    """
    return (NearIndex if (folder / _GRAPH).exists() else DenseIndex).load(folder, encoder_id)


class NearIndex(DenseIndex):
    """
    The vectors of many rows: a graph gives the nearest `DEPTH`, whose cosines are then exact.

    A row that the graph does not reach counts as one without a vector: -1.0.

    Parameters
    ----------
    matrix, owners, rows
        As in `DenseIndex`.
    """

    def __init__(self, matrix: NDArray[np.float32], owners: NDArray[np.int64], rows: int) -> None:
        super().__init__(matrix, owners, rows)
        self._graph: Index | None = None

    def similarities(self, queries: NDArray[np.float32]) -> NDArray[np.float32]:
        """Compare questions with the rows near them; as in `DenseIndex`."""
        found = np.full(self._rows, -1.0, np.float32)
        for query in queries:
            near = self.graph.search(query, min(DEPTH, len(self._matrix))).keys.astype(np.int64)
            np.maximum.at(found, self._all_owners[near], self._matrix[near] @ query)
        return found

    @property
    def graph(self) -> Index:
        """The graph of neighbours; made when it is first asked for, if it was not read."""
        if self._graph is None:
            self._graph = _empty_graph(self._matrix.shape[1])
            rows = np.arange(len(self._matrix))
            self._graph.add(rows, np.ascontiguousarray(self._matrix), threads=ONE_AT_A_TIME)
        return self._graph

    def save(self, folder: Path, encoder_id: str) -> None:
        """Write the vectors and their graph."""
        super().save(folder, encoder_id)
        self.graph.save(str(folder / f"{_GRAPH}.half"))
        (folder / f"{_GRAPH}.half").replace(folder / _GRAPH)

    @classmethod
    def load(cls, folder: Path, encoder_id: str) -> DenseIndex | None:
        """Map the vectors and their graph."""
        read = super().load(folder, encoder_id)
        if isinstance(read, NearIndex):
            read._graph = _empty_graph(read._matrix.shape[1])  # noqa: SLF001 - of this class
            read._graph.view(str(folder / _GRAPH))  # noqa: SLF001
            read._graph.expansion_search = DEPTH  # type: ignore[misc]  # noqa: SLF001 - reading resets it; the stub lacks the setter
        return read


def _empty_graph(dimensions: int) -> Index:
    """Make a graph without vectors."""
    import onnxruntime  # noqa: F401  loaded after usearch it ends the process: a graph may be read before any question
    from usearch.index import Index

    return Index(ndim=dimensions, metric="cos", dtype="f16", expansion_search=DEPTH)
