"""Open the record: one store that reads and writes in short transactions."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from coordinator.errors import CollisionError, StoreError, UnfinishedStoreError
from coordinator.store.engine import WRITING, make_engine, sqlite_url
from coordinator.store.schema import upgrade

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Engine

FILE_NAME = "ponte.db"
UNFINISHED = "ripristino.incompleto"
"""A file that says that the store in its folder is being brought back from a copy, and is not whole yet."""

COLLISIONS = {"40001", "40P01"}
"""PostgreSQL's codes of a writing that it gives up for another's sake: no serial order, and a deadlock."""


def machine_clock() -> datetime:
    """Read the machine's clock: only for the stamp of when a row was written, never for a question."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Store:
    """The record of a district, in a SQLite file or a PostgreSQL database."""

    engine: Engine
    clock: Callable[[], datetime] = machine_clock  # stamps ``recorded_at``

    @property
    def dialect(self) -> str:
        """``"sqlite"`` or ``"postgresql"``."""
        return self.engine.dialect.name

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """
        Give a session that sees one state of the store; what it changes is given up.

        Yields
        ------
        Session
            Its `Session.connection` serves Core and plain SQL.
        """
        connection = self.engine.connect().execution_options(postgresql_readonly=True)
        with connection, Session(connection, expire_on_commit=False) as session:
            yield session
            if self.dialect != "sqlite":
                session.commit()  # nothing was changed; giving up would make psycopg forget its prepared questions

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """
        Give a session that alone may write; it commits at the end, or gives all up on an error.

        On SQLite the lock is taken at the beginning, so two writers wait for each other and neither is
        refused. Ask `Viewer.require` before, not inside: it writes too. On PostgreSQL two writers may each hold what
        the other waits for: one is given up whole. It is not tried again here, for what was read before it began, and
        decided by, may hold no more: whoever asked does so again, on what she then sees.

        Yields
        ------
        Session
            To write with.

        Raises
        ------
        CollisionError
            If the database gave this writing up for another's sake.
        """
        connection = self.engine.connect().execution_options(**{WRITING: True})
        try:
            with connection, Session(connection, expire_on_commit=False) as session:
                yield session
                session.commit()
        except DBAPIError as error:
            sqlstate = getattr(error.orig, "sqlstate", None)
            if sqlstate in COLLISIONS:
                raise CollisionError(sqlstate) from error
            raise

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def open_store(
    url: str | None = None,
    home: Path | str | None = None,
    *,
    clock: Callable[[], datetime] = machine_clock,
    unfinished: bool = False,
) -> Store:
    """
    Open a store, making its tables or bringing them up to date.

    Parameters
    ----------
    url
        A SQLAlchemy URL, of PostgreSQL or SQLite. Given, it wins over ``home``.
    home
        The folder of the store, ``~`` understood; its SQLite file is made when missing.
    clock
        What stamps the time of writing.
    unfinished
        Whether to open it also while it is being brought back from a copy: for who brings it back.

    Returns
    -------
    Store
        Ready to read and write.

    Raises
    ------
    StoreError
        If neither place is given, or a newer program has written the store.
    UnfinishedStoreError
        If bringing it back from a copy was interrupted.
    """
    if url is None:
        if home is None:
            message = "No place for the store: give its folder (home) or a database's URL (url)."
            raise StoreError(message)
        folder = Path(home).expanduser()
        if (folder / UNFINISHED).exists() and not unfinished:
            raise UnfinishedStoreError(str(folder))
        folder.mkdir(parents=True, exist_ok=True)
        url = sqlite_url(folder / FILE_NAME)
    store = Store(make_engine(url), clock)
    upgrade(store.engine)
    return store
