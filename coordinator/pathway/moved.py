"""Find the persons whose path began or ended in some days, or who are in a phase."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from sqlalchemy import select

from coordinator.model import Case, Person

if TYPE_CHECKING:
    from datetime import date

    from coordinator.protection import Viewer


def persons_moved(
    what: Literal["begun", "ended"], since: date, until: date, viewer: Viewer
) -> frozenset[str]:
    """
    Find the persons with a path that began, or ended, in some days.

    Parameters
    ----------
    what
        Whether it began or ended.
    since, until
        The days, both included.
    viewer
        Who asks; needs to read cases, and finds those whom she may see.

    Returns
    -------
    frozenset of str
        Ids of persons.

    Raises
    ------
    NotAllowedError
        If the viewer may not read cases.
    """
    viewer.require("read", "case")
    day = Case.opened_on if what == "begun" else Case.closed_on
    asked = (
        select(Person.id)
        .join(Case, Case.person_key == Person.key)
        .where(day >= since, day <= until, viewer.sees(Case.person_key))
    )
    with viewer.reading() as session:
        return frozenset(session.scalars(asked))
