"""Change one's own password, or give an account a new one; what it had open ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordinator.errors import BadAccountError, EntryRefusedError
from coordinator.model import FailedEntry
from coordinator.protection.entry import end_all
from coordinator.protection.passwords import fits, hash_password, propose_password
from coordinator.protection.roles import account_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from coordinator.protection.viewer import Viewer
    from coordinator.store import Store


def renew_password(store: Store, user: str, viewer: Viewer) -> str:
    """
    Give an account a new password, as when she has forgotten hers; what she had open ends.

    Parameters
    ----------
    store
        The record.
    user
        Name of the account.
    viewer
        Who gives it; needs to write accounts.

    Returns
    -------
    str
        To tell her; she changes it at her next entry.

    Raises
    ------
    BadAccountError
        If there is no such account.
    """
    viewer.require("write", "account")
    password = propose_password(user)
    hashed = hash_password(password, user)
    with store.writing() as session:
        account = account_of(session, user)
        account.password, account.must_change = hashed, True
        _forgive(session, store, user)
    return password


def change_password(store: Store, user: str, old: str, new: str) -> None:
    """
    Change one's own password; every entry of the account ends.

    Parameters
    ----------
    store
        The record.
    user
        Who changes it.
    old, new
        As typed.

    Raises
    ------
    EntryRefusedError
        If the old one is wrong, or the new one is the old.
    WeakPasswordError
        If the new one is too easy to guess.
    """
    with store.reading() as session:
        kept = account_of(session, user).password
    if not fits(old, kept):
        raise EntryRefusedError
    if fits(new, kept):
        field = "password"
        raise BadAccountError(field, "the new password is the old one")
    hashed = hash_password(new, user)
    with store.writing() as session:
        account = account_of(session, user)
        account.password, account.must_change = hashed, False
        _forgive(session, store, user)


def _forgive(session: Session, store: Store, user: str) -> None:
    """End an account's entries and forget its failures, after a new password."""
    end_all(session, user, store.clock())
    failed = session.get(FailedEntry, user)
    if failed is not None:
        session.delete(failed)
