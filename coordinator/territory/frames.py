"""Read many rows of a store into columns, past the ORM."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Integer, cast, func, type_coerce
from sqlalchemy.dialects.postgresql import JSONB

CHUNK = 200_000
"""Rows read at a time: Python's tuples take ten times the room of columns."""

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl
    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.orm import InstrumentedAttribute

    from coordinator.store import Store


def read_frame(store: Store, query: Select[*tuple[Any, ...]], **types: pl.DataType) -> pl.DataFrame:
    """
    Read the rows of a query into columns.

    Parameters
    ----------
    store
        The record.
    query
        Its values are written into the text, so they must be ours: words of the vocabulary and day numbers.
    **types
        Column → type, for those that a store may give otherwise, such as one that is always empty.

    Returns
    -------
    pl.DataFrame
        Shape ``(rows, columns of the query)``.
    """
    import polars as pl
    from polars import selectors

    text = str(query.compile(store.engine, compile_kwargs={"literal_binds": True})).replace("%%", "%")
    frame = _of_sqlite(store, text, types) if store.dialect == "sqlite" else _of_postgresql(store, text)
    asked = [pl.col(name).cast(kind) for name, kind in types.items()]
    others = (selectors.integer() | selectors.by_dtype(pl.Null)) - selectors.by_name(
        *types, require_all=False
    )
    return frame.with_columns(others.cast(pl.Int64), *asked)  # PostgreSQL's integers are half as wide


def _of_sqlite(store: Store, text: str, types: Mapping[str, pl.DataType]) -> pl.DataFrame:
    """Read by Python's own driver: a second copy of SQLite in one process would take its locks away."""
    import polars as pl

    parts = []
    with store.reading() as session:
        result = session.connection().exec_driver_sql(text)
        names = list(result.keys())
        schema = {name: types.get(name) for name in names}
        while rows := result.fetchmany(CHUNK):
            parts.append(pl.DataFrame([tuple(row) for row in rows], schema=schema, orient="row"))
    return pl.concat(parts, how="vertical_relaxed") if parts else pl.DataFrame(schema=schema)


def _of_postgresql(store: Store, text: str) -> pl.DataFrame:
    """Read Arrow by ADBC."""
    import polars as pl
    from adbc_driver_postgresql import dbapi

    address = store.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    with dbapi.connect(address) as connection, connection.cursor() as cursor:
        cursor.execute(text)
        frame = pl.from_arrow(cursor.fetch_arrow_table())
    assert isinstance(frame, pl.DataFrame)  # noqa: S101 - a table gives a frame
    return frame


def raw_day(column: InstrumentedAttribute[object]) -> ColumnElement[int]:
    """Read a day as the store keeps it: days since 1970."""
    return type_coerce(column, Integer)


def json_text(store: Store, column: InstrumentedAttribute[str], key: str) -> ColumnElement[str]:
    """Read a key of a JSON text as text, empty where it is not there."""
    if store.dialect == "sqlite":
        return func.coalesce(func.json_extract(column, f"$.{key}"), "")
    return func.coalesce(cast(column, JSONB).op("->>")(key), "")
