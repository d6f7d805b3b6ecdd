"""Make the engine of a store: SQLite as a shared file that never says locked, PostgreSQL by URL."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from sqlalchemy import create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DisconnectionError

from coordinator.store.encryption import sqlite_module, store_key, unlock

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    import psycopg
    from sqlalchemy import Connection, Engine
    from sqlalchemy.pool import ConnectionPoolEntry

BUSY_MS = 30_000
SQLITE_SETTINGS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = NORMAL",
    f"PRAGMA busy_timeout = {BUSY_MS}",
    "PRAGMA foreign_keys = ON",
    "PRAGMA cache_size = -65536",  # 64 MB
    "PRAGMA mmap_size = 2000000000",
    "PRAGMA temp_store = MEMORY",
)
PAUSE_SECONDS = 2.0
"""A connection that was last used longer ago is tried before it is used: not each time, for that costs a question."""
USED = "ponte_used"
WRITING = "ponte_writing"
"""Execution option of a connection that will write: SQLite then takes its lock at the beginning."""


def sqlite_url(path: Path) -> str:
    """Return the URL of a SQLite file."""
    return f"sqlite:///{path}"


def make_engine(url: str) -> Engine:
    """
    Make the engine of a store; nothing is opened yet.

    Parameters
    ----------
    url
        A SQLAlchemy URL. ``postgresql://`` is read as psycopg 3's.

    Returns
    -------
    Engine
        With SQLite: write-ahead log, foreign keys, a writer that begins with ``BEGIN IMMEDIATE``.
    """
    address = make_url(url)
    if address.drivername in {"postgresql", "postgres"}:
        address = address.set(drivername="postgresql+psycopg")
    key = store_key() if address.get_backend_name() == "sqlite" else None
    driver = {"module": sqlite_module(key)} if key is not None else {}
    engine = create_engine(address, pool_size=8, max_overflow=24, **driver)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", lambda connection, _record: unlock(connection, key))
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "connect", _set_up_postgresql)
        event.listen(engine, "checkin", _note_the_hour)
        event.listen(engine, "checkout", _try_after_a_pause)
    return engine


def _set_up_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    """Leave transactions to `_begin_sqlite`, and give the connection its settings."""
    connection.isolation_level = None
    for setting in SQLITE_SETTINGS:
        connection.execute(setting)


def _set_up_postgresql(connection: psycopg.Connection, _record: object) -> None:
    """
    Let every index be read in its order, and compile nothing.

    A bitmap reads and sorts all ties of a hub to find its newest; to compile a question of milliseconds takes fifty.
    """
    connection.execute("SET enable_bitmapscan = off")
    connection.execute("SET jit = off")
    connection.commit()


def _note_the_hour(_connection: object, record: ConnectionPoolEntry) -> None:
    """Remember when a connection was last used."""
    record.info[USED] = monotonic()


def _try_after_a_pause(connection: psycopg.Connection, record: ConnectionPoolEntry, _proxy: object) -> None:
    """Try a connection that was not used for a while: the server may have been started again meanwhile."""
    if monotonic() - record.info.get(USED, 0.0) < PAUSE_SECONDS:
        return
    try:
        connection.execute("SELECT 1")
        connection.rollback()
    except Exception as error:
        raise DisconnectionError from error  # the pool then throws its connections away and makes new ones


def _begin_sqlite(connection: Connection) -> None:
    """Begin a transaction; a writer takes the lock now, for a later change of mind fails at once."""
    writing = connection.get_execution_options().get(WRITING, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
