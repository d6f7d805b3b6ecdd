"""Connect to the library's database: readers see one state of it, writers wait for each other."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import create_engine, event, insert, inspect, select, text, update
from sqlalchemy.pool import StaticPool

from knowledge.library.tables import MetaRow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection, Engine

_LOCK = 7_031_978  # of PostgreSQL's advisory locks: who adds norms
_PRAGMAS = ("busy_timeout=60000", "journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON")


def make_engine(home: Path | None, url: str | None) -> Engine:
    """Make an engine on a URL, on ``home/norms.db``, or in memory."""
    if url is None and home is None:
        return create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
    if url is None and home is not None:
        home.mkdir(parents=True, exist_ok=True)
        url = f"sqlite:///{home / 'norms.db'}"
    engine = create_engine(url or "sqlite://")
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Open a connection that sees one state of the library, whoever writes meanwhile."""
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ")
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Open a transaction that no other writer shares; commit it, and let readers know of it."""
    with engine.execution_options(norms_written=True).begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        yield connection
        set_meta(connection, "revision", str(int(get_meta(connection, "revision") or 0) + 1))


def get_meta(connection: Connection, key: str) -> str | None:
    """Read a fact about the library; None where it is not known, or there are no tables yet."""
    if not inspect(connection).has_table(MetaRow.__tablename__):
        return None
    return connection.scalar(select(MetaRow.value).where(MetaRow.key == key))


def set_meta(connection: Connection, key: str, value: str) -> None:
    """Write a fact about the library."""
    changed = connection.execute(update(MetaRow).where(MetaRow.key == key).values(value=value))
    if not changed.rowcount:
        connection.execute(insert(MetaRow).values(key=key, value=value))


def read_revision(connection: Connection) -> str | None:
    """Read how often the library was written; it differs whenever anything in it does."""
    return connection.scalar(select(MetaRow.value).where(MetaRow.key == "revision"))


def _set_up_sqlite(connection: object, _record: object) -> None:
    """Set SQLite up for one writer and many readers, whose transactions begin when we say."""
    connection.isolation_level = None  # type: ignore[attr-defined]
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")  # type: ignore[attr-defined]


def _begin_sqlite(connection: Connection) -> None:
    """Begin: a writer takes its turn at once, so that what it read still holds when it writes."""
    written = connection.get_execution_options().get("norms_written")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if written else "BEGIN")
