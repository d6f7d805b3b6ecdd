"""Find an account, say which roles it has on a day, and whether it may enter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from coordinator.errors import BadAccountError
from coordinator.model import Account, AccountRole
from coordinator.protection.policy import policy

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session


def account_of(session: Session, user: str) -> Account:
    """Read an account."""
    account = session.get(Account, user)
    if account is None:
        field = "account"
        raise BadAccountError(field, "there is no account of this name")
    return account


def held_roles(session: Session, account: Account, day: date) -> list[str]:
    """
    List the roles of an account on a day.

    Parameters
    ----------
    session
        Of the store.
    account
        The account; one without a written period has its own role always.
    day
        The day; first and last day of a period both count.

    Returns
    -------
    list of str
        In the policy's order; empty for a closed account.
    """
    if account.closed_on is not None and account.closed_on <= day:
        return []
    written = session.scalar(select(AccountRole.key).where(AccountRole.user == account.user).limit(1))
    if written is None:
        return [account.role] if account.role in policy().grants else []
    held = set(
        session.scalars(
            select(AccountRole.role).where(
                AccountRole.user == account.user,
                AccountRole.since <= day,
                or_(AccountRole.until.is_(None), AccountRole.until >= day),
            )
        )
    )
    return [role for role in policy().grants if role in held]


def may_enter(session: Session, account: Account, day: date) -> bool:
    """Say whether an account has a password and at least one role on a day."""
    return account.password is not None and bool(held_roles(session, account, day))
