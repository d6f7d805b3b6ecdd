"""Show today: what waits, the persons who are followed, and where to ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apps.components.due_words import BADGES, due_sentence, time_left
from apps.components.frame import page
from apps.components.words import age, curly, long_day
from apps.pages.whom import dues_today, example, first_due
from coordinator.network.named import names_of
from coordinator.network.record import newest_people
from coordinator.pathway.followed import list_followed
from coordinator.protection import policy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from apps.components.desk import Desk
    from coordinator.model import Person
    from coordinator.pathway.day import Due
    from coordinator.protection import Viewer

EXAMPLES = (
    "Chi predispone il progetto individuale per una persona con disabilità?",
    "Quanto dura la valutazione di base?",
    "Quanti giorni di permesso ha chi assiste un familiare?",
)
"""Questions that show what may be asked; the chat begins with the same."""

TAKES_CALLS = "operatore_pua"
"""The role whose day begins with a call: its search comes first, on a telephone too."""

NEEDED = {
    "governo": ("read", "territory"),
    "programmazione": ("read", "territory"),
    "registri": ("write", "register"),
}
"""What pages of the list at the foot need, where a role may lack it."""

SHOWN = 10
"""Persons on the home page."""


def show_home(desk: Desk) -> None:
    """Fill the document with the home page."""
    viewer = desk.viewer()
    today = desk.today()
    dues = dues_today(desk, viewer)
    people = _first_people(desk, viewer, dues)
    newest = () if people else newest_people(desk.store, viewer, limit=SHOWN)
    first = example(desk, viewer)
    page(
        desk,
        "day/home.html",
        "Oggi",
        "oggi",
        viewer=viewer,
        day=long_day(today, weekday=True),
        waiting=waiting(desk, viewer, dues),
        people=[(person, age(person.born_on, today)) for person in people or newest],
        nobody_followed=bool(newest),
        shown=SHOWN,
        first=first,
        first_age=age(first.born_on, today) if first else None,
        examples=EXAMPLES,
        calls=viewer.may("write", "case"),
        desk_of_calls=viewer.role == TAKES_CALLS,
        closed=closed_to(desk, viewer),
    )


def closed_to(desk: Desk, viewer: Viewer) -> frozenset[str]:
    """Name the pages that no role of hers opens: they are not offered."""
    me = desk.me()
    roles = {viewer.role, *(me.roles if me is not None else ())}
    return frozenset(
        page for page, needed in NEEDED.items() if not any(policy().allows(role, *needed) for role in roles)
    )


def show_grave(desk: Desk) -> None:
    """
    Fill the document with the home page's badges alone: the page asks for them once it is on screen.

    Looking for findings costs more than all the rest of the page, and its words need not wait for it.
    """
    viewer = desk.viewer()
    people = _first_people(desk, viewer, dues_today(desk, viewer))
    page(
        desk,
        "day/grave.html",
        "Rilievi gravi",
        "oggi",
        viewer=viewer,
        found=[(person, told) for person in people if (told := grave(desk, person.id))],
    )


def waiting(desk: Desk, viewer: Viewer, dues: Sequence[Due] | None) -> list[dict[str, str]] | None:
    """
    Say what waits for today's worker, the most urgent first.

    Parameters
    ----------
    desk
        The store and the day.
    viewer
        Who works.
    dues
        As `dues_today` lists them.

    Returns
    -------
    list of dict, or None
        ``case``, ``page``, ``name``, ``what``, ``left`` and ``badge``; None where the viewer may not read cases.
    """
    if dues is None:
        return None
    owners = {one.owner for one in dues if one.owner}
    near = {one.person_id for one in dues}
    names = names_of(desk.store, owners, viewer, near=near) if viewer.may("read", "directory") else {}
    return [
        {
            "case": one.case_id,
            "page": "invii" if one.kind == "invio" else "percorso",
            "name": one.person_name,
            "what": due_sentence(one, names),
            "left": time_left(one, desk.today()),
            "badge": BADGES.get(one.state, ""),
        }
        for one in dues
    ]


def _first_people(desk: Desk, viewer: Viewer, dues: Sequence[Due] | None) -> tuple[Person, ...]:
    """List the persons of the home page: those for whom something is due first."""
    return list_followed(viewer, desk.today(), list(first_due(dues)), limit=SHOWN).people


def grave(desk: Desk, person_id: str) -> tuple[str, ...]:
    """
    Say the grave findings around a person today.

    Parameters
    ----------
    desk
        The store and the day.
    person_id
        Id of the person.

    Returns
    -------
    tuple of str
        A sentence each; none for a viewer who may not read findings.
    """
    from coordinator.findings import find_for

    viewer = desk.viewer()
    if not viewer.may("read", "findings"):
        return ()
    found = find_for(desk.store, person_id, desk.today(), viewer)
    return tuple(curly(one.sentence) for one in found if one.severity == "alta")
