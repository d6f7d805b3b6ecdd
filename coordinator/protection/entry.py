"""Let an account enter with its password, keep what its cookie stands for, and let it leave."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, select, update

from coordinator.errors import EntryRefusedError, LockedError, NotEnteredError
from coordinator.model import Account, Entry, FailedEntry
from coordinator.protection import audit
from coordinator.protection.passwords import fits
from coordinator.protection.policy import policy
from coordinator.protection.roles import held_roles, may_enter

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from coordinator.store import Store

FREE_TRIES = 5
FIRST_WAIT = timedelta(seconds=30)  # doubled at every further try
LONGEST_WAIT = timedelta(hours=1)
FORGOTTEN_AFTER = timedelta(days=1)
LONGEST_ENTRY = timedelta(hours=12)
LONGEST_IDLE = timedelta(hours=1)
SEEN_EVERY = timedelta(minutes=1)
"""How exactly it is known when an entry was last used: a page need not write at every click."""
UNKNOWN = "?"
"""In the log for a name that no account has: who mistakes the field may have typed a password there."""
PURPOSE = "cura"


@dataclass(frozen=True, slots=True)
class Entered:
    """Who has entered, and what she chose to act as."""

    user: str
    name: str  # what colleagues call her
    role: str
    purpose: str
    must_change: bool  # her password is known to somebody else
    roles: tuple[str, ...]  # that she may choose from today
    party_id: str | None  # who she is in the network, if there
    has_password: bool = True  # of Ponte's own; with none she enters from her organisation


def enter(store: Store, user: str, password: str) -> str:
    """
    Let an account enter.

    Parameters
    ----------
    store
        Where the account is, and whose log will say that it has entered.
    user, password
        As typed.

    Returns
    -------
    str
        A token for her browser's cookie; the store keeps its hash only.

    Raises
    ------
    EntryRefusedError
        If no open account has this name and password.
    LockedError
        If the name was tried too often; the wait doubles with every further failure.
    """
    name = user.strip().casefold()[:60]
    _count_try(store, name)
    with store.reading() as session:
        account = session.get(Account, name)
        kept = account.password if account is not None else None
        open_today = account is not None and may_enter(session, account, store.clock().date())
    if not fits(password, kept) or account is None or not open_today:
        note_entry(store, name if account is not None else UNKNOWN, allowed=False)
        raise EntryRefusedError
    with store.writing() as session:
        session.execute(delete(FailedEntry).where(FailedEntry.user == name))
        roles = held_roles(session, account, store.clock().date())
        token = begin_entry(
            session, store, name, account.role if account.role in roles else roles[0], PURPOSE
        )
    note_entry(store, name, allowed=True)
    return token


def look_up(store: Store, token: str, *, used: bool = True) -> Entered:
    """
    Say who has entered with a token.

    Parameters
    ----------
    store
        Where she entered.
    token
        Of her browser's cookie.
    used
        Whether to note that the entry is in use; a machine that only looks must not keep it alive.

    Returns
    -------
    Entered
        Her name, role and purpose.

    Raises
    ------
    NotEnteredError
        If the token is unknown, or its entry has ended, is too old or was idle too long; or the account
        was closed, or no longer has the role.
    """
    now = store.clock()
    with store.reading() as session:
        entry = session.get(Entry, fingerprint(token))
        account = session.get(Account, entry.user) if entry is not None else None
        if entry is None or account is None or not _is_alive(entry, now):
            raise NotEnteredError
        roles = tuple(held_roles(session, account, now.date()))
        if entry.role not in roles:
            raise NotEnteredError
    if used and now - entry.seen_at > SEEN_EVERY:
        with store.writing() as session:
            session.execute(update(Entry).where(Entry.token_hash == entry.token_hash).values(seen_at=now))
    return Entered(
        entry.user,
        account.name or entry.user,
        entry.role,
        entry.purpose,
        account.must_change,
        roles,
        account.party_id,
        account.password is not None,
    )


def act_as(store: Store, token: str, role: str, purpose: str) -> str:
    """
    Go on in another role or for another purpose: the entry ends and another begins.

    Parameters
    ----------
    store
        Where she entered.
    token
        Of her browser's cookie; no longer good afterwards.
    role
        One of those that her account has today.
    purpose
        One of the policy's.

    Returns
    -------
    str
        The new token.

    Raises
    ------
    NotEnteredError
        If she has not entered, or has no such role; or there is no such purpose.
    """
    user = look_up(store, token).user
    with store.writing() as session:
        account = session.get(Account, user)
        known = held_roles(session, account, store.clock().date()) if account is not None else []
        if role not in known or purpose not in policy().purposes:
            raise NotEnteredError
        _end(session, store, token)
        return begin_entry(session, store, user, role, purpose)


def leave(store: Store, token: str) -> None:
    """End an entry; no error when it has ended already."""
    with store.writing() as session:
        _end(session, store, token)


def end_all(session: Session, user: str, now: datetime) -> None:
    """End every entry of an account, as when its password changes or it is closed."""
    session.execute(update(Entry).where(Entry.user == user, Entry.ended_at.is_(None)).values(ended_at=now))


def fingerprint(token: str) -> str:
    """Return what the store keeps of a token: its SHA-256, 64 hexadecimal digits."""
    return hashlib.sha256(token.encode()).hexdigest()


def _is_alive(entry: Entry, now: datetime) -> bool:
    """Say whether an entry still holds."""
    too_old = now - entry.begun_at > LONGEST_ENTRY or now - entry.seen_at > LONGEST_IDLE
    return entry.ended_at is None and not too_old


def _count_try(store: Store, name: str) -> None:
    """Count a try before the password is looked at, so that many at once gain nothing; refuse when too many."""
    now = store.clock()
    with store.writing() as session:
        session.execute(delete(FailedEntry).where(FailedEntry.last_at < now - FORGOTTEN_AFTER))
        failed = session.get(FailedEntry, name)
        if failed is None:
            session.add(FailedEntry(user=name, times=1, last_at=now))
            return
        left = failed.last_at + _wait_after(failed.times) - now
        if left <= timedelta():
            failed.times, failed.last_at = failed.times + 1, now
            return
    raise LockedError(int(left.total_seconds()) + 1)


def _wait_after(failures: int) -> timedelta:
    """Say how long a name waits after so many wrong passwords: 0, then 30 s, 1 min, 2 min … 1 h."""
    if failures < FREE_TRIES:
        return timedelta()
    return min(LONGEST_WAIT, FIRST_WAIT * (1 << min(failures - FREE_TRIES, 10)))


def begin_entry(session: Session, store: Store, user: str, role: str, purpose: str) -> str:
    """Write an entry, for the role's usual purpose where it has not the one named; returns its token."""
    purpose = purpose if policy().may_choose(role, purpose) else policy().purposes_of[role][0]
    token, now = secrets.token_urlsafe(32), store.clock()
    session.add(
        Entry(token_hash=fingerprint(token), user=user, role=role, purpose=purpose, begun_at=now, seen_at=now)
    )
    session.execute(delete(Entry).where(Entry.begun_at < now - LONGEST_ENTRY * 2))
    return token


def _end(session: Session, store: Store, token: str) -> None:
    """End an entry."""
    asked = Entry.token_hash == fingerprint(token), Entry.ended_at.is_(None)
    session.execute(update(Entry).where(*asked).values(ended_at=store.clock()))


def note_entry(store: Store, user: str, *, allowed: bool) -> None:
    """Write to the log that somebody entered, or tried to."""
    with store.reading() as session:
        role = session.scalar(select(Account.role).where(Account.user == user)) or UNKNOWN
    audit.append_alone(
        store,
        user=user,
        role=role,
        purpose=PURPOSE,
        action="enter",
        resource="account",
        of=None,
        allowed=allowed,
    )
