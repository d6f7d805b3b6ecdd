"""Read whole tables as Arrow columns, the same on both stores, one batch after the other."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import Boolean, Float, String

from coordinator.errors import StoreError
from coordinator.model import Base
from coordinator.store.encryption import is_encrypted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pyarrow as pa
    from sqlalchemy import Column

    from coordinator.store.store import Store

NO_NUMBER = -(2**53)
"""Stands for NULL in a column of numbers on the way out: the drivers guess a column's type from its first rows."""
BATCH = 65_536
"""Rows that are read at once from an encrypted store."""

Reader = "Callable[[str], Iterator[pa.RecordBatch]]"


@contextmanager
def reading_columns(store: Store) -> Iterator[Callable[[str], Iterator[pa.RecordBatch]]]:
    """
    Open a store to read whole tables; nothing else of this process may use it meanwhile.

    As with `coordinator.store.bulk_fill.filling`, ADBC's copy of SQLite and Python's own may not have the same
    file open in one process.

    Parameters
    ----------
    store
        Its connections are closed before.

    Yields
    ------
    Callable
        Takes the name of a table, yields its rows in the order of its primary key: words for kinds of tie are
        still numbers, days and instants too.

    Raises
    ------
    StoreError
        A connection of the store is in use.
    """
    if is_encrypted(store.engine):
        yield lambda name: _read_slowly(store, name)
        return
    if store.engine.pool.checkedout():  # type: ignore[attr-defined]
        message = "The store is being read or written in this process: end that before reading its columns."
        raise StoreError(message)
    store.engine.dispose()
    with _connect(store) as connection:

        def read(name: str) -> Iterator[pa.RecordBatch]:
            with connection.cursor() as cursor:
                cursor.execute(_query(name, store.dialect))
                for batch in cursor.fetch_record_batch():
                    yield _with_nulls(batch)

        yield read


def _read_slowly(store: Store, name: str) -> Iterator[pa.RecordBatch]:
    """Read by the store's own driver, which has its key."""
    import pyarrow as pa

    with store.reading() as session:
        result = session.connection().exec_driver_sql(_query(name, store.dialect))
        names = list(result.keys())
        while rows := result.fetchmany(BATCH):
            columns = [pa.array(column) for column in zip(*rows, strict=True)]
            yield _with_nulls(pa.record_batch(columns, names=names))


def _connect(store: Store) -> Any:  # noqa: ANN401 - ADBC's connections are not typed
    """Open the store by the driver of its kind."""
    if store.dialect == "sqlite":
        from adbc_driver_sqlite import dbapi as sqlite

        return sqlite.connect(str(store.engine.url.database))
    from adbc_driver_postgresql import dbapi as postgresql

    address = store.engine.url.set(drivername="postgresql")
    return postgresql.connect(address.render_as_string(hide_password=False))


def _query(name: str, dialect: str) -> str:
    """Ask for all columns of a table, none of them NULL."""
    table = Base.metadata.tables[name]
    columns = ", ".join(f"{_asked(column)} AS {column.name}" for column in table.columns)
    by_bytes = (
        ' COLLATE "C"' if dialect == "postgresql" else ""
    )  # as SQLite does, whatever the server's language
    order = ", ".join(
        column.name + (by_bytes if isinstance(column.type, String) else "")
        for column in table.primary_key.columns
    )
    return f"SELECT {columns} FROM {name} ORDER BY {order}"


def _asked(column: Column[Any]) -> str:
    """Ask for a column as text or as a wide number."""
    if isinstance(column.type, Boolean):
        return f"CAST({column.name} AS INTEGER)"
    if isinstance(column.type, String):
        return f"COALESCE({column.name}, '')"
    if isinstance(column.type, Float):
        return f"COALESCE({column.name}, {NO_NUMBER}.0)"
    return f"COALESCE(CAST({column.name} AS BIGINT), {NO_NUMBER})"


def _with_nulls(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Put NULL back where a number stands for it."""
    import pyarrow as pa
    import pyarrow.compute as pc

    columns = [
        pc.if_else(pc.equal(column, pa.scalar(NO_NUMBER, column.type)), pa.scalar(None, column.type), column)
        if column.type in (pa.int64(), pa.float64())
        else column
        for column in batch.columns
    ]
    return pa.record_batch(columns, names=batch.schema.names)
