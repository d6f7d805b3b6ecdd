"""Keep vectors in PostgreSQL with pgvector, for several servers over one corpus."""

from __future__ import annotations

import json
import os
import re
from typing import TYPE_CHECKING
from weakref import finalize

import numpy as np

from knowledge.errors import KnowledgeError
from knowledge.search.near import DEPTH

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from psycopg import Connection

    from knowledge.search.dense import DenseIndex

SETTING = "PONTE_SHARED_VECTORS"
"""Where the vectors are searched: a PostgreSQL address; on this machine when it is not set."""


def shared_or_own(index: DenseIndex, name: str, encoder_id: str) -> DenseIndex | SharedVectors:
    """
    Search the vectors of some rows where the setting says.

    Parameters
    ----------
    index
        The vectors on this machine; written to the database the first time.
    name
        Of the rows, from their content: other rows get another table.
    encoder_id
        Whose vectors they are.

    Returns
    -------
    DenseIndex or SharedVectors
        The index as it is, without the setting.

    Raises
    ------
    NoPgvectorError
        If the database has not the extension.
    """
    url = os.environ.get(SETTING)
    if not url:
        return index
    import psycopg

    connection = psycopg.connect(url.replace("+psycopg", ""), autocommit=True)
    table = "norm_vectors_" + re.sub(r"\W", "_", f"{name}_{encoder_id}_{len(index.vectors)}")[:40]
    try:
        if connection.execute("SELECT to_regclass(%s)", (table,)).fetchone() == (None,):
            return share(index, connection, table, encoder_id)
        return SharedVectors(connection, table)
    except BaseException:
        connection.close()
        raise


class NoPgvectorError(KnowledgeError):
    """The database has not the extension ``vector``."""

    def __init__(self) -> None:
        super().__init__(
            "this PostgreSQL has not the extension vector: install pgvector on the server "
            "(Debian: postgresql-NN-pgvector), or leave the vectors on this machine."
        )


class SharedVectors:
    """
    The vectors of all rows in PostgreSQL with pgvector, for many servers over one corpus.

    Parameters
    ----------
    connection
        Of psycopg, with autocommit.
    table
        Name of the table of one corpus, day and encoder.
    """

    def __init__(self, connection: Connection, table: str) -> None:
        self._connection, self._table = connection, table
        finalize(self, connection.close)
        about = connection.execute("SELECT obj_description(%s::regclass)", (table,)).fetchone()
        self._rows = int(json.loads(about[0])["rows"]) if about else 0

    @property
    def complete(self) -> bool:
        """Whether every row has a vector."""
        held = self._connection.execute(f"SELECT count(DISTINCT owner) FROM {self._table}").fetchone()
        return held is not None and held[0] == self._rows

    def similarities(self, queries: NDArray[np.float32]) -> NDArray[np.float32]:
        """Compare questions with the rows near them; as in `NearIndex`."""
        found = np.full(self._rows, -1.0, np.float32)
        near = (
            f"SELECT owner, 1 - (v <=> %s::vector) FROM {self._table} ORDER BY v <=> %s::vector LIMIT {DEPTH}"
        )
        self._connection.execute(f"SET hnsw.ef_search = {DEPTH}")
        for query in queries:
            asked = _written(query)
            for owner, cosine in self._connection.execute(near, (asked, asked)):
                found[owner] = max(found[owner], cosine)
        return found


def share(index: DenseIndex, connection: Connection, table: str, encoder_id: str) -> SharedVectors:
    """
    Write vectors to PostgreSQL, whole or not at all.

    Parameters
    ----------
    index
        The vectors on this machine.
    connection
        Of psycopg, with autocommit.
    table
        Name for the table; one of that name is replaced.
    encoder_id
        Whose vectors they are; kept beside them.

    Returns
    -------
    SharedVectors
        The same, to be searched there.

    Raises
    ------
    NoPgvectorError
        If the server has not the extension.
    """
    import psycopg

    try:
        connection.execute("CREATE EXTENSION IF NOT EXISTS vector")
    except psycopg.errors.DatabaseError as error:
        raise NoPgvectorError from error
    matrix, owners = index.vectors, index.owners
    about = json.dumps({"encoder": encoder_id, "rows": index.rows})
    with connection.transaction():
        connection.execute(f"DROP TABLE IF EXISTS {table}")
        connection.execute(f"CREATE TABLE {table} (owner int NOT NULL, v vector({matrix.shape[1]}) NOT NULL)")
        with connection.cursor().copy(f"COPY {table} (owner, v) FROM STDIN") as copy:
            for owner, vector in zip(owners, matrix, strict=True):
                copy.write_row((int(owner), _written(vector)))
        connection.execute(f"CREATE INDEX ON {table} USING hnsw (v vector_cosine_ops)")
        connection.execute(f"COMMENT ON TABLE {table} IS {_quoted(about)}")
    return SharedVectors(connection, table)


def _written(vector: NDArray[np.float32]) -> str:
    """Write a vector as pgvector reads it."""
    return "[" + ",".join(f"{value:.7g}" for value in vector) + "]"


def _quoted(text: str) -> str:
    """Quote a text that PostgreSQL takes no parameter for."""
    return "'" + text.replace("'", "''") + "'"
