"""Say what else who is refused may do: she may hold another role that opens the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from apps.components.words import role_label
from coordinator.errors import NotAllowedError, NotYoursError, WrongPurposeError
from coordinator.protection import policy

if TYPE_CHECKING:
    from apps.components.desk import Desk


FOR_HER = "Questa pagina è per chi ti segue. Quello che Ponte sa di te è nella tua scheda."
"""To who reads her own record, of a page of her team's."""


@dataclass(frozen=True, slots=True)
class OtherRole:
    """A role that she holds besides the one she acts in, and what to say of it."""

    role: str
    label: str
    message: str


def is_her_own_reader(desk: Desk, error: Exception) -> bool:
    """Say whether what is refused was asked by who only reads her own record."""
    me = desk.me()
    return me is not None and me.role == "persona" and isinstance(error, NotAllowedError)


def other_role(desk: Desk, error: Exception) -> OtherRole | None:
    """
    Find a role of hers in which what was refused may be done.

    Parameters
    ----------
    desk
        The store and who has entered.
    error
        Why a page was refused.

    Returns
    -------
    OtherRole or None
        None where nobody enters, where none of her roles may, and where not the role was the reason.
    """
    me = desk.me()
    if (
        me is None
        or not isinstance(error, NotAllowedError)
        or isinstance(error, NotYoursError | WrongPurposeError)
    ):
        return None
    return role_that_may(desk, error.action, error.resource)


def role_that_may(desk: Desk, action: str, resource: str) -> OtherRole | None:
    """
    Find a role of hers, besides the one she acts in, that may do something.

    Parameters
    ----------
    desk
        The store and who has entered.
    action, resource
        Words of the policy.

    Returns
    -------
    OtherRole or None
        None where nobody enters, and where none of her other roles may.
    """
    me = desk.me()
    for role in me.roles if me is not None else ():
        if me is not None and role != me.role and policy().allows(role, action, resource):
            now, other = role_label(me.role), role_label(role)
            message = (
                f"Adesso lavori come «{now}», e con questo ruolo la pagina non si apre. "
                f"Hai anche quello di «{other}», che la apre."
            )
            return OtherRole(role, other, message)
    return None
