"""Say what is kept beside a store and follows from it, and take it away when persons are erased."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coordinator.store import Store

COLUMNS = "columns"


def columns_folder(store: Store, home: Path | None = None) -> Path | None:
    """
    Say where the columns of a store's contacts are kept.

    Parameters
    ----------
    store
        The record.
    home
        The folder of what belongs to the store; by default that of a SQLite file.

    Returns
    -------
    Path or None
        None where they are not kept, as beside a server with no folder of its own.
    """
    file = store.engine.url.database if store.dialect == "sqlite" else None
    place = home or (Path(file).parent if file and file != ":memory:" else None)
    return None if place is None else place / COLUMNS


def forget_columns(store: Store, home: Path | None = None) -> bool:
    """
    Take away the columns kept of a store: who asks for them next has them made again from what is left.

    Parameters
    ----------
    store, home
        As in `columns_folder`.

    Returns
    -------
    bool
        Whether there were any.
    """
    folder = columns_folder(store, home)
    if folder is None or not folder.exists():
        return False
    shutil.rmtree(folder)
    return True
