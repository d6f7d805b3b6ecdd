"""Say whose page may be opened, whom to look at first, and what to call each of them in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apps.components.words import age
from coordinator.network.record import find_people, newest_people
from coordinator.pathway.day import my_day
from coordinator.pathway.followed import list_followed
from coordinator.pathway.local_keeping import read_rules
from coordinator.pathway.reading import open_cases

if TYPE_CHECKING:
    from collections.abc import Iterable

    from apps.components.desk import Desk
    from coordinator.model import Party, Person
    from coordinator.pathway.day import Due
    from coordinator.pathway.followed import Followed, Which
    from coordinator.protection import Viewer


MOST_PATHS = 500
"""Open paths that are all looked through for what is due: about half a second; with more, a list goes by name."""


def choices(desk: Desk, viewer: Viewer, text: str) -> list[tuple[Person, int | None]]:
    """
    List whose page may be opened, with their ages; a demonstration begins with its example.

    Parameters
    ----------
    desk
        The store and the day.
    viewer
        Who asks.
    text
        What was searched; empty lists who is followed, those for whom something is due first; where nobody is,
        who was written last.

    Returns
    -------
    list of (Person, int or None)
        After the example.
    """
    if text:
        return [(one, age(one.born_on, desk.today())) for one in find_people(desk.store, text, viewer)]
    people = followed_today(desk, viewer)[0].people or tuple(newest_people(desk.store, viewer))
    if first := example(desk, viewer):
        people = (first, *(one for one in people if one.id != first.id))
    return [(one, age(one.born_on, desk.today())) for one in people]


def followed_today(
    desk: Desk, viewer: Viewer, *, by_name: bool = False, which: Which | None = None, start: int = 0
) -> tuple[Followed, list[Due]]:
    """
    List who is followed, those for whom something is due first, and what is due.

    Parameters
    ----------
    desk
        The store and the day.
    viewer
        Who asks.
    by_name, which, start
        As of `list_followed`. With more than `MOST_PATHS` open paths the order is always that of names.

    Returns
    -------
    tuple of (Followed, list of Due)
        What is due for anybody, the most urgent first; empty where it was not looked for.
    """
    if viewer.may("read", "case") and len(open_cases(desk.store, viewer, limit=MOST_PATHS + 1)) > MOST_PATHS:
        return list_followed(viewer, desk.today(), which=which, by_name=True, start=start), []
    dues = dues_today(desk, viewer) or []
    waiting = list(first_due(dues))
    return list_followed(viewer, desk.today(), waiting, which=which, by_name=by_name, start=start), dues


def dues_today(desk: Desk, viewer: Viewer) -> list[Due] | None:
    """
    List terms near or overdue, tasks and referrals of today's worker, the most urgent first.

    Parameters
    ----------
    desk
        The store and the day.
    viewer
        Who works.

    Returns
    -------
    list of Due, or None
        None where the viewer may not read cases.
    """
    if not viewer.may("read", "case"):
        return None
    today = desk.today()
    found = my_day(desk.store, viewer, today, read_rules(desk.store, viewer).calendar)
    dues = (*found.terms, *found.tasks, *found.referrals)
    return sorted(dues, key=lambda one: (one.due or today.max, one.person_name))


def first_due(dues: Iterable[Due] | None) -> dict[str, Due]:
    """Return what is due first for each person, by her id; the most urgent person first, as `dues` are."""
    found: dict[str, Due] = {}
    for one in dues or ():
        found.setdefault(one.person_id, one)
    return found


def example(desk: Desk, viewer: Viewer) -> Person | None:
    """Return the person with whom the demonstration begins; None where data are real."""
    if not desk.demo:
        return None
    return next(iter(find_people(desk.store, "Ada Serravalle", viewer, limit=1)), None)


def short_name(party: Party) -> str:
    """Return what to call a party in the middle of a sentence: a person by her given name."""
    return str(getattr(party, "given_name", None) or party.name)
