"""Show today: the persons who are followed, and where to ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apps.components.frame import page
from apps.components.words import age, long_day
from coordinator.findings import find_for
from coordinator.network.record import find_people

if TYPE_CHECKING:
    from apps.components.desk import Desk

EXAMPLES = (
    "Chi predispone il progetto individuale per una persona con disabilità?",
    "Entro quanto tempo va fatta la valutazione multidimensionale?",
    "Quanti giorni di permesso ha chi assiste un familiare?",
)
"""Questions that show what may be asked; the chat begins with the same."""


def show_home(desk: Desk) -> None:
    """Fill the document with the home page."""
    viewer = desk.viewer()
    today = desk.today()
    people = find_people(desk.store, "", viewer, limit=10)
    first = (
        next(iter(find_people(desk.store, "Ada Serravalle", viewer, limit=1)), None) if desk.demo else None
    )
    page(
        desk,
        "home.html",
        "Oggi",
        "oggi",
        viewer=viewer,
        day=long_day(today, weekday=True),
        people=[(person, age(person.born_on, today), grave(desk, person.id)) for person in people],
        first=first,
        first_age=age(first.born_on, today) if first else None,
        examples=EXAMPLES,
    )


def grave(desk: Desk, person_id: str) -> int:
    """
    Count the grave findings around a person today.

    Parameters
    ----------
    desk
        The store and the day.
    person_id
        Id of the person.

    Returns
    -------
    int
        0 also for a viewer who may not read findings.
    """
    viewer = desk.viewer()
    if not viewer.may("read", "findings"):
        return 0
    found = find_for(desk.store, person_id, desk.today(), viewer)
    return sum(one.severity == "alta" for one in found)
