"""Fill tables with millions of rows given as Arrow columns: ADBC on SQLite, binary COPY on PostgreSQL."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol

from coordinator.errors import StoreError
from coordinator.store.encryption import is_encrypted
from coordinator.store.engine import BUSY_MS

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa

    from coordinator.store.store import Store

SQLITE_SETTINGS = (
    f"PRAGMA busy_timeout = {BUSY_MS}",
    "PRAGMA synchronous = NORMAL",
    "PRAGMA cache_size = -131072",  # 128 MB
    "PRAGMA temp_store = FILE",  # an index of millions of rows is sorted on disk
    "PRAGMA threads = 2",
)
BATCH = 50_000
"""Rows that are written as PostgreSQL's bytes at once."""
BEGIN = "BEGIN IMMEDIATE"
POSTGRESQL_SETTINGS = ("SET maintenance_work_mem = '512MB'", "SET synchronous_commit = off")


class Filler(Protocol):
    """One open transaction of a store that is being filled."""

    def append(self, name: str, rows: pa.Table) -> None:
        """Add rows to a table; columns that are not given take NULL."""
        ...

    def run(self, statement: str) -> list[tuple[Any, ...]]:
        """Run a statement and return its rows."""
        ...

    def commit(self) -> None:
        """Keep all that was done, and begin the next transaction."""
        ...

    def settle(self) -> None:
        """Keep all that was done, and let the store count what its tables hold: the last thing after a filling."""
        ...


@contextmanager
def filling(store: Store) -> Iterator[Filler]:
    """
    Open a store to be filled; nothing else of this process may use it meanwhile.

    ADBC brings its own copy of SQLite. Two copies in one process do not see each other's locks and spoil the
    file, so the store's connections are closed before.

    Parameters
    ----------
    store
        Its tables are there. What was not committed at the end is given up.

    Yields
    ------
    Filler
        Checks no foreign keys on SQLite: the caller gives keys that exist.

    Raises
    ------
    StoreError
        A connection of the store is in use.
    """
    if is_encrypted(store.engine):
        with _filling_encrypted(store) as filler:
            yield filler
    elif store.dialect == "sqlite":
        with _filling_sqlite(store) as filler:
            yield filler
    else:
        with _filling_postgresql(store) as filler:
            yield filler


@contextmanager
def _filling_sqlite(store: Store) -> Iterator[Filler]:
    from adbc_driver_sqlite import dbapi

    if store.engine.pool.checkedout():  # type: ignore[attr-defined]
        message = "The store is being read or written in this process: end that before filling its tables."
        raise StoreError(message)
    store.engine.dispose()
    with dbapi.connect(str(store.engine.url.database), autocommit=True) as connection:
        filler = _SqliteFiller(connection)
        for setting in (*SQLITE_SETTINGS, BEGIN):
            filler.run(setting)
        yield filler
        filler.run("ROLLBACK")


class _SqliteFiller:
    """Hands columns to SQLite's driver in C."""

    def __init__(self, connection: Any) -> None:  # noqa: ANN401 - ADBC's connection is not typed
        self.connection = connection

    def append(self, name: str, rows: pa.Table) -> None:
        with self.connection.cursor() as cursor:
            cursor.adbc_ingest(name, _truth_as_numbers(rows), mode="append")

    def run(self, statement: str) -> list[tuple[Any, ...]]:
        with self.connection.cursor() as cursor:
            cursor.execute(statement)
            return list(cursor.fetchall()) if cursor.description else []

    def commit(self) -> None:
        self.run("COMMIT")
        self.run(BEGIN)

    def settle(self) -> None:
        self.run("ANALYZE")
        self.commit()


@contextmanager
def _filling_encrypted(store: Store) -> Iterator[Filler]:
    connection = store.engine.connect()
    connection.detach()  # its settings are not for others
    with connection:
        filler = _EncryptedFiller(connection.connection.dbapi_connection)
        for setting in (*SQLITE_SETTINGS, "PRAGMA foreign_keys = OFF", BEGIN):
            filler.run(setting)
        yield filler
        filler.run("ROLLBACK")


class _EncryptedFiller(_SqliteFiller):
    """Hands rows to SQLCipher's driver, the only one that has the key."""

    def append(self, name: str, rows: pa.Table) -> None:
        marks, columns = ", ".join("?" * rows.num_columns), ", ".join(rows.schema.names)
        words = f"INSERT INTO {name} ({columns}) VALUES ({marks})"
        for batch in _truth_as_numbers(rows).to_batches(max_chunksize=BATCH):
            values = [column.to_pylist() for column in batch.columns]
            self.connection.executemany(words, zip(*values, strict=True))

    def run(self, statement: str) -> list[tuple[Any, ...]]:
        return list(self.connection.execute(statement))


def _truth_as_numbers(rows: pa.Table) -> pa.Table:
    """SQLite keeps truth as 0 and 1."""
    import pyarrow as pa

    for place, column in enumerate(rows.schema):
        if pa.types.is_boolean(column.type):
            rows = rows.set_column(place, column.name, rows.column(place).cast(pa.int8()))
    return rows


@contextmanager
def _filling_postgresql(store: Store) -> Iterator[Filler]:
    connection = store.engine.connect()
    connection.detach()  # its settings are not for others
    with connection:
        filler = _PostgresqlFiller(connection.connection.dbapi_connection)
        for setting in POSTGRESQL_SETTINGS:
            filler.run(setting)
        yield filler
        filler.connection.rollback()


class _PostgresqlFiller:
    """Streams columns as PostgreSQL's own binary rows."""

    def __init__(self, connection: Any) -> None:  # noqa: ANN401 - psycopg's, by way of the pool
        self.connection = connection

    def append(self, name: str, rows: pa.Table) -> None:
        from pgpq import ArrowToPostgresBinaryEncoder

        encoder = ArrowToPostgresBinaryEncoder(rows.schema)
        columns = ", ".join(rows.schema.names)
        with self.connection.cursor().copy(f"COPY {name} ({columns}) FROM STDIN (FORMAT binary)") as copy:
            copy.write(encoder.write_header())
            for batch in rows.to_batches(max_chunksize=BATCH):
                copy.write(encoder.write_batch(batch))
            copy.write(encoder.finish())

    def run(self, statement: str) -> list[tuple[Any, ...]]:
        cursor = self.connection.cursor()
        cursor.execute(statement)
        return list(cursor.fetchall()) if cursor.description else []

    def commit(self) -> None:
        self.connection.commit()

    def settle(self) -> None:
        self.commit()
        self.connection.autocommit = True
        self.run("VACUUM (ANALYZE)")  # without it an index alone answers nothing
        self.connection.autocommit = False
