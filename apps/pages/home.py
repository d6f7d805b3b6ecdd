"""Show today: the persons who are followed, and where to ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apps.components.frame import page
from apps.components.words import age, long_day
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
        people=[(person, age(person.born_on, today)) for person in people],
        first=first,
        first_age=age(first.born_on, today) if first else None,
        examples=EXAMPLES,
    )
