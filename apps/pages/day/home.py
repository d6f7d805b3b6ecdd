"""Show today: what waits, the persons who are followed, and where to ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apps.components.frame import page
from apps.components.words import age, count, curly, long_day
from apps.pages.day.closing_days import calendar_of
from apps.pages.whom import example
from coordinator.network.named import names_of
from coordinator.network.record import find_people
from coordinator.pathway.day import my_day

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from apps.components.desk import Desk
    from coordinator.pathway.day import Due
    from coordinator.protection import Viewer

EXAMPLES = (
    "Chi predispone il progetto individuale per una persona con disabilità?",
    "Quanto dura la valutazione di base?",
    "Quanti giorni di permesso ha chi assiste un familiare?",
)
"""Questions that show what may be asked; the chat begins with the same."""

SHOWN = 10
"""Persons on the home page."""


def show_home(desk: Desk) -> None:
    """Fill the document with the home page."""
    viewer = desk.viewer()
    today = desk.today()
    people = find_people(desk.store, "", viewer, limit=SHOWN)
    first = example(desk, viewer)
    page(
        desk,
        "day/home.html",
        "Oggi",
        "oggi",
        viewer=viewer,
        day=long_day(today, weekday=True),
        waiting=waiting(desk, viewer),
        people=[(person, age(person.born_on, today)) for person in people],
        shown=SHOWN,
        first=first,
        first_age=age(first.born_on, today) if first else None,
        examples=EXAMPLES,
    )


def show_grave(desk: Desk) -> None:
    """
    Fill the document with the home page's badges alone: the page asks for them once it is on screen.

    Looking for findings costs more than all the rest of the page, and its words need not wait for it.
    """
    viewer = desk.viewer()
    people = find_people(desk.store, "", viewer, limit=SHOWN)
    page(
        desk,
        "day/grave.html",
        "Rilievi gravi",
        "oggi",
        viewer=viewer,
        found=[(person, number) for person in people if (number := grave(desk, person.id))],
    )


def waiting(desk: Desk, viewer: Viewer) -> list[dict[str, str]] | None:
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
    list of dict, or None
        ``case``, ``page``, ``name``, ``what``, ``left`` and ``badge``; None where the viewer may not read cases.
    """
    if not viewer.may("read", "case"):
        return None
    today = desk.today()
    found = my_day(desk.store, viewer, today, calendar_of(desk))
    dues = sorted(
        (*found.terms, *found.tasks, *found.referrals),
        key=lambda one: (one.due or today.max, one.person_name),
    )
    owners = {one.owner for one in dues if one.owner}
    names = names_of(desk.store, owners, viewer) if viewer.may("read", "directory") else {}
    return [
        {
            "case": one.case_id,
            "page": "invii" if one.kind == "invio" else "percorso",
            "name": one.person_name,
            "what": due_sentence(one, names),
            "left": time_left(one, today),
            "badge": {"scaduto": "alarm", "in scadenza": "note"}.get(one.state, ""),
        }
        for one in dues
    ]


def due_sentence(due: Due, names: Mapping[str, str]) -> str:
    """
    Say who must do what by when.

    Parameters
    ----------
    due
        The term, task or referral.
    names
        Of who must act, by id; one without a name here is not said.

    Returns
    -------
    str
        ``"Trasporto Il Filo deve rispondere alla richiesta (spostarsi) entro il 18 novembre 2026"``; a term and
        a task begin with what is due.
    """
    owner = names.get(due.owner or "", "")
    by = f" entro {'l’' if due.due.day in (8, 11) else 'il '}{long_day(due.due)}" if due.due else ""
    if due.kind == "invio" and owner:
        return curly(f"{owner} deve {due.what[:1].lower()}{due.what[1:]}{by}")
    return curly(f"{due.what}{by}{f', tocca a {owner}' if owner else ''}")


def time_left(due: Due, day: date) -> str:
    """Say how long is left: ``"scaduto da 2 giorni"``, ``"oggi"``, ``"fra 1 giorno"``."""
    left = due.days_left(day)
    if left is None:
        return "sospeso"
    if left == 0:
        return "oggi"
    days = count(abs(left), "giorno", "giorni")
    return f"fra {days}" if left > 0 else f"scaduto da {days}"


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
    from coordinator.findings import find_for

    viewer = desk.viewer()
    if not viewer.may("read", "findings"):
        return 0
    found = find_for(desk.store, person_id, desk.today(), viewer)
    return sum(one.severity == "alta" for one in found)
