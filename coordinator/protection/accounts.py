"""Open accounts, list them, say who they are in the network, close them and open them again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from coordinator.errors import BadAccountError, UnknownPartyError
from coordinator.model import Account, Identity, Party
from coordinator.protection.entry import end_all
from coordinator.protection.passwords import hash_password, propose_password
from coordinator.protection.role_periods import (
    Held,
    check_days,
    keep_an_administrator,
    known_roles,
    periods_by_account,
    write_roles,
)
from coordinator.protection.roles import account_of, held_roles

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from coordinator.protection.viewer import Viewer
    from coordinator.store import Store

ADMINISTRATOR = "amministratore"
NAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")


@dataclass(frozen=True, slots=True)
class AccountView:
    """An account, without its password."""

    user: str
    name: str
    party_id: str | None
    enters: bool  # with a password, or from an organisation
    opened_on: date | None
    closed_on: date | None
    roles: tuple[str, ...]  # of the day
    held: tuple[Held, ...]  # all its periods, past and to come


def has_accounts(store: Store) -> bool:
    """Say whether anybody can enter: before that, the first who comes makes the administrator."""
    with store.reading() as session:
        return _somebody_enters(session)


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
    chosen = known_roles([ADMINISTRATOR, *roles])
    made = Account(
        user=_login_name(user),
        name=_full_name(name),
        role=chosen[-1],
        password=hash_password(password, user),
        must_change=False,
        opened_on=store.clock().date(),
    )
    with store.writing() as session:
        if _somebody_enters(session):
            field = "user"
            raise BadAccountError(
                field, "somebody can already enter; an administrator opens further accounts"
            )
        session.merge(made)
        write_roles(session, store, made.user, chosen, store.clock().date(), None, made.user)


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
    login, chosen = _login_name(user), known_roles(roles)
    first = since or store.clock().date()
    check_days(first, until)
    viewer.require("write", "account")
    viewer.refuse_reserved(*([party_id] if party_id else []))
    password = propose_password(login)
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
        _check_party(session, party_id)
        session.add(made)
        write_roles(session, store, login, chosen, first, until, viewer.user)
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
        held = periods_by_account(session)
        vouched = set(session.scalars(select(Identity.user)))
        found = [
            AccountView(
                one.user,
                one.name or one.user,
                one.party_id,
                one.password is not None or one.user in vouched,
                one.opened_on,
                one.closed_on,
                tuple(held_roles(session, one, day)),
                tuple(held.get(one.user, ())),
            )
            for one in session.scalars(select(Account))
        ]
    return tuple(sorted(found, key=lambda one: (one.closed_on is not None, one.name.casefold())))


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
        account_of(session, user).closed_on = day
        keep_an_administrator(session, day)
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
    viewer.refuse_reserved(*([party_id] if party_id else []))
    with store.writing() as session:
        _check_party(session, party_id)
        account_of(session, user).party_id = party_id


def reopen_account(store: Store, user: str, viewer: Viewer) -> None:
    """Open a closed account again, with the roles that still hold; needs to write accounts."""
    viewer.require("write", "account")
    with store.writing() as session:
        account_of(session, user).closed_on = None


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


def _somebody_enters(session: Session) -> bool:
    """Say whether an account has a password, or an organisation that vouches for it."""
    enters = or_(Account.password.is_not(None), Account.user.in_(select(Identity.user)))
    return session.scalar(select(Account.user).where(enters).limit(1)) is not None


def _check_party(session: Session, party_id: str | None) -> None:
    """Refuse who is not in the network; None is nobody, and fits."""
    if party_id is not None and session.scalar(select(Party.key).where(Party.id == party_id)) is None:
        raise UnknownPartyError(party_id)
