"""Tell a person who looked at her data, from the log of accesses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from coordinator.model import Access, Account, Person

if TYPE_CHECKING:
    from datetime import datetime

    from coordinator.protection.viewer import Viewer
    from coordinator.store import Store


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody asked for something about a person."""

    at: datetime
    who: str  # what colleagues call her; her name at the login when no account says it
    role: str
    purpose: str
    action: str
    resource: str
    allowed: bool


def looks_at(store: Store, person_id: str, viewer: Viewer, *, since: datetime) -> tuple[Look, ...]:
    """
    List who asked for what about a person, given or refused.

    Parameters
    ----------
    store
        Whose log it is.
    person_id
        Id of the person.
    viewer
        Who asks; needs to read the person's own record, and is in the list herself from now on.
    since
        The earliest time to tell.

    Returns
    -------
    tuple of Look
        The latest first.
    """
    viewer.require("read", "own_record", of=person_id)
    query = (
        select(Access, Account.name)
        .outerjoin(Account, Account.user == Access.user)
        .where(Access.of == person_id, Access.at >= since)
        .order_by(Access.key.desc())
    )
    veil = viewer.veil()
    with store.reading() as session:
        return tuple(
            Look(
                row.at,
                veil.over(name or row.user),
                row.role,
                row.purpose,
                row.action,
                row.resource,
                row.allowed,
            )
            for row, name in session.execute(query)
        )


def own_records(store: Store, viewer: Viewer) -> tuple[tuple[str, str], ...]:
    """
    List whose record is one's own: oneself, and whom one represents by law today.

    Parameters
    ----------
    store
        The record.
    viewer
        Who asks; needs to read her own record.

    Returns
    -------
    tuple of (str, str)
        Id and name, oneself first; empty for a role that is not given on oneself.
    """
    viewer.require("read", "own_record")
    if viewer.scope != "self":
        return ()
    query = select(Person.id, Person.name).where(viewer.sees(Person.key), Person.merged_into.is_(None))
    with store.reading() as session:
        rows = [(row.id, row.name) for row in session.execute(query)]
    return tuple(sorted(rows, key=lambda one: (one[0] != viewer.party_id, one[1])))
