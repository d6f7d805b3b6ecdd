"""Keep a SQLite store encrypted on the disk with SQLCipher, where a key is given."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coordinator.errors import WrongKeyError

if TYPE_CHECKING:
    import sqlite3

    from sqlalchemy import Engine

KEY, KEY_FILE = "PONTE_KEY", "PONTE_KEY_FILE"
SHORTEST = 16


def store_key() -> str | None:
    """
    Read the key of encrypted stores from the environment, or from the file that it names.

    Returns
    -------
    str or None
        None where neither is given: stores are then kept as SQLite keeps them.

    Raises
    ------
    WrongKeyError
        ``short`` if it has fewer than `SHORTEST` characters, ``file`` if its file cannot be read.
    """
    key = os.environ.get(KEY)
    if not key and (named := os.environ.get(KEY_FILE)):
        try:
            key = Path(named).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise WrongKeyError(why="file") from error
    if key and len(key) < SHORTEST:
        raise WrongKeyError(why="short")
    return key or None


def sqlite_module(key: str | None) -> Any:  # noqa: ANN401 - two drivers of one shape
    """
    Return the driver of SQLite: Python's own, or SQLCipher's for a store with a key.

    Parameters
    ----------
    key
        As of `store_key`.

    Returns
    -------
    module
        Of the DB-API.

    Raises
    ------
    WrongKeyError
        ``missing`` if the extra ``encryption`` is not installed.
    """
    if key is None:
        import sqlite3

        return sqlite3
    try:
        from sqlcipher3 import dbapi2
    except ImportError as error:
        raise WrongKeyError(why="missing") from error
    return dbapi2


def unlock(connection: sqlite3.Connection, key: str | None) -> None:
    """
    Give a new connection its key, and try it.

    Parameters
    ----------
    connection
        That has not read anything yet.
    key
        As of `store_key`; with None an encrypted file is recognised and refused.

    Raises
    ------
    WrongKeyError
        ``wrong`` if the file is not encrypted with this key, or is not encrypted and a key is given.
    """
    if key is not None:
        quoted = key.replace("'", "''")
        connection.execute(f"PRAGMA key = '{quoted}'")  # a pragma takes no parameters
    try:
        connection.execute("SELECT count(*) FROM sqlite_master")
    except Exception as error:
        if "not a database" in str(error):
            raise WrongKeyError(why="wrong") from error
        raise


def is_encrypted(engine: Engine) -> bool:
    """
    Say whether a store is kept encrypted: ADBC knows no key, so its tables are read by its own driver.

    Parameters
    ----------
    engine
        Of the store.

    Returns
    -------
    bool
        False for a server.
    """
    driver = getattr(engine.dialect, "dbapi", None)
    return engine.dialect.name == "sqlite" and getattr(driver, "__name__", "").startswith("sqlcipher")
