"""Welcome a colleague: who she is in the network, where she works, and the account that she enters with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from coordinator.errors import BadAccountError, UnknownPartyError
from coordinator.model import Party
from coordinator.model.spelling import fold
from coordinator.network.change import state_tie
from coordinator.network.parties import add_party
from coordinator.network.statement import Statement
from coordinator.protection.accounts import accounts, name_party, open_account

if TYPE_CHECKING:
    from datetime import date

    from coordinator.protection import Viewer
    from coordinator.store import Store

PROFESSIONS = {
    "assistente_sociale": "assistente_sociale",
    "infermiere_famiglia": "infermiere_famiglia",
    "medico": "medico_medicina_generale",
    "operatore_pua": "operatore_pua",
}
"""Role → profession; any other role is of the office."""
OFFICE = "amministrativo"
WORKS = "lavora_presso"
WORKPLACES = ("servizio", "ente", "comunita")


@dataclass(frozen=True, slots=True)
class Member:
    """A colleague who begins to use Ponte."""

    name: str  # given name and surname
    role: str  # of the policy
    user: str = ""  # at the login; empty: made of the name
    service_id: str = ""  # where she works
    until: date | None = None  # last day of her role


def login_name(name: str) -> str:
    """
    Make a name for the login of a person's name.

    Parameters
    ----------
    name
        Given name and surname.

    Returns
    -------
    str
        E.g. ``"rosa.neri"``; empty when no letter is left.
    """
    words = [fold(word) for word in name.split()]
    return ".".join(word for word in (words[:1] + words[1:][-1:]) if word)[:40]


def welcome(store: Store, member: Member, day: date, viewer: Viewer) -> tuple[str, str]:
    """
    Add a colleague to the network and open her account.

    Parameters
    ----------
    store
        The record.
    member
        Who she is.
    day
        Her first day.
    viewer
        Who welcomes her; needs to write accounts, the directory and the network.

    Returns
    -------
    tuple of (str, str)
        Her name at the login, and a password to tell her; it is shown once.

    Raises
    ------
    BadAccountError
        If the name is taken or cannot be a name; then nothing was written.
    UnknownPartyError
        If she is to work at a place that is not in the record; then nothing was written.
    """
    user = (member.user.strip() or login_name(member.name)).casefold()
    if any(one.user == user for one in accounts(store, viewer, day)):
        field = "user"
        raise BadAccountError(field, "this name is taken; take another, such as name and surname")
    if member.service_id:
        _check_service(member.service_id, viewer)
    password = open_account(store, user, member.name, [member.role], viewer, since=day, until=member.until)
    fields = {"name": " ".join(member.name.split()), "profession": PROFESSIONS.get(member.role, OFFICE)}
    party = add_party(store, "professionista", fields, viewer)
    name_party(store, user, party, viewer)
    if member.service_id:
        state_tie(store, Statement(kind=WORKS, from_id=party, to_id=member.service_id, since=day), viewer)
    return user, password


def _check_service(service_id: str, viewer: Viewer) -> None:
    """Refuse a place of work that is none, before anything is written."""
    places = select(Party.id).where(Party.id == service_id, Party.kind.in_(WORKPLACES))
    with viewer.reading() as session:
        if session.scalar(places) is None:
            raise UnknownPartyError(service_id)
