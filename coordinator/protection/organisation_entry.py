"""Let in who comes from the entry of her organisation: match or open her account, with the roles it gives her."""

from __future__ import annotations

import hashlib
import re
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from coordinator.errors import OrganisationRefusedError, Refusal
from coordinator.model import Account, AccountRole, Identity, UsedReturn
from coordinator.protection.entry import PURPOSE, UNKNOWN, begin_entry, end_all, fingerprint, note_entry
from coordinator.protection.role_periods import write_roles
from coordinator.protection.roles import held_roles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from coordinator.protection.id_token import Claimed
    from coordinator.store import Store

AUTHOR = "organizzazione"
"""Who gave the roles that an organisation's groups bring; no account can have this name's rights."""
RETURN_KEPT = timedelta(days=1)
TAX_CODE = re.compile(r"(?:tinit-)?[a-z]{6}\d{2}[a-z]\d{2}[a-z]\d{3}[a-z]")
LONGEST_NAME = 40


def use_return(store: Store, state: str) -> None:
    """
    Note that a way back was used.

    Parameters
    ----------
    store
        Where people enter.
    state
        The word that went to the provider and came back.

    Raises
    ------
    OrganisationRefusedError
        ``late`` if it was used before.
    """
    now, hashed = store.clock(), fingerprint(state)
    with store.writing() as session:
        session.execute(delete(UsedReturn).where(UsedReturn.at < now - RETURN_KEPT))
        if session.get(UsedReturn, hashed) is not None:
            raise OrganisationRefusedError(Refusal.LATE)
        session.add(UsedReturn(state_hash=hashed, at=now))


def enter_from(store: Store, claimed: Claimed, *, match_names: bool) -> str:
    """
    Let in who comes from her organisation; her roles become those that it gives her today.

    Parameters
    ----------
    store
        Where her account is, or will be made.
    claimed
        Who she is, from a token that was checked.
    match_names
        Whether an account of the same name is hers, the first time she comes.

    Returns
    -------
    str
        A token for her browser's cookie, as of `coordinator.protection.entry.enter`.

    Raises
    ------
    OrganisationRefusedError
        ``name`` if another account has her name, ``closed`` if hers was closed here, ``roles`` if no group
        of hers has a role here.
    """
    today, token = store.clock().date(), ""
    with store.writing() as session:
        account, why = _account_for(session, store, claimed, match_names=match_names)
        if account is not None:
            _follow(session, store, account, claimed.roles)
            session.flush()
            roles = held_roles(session, account, today)
            if roles:
                first = next((role for role in (account.role, *claimed.roles) if role in roles), roles[0])
                token = begin_entry(session, store, account.user, first, PURPOSE)
            else:
                end_all(session, account.user, store.clock())
                why = Refusal.CLOSED if account.closed_on is not None else Refusal.ROLES
    note_entry(store, account.user if account is not None else UNKNOWN, allowed=bool(token))
    if not token:
        raise OrganisationRefusedError(why)
    return token


def _account_for(
    session: Session, store: Store, claimed: Claimed, *, match_names: bool
) -> tuple[Account | None, Refusal]:
    """Find the account of who comes, or make it; when she has none, the reason beside says why."""
    known = session.get(Identity, (claimed.issuer, claimed.subject))
    if known is not None:
        return session.get(Account, known.user), Refusal.CLOSED
    if not claimed.roles:
        return None, Refusal.ROLES
    user = _login_name(claimed)
    account = session.get(Account, user)
    if account is not None and not match_names:
        return None, Refusal.NAME
    if account is None:
        name = " ".join(claimed.name.split())[:120] or user
        account = Account(user=user, name=name, role=claimed.roles[0], opened_on=store.clock().date())
        session.add(account)
    if account.must_change:  # a password that somebody told, and that nobody needs any more
        account.password, account.must_change = None, False
    session.add(Identity(issuer=claimed.issuer, subject=claimed.subject, user=user, linked_at=store.clock()))
    return account, Refusal.CLOSED


def _follow(session: Session, store: Store, account: Account, roles: Sequence[str]) -> None:
    """Give the roles that the organisation gives today, and end those that it gave and gives no more."""
    today = store.clock().date()
    rows = list(session.scalars(select(AccountRole).where(AccountRole.user == account.user)))
    live = [row for row in rows if row.since <= today and (row.until is None or row.until >= today)]
    if not rows and account.password is not None:  # the role of an account without periods, now written
        write_roles(
            session, store, account.user, [account.role], account.opened_on or today, None, account.user
        )
    for row in live:
        if row.author == AUTHOR and row.role not in roles:
            row.until = today - timedelta(days=1)  # taken at once; on its first day it then never held
    held = {row.role for row in live if row.until is None or row.until >= today}
    missing = [role for role in roles if role not in held]
    write_roles(session, store, account.user, missing, today, None, AUTHOR)


def _login_name(claimed: Claimed) -> str:
    """Make the name of an account; never a codice fiscale, which the log would then hold."""
    plain = re.sub(r"[^a-z0-9._-]+", "-", claimed.user.strip().casefold())[:LONGEST_NAME].strip("._-")
    if len(plain) < 2 or TAX_CODE.fullmatch(plain):
        return "utente-" + hashlib.sha256(f"{claimed.issuer} {claimed.subject}".encode()).hexdigest()[:12]
    return plain
