"""Say whose page may be opened, and what to call each of them in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apps.components.words import age
from coordinator.network.record import find_people

if TYPE_CHECKING:
    from apps.components.desk import Desk
    from coordinator.model import Party, Person
    from coordinator.protection import Viewer


def choices(desk: Desk, viewer: Viewer, text: str) -> list[tuple[Person, int | None]]:
    """
    List whose map may be opened, with their ages; a demonstration begins with its example.

    Parameters
    ----------
    desk
        The store and the day.
    viewer
        Who asks.
    text
        What was searched; empty lists who is followed.

    Returns
    -------
    list of (Person, int or None)
        In the order of names after the example.
    """
    people = find_people(desk.store, text, viewer)
    first = None if text else example(desk, viewer)
    if first is not None:
        people = [first, *(one for one in people if one.id != first.id)]
    return [(one, age(one.born_on, desk.today())) for one in people]


def example(desk: Desk, viewer: Viewer) -> Person | None:
    """Return the person with whom the demonstration begins; None where data are real."""
    if not desk.demo:
        return None
    return next(iter(find_people(desk.store, "Ada Serravalle", viewer, limit=1)), None)


def short_name(party: Party) -> str:
    """Return what to call a party in the middle of a sentence: a person by her given name."""
    return str(getattr(party, "given_name", None) or party.name)
