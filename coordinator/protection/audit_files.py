"""Keep the log of accesses outside the store: its heads in a file of anchors, all of it in a file to be verified."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from coordinator.errors import AuditFileError
from coordinator.model import Access
from coordinator.protection.audit import FIELDS, Anchor, Verification, head, walk

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from coordinator.protection.viewer import Viewer
    from coordinator.store import Store

ANCHORS = "ancore-registro.jsonl"
"""Usual name of a file of anchors, in the store's folder."""
NAMES = (*FIELDS, "hash")


def drop_anchor(store: Store, path: Path, viewer: Viewer) -> Anchor:
    """
    Write the head of the log at the end of a file of anchors.

    Parameters
    ----------
    store
        Whose log it is.
    path
        The file, made when missing; keep a copy where who could alter the store cannot.
    viewer
        Who asks; needs to read the log.

    Returns
    -------
    Anchor
        What was written.
    """
    viewer.require("read", "audit")
    anchor = head(store)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(
            json.dumps({"entries": anchor.entries, "hash": anchor.hash, "at": anchor.at.isoformat()}) + "\n"
        )
    return anchor


def read_anchors(path: Path) -> tuple[Anchor, ...]:
    """
    Read a file of anchors.

    Parameters
    ----------
    path
        As `drop_anchor` writes it.

    Returns
    -------
    tuple of Anchor
        In the file's order.

    Raises
    ------
    AuditFileError
        If a line is no anchor.
    """
    found = []
    for number, row in _lines(path):
        try:
            found.append(Anchor(int(row["entries"]), str(row["hash"]), datetime.fromisoformat(row["at"])))
        except (KeyError, TypeError, ValueError, OverflowError) as error:
            raise AuditFileError(path.name, number) from error
    return tuple(found)


def export_log(store: Store, path: Path, viewer: Viewer) -> int:
    """
    Write the whole log to a file, one entry a line, which `verify_file` checks without the store.

    Parameters
    ----------
    store
        Whose log it is.
    path
        The file; it is there only once it is whole.
    viewer
        Who asks; needs to export the log.

    Returns
    -------
    int
        Entries written, that of this export included.
    """
    viewer.require("export", "audit")
    unfinished, count = path.with_name(f"{path.name}.parziale"), 0
    with store.reading() as session, unfinished.open("w", encoding="utf-8") as file:
        rows = session.execute(select(Access.__table__).order_by(Access.key)).yield_per(10_000)
        for row in rows:
            count += 1
            entry = dict(zip(NAMES, row, strict=True))
            file.write(json.dumps(entry | {"at": entry["at"].isoformat()}, ensure_ascii=False) + "\n")
    unfinished.replace(path)
    return count


def verify_file(path: Path, anchors: Sequence[Anchor] = ()) -> Verification:
    """
    Verify an exported log, away from the store.

    Parameters
    ----------
    path
        As `export_log` writes it.
    anchors
        Heads of the log, as they were noted at other times.

    Returns
    -------
    Verification
        As of `coordinator.protection.audit.verify`.

    Raises
    ------
    AuditFileError
        If a line is no entry.
    """

    def rows() -> Iterator[list[Any]]:
        for number, row in _lines(path):
            try:
                yield [datetime.fromisoformat(row[name]) if name == "at" else row[name] for name in NAMES]
            except (KeyError, TypeError, ValueError, OverflowError) as error:
                raise AuditFileError(path.name, number) from error

    return walk(rows(), anchors)


def _lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Read the objects of a file, one a line, with their numbers."""
    with path.open(encoding="utf-8", errors="replace") as file:
        for number, line in enumerate(file, start=1):
            try:
                yield number, json.loads(line)
            except (ValueError, RecursionError) as error:
                raise AuditFileError(path.name, number) from error
