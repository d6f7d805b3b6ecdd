"""Give accounts their roles for a period, end them, and keep somebody who may open accounts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from coordinator.errors import BadAccountError
from coordinator.model import Account, AccountRole, Identity
from coordinator.protection.policy import policy
from coordinator.protection.roles import account_of, held_roles

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from coordinator.protection.viewer import Viewer
    from coordinator.store import Store


@dataclass(frozen=True, slots=True)
class Held:
    """A role of an account and its period, both days included."""

    number: int
    role: str
    since: date
    until: date | None


def give_role(
    store: Store, user: str, role: str, viewer: Viewer, *, since: date, until: date | None = None
) -> None:
    """Give an account one more role for a period; needs to write accounts."""
    chosen = known_roles([role])
    check_days(since, until)
    viewer.require("write", "account")
    with store.writing() as session:
        account = account_of(session, user)
        if session.scalar(select(AccountRole.key).where(AccountRole.user == user).limit(1)) is None:
            write_roles(session, store, user, [account.role], account.opened_on or since, None, viewer.user)
        write_roles(session, store, user, chosen, since, until, viewer.user)


def end_role(store: Store, number: int, day: date, viewer: Viewer) -> None:
    """
    End a role of an account.

    Parameters
    ----------
    store
        The record.
    number
        Of the role, as in `Held`.
    day
        Its last day.
    viewer
        Who ends it; needs to write accounts.

    Raises
    ------
    BadAccountError
        If there is no such role, or nobody could open accounts any more.
    """
    viewer.require("write", "account")
    with store.writing() as session:
        row = session.get(AccountRole, number)
        if row is None:
            field = "role"
            raise BadAccountError(field, f"there is no role number {number}")
        row.until = max(day, row.since)
        keep_an_administrator(session, day)


def periods_by_account(session: Session) -> dict[str, list[Held]]:
    """List the periods of all accounts, past and to come, by the account's name."""
    held: dict[str, list[Held]] = {}
    for row in session.scalars(select(AccountRole).order_by(AccountRole.since, AccountRole.key)):
        held.setdefault(row.user, []).append(Held(row.key, row.role, row.since, row.until))
    return held


def known_roles(roles: Sequence[str]) -> list[str]:
    """Refuse no role, and roles that the policy does not have."""
    known = policy().grants
    if not roles or any(role not in known for role in roles):
        field = "roles"
        raise BadAccountError(field, f"choose among {', '.join(known)}")
    return list(dict.fromkeys(roles))


def check_days(since: date, until: date | None) -> None:
    """Refuse a period that ends before it begins."""
    if until is not None and until < since:
        field = "until"
        raise BadAccountError(field, "the last day comes before the first")


def write_roles(
    session: Session,
    store: Store,
    user: str,
    roles: Sequence[str],
    since: date,
    until: date | None,
    author: str,
) -> None:
    """Write roles for a period."""
    session.add_all(
        AccountRole(user=user, role=role, since=since, until=until, recorded_at=store.clock(), author=author)
        for role in roles
    )


def keep_an_administrator(session: Session, day: date) -> None:
    """Refuse to leave a store in which nobody may open accounts on the day after a change."""
    session.flush()
    after = day.fromordinal(day.toordinal() + 1)
    enters = or_(Account.password.is_not(None), Account.user.in_(select(Identity.user)))
    for account in session.scalars(select(Account).where(enters)):
        if any(policy().allows(role, "write", "account") for role in held_roles(session, account, after)):
            return
    field = "roles"
    raise BadAccountError(field, "somebody must stay who may open accounts; give that role to another first")
