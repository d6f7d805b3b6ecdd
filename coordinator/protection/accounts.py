"""Open accounts, give them roles for a period, change their passwords, close them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from coordinator.errors import BadAccountError, EntryRefusedError, UnknownPartyError
from coordinator.model import Account, AccountRole, FailedEntry, Party
from coordinator.protection.entry import end_all
from coordinator.protection.passwords import fits, hash_password, propose_password
from coordinator.protection.policy import policy
from coordinator.protection.roles import held_roles

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from coordinator.protection.viewer import Viewer
    from coordinator.store import Store

ADMINISTRATOR = "amministratore"
NAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")


@dataclass(frozen=True, slots=True)
class Held:
    """A role of an account and its period, both days included."""

    number: int
    role: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class AccountView:
    """An account, without its password."""

    user: str
    name: str
    party_id: str | None
    enters: bool  # whether it has a password
    opened_on: date | None
    closed_on: date | None
    roles: tuple[str, ...]  # of the day
    held: tuple[Held, ...]  # all its periods, past and to come


def has_accounts(store: Store) -> bool:
    """Say whether anybody can enter: before that, the first who comes makes the administrator."""
    with store.reading() as session:
        return session.scalar(select(Account.user).where(Account.password.is_not(None)).limit(1)) is not None


def open_first(store: Store, user: str, name: str, password: str, roles: Sequence[str]) -> None:
    """
    Open the first account, whose administrator opens all others.

    Parameters
    ----------
    store
        Where nobody can enter yet.
    user, name, password
        As typed: the name at the login, what colleagues call her, her password.
    roles
        What else she is, beside administrator.

    Raises
    ------
    BadAccountError
        If somebody can already enter, or a datum does not fit.
    WeakPasswordError
        If the password is too easy to guess.
    """
    chosen = _known_roles([ADMINISTRATOR, *roles])
    made = Account(
        user=_login_name(user),
        name=_full_name(name),
        role=chosen[-1],
        password=hash_password(password, user),
        must_change=False,
        opened_on=store.clock().date(),
    )
    with store.writing() as session:
        if session.scalar(select(Account.user).where(Account.password.is_not(None)).limit(1)) is not None:
            field = "user"
            raise BadAccountError(
                field, "somebody can already enter; an administrator opens further accounts"
            )
        session.merge(made)
        _give(session, store, made.user, chosen, store.clock().date(), None, made.user)


def open_account(
    store: Store,
    user: str,
    name: str,
    roles: Sequence[str],
    viewer: Viewer,
    *,
    party_id: str | None = None,
    since: date | None = None,
    until: date | None = None,
) -> str:
    """
    Open an account for a colleague, or for a person who reads her own record.

    Parameters
    ----------
    store
        The record.
    user, name
        The name at the login (letters, digits, ``. _ -``), and what colleagues call her.
    roles
        Her roles, at least one, words of the policy; the first is what she begins as.
    viewer
        Who opens it; needs to write accounts.
    party_id
        Who she is in the network, so that her role is given on her own persons.
    since, until
        First and last day of the roles, both included; from today, without end.

    Returns
    -------
    str
        A password to tell her, which she changes at her first entry; it is shown once.

    Raises
    ------
    BadAccountError
        If the name is taken or cannot be a name, there is no role, or the days are in disorder.
    UnknownPartyError
        If nobody in the network has this id.
    """
    login, chosen = _login_name(user), _known_roles(roles)
    first = since or store.clock().date()
    _check_days(first, until)
    viewer.require("write", "account")
    password = propose_password()
    made = Account(
        user=login,
        name=_full_name(name),
        role=chosen[0],
        party_id=party_id,
        password=hash_password(password, login),
        must_change=True,
        opened_on=store.clock().date(),
    )
    with store.writing() as session:
        if session.get(Account, login) is not None:
            field = "user"
            raise BadAccountError(field, "this name is taken; take another, such as name and surname")
        if party_id is not None and session.scalar(select(Party.key).where(Party.id == party_id)) is None:
            raise UnknownPartyError(party_id)
        session.add(made)
        _give(session, store, login, chosen, first, until, viewer.user)
    return password


def accounts(store: Store, viewer: Viewer, day: date) -> tuple[AccountView, ...]:
    """
    List the accounts of a store.

    Parameters
    ----------
    store
        The record.
    viewer
        Who asks; needs to write accounts.
    day
        On which roles must hold.

    Returns
    -------
    tuple of AccountView
        Open ones first, by name.
    """
    viewer.require("write", "account")
    with store.reading() as session:
        held: dict[str, list[Held]] = {}
        for row in session.scalars(select(AccountRole).order_by(AccountRole.since, AccountRole.key)):
            held.setdefault(row.user, []).append(Held(row.key, row.role, row.since, row.until))
        found = [
            AccountView(
                one.user,
                one.name or one.user,
                one.party_id,
                one.password is not None,
                one.opened_on,
                one.closed_on,
                tuple(held_roles(session, one, day)),
                tuple(held.get(one.user, ())),
            )
            for one in session.scalars(select(Account))
        ]
    return tuple(sorted(found, key=lambda one: (one.closed_on is not None, one.name.casefold())))


def give_role(
    store: Store, user: str, role: str, viewer: Viewer, *, since: date, until: date | None = None
) -> None:
    """Give an account one more role for a period; needs to write accounts."""
    chosen = _known_roles([role])
    _check_days(since, until)
    viewer.require("write", "account")
    with store.writing() as session:
        account = _account(session, user)
        if session.scalar(select(AccountRole.key).where(AccountRole.user == user).limit(1)) is None:
            _give(session, store, user, [account.role], account.opened_on or since, None, viewer.user)
        _give(session, store, user, chosen, since, until, viewer.user)


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
        session.flush()
        _keep_an_administrator(session, day)


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
    password = propose_password()
    hashed = hash_password(password, user)
    with store.writing() as session:
        account = _account(session, user)
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
        kept = _account(session, user).password
    if not fits(old, kept):
        raise EntryRefusedError
    if fits(new, kept):
        field = "password"
        raise BadAccountError(field, "the new password is the old one")
    hashed = hash_password(new, user)
    with store.writing() as session:
        account = _account(session, user)
        account.password, account.must_change = hashed, False
        _forgive(session, store, user)


def close_account(store: Store, user: str, day: date, viewer: Viewer) -> None:
    """
    Close an account: it no longer enters from a day on; what it wrote stays signed with its name.

    Parameters
    ----------
    store
        The record.
    user
        Name of the account.
    day
        The first day on which it does not enter.
    viewer
        Who closes it; needs to write accounts.

    Raises
    ------
    BadAccountError
        If there is no such account, or nobody could open accounts any more.
    """
    viewer.require("write", "account")
    with store.writing() as session:
        _account(session, user).closed_on = day
        session.flush()
        _keep_an_administrator(session, day)
        end_all(session, user, store.clock())


def name_party(store: Store, user: str, party_id: str | None, viewer: Viewer) -> None:
    """
    Say who an account is in the network, so that her role is given on her own persons.

    Parameters
    ----------
    store
        The record.
    user
        Name of the account.
    party_id
        Of a practitioner, or of the person who reads her own record; None: nobody.
    viewer
        Who says so; needs to write accounts.

    Raises
    ------
    UnknownPartyError
        If nobody in the network has this id.
    BadAccountError
        If there is no such account.
    """
    viewer.require("write", "account")
    with store.writing() as session:
        if party_id is not None and session.scalar(select(Party.key).where(Party.id == party_id)) is None:
            raise UnknownPartyError(party_id)
        _account(session, user).party_id = party_id


def reopen_account(store: Store, user: str, viewer: Viewer) -> None:
    """Open a closed account again, with the roles that still hold; needs to write accounts."""
    viewer.require("write", "account")
    with store.writing() as session:
        _account(session, user).closed_on = None


def _login_name(text: str) -> str:
    """Read a name at the login."""
    name = text.strip().casefold()
    if not NAME.fullmatch(name):
        field = "user"
        raise BadAccountError(field, "take 2 to 40 letters, digits or . _ - without accents and spaces")
    return name


def _full_name(text: str) -> str:
    """Read what colleagues call her."""
    name = " ".join(text.split())
    if not 2 <= len(name) <= 120:
        field = "name"
        raise BadAccountError(field, "give name and surname")
    return name


def _known_roles(roles: Sequence[str]) -> list[str]:
    """Refuse no role, and roles that the policy does not have."""
    known = policy().grants
    if not roles or any(role not in known for role in roles):
        field = "roles"
        raise BadAccountError(field, f"choose among {', '.join(known)}")
    return list(dict.fromkeys(roles))


def _check_days(since: date, until: date | None) -> None:
    """Refuse a period that ends before it begins."""
    if until is not None and until < since:
        field = "until"
        raise BadAccountError(field, "the last day comes before the first")


def _give(
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


def _account(session: Session, user: str) -> Account:
    """Read an account."""
    account = session.get(Account, user)
    if account is None:
        field = "account"
        raise BadAccountError(field, "there is no account of this name")
    return account


def _forgive(session: Session, store: Store, user: str) -> None:
    """End an account's entries and forget its failures, after a new password."""
    end_all(session, user, store.clock())
    failed = session.get(FailedEntry, user)
    if failed is not None:
        session.delete(failed)


def _keep_an_administrator(session: Session, day: date) -> None:
    """Refuse to leave a store in which nobody may open accounts on the day after a change."""
    after = day.fromordinal(day.toordinal() + 1)
    for account in session.scalars(select(Account).where(Account.password.is_not(None))):
        if any(policy().allows(role, "write", "account") for role in held_roles(session, account, after)):
            return
    field = "roles"
    raise BadAccountError(field, "somebody must stay who may open accounts; give that role to another first")
