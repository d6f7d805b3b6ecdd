"""Copy a store into one file while others work on it, and check the copy before calling it one."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from coordinator.errors import StoreError
from coordinator.store.encryption import sqlite_module, store_key, unlock

if TYPE_CHECKING:
    from coordinator.protection.viewer import Viewer
    from coordinator.store import Store


def back_up(store: Store, path: Path, viewer: Viewer) -> int:
    """
    Copy a store into a file.

    Parameters
    ----------
    store
        A store in a SQLite file; PostgreSQL has its own tool, ``pg_dump``.
    path
        The file to make; its folder is made when missing. Only its owner can read it.
    viewer
        Who copies; needs to export backups.

    Returns
    -------
    int
        Bytes of the copy.

    Raises
    ------
    StoreError
        If the store is no SQLite file, the copy would overwrite another, or it does not check.
    """
    viewer.require("export", "backup")
    if store.dialect != "sqlite":
        message = "This store is in PostgreSQL: back it up with pg_dump, on the machine that holds it."
        raise StoreError(message)
    if path.exists():
        message = f"{path} is there already: a copy never overwrites another. Give another name."
        raise StoreError(message)
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f".{path.name}.half")
    half.touch(mode=0o600)
    try:
        source, key = f"{Path(str(store.engine.url.database)).resolve().as_uri()}?mode=ro", store_key()
        driver = sqlite_module(key)
        with closing(driver.connect(source, uri=True)) as live, closing(driver.connect(half)) as copy:
            unlock(live, key)
            unlock(copy, key)  # the copy of an encrypted store is encrypted with the same key
            live.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
            (verdict,) = copy.execute("PRAGMA integrity_check").fetchone()
        if verdict != "ok":
            message = f"The copy does not check ({verdict}). Free some space and try again."
            raise StoreError(message)
        half.rename(path)
    finally:
        half.unlink(missing_ok=True)
    return path.stat().st_size
