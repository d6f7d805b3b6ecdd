"""Open for a short time, in an emergency, a person who is not one's own; and look afterwards into why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from coordinator.errors import BadEmergencyError
from coordinator.model import Account, Emergency, Party
from coordinator.protection.policy import policy

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Select

    from coordinator.protection.viewer import Viewer
    from coordinator.store import Store

REMARK_LETTERS = 5


@dataclass(frozen=True, slots=True)
class Opening:
    """One opening in an emergency, and what came of looking into it."""

    number: int
    person_id: str
    who: str  # what colleagues call her; her name at the login when no account says it
    role: str
    reason: str
    begun_at: datetime
    ends_at: datetime
    reviewer: str | None
    reviewed_at: datetime | None
    justified: bool | None  # None: nobody has looked into it yet
    remark: str | None


def open_in_emergency(store: Store, person_id: str, reason: str, viewer: Viewer) -> datetime:
    """
    Open a person who is not one's own, for the hours that the policy gives.

    What is reserved stays so: a refuge, a protected person.

    Parameters
    ----------
    store
        The record.
    person_id
        Id of the person.
    reason
        Why, in words for who will look into it and for the person; it is kept outside the log.
    viewer
        Who opens; her role must give openings in an emergency.

    Returns
    -------
    datetime
        When the opening ends.

    Raises
    ------
    BadEmergencyError
        If the reason is too short, or the person is hers anyhow.
    NotAllowedError
        If her role gives none; the try is in the log.
    UnknownPartyError
        If there is no such person, or she is reserved.
    """
    words = " ".join(reason.split())
    if len(words) < policy().reason_letters:
        raise BadEmergencyError(
            field="reason", why=f"write why, in at least {policy().reason_letters} letters"
        )
    viewer.require("emergency", "person", of=person_id)
    if viewer.has(person_id):
        raise BadEmergencyError(field="person", why="she is already yours to read: no emergency is needed")
    now = store.clock()
    with store.writing() as session:
        key = session.scalars(select(Party.key).where(Party.id == person_id)).one()
        ends = now + policy().emergency_lasts
        session.add(
            Emergency(
                user=viewer.user,
                role=viewer.role,
                person_key=key,
                reason=words[:1000],
                begun_at=now,
                ends_at=ends,
            )
        )
    return ends


def openings(store: Store, viewer: Viewer, *, waiting: bool = False) -> tuple[Opening, ...]:
    """
    List the openings in an emergency.

    Parameters
    ----------
    store
        The record.
    viewer
        Who asks; needs to read emergencies.
    waiting
        Only those into which nobody has looked yet.

    Returns
    -------
    tuple of Opening
        Those that wait first, the latest first; without those of persons who are reserved from her.
    """
    viewer.require("read", "emergency")
    query = _asked()
    if waiting:
        query = query.where(Emergency.reviewed_at.is_(None))
    found = _read(query, viewer)
    return tuple(sorted(found, key=lambda one: one.justified is not None))


def openings_of(store: Store, person_id: str, viewer: Viewer) -> tuple[Opening, ...]:
    """
    List the openings of one person, for herself.

    Parameters
    ----------
    store
        The record.
    person_id
        Id of the person.
    viewer
        Who asks; needs to read the person's own record.

    Returns
    -------
    tuple of Opening
        The latest first.
    """
    viewer.require("read", "own_record", of=person_id)
    return _read(_asked().where(Party.id == person_id), viewer)


def review(store: Store, number: int, viewer: Viewer, *, justified: bool, remark: str) -> None:
    """
    Say what came of looking into an opening.

    Parameters
    ----------
    store
        The record.
    number
        Of the opening.
    viewer
        Who looked into it; needs to review emergencies, and is not who opened.
    justified
        Whether it was an emergency.
    remark
        Why; the person reads it too.

    Raises
    ------
    BadEmergencyError
        If there is no such opening, it is one's own, somebody has looked into it already, or no remark says why.
    """
    with viewer.reading() as session:
        found = session.execute(_asked().where(Emergency.key == number)).one_or_none()
    row, person_id, _ = found or (None, None, None)
    viewer.require("review", "emergency", of=person_id)
    if row is None:
        raise BadEmergencyError(field="number", why=f"there is no opening number {number}")
    if row.user == viewer.user:
        raise BadEmergencyError(field="reviewer", why="who opened cannot look into it herself")
    if len(remark.strip()) < REMARK_LETTERS:
        raise BadEmergencyError(field="remark", why="say in a few words why")
    with store.writing() as session:
        row = session.get_one(Emergency, number)
        if row.reviewed_at is not None:
            raise BadEmergencyError(field="number", why="somebody has looked into it already")
        row.reviewed_at, row.reviewer = store.clock(), viewer.user
        row.justified, row.remark = justified, " ".join(remark.split())[:1000]


def _asked() -> Select[Emergency, str, str | None]:
    """Ask for openings, with the person's id and what the account that opened is called."""
    return (
        select(Emergency, Party.id, Account.name)
        .join(Party, Party.key == Emergency.person_key)
        .outerjoin(Account, Account.user == Emergency.user)
        .order_by(Emergency.key.desc())
    )


def _read(query: Select[Emergency, str, str | None], viewer: Viewer) -> tuple[Opening, ...]:
    """Read openings, without the names of who is reserved from the reader."""
    veil = viewer.veil()
    with viewer.reading() as session:
        return tuple(
            Opening(
                row.key,
                person_id,
                veil.over(name or row.user),
                row.role,
                row.reason,
                row.begun_at,
                row.ends_at,
                row.reviewer,
                row.reviewed_at,
                row.justified,
                row.remark,
            )
            for row, person_id, name in session.execute(query)
        )
