"""Bring a store's tables to the newest migration."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import inspect, text

from coordinator.errors import StoreError
from coordinator.store.engine import WRITING

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

MIGRATIONS = Path(__file__).parent / "migrations"
UPGRADE_LOCK = 7_206_011  # any number, the same in every process: one upgrade at a time on PostgreSQL


def newest_revision() -> str:
    """
    Name the newest migration that comes with this program.

    Returns
    -------
    str
        The number that its file's name begins with, e.g. ``"0001"``.
    """
    return max(path.name.split("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def stored_revision(connection: Connection) -> str | None:
    """
    Read the migration that a store has reached.

    Parameters
    ----------
    connection
        To the store.

    Returns
    -------
    str or None
        None for an empty database.
    """
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def upgrade(engine: Engine) -> None:
    """
    Run the migrations that a store has not seen; none when it is up to date.

    Parameters
    ----------
    engine
        Of the store.

    Raises
    ------
    StoreError
        If a newer program has written the store.
    """
    newest = newest_revision()
    with engine.connect() as connection:
        stored = stored_revision(connection)
    if stored == newest:
        return
    if stored is not None and stored > newest:
        message = (
            f"The store is at migration {stored}, this program knows up to {newest}. "
            "Update Ponte before opening it: an older program could spoil the data."
        )
        raise StoreError(message)
    with engine.connect().execution_options(**{WRITING: True}) as connection, connection.begin():
        _run_migrations(connection)


def _run_migrations(connection: Connection) -> None:
    """Run Alembic inside one transaction, alone."""
    from alembic import command
    from alembic.config import Config

    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": UPGRADE_LOCK})
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    if connection.dialect.name == "postgresql":
        _follow_with_parts(connection)


def _follow_with_parts(connection: Connection) -> None:
    """Let a store that is parted by territory stay so."""
    from sqlalchemy.orm import Session

    from coordinator.store.parts import follow_migrations

    with Session(connection) as session:
        follow_migrations(session)
