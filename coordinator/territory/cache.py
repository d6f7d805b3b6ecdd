"""Keep a store's columns beside it, and bring them up to date by reading what changed since."""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, Literal
from uuid import uuid4

import numpy as np

from coordinator.store.beside import columns_folder
from coordinator.territory.columns import Columns, ColumnsError, joined
from coordinator.territory.columns_mark import Mark, read_mark, same_history, touched_since
from coordinator.territory.columns_read import Areas, read_areas, read_columns, read_persons

if TYPE_CHECKING:
    from pathlib import Path

    from coordinator.protection import Viewer
    from coordinator.store import Store

INDEX = "index.json"
FORMAT = 1
ARRAYS = ("persons", "starts", "services", "service", "day", "area")
MANY = 100_000
"""Persons whose contacts changed from which all are read again: to read them one by one is slower."""

How = Literal["kept", "refreshed", "rebuilt"]


class CacheError(ColumnsError):
    """The columns kept in a folder cannot be used for a store."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Columns, and up to where of the store's history they go."""

    columns: Columns
    mark: Mark


@dataclass(frozen=True, slots=True)
class Opened:
    """Columns that are as the store is now, and what had to be done for it."""

    columns: Columns
    how: How
    why: str  # in English, for the log of who runs it; empty when nothing had to be done


def open_columns(store: Store, viewer: Viewer, home: Path | None = None) -> Opened:
    """
    Give a store's contacts as columns, as they are now.

    What is kept in the store's folder is used and brought up to date: the contacts of persons who have new
    ones, or who were found to be one person, are read again. All are read again when contacts were taken
    away, when services were merged, and when what is kept is damaged or of another store.

    Hidden ties: a contact says that a person met a service, and is counted here whatever her ties are, for
    the continuity of a person is not to be half hers. What is told of services leaves them out: see
    `coordinator.territory.brokers`.

    Parameters
    ----------
    store
        The record.
    viewer
        Who asks; needs to read the territory.
    home
        Where columns are kept, in a folder ``columns`` that only its owner may open; by default beside a
        SQLite store, nowhere for a server.

    Returns
    -------
    Opened
        To who may not read persons, ``columns.persons`` counts from 0: rows without a name or a key.

    Raises
    ------
    NotAllowedError
        If the viewer may not read the territory.
    """
    viewer.require("read", "territory")
    folder = columns_folder(store, home)
    opened = _bring_up_to_date(store, folder)
    if viewer.may("read", "person"):
        return opened
    nameless = np.arange(opened.columns.persons.size, dtype=np.int32)
    return replace(opened, columns=replace(opened.columns, persons=nameless))


def save(folder: Path, kept: Kept) -> None:
    """
    Write columns to a folder: all of them or nothing.

    Parameters
    ----------
    folder
        Made when missing, for its owner alone.
    kept
        What to write; what was there before is taken away at the end.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    new = f"{uuid4().hex[:12]}"
    (folder / new).mkdir(mode=0o700)
    sums = {}
    for name in ARRAYS:
        path = folder / new / f"{name}.npy"
        np.save(path, getattr(kept.columns, name))
        sums[name] = _sum(path)
    index = {
        "format": FORMAT,
        "generation": new,
        "mark": asdict(kept.mark),
        "areas": kept.columns.areas,
        "sha256": sums,
    }
    written = folder / new / INDEX
    written.write_text(json.dumps(index, ensure_ascii=False), encoding="utf-8")
    written.replace(folder / INDEX)
    for old in folder.iterdir():
        if old.is_dir() and old.name != new:
            shutil.rmtree(old, ignore_errors=True)


def load(folder: Path) -> Kept:
    """
    Read the columns that a folder holds, into memory only as they are used.

    Parameters
    ----------
    folder
        As given to `save`.

    Returns
    -------
    Kept
        Columns and mark.

    Raises
    ------
    CacheError
        If there are none, or another program wrote them, or a file is not as it was written.
    """
    index = _index(folder)
    inside = folder / index["generation"]
    arrays = {}
    for name in ARRAYS:
        path = inside / f"{name}.npy"
        if not path.is_file() or _sum(path) != index["sha256"][name]:
            message = f"{path} is missing or not as it was written. Take the folder {folder} away: it is made again."
            raise CacheError(message)
        arrays[name] = np.load(path, mmap_mode="r" if path.stat().st_size > 4096 else None)
    return Kept(Columns(**arrays, areas=tuple(index["areas"])), Mark(**index["mark"]))


def _bring_up_to_date(store: Store, folder: Path | None) -> Opened:
    """Use what is kept as far as it goes; keep what was read."""
    now = read_mark(store)
    kept, why = _usable(store, folder)
    if kept is not None and kept.mark.contents == now.contents:
        return Opened(kept.columns, "kept", "")
    if kept is not None:
        fresh, why = _refreshed(store, kept, now)
        if fresh is not None:
            if folder is not None:
                save(folder, Kept(fresh, now))
            return Opened(fresh, "refreshed", why)
    whole = _with_areas(read_columns(store, now.contact), read_areas(store, now.person))
    if folder is not None:
        save(folder, Kept(whole, now))
    return Opened(whole, "rebuilt", why)


def _usable(store: Store, folder: Path | None) -> tuple[Kept | None, str]:
    """Load what is kept if it is of this store, or say why not."""
    if folder is None:
        return None, "no folder to keep columns in"
    try:
        kept = load(folder)
    except CacheError as error:
        return None, str(error)
    if not same_history(store, kept.mark):
        return None, f"the columns in {folder} are of another store, or of one set back to an earlier copy"
    return kept, ""


def _refreshed(store: Store, kept: Kept, now: Mark) -> tuple[Columns | None, str]:
    """Read again what changed, if that is little and explains all of the difference."""
    touched = touched_since(store, kept.mark, now)
    if touched is None:
        return None, "a service or professional was merged with another"
    if len(touched) > MANY:
        return None, f"the contacts of {len(touched)} persons changed"
    columns = kept.columns
    if touched:
        columns = joined(
            columns, np.array(sorted(touched), dtype=np.int32), read_persons(store, sorted(touched))
        )
    if len(columns) != now.contacts:
        return None, f"{now.contacts} contacts are there, {len(columns)} were expected: some were taken away"
    if kept.mark.areas != now.areas or touched:
        columns = _with_areas(columns, read_areas(store, now.person))
    return columns, f"the contacts of {len(touched)} persons were read again"


def _with_areas(columns: Columns, areas: Areas) -> Columns:
    """Add where each person lives."""
    return replace(columns, area=areas.of(columns.persons), areas=areas.names)


def _index(folder: Path) -> dict[str, Any]:
    """Read what a folder says of itself."""
    try:
        index: dict[str, Any] = json.loads((folder / INDEX).read_text(encoding="utf-8"))
    except FileNotFoundError:
        message = f"No columns are kept in {folder} yet."
        raise CacheError(message) from None
    except (OSError, ValueError) as error:
        message = f"{folder / INDEX} cannot be read ({error}). Take the folder away: it is made again."
        raise CacheError(message) from None
    if index.get("format") != FORMAT:
        message = f"The columns in {folder} are of format {index.get('format')}, this program reads {FORMAT}."
        raise CacheError(message)
    return index


def _sum(path: Path) -> str:
    """Compute a file's SHA-256."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
