"""Read what a person needs as rows: since when, until when, who said so, from which document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from coordinator.model import Need, Party, vocabulary
from coordinator.network.fields_seen import without_delicate

if TYPE_CHECKING:
    from datetime import date

    from coordinator.protection import Viewer


@dataclass(frozen=True, slots=True)
class NeedSpan:
    """One need as one source says it, with the days on which it holds, both included."""

    need: str  # word of the vocabulary's needs
    since: date
    until: date | None
    hours_per_week: float | None
    stated_by: str | None
    document: str | None
    author: str

    @property
    def label(self) -> str:
        """What it is called."""
        return vocabulary().label("needs", self.need)

    def holds_on(self, day: date) -> bool:
        """Say whether it holds on a day."""
        return self.since <= day and (self.until is None or self.until >= day)


def needs_of(person_id: str, viewer: Viewer) -> tuple[NeedSpan, ...]:
    """
    Read the needs of a person through time.

    Parameters
    ----------
    person_id
        Id of the person.
    viewer
        Who asks; needs to read persons.

    Returns
    -------
    tuple of NeedSpan
        In the order in which they were written, those that have ended too; without those that the viewer is not
        given, such as of mental health, and without the names of who is reserved from her.

    Raises
    ------
    NotAllowedError
        If the viewer may not read persons.
    """
    viewer.require("read", "person", of=person_id)
    asked = (
        select(Need).join(Party, Party.key == Need.person_key).where(Party.id == person_id).order_by(Need.key)
    )
    with viewer.reading() as session:
        rows = session.scalars(asked).all()
        given = set(without_delicate({row.need for row in rows}, viewer))
        return tuple(
            NeedSpan(
                row.need,
                row.since,
                row.until,
                row.hours_per_week,
                row.stated_by,
                row.document,
                row.author,
            )
            for row in rows
            if row.need in given and (row.until is None or row.until >= row.since)
        )
