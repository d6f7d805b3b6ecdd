"""List what was set aside around a person, by whom and why, and put it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from coordinator.errors import CoordinatorError
from coordinator.model import Dismissal, Party

if TYPE_CHECKING:
    from datetime import date

    from coordinator.protection import Viewer
    from coordinator.store import Store


class NotAsideError(CoordinatorError):
    """A finding is put back that is not set aside."""

    def __init__(self, number: int) -> None:
        super().__init__(f"Nothing is set aside under the number {number}. Read the findings again.")


@dataclass(frozen=True, slots=True)
class Aside:
    """A decision to set a finding aside."""

    number: int
    fingerprint: str
    rule_id: str
    reason: str
    since: date
    until: date | None  # last day; None: until the data behind it change
    author: str

    def holds_on(self, day: date) -> bool:
        """Say whether the finding is set aside on a day."""
        return self.since <= day and (self.until is None or day <= self.until)


def set_aside(store: Store, person_id: str, viewer: Viewer) -> tuple[Aside, ...]:
    """
    List what was ever set aside around a person and not put back.

    Parameters
    ----------
    store
        The record.
    person_id
        Id of the person.
    viewer
        Who asks; needs to read findings.

    Returns
    -------
    tuple of Aside
        The newest first; those whose last day has passed are there too.
    """
    viewer.require("read", "findings", of=person_id)
    asked = (
        select(Dismissal)
        .where(
            Dismissal.person_id == person_id,
            or_(Dismissal.until.is_(None), Dismissal.until >= Dismissal.since),
        )
        .order_by(Dismissal.key.desc())
    )
    with viewer.reading() as session:
        return tuple(
            Aside(row.key, row.fingerprint, row.rule, row.reason, row.since, row.until, row.author)
            for row in session.scalars(asked)
        )


def put_back(store: Store, number: int, viewer: Viewer) -> None:
    """
    Show again a finding that was set aside; that it was stays written.

    Parameters
    ----------
    store
        The record.
    number
        Of the `Aside`.
    viewer
        Who decides; needs to write the network.

    Raises
    ------
    NotAsideError
        If nothing is set aside under that number, or it is about who is reserved from her.
    """
    asked = select(Dismissal).join(Party, Party.id == Dismissal.person_id).where(Dismissal.key == number)
    with viewer.reading() as session:
        row = session.scalar(asked)
    if row is None:
        raise NotAsideError(number)
    viewer.require("write", "network", of=row.person_id)
    with store.writing() as session:
        session.get_one(Dismissal, number).until = row.since - timedelta(days=1)
