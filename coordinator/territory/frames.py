"""Read many rows of a store into columns, past the ORM: Arrow by ADBC, on SQLite and on PostgreSQL."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Integer, cast, func, type_coerce
from sqlalchemy.dialects.postgresql import JSONB

if TYPE_CHECKING:
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

    text = str(query.compile(store.engine, compile_kwargs={"literal_binds": True}))
    url = store.engine.url
    if store.dialect == "sqlite":
        from adbc_driver_sqlite import dbapi as driver

        address = str(url.database)
    else:
        from adbc_driver_postgresql import dbapi as driver  # type: ignore[no-redef]

        address = url.set(drivername="postgresql").render_as_string(hide_password=False)
    with driver.connect(address) as connection, connection.cursor() as cursor:
        cursor.execute(text.replace("%%", "%"))
        frame = pl.from_arrow(cursor.fetch_arrow_table())
    assert isinstance(frame, pl.DataFrame)  # noqa: S101 - a table gives a frame
    return frame.with_columns(pl.col(name).cast(kind) for name, kind in types.items())


def raw_day(column: InstrumentedAttribute[object]) -> ColumnElement[int]:
    """Read a day as the store keeps it: days since 1970."""
    return type_coerce(column, Integer)


def json_text(store: Store, column: InstrumentedAttribute[str], key: str) -> ColumnElement[str]:
    """Read a key of a JSON text as text, empty where it is not there."""
    if store.dialect == "sqlite":
        return func.coalesce(func.json_extract(column, f"$.{key}"), "")
    return func.coalesce(cast(column, JSONB).op("->>")(key), "")
