"""Begin to ask: in the role of one's account, for a purpose that the role has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordinator.errors import UnknownRoleError
from coordinator.model import Account
from coordinator.protection.policy import policy
from coordinator.protection.roles import held_roles
from coordinator.protection.viewer import DISTRICT, Viewer

if TYPE_CHECKING:
    from coordinator.store import Store

DEMO_USER = "demo"
DEMO_ROLE = "coordinatore_distretto"


def open_viewer(store: Store, user: str, *, role: str | None = None, purpose: str | None = None) -> Viewer:
    """
    Say who asks.

    Parameters
    ----------
    store
        Where her account is, and whose log will hold what she asks.
    user
        Her name at the login, or of ``--as``.
    role
        The role she acts in; by default that of her account. The demo's user needs no account. A role named
        by a program, for who has no account, is given on the whole district.
    purpose
        What she asks for, one of the policy's purposes; by default the usual one of her role. One that her
        role does not have opens nothing.

    Returns
    -------
    Viewer
        To hand to every service function.

    Raises
    ------
    UnknownRoleError
        If the policy has no such role, the user has no account and names no role, or the account is closed
        or has not this role today.
    """
    with store.reading() as session:
        account = session.get(Account, user)
        held = held_roles(session, account, store.clock().date()) if account else []
    if account is not None and (not held or role not in {None, *held}):
        raise UnknownRoleError(user, role, held)
    if role is None:
        role = _usual(account, held) if account else DEMO_ROLE if user == DEMO_USER else None
    if role is None or role not in policy().grants:
        raise UnknownRoleError(user, role, sorted(policy().grants))
    scope = policy().scopes[role] if account else DISTRICT
    purpose = purpose or policy().purposes_of[role][0]
    return Viewer(store, user, role, purpose, account.party_id if account else None, scope)


def _usual(account: Account, held: list[str]) -> str:
    """Choose the role of an account that names none: its own if it still has it."""
    return account.role if account.role in held else held[0]
