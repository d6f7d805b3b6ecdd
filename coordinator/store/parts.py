"""Part tables of a PostgreSQL store by territory, and make them whole again, a group in one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import text
from sqlalchemy.exc import InternalError

from coordinator.store.parts_hanging import PartsError, hanging, letter, stubborn
from coordinator.store.parts_rules import COLUMN, RULES, function, triggers

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy.orm import Session

PARTED = text(
    "SELECT c.relname, p.partstrat FROM pg_class c JOIN pg_partitioned_table p ON p.partrelid = c.oid"
)
SEQUENCE = text("SELECT pg_get_serial_sequence(:table, 'key')")
COLUMNS = text(
    "SELECT attname FROM pg_attribute WHERE attrelid = CAST(:table AS regclass) AND attnum > 0 AND NOT attisdropped "
    "ORDER BY attnum"
)
MAKE_TERRITORIES = (
    "CREATE TABLE IF NOT EXISTS territory (key smallint PRIMARY KEY, id varchar(60) NOT NULL UNIQUE, "
    "name varchar(200) NOT NULL)",
    "CREATE TABLE IF NOT EXISTS territory_area (area varchar(60) PRIMARY KEY, "
    "territory smallint NOT NULL REFERENCES territory (key))",
)
ROOM = (
    "SET LOCAL maintenance_work_mem = '512MB'",
    "SET LOCAL work_mem = '128MB'",
    "SET LOCAL synchronous_commit = off",
)

AS_HUBS = "n_distinct = -0.005"
"""
What the planner is told of columns with hubs: 200 rows a value. By its own average, of a few, it reads and sorts all
ties of a hub to find the newest; told so, it merges the parts' indexes and stops at the cap.
"""


def parted(session: Session) -> frozenset[str]:
    """
    Name the tables that are parted by territory.

    Parameters
    ----------
    session
        Of a PostgreSQL store.

    Returns
    -------
    frozenset of str
        Names out of `RULES`.

    Raises
    ------
    PartsError
        If one of them is parted in another way.
    """
    found = {str(name): letter(kind) for name, kind in session.execute(PARTED) if name in RULES}
    if others := sorted(name for name, kind in found.items() if kind != "l"):
        message = (
            f"{', '.join(others)}: parted by something else than territory. Make it whole (--undo) first."
        )
        raise PartsError(message, "otherwise")
    return frozenset(found)


def part_group(session: Session, group: Sequence[str], territories: Iterable[int]) -> dict[str, int]:
    """
    Part the tables of a group.

    Parameters
    ----------
    session
        A writing session of a PostgreSQL store. Others wait for these tables until it commits.
    group
        One of `GROUPS`; those before it are parted.
    territories
        Keys of the table ``territory``, from 1.

    Returns
    -------
    dict
        Table → its rows.

    Raises
    ------
    PartsError
        If something hangs on a table that would be lost, or rows were.
    """
    return _make_anew(session, group, sorted(territories))


def unite_group(session: Session, group: Sequence[str]) -> dict[str, int]:
    """
    Make the tables of a group whole again.

    Parameters
    ----------
    session
        As for `part_group`.
    group
        One of `GROUPS`; those after it are whole.

    Returns
    -------
    dict
        Table → its rows.

    Raises
    ------
    PartsError
        As for `part_group`.
    """
    return _make_anew(session, group, None)


def add_parts(session: Session, tables: Iterable[str], territories: Iterable[int]) -> None:
    """
    Give tables a part for each territory that has none yet.

    Parameters
    ----------
    session
        A writing session of a PostgreSQL store.
    tables
        Parted ones.
    territories
        Keys of the table ``territory``.
    """
    numbers = sorted(territories)
    for table in tables:
        for number in numbers:
            _make_part(session, table, number)


def write_functions(session: Session, tables: Iterable[str]) -> None:
    """
    Write the functions that place rows.

    Parameters
    ----------
    session
        A writing session of a PostgreSQL store.
    tables
        Those that are parted.
    """
    names = sorted(tables)
    for table in names:
        _run(session, function(table, names))


def follow_migrations(session: Session) -> None:
    """
    Let what a migration made on parted tables take part in their moving.

    Parameters
    ----------
    session
        A writing session of a PostgreSQL store, whole or parted.
    """
    tables = parted(session)
    for table in sorted(tables):
        for statement in stubborn(session, table):
            _run(session, statement)
    write_functions(session, tables)


def misplaced(session: Session, table: str) -> int:
    """
    Count the rows of a parted table that lie in another territory than their own.

    Parameters
    ----------
    session
        Of a PostgreSQL store.
    table
        A parted one.

    Returns
    -------
    int
        0 when each is where it belongs.
    """
    rule = RULES[table]
    query = f"SELECT count(*) FROM {table} AS one {rule.joins} WHERE one.{COLUMN} <> {rule.home}"
    return int(session.scalar(text(query)) or 0)


def _make_anew(session: Session, group: Sequence[str], numbers: Sequence[int] | None) -> dict[str, int]:
    """Make each table of a group anew beside its rows, parted or (no numbers) whole, and take the old ones away."""
    for statement in ROOM:
        _run(session, statement)
    _run(session, f"LOCK TABLE {', '.join(group)} IN ACCESS EXCLUSIVE MODE")
    again = {table: hanging(session, table, group, parting=numbers is not None) for table in group}
    rows = {table: _move_rows(session, table, numbers) for table in group}
    for table in reversed(group):
        _drop(session, f"{table}_old")
    for table in group:
        for statement in again[table]:
            _run(session, statement)
    write_functions(session, parted(session))
    for table in group:
        for statement in triggers(table) if numbers is not None else ():
            _run(session, statement)
        if numbers is None:
            _run(session, f"DROP FUNCTION ponte_place_{table}")
    return rows


def _move_rows(session: Session, table: str, numbers: Sequence[int] | None) -> int:
    """Make a table anew and fill it with its rows; the old one is beside it under another name."""
    columns = [name for name in session.scalars(COLUMNS, {"table": table}) if name != COLUMN]
    sequence = session.scalar(SEQUENCE, {"table": table})
    _run(session, f"ALTER TABLE {table} RENAME TO {table}_old")
    like = f"LIKE {table}_old INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING STORAGE INCLUDING COMMENTS"
    names = ", ".join(columns)
    if numbers is None:
        _run(session, f"CREATE TABLE {table} ({like})")
        _run(session, f"ALTER TABLE {table} DROP COLUMN {COLUMN}")
        _run(session, f"INSERT INTO {table} ({names}) SELECT {names} FROM {table}_old ORDER BY key")
    else:
        rule, ours = RULES[table], ", ".join(f"one.{name}" for name in columns)
        more = f"{COLUMN} smallint NOT NULL DEFAULT 0"
        _run(session, f"CREATE TABLE {table} ({like}, {more}) PARTITION BY LIST ({COLUMN})")
        for number in (0, *numbers):
            _make_part(session, table, number)
        _run(
            session,
            f"INSERT INTO {table} ({names}, {COLUMN}) SELECT {ours}, {rule.home} FROM {table}_old AS one {rule.joins}",
        )
    if sequence is not None:
        _run(session, f"ALTER SEQUENCE {sequence} OWNED BY {table}.key")
    _run(session, f"ANALYZE {table}")
    return _same(session, table)


def _same(session: Session, table: str) -> int:
    """Count the rows of a table that was made anew; refuse when they are not those of the old one."""
    new, old = (
        tuple(session.execute(text(f"SELECT count(*), sum(key::bigint) FROM {name}")).one())
        for name in (table, f"{table}_old")
    )
    if new != old:
        message = (
            f"{old[0]} rows of {table} were there and {new[0]} arrived: all is left as it was. Try again."
        )
        raise PartsError(message, "moved")
    return int(new[0])


def _make_part(session: Session, table: str, number: int) -> None:
    """Make the part of a territory, unless it is there; the first holds what belongs to none."""
    values = f"FOR VALUES IN ({number})" if number else "DEFAULT"
    part = f"{table}_t{number}"
    _run(session, f"CREATE TABLE IF NOT EXISTS {part} PARTITION OF {table} {values}")
    for column in RULES[table].hubs:
        _run(session, f"ALTER TABLE {part} ALTER COLUMN {column} SET ({AS_HUBS})")


def _drop(session: Session, table: str) -> None:
    """Take a table away, unless something that we know nothing of hangs on it."""
    try:
        _run(session, f"DROP TABLE {table}")
    except InternalError as error:
        message = f"Something of the database's own hangs on {table.removesuffix('_old')}: {error.orig}"
        raise PartsError(message, "hangs") from error


def _run(session: Session, statement: str) -> None:
    """Run a statement that has no parameters."""
    session.connection().exec_driver_sql(statement, execution_options={"no_parameters": True})
