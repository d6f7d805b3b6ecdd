"""Keep the log of accesses: only added to, each entry holding the hash of the one before."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, text

from coordinator.model import Access, instant_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from coordinator.store import Store

FIRST_HASH = "0" * 64
CHAIN_LOCK = 7_206_012  # any number, the same in every process: one writer of the log at a time
ACCESS: Any = Access.__table__
COLUMNS = {name: column.name for name, column in Access.__mapper__.columns.items()}
LOCK = text("SELECT pg_advisory_xact_lock(:lock)")
LAST = select(ACCESS.c.key, ACCESS.c.hash).order_by(ACCESS.c.key.desc()).limit(1)
ADD = insert(ACCESS)
"""Built once and run without the ORM: every question waits for this entry."""

ENCODE = json.JSONEncoder(ensure_ascii=False).encode
FIELDS = ("key", "at", "user", "role", "purpose", "action", "resource", "of", "allowed", "previous")
KEY, AT, PREVIOUS = (FIELDS.index(name) for name in ("key", "at", "previous"))


@dataclass(frozen=True, slots=True)
class Verification:
    """What a walk along the log found."""

    entries: int
    broken_at: int | None  # number of the first entry that does not fit; None: the log is whole

    @property
    def whole(self) -> bool:
        """Whether every entry fits the one before."""
        return self.broken_at is None


@dataclass(frozen=True, slots=True)
class Anchor:
    """The head of the log at some time: it holds no data, and may lie anywhere."""

    entries: int
    hash: str  # of the last entry
    at: datetime


def append(session: Session, entry: dict[str, Any]) -> None:
    """
    Add one entry to the log.

    Parameters
    ----------
    session
        A writing session of the store.
    entry
        The columns of `Access`, without ``key``, ``previous`` and ``hash``.
    """
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        connection.execute(LOCK, {"lock": CHAIN_LOCK})
    last = connection.execute(LAST).first()
    key, previous = (last.key + 1, last.hash) if last else (1, FIRST_HASH)
    row = {**entry, "key": key, "previous": previous}
    columns = {COLUMNS[name]: value for name, value in (row | {"hash": fingerprint(row)}).items()}
    connection.execute(ADD, columns)


def append_alone(store: Store, **entry: Any) -> None:
    """
    Add one entry to the log, in a transaction of its own.

    Parameters
    ----------
    store
        Whose log it is.
    **entry
        As in `append`, without ``at``.
    """
    with store.writing() as session:
        append(session, {"at": store.clock(), **entry})


def fingerprint(entry: dict[str, Any]) -> str:
    """
    Compute the hash of an entry, which holds the hash of the one before.

    Parameters
    ----------
    entry
        The columns of `Access`, without ``hash``; ``at`` as an instant.

    Returns
    -------
    str
        SHA-256, 64 hexadecimal digits.
    """
    return _hash([entry[name] for name in FIELDS])


def _hash(values: list[Any]) -> str:
    """Hash the values of `FIELDS`; the list is used up."""
    values[AT] = instant_number(values[AT])
    return hashlib.sha256(ENCODE(values).encode()).hexdigest()


def verify(store: Store, anchors: Sequence[Anchor] = ()) -> Verification:
    """
    Walk along the whole log and check that no entry was changed, added between, or taken away.

    Entries cut off at the end leave no trace in the log itself, nor does a log that was written anew from some
    entry on: only an anchor that was kept elsewhere shows it.

    Parameters
    ----------
    store
        Whose log to walk along.
    anchors
        Heads of the log, as they were noted at other times.

    Returns
    -------
    Verification
        The number of entries that fit, and the first that does not.
    """
    with store.reading() as session:
        rows = session.execute(select(Access.__table__).order_by(Access.key)).yield_per(10_000)
        return walk(rows, anchors)


def walk(rows: Iterable[Sequence[Any]], anchors: Sequence[Anchor] = ()) -> Verification:
    """
    Compare each entry with the hash of the one before, and with the anchors.

    Parameters
    ----------
    rows
        Entries in order: the values of `FIELDS`, then the hash; ``at`` as an instant.
    anchors
        As in `verify`.

    Returns
    -------
    Verification
        The number of entries that fit, and the first that does not; entries that an anchor knows of and the log
        no longer has count as the first that is missing.
    """
    known = {anchor.entries: anchor.hash for anchor in anchors if anchor.entries}
    previous, count = FIRST_HASH, 0
    for count, row in enumerate(rows, start=1):
        *values, said = row
        whole = values[KEY] == count and values[PREVIOUS] == previous and said == _hash(values)
        if not whole or known.get(count, said) != said:
            return Verification(count - 1, count)
        previous = said
    return Verification(count, count + 1 if any(entries > count for entries in known) else None)


def head(store: Store) -> Anchor:
    """
    Read the head of the log: how many entries it has, and the hash of the last.

    Parameters
    ----------
    store
        Whose log it is.

    Returns
    -------
    Anchor
        To be kept away from the store; the log is then no shorter and no other up to there.
    """
    with store.reading() as session:
        last = session.execute(LAST).first()
    return Anchor(last.key, last.hash, store.clock()) if last else Anchor(0, FIRST_HASH, store.clock())
