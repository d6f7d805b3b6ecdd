"""Keep vectors by the hash of their text and by encoder, and find rows by the meaning of their words."""

from __future__ import annotations

import json
import re
import sqlite3
import zlib
from contextlib import closing
from typing import TYPE_CHECKING

import numpy as np

from knowledge.errors import KnowledgeError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from knowledge.encoder import Encoder

_RECIPE = re.compile(r"-r\d+$")
_CHUNK = 32  # texts encoded between two commits: what a stop costs at most


class MixedVectorsError(KnowledgeError):
    """Vectors of one encoder meet those of another; their distances would mean nothing."""

    def __init__(self, stored: str, given: str, where: str) -> None:
        super().__init__(
            f"{where} holds vectors of the encoder {stored!r}, not of {given!r}. Vectors of two encoders are "
            "never compared: use the first one, or delete the file so that the vectors are computed again."
        )
        self.stored = stored
        self.given = given


class DamagedVectorsError(KnowledgeError):
    """A stored vector is not what was written."""

    def __init__(self, where: str, key: str) -> None:
        super().__init__(
            f"{where}: the vector of {key[:12]}… does not match its checksum. "
            "Delete the file; the vectors are computed again."
        )


class VectorStore:
    """
    Vectors of texts, in one SQLite file (or in memory), all of one encoder.

    Parameters
    ----------
    encoder_id
        Name and checksum of the encoder's weights.
    file
        Where they are kept; in memory when None.

    Raises
    ------
    MixedVectorsError
        If the file holds vectors of another encoder.
    DamagedVectorsError
        If a vector does not match its checksum.
    """

    def __init__(self, encoder_id: str, dimensions: int, file: Path | None = None) -> None:
        self.encoder_id = encoder_id
        self.dimensions = dimensions
        self._where = str(file) if file else "the memory"
        self._file = file
        self._vectors: dict[str, NDArray[np.float16]] = {}
        if file is not None:
            file.parent.mkdir(parents=True, exist_ok=True)
            self._load()

    def __contains__(self, key: str) -> bool:
        """Whether the text with this hash has its vector."""
        return key in self._vectors

    def __len__(self) -> int:
        """How many vectors are held."""
        return len(self._vectors)

    def add(self, vectors: Mapping[str, NDArray[np.float32]], encoder_id: str) -> None:
        """Keep vectors by the hash of their text; refuse those of another encoder."""
        if encoder_id != self.encoder_id:
            raise MixedVectorsError(self.encoder_id, encoder_id, self._where)
        half = {key: vector.astype(np.float16) for key, vector in vectors.items()}
        if self._file is not None:
            self._save(half)
        self._vectors.update(half)

    def lend(self, keys: Sequence[str], vectors: NDArray[np.float16]) -> None:
        """Take vectors that are kept elsewhere, of the same encoder, without writing them."""
        for key, vector in zip(keys, vectors, strict=True):
            self._vectors.setdefault(key, vector)

    def matrix(self, keys: Sequence[str]) -> NDArray[np.float32]:
        """Stack the vectors of some texts, shape ``(len(keys), dimensions)``; each must be held."""
        if not keys:
            return np.zeros((0, self.dimensions), np.float32)
        return np.stack([self._vectors[key] for key in keys]).astype(np.float32)

    def missing(self, keys: Iterable[str]) -> list[str]:
        """List the hashes that have no vector yet, once each, in order."""
        return [key for key in dict.fromkeys(keys) if key not in self._vectors]

    def _load(self) -> None:
        """Read a file, checking encoder and checksums."""
        with closing(self._connect()) as connection:
            stored = connection.execute("SELECT encoder FROM about").fetchone()
            if stored is None:
                connection.execute("INSERT INTO about VALUES (?)", (self.encoder_id,))
                connection.commit()
            elif stored[0] != self.encoder_id:
                if not _same_weights(stored[0], self.encoder_id):
                    raise MixedVectorsError(stored[0], self.encoder_id, self._where)
                connection.execute("DELETE FROM vectors")  # of another recipe: they are computed again
                connection.execute("UPDATE about SET encoder = ?", (self.encoder_id,))
                connection.commit()
            for key, checksum, data in connection.execute("SELECT key, crc, vector FROM vectors"):
                if zlib.crc32(data) != checksum or len(data) != 2 * self.dimensions:
                    raise DamagedVectorsError(self._where, key)
                self._vectors[key] = np.frombuffer(data, np.float16)

    def _save(self, vectors: Mapping[str, NDArray[np.float16]]) -> None:
        """Write vectors in one transaction."""
        rows = [(key, zlib.crc32(v.tobytes()), v.tobytes()) for key, v in vectors.items()]
        with closing(self._connect()) as connection, connection:
            connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)", rows)

    def _connect(self) -> sqlite3.Connection:
        """Open the file, with its two tables."""
        connection = sqlite3.connect(str(self._file), timeout=30)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE IF NOT EXISTS about (encoder TEXT NOT NULL)")
        connection.execute(
            "CREATE TABLE IF NOT EXISTS vectors (key TEXT PRIMARY KEY, crc INTEGER NOT NULL, vector BLOB NOT NULL)"
        )
        return connection


def fill(
    store: VectorStore,
    encoder: Encoder,
    texts: Mapping[str, str],
    *,
    report: Callable[[int, int], None] | None = None,
    stop: Callable[[], bool] | None = None,
) -> int:
    """
    Compute the vectors that a store lacks; what was computed is kept if it is stopped.

    Parameters
    ----------
    store, encoder
        Of one encoder, else `MixedVectorsError`.
    texts
        Hash → text.
    report
        Called with (done, to do) after each chunk.
    stop
        Asked before each chunk; True ends the work.

    Returns
    -------
    int
        How many vectors were computed.
    """
    todo = sorted(store.missing(texts), key=lambda key: len(texts[key]))
    for start in range(0, len(todo), _CHUNK):
        if stop is not None and stop():
            return start
        keys = todo[start : start + _CHUNK]
        vectors = encoder.encode_passages([texts[key] for key in keys])
        store.add(dict(zip(keys, vectors, strict=True)), encoder.id)
        if report is not None:
            report(min(start + _CHUNK, len(todo)), len(todo))
    return len(todo)


class DenseIndex:
    """
    The vectors of all rows, searched one by one: exact, and quicker than what the words take up to 200,000 rows.

    Parameters
    ----------
    matrix
        Unit vectors, shape ``(n, dimensions)``, the rows they belong to never descending.
    owners
        Shape ``(n,)``: the row that each vector belongs to; a row may own several.
    rows
        How many rows there are, with vectors or without.
    """

    def __init__(self, matrix: NDArray[np.float32], owners: NDArray[np.int64], rows: int) -> None:
        if len(owners) and (np.diff(owners) < 0).any():
            order = np.argsort(owners, kind="stable")
            matrix, owners = np.ascontiguousarray(matrix[order]), owners[order]
        self._matrix = matrix
        self._all_owners = owners
        self._owners, self._starts = np.unique(owners, return_index=True)
        self._rows = rows

    @property
    def vectors(self) -> NDArray[np.float32]:
        """The vectors, shape ``(n, dimensions)``; not to be written."""
        return self._matrix

    @property
    def owners(self) -> NDArray[np.int64]:
        """The row that each vector belongs to, shape ``(n,)``."""
        return self._all_owners

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return self._rows

    @property
    def complete(self) -> bool:
        """Whether every row has a vector."""
        return len(self._owners) == self._rows

    def similarities(self, queries: NDArray[np.float32]) -> NDArray[np.float32]:
        """
        Compare questions with every row.

        Parameters
        ----------
        queries
            Unit vectors, shape ``(q, dimensions)``; the best of them counts.

        Returns
        -------
        ndarray
            Shape ``(rows,)``: the cosine of the nearest pair, -1.0 for a row without vectors.
        """
        found = np.full(self._rows, -1.0, np.float32)
        if len(self._owners):
            cosines = np.max([self._matrix @ query for query in queries], axis=0)
            found[self._owners] = np.maximum.reduceat(cosines, self._starts)
        return found

    def save(self, folder: Path, encoder_id: str) -> None:
        """Write the vectors to a folder, with the encoder's id and a checksum, whole or not at all."""
        np.save(folder / "vectors.half.npy", np.asarray(self._matrix, np.float32))
        np.save(folder / "owners.npy", self._all_owners)
        about = {"encoder": encoder_id, "rows": self._rows, "crc": _crc(self._matrix)}
        (folder / "vectors.half.npy").replace(folder / "vectors.npy")
        (folder / "vectors.json").write_text(json.dumps(about), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path, encoder_id: str) -> DenseIndex | None:
        """
        Map vectors that were saved; None where there are none of this encoder.

        Raises
        ------
        DamagedVectorsError
            If they do not match their checksum.
        """
        try:
            about = json.loads((folder / "vectors.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        if about["encoder"] != encoder_id:
            return None
        matrix = np.load(folder / "vectors.npy", mmap_mode="r")
        if _crc(matrix) != about["crc"]:
            raise DamagedVectorsError(str(folder / "vectors.npy"), "tutti")
        return cls(matrix, np.load(folder / "owners.npy"), about["rows"])


def _same_weights(one: str, other: str) -> bool:
    """Tell whether two encoders differ by their recipe alone: "it_q4-8979" and "it_q4-8979-r2"."""
    return _RECIPE.sub("", one) == _RECIPE.sub("", other)


def _crc(matrix: NDArray[np.float32]) -> int:
    """Sum a matrix."""
    return zlib.crc32(np.ascontiguousarray(matrix).view(np.uint8).data) if matrix.size else 0
