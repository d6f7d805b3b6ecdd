"""Put a whole store into one file, and bring it back: checked on the way in and on the way out, all or nothing."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from coordinator.errors import StoreError
from coordinator.protection import audit
from coordinator.protection.backup import back_up
from coordinator.store.encryption import sqlite_module, store_key, unlock
from coordinator.store.store import FILE_NAME, UNFINISHED, open_store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coordinator.protection.viewer import Viewer
    from coordinator.store import Store

FORM = 1
MANIFEST, DUMP = "manifest.json", "ponte.dump"
FOLDERS = ("testi",)  # beside the databases: the acts as they came
DIALECTS = ("sqlite", "postgresql")
CHUNK = 1 << 20
LONGEST_NAME = 255  # bytes, of a file on the disks that there are


class BackupError(StoreError):
    """A copy cannot be made or brought back; `why` is a word, nothing was changed."""

    def __init__(self, why: str, detail: str = "") -> None:
        super().__init__(f"The copy failed ({why}). {detail}".strip())
        self.why = why  # there, spoilt, newer, full, tool, database
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Copied:
    """What a copy holds."""

    path: Path
    size: int  # bytes
    files: tuple[str, ...]


def back_up_all(store: Store, home: Path, path: Path, viewer: Viewer) -> Copied:
    """
    Put a store into one file: the record with its drafts and log, the norms, the acts as they came.

    The key that signs cookies stays out: after a return everybody enters anew.

    Parameters
    ----------
    store
        The record, in SQLite or PostgreSQL.
    home
        The folder of the store.
    path
        The file to make, a ZIP that only its owner can read.
    viewer
        Who copies; needs to export backups.

    Returns
    -------
    Copied
        What it holds; the copy was read again before.

    Raises
    ------
    BackupError
        ``there`` if the file exists, ``tool`` if PostgreSQL's ``pg_dump`` is missing or fails.
    """
    viewer.require("export", "backup")
    if path.exists():
        raise BackupError(why="there", detail=f"{path} is there already.")
    path.parent.mkdir(parents=True, exist_ok=True)
    work = path.with_name(f".{path.name}.half")
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(mode=0o700)
    try:
        _gather(store, home, work / "store", viewer)
        half = work / "archive.zip"
        os.close(os.open(half, os.O_CREAT | os.O_WRONLY, 0o600))
        files = _pack(store, work / "store", half)
        _check(half)
        half.rename(path)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return Copied(path, path.stat().st_size, files)


def restore_all(path: Path, home: Path, user: str, url: str | None = None) -> Copied:
    """
    Bring a store back from a copy, into a folder that is empty or not there.

    Everything is unpacked and checked beside it first; one renaming then makes it the store.

    Parameters
    ----------
    path
        What `back_up_all` made.
    home
        The folder of the store.
    user
        Who brings it back; the log of the store will say so.
    url
        Of an empty PostgreSQL database, for a copy of one.

    Returns
    -------
    Copied
        What came back.

    Raises
    ------
    BackupError
        ``there`` if the folder or the database holds something, ``spoilt`` if the file is no copy or was
        changed, ``newer`` if a newer program made it, ``tool`` or ``database`` if PostgreSQL refuses.
    """
    if home.exists() and (not home.is_dir() or any(home.iterdir())):
        raise BackupError(why="there", detail=f"{home} is not empty.")
    manifest = _check(path)
    home.parent.mkdir(parents=True, exist_ok=True)
    work = home.with_name(f".{home.name}.half")
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(mode=0o700)
    (work / UNFINISHED).touch()
    try:
        with ZipFile(path) as archive:
            _unpack(archive, work, list(manifest["files"]))
        _open_and_note(work, user, manifest, url)
        (work / UNFINISHED).unlink()
        (work / DUMP).unlink(missing_ok=True)
        if home.exists():
            home.rmdir()
        work.rename(home)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return Copied(path, path.stat().st_size, tuple(manifest["files"]))


def _unpack(archive: ZipFile, folder: Path, names: list[str]) -> None:
    """Unpack the files of an archive; one that has the name of another's folder has no place."""
    try:
        archive.extractall(folder, names)
    except (IsADirectoryError, NotADirectoryError, FileExistsError) as error:
        raise BackupError(why="spoilt", detail="Two of its files cannot be side by side.") from error


def _gather(store: Store, home: Path, folder: Path, viewer: Viewer) -> None:
    """Copy all that belongs to a store into a folder, while others work on it."""
    folder.mkdir()
    if store.dialect == "sqlite":
        back_up(store, folder / FILE_NAME, viewer)
    else:
        _run("pg_dump", store, "--format=custom", f"--file={folder / DUMP}")
    for database in sorted(home.glob("*.db")) if home.is_dir() else ():
        if database.name != FILE_NAME:
            source = f"{database.resolve().as_uri()}?mode=ro"
            with (
                closing(sqlite3.connect(source, uri=True)) as live,
                closing(sqlite3.connect(folder / database.name)) as copy,
            ):
                live.backup(copy)
                copy.execute("PRAGMA journal_mode = DELETE")
    for name in FOLDERS:
        if (home / name).is_dir():
            shutil.copytree(home / name, folder / name)


def _pack(store: Store, folder: Path, target: Path) -> tuple[str, ...]:
    """Write the archive, its list of files last."""
    found = {
        path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()
    }
    from coordinator.store.schema import newest_revision

    files = {
        name: {"bytes": path.stat().st_size, "sha256": _hash(path.open("rb"))} for name, path in found.items()
    }
    about = {
        "form": FORM,
        "made_at": store.clock().isoformat(),
        "dialect": store.dialect,
        "revision": newest_revision(),
    }
    with ZipFile(target, "w", ZIP_DEFLATED, compresslevel=1) as archive:
        for name, path in found.items():
            archive.write(path, name)
        archive.writestr(MANIFEST, json.dumps({**about, "files": files}, indent=1))
    return tuple(found)


def _check(path: Path) -> dict[str, Any]:
    """Read an archive whole and compare every file with its hash; returns its list."""
    from coordinator.store.schema import newest_revision

    try:
        with ZipFile(path) as archive:
            manifest: dict[str, Any] = json.loads(archive.read(MANIFEST))
            inside = set(archive.namelist()) - {MANIFEST}
            told = {name: one["sha256"] for name, one in manifest["files"].items()}
            if inside != set(told) or not all(map(_stays_inside, inside)):
                raise BackupError(why="spoilt", detail="Its files are not those that it lists.")
            if not isinstance(manifest["form"], int) or manifest["dialect"] not in DIALECTS:
                raise BackupError(why="spoilt", detail="Its list does not say what it is a copy of.")
            for name, expected in told.items():
                if _hash(archive.open(name)) != expected:
                    raise BackupError(why="spoilt", detail=f"{name} was changed.")
    except FileNotFoundError:
        raise
    except (
        BadZipFile,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        EOFError,
        OSError,
        NotImplementedError,
    ) as error:
        raise BackupError(why="spoilt", detail=f"{path.name} is no copy of a store.") from error
    except Exception as error:
        if type(error).__module__ == "zlib":
            raise BackupError(why="spoilt", detail=f"{path.name} cannot be unpacked.") from error
        raise
    if manifest["form"] > FORM or str(manifest["revision"]) > newest_revision():
        raise BackupError(why="newer", detail="A newer program made it.")
    return manifest


def _stays_inside(name: str) -> bool:
    """Say whether a name in an archive leads nowhere else, and is one that a file can have."""
    way = PurePosixPath(name)
    fits = bool(way.parts) and all(len(part.encode()) <= LONGEST_NAME for part in way.parts)
    return fits and not way.is_absolute() and ".." not in way.parts and "\\" not in name


def _open_and_note(work: Path, user: str, manifest: dict[str, Any], url: str | None) -> None:
    """Open what was unpacked, check it, and write into its log who brought it back."""
    if manifest["dialect"] == "sqlite":
        key = store_key()
        with closing(sqlite_module(key).connect(work / FILE_NAME)) as copy:
            unlock(copy, key)
            (verdict,) = copy.execute("PRAGMA integrity_check").fetchone()
        if verdict != "ok":
            raise BackupError(why="spoilt", detail=f"The record does not check ({verdict}).")
        store = open_store(home=work, unfinished=True)
    else:
        if url is None:
            raise BackupError(
                why="database", detail="A copy of PostgreSQL needs the URL of an empty database."
            )
        _into_postgresql(work / DUMP, url)
        store = open_store(url)
    try:
        how = {"role": "?", "purpose": "organizzazione", "action": "write", "resource": "backup", "of": None}
        audit.append_alone(store, user=user, allowed=True, **how)
    finally:
        store.close()


def _into_postgresql(dump: Path, url: str) -> None:
    """Fill an empty database, all or nothing."""
    from sqlalchemy import inspect

    from coordinator.store.engine import make_engine
    from coordinator.store.store import Store

    empty = Store(make_engine(url))
    try:
        if inspect(empty.engine).get_table_names():
            raise BackupError(why="there", detail="The database is not empty.")
        _run("pg_restore", empty, "--single-transaction", "--no-owner", "--exit-on-error", str(dump))
    finally:
        empty.close()


def _run(tool: str, store: Store, *words: str) -> None:
    """Run a tool of PostgreSQL's on the database of a store; the password goes by the environment."""
    found = shutil.which(tool) or next(
        (str(path) for path in sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{tool}"), reverse=True)), None
    )
    if found is None:
        raise BackupError(why="tool", detail=f"{tool} is not on this machine.")
    url = store.engine.url
    where = [
        f"--host={url.host}",
        f"--port={url.port or 5432}",
        f"--username={url.username}",
        f"--dbname={url.database}",
    ]
    secret = {"PGPASSWORD": str(url.password)} if url.password else {}
    done = subprocess.run(
        [found, *where, *words], env={**os.environ, **secret}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise BackupError(why="tool", detail=f"{tool}: {done.stderr.strip()[-300:]}")


def _hash(file: Any) -> str:  # noqa: ANN401 - any open file
    """Hash an open file, and close it."""
    digest = hashlib.sha256()
    with file:
        for part in _parts(file):
            digest.update(part)
    return digest.hexdigest()


def _parts(file: Any) -> Iterator[bytes]:  # noqa: ANN401
    """Read a file in pieces."""
    while part := file.read(CHUNK):
        yield part
