"""Insert many rows at once, inside the caller's transaction: COPY on PostgreSQL, tuples on SQLite."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import text
from sqlalchemy.sql.schema import ScalarElementColumnDefault

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Column, Dialect, Table
    from sqlalchemy.orm import Session


def reserve(session: Session, tables: Sequence[Table]) -> dict[str, int]:
    """
    Find the last key of each table, and keep other writers from adding rows until the commit.

    Parameters
    ----------
    session
        A writing session; on SQLite it is alone anyhow.
    tables
        Tables whose column ``key`` will be filled by the caller.

    Returns
    -------
    dict
        Name of a table → its greatest key, 0 when it is empty.
    """
    names = [table.name for table in tables]
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text(f"LOCK TABLE {', '.join(names)} IN SHARE ROW EXCLUSIVE MODE"))
    return {name: session.execute(text(f"SELECT max(key) FROM {name}")).scalar() or 0 for name in names}


def insert_rows(session: Session, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    """
    Insert rows into a table.

    Parameters
    ----------
    session
        A writing session.
    table
        Where to.
    rows
        Attribute → value; one that is missing takes the column's default, or NULL. Other names are ignored.
    """
    rows = list(rows)
    if not rows:
        return
    connection = session.connection()
    names = [column.name for column in table.columns]
    values = list(zip(*(_values(column, rows, connection.dialect) for column in table.columns), strict=True))
    cursor = connection.connection.cursor()
    if connection.dialect.name == "postgresql":
        with cursor.copy(f"COPY {table.name} ({', '.join(names)}) FROM STDIN") as copy:
            for value in values:
                copy.write_row(value)
        _move_sequence(cursor, table)
    else:
        marks = ", ".join("?" * len(names))
        cursor.executemany(f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({marks})", values)


def _values(column: Column[Any], rows: Sequence[Mapping[str, Any]], dialect: Dialect) -> list[Any]:
    """Take a column out of the rows, as the driver wants it; equal values are turned once."""
    default = column.default.arg if isinstance(column.default, ScalarElementColumnDefault) else None
    values = [row.get(column.key, default) for row in rows]
    bind = column.type.dialect_impl(dialect).bind_processor(dialect)
    if bind is None:
        return values
    bound = {value: bind(value) for value in set(values)}
    return [bound[value] for value in values]


def _move_sequence(cursor: Any, table: Table) -> None:  # noqa: ANN401 - a driver's cursor
    """Let the keys that PostgreSQL gives go on after those that the caller gave."""
    if "key" in table.columns and table.columns["key"].autoincrement:
        sequence = f"pg_get_serial_sequence('{table.name}', 'key')"
        cursor.execute(
            f"SELECT setval({sequence}, (SELECT max(key) FROM {table.name})) WHERE {sequence} IS NOT NULL"
        )
