"""Say who asks: check each request against the policy and write it to the log."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coordinator.errors import NotAllowedError, UnknownRoleError
from coordinator.model import Account
from coordinator.protection import audit
from coordinator.protection.policy import policy

if TYPE_CHECKING:
    from coordinator.store import Store

DEMO_USER = "demo"
DEMO_ROLE = "coordinatore_distretto"


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who asks, in which role, for which purpose; every service function takes one."""

    store: Store
    user: str
    role: str
    purpose: str
    party_id: str | None = None  # who she is in the network, if there

    def may(self, action: str, resource: str) -> bool:
        """
        Say whether the policy gives an action; nothing is written.

        Parameters
        ----------
        action, resource
            Words of the policy.

        Returns
        -------
        bool
            True only when a row of the policy says so.
        """
        return policy().allows(self.role, action, resource)

    def require(self, action: str, resource: str, of: str | None = None) -> None:
        """
        Refuse what the policy does not give, and write the request to the log either way.

        Call it before `Store.writing`, not inside: the log is a writer too.

        Parameters
        ----------
        action, resource
            Words of the policy, e.g. ``"read"``, ``"network"``.
        of
            Id of the party that the request is about, if it is about one.

        Raises
        ------
        NotAllowedError
            If the policy does not give it.
        """
        allowed = self.may(action, resource)
        with self.store.writing() as session:
            audit.append(
                session,
                {
                    "at": self.store.clock(),
                    "user": self.user,
                    "role": self.role,
                    "purpose": self.purpose,
                    "action": action,
                    "resource": resource,
                    "of": of,
                    "allowed": allowed,
                },
            )
        if not allowed:
            raise NotAllowedError(self.role, action, resource)


def open_viewer(store: Store, user: str, *, role: str | None = None, purpose: str = "cura") -> Viewer:
    """
    Say who asks.

    Parameters
    ----------
    store
        Where her account is, and whose log will hold what she asks.
    user
        Her name at the login, or of ``--as``.
    role
        The role she acts in; by default that of her account. The demo's user needs no account.
    purpose
        What she asks for, one of the policy's purposes.

    Returns
    -------
    Viewer
        To hand to every service function.

    Raises
    ------
    UnknownRoleError
        If the policy has no such role, or the user has no account and names no role.
    """
    with store.reading() as session:
        account = session.get(Account, user)
    if role is None:
        role = account.role if account else DEMO_ROLE if user == DEMO_USER else None
    if role is None or role not in policy().grants:
        raise UnknownRoleError(user, role, sorted(policy().grants))
    return Viewer(store, user, role, purpose, account.party_id if account else None)
