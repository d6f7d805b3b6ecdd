"""Find a person, or go through those who are followed: whoever waits for something first, or by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlencode

from apps.components.due_words import BADGES, due_sentence, time_left
from apps.components.frame import argument, page
from apps.components.words import age
from apps.pages.whom import first_due, followed_today
from coordinator.network.named import names_of
from coordinator.network.nearby import people_like
from coordinator.network.record import find_people, newest_people
from coordinator.pathway.followed import SHOWN, WHICH

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from apps.components.desk import Desk
    from coordinator.model import Person
    from coordinator.pathway.day import Due
    from coordinator.pathway.followed import Which

FILTERS = {"percorso": "con un percorso aperto", "senza": "senza percorso aperto", "minori": "minorenni"}
"""Value in the address → words."""


def show_people(desk: Desk) -> None:
    """Fill the document with the search for a person, and below it whom she found or who is followed."""
    text = argument("cerca")
    values = _found(desk, text) if text else _followed(desk)
    viewer = desk.viewer()
    values |= {"adds": viewer.may("write", "person"), "calls": viewer.may("write", "case")}
    page(desk, "people/search.html", "Persone", "persone", viewer=viewer, text=text, **values)


def _found(desk: Desk, text: str) -> dict[str, Any]:
    """List whom a search finds, or else whose names are near to it."""
    viewer = desk.viewer()
    found = find_people(desk.store, text, viewer)
    near = [] if found else people_like(desk.store, text, viewer)
    return {"people": _rows(desk, found or near), "near": near, "asked": ""}


def _followed(desk: Desk) -> dict[str, Any]:
    """List who is followed, with the ways to look at them otherwise."""
    viewer = desk.viewer()
    asked = argument("chi") if argument("chi") in WHICH else ""
    by_name = argument("ordine") == "nome"
    start = int(argument("da")[:6]) if argument("da").isdecimal() else 0
    which = cast("Which | None", asked or None)
    listed, dues = followed_today(desk, viewer, by_name=by_name, which=which, start=start)
    newest = [] if listed.people or asked or start else newest_people(desk.store, viewer)
    here = {"chi": asked, "ordine": "nome" if by_name else ""}
    return {
        "people": _rows(desk, listed.people or newest, dues),
        "newest": bool(newest),
        "near": [],
        "asked": asked,
        "asked_words": FILTERS.get(asked, ""),
        "by_name": by_name,
        "filters": [(key, words, _address(here | {"chi": key})) for key, words in FILTERS.items()],
        "all": _address(here | {"chi": ""}),
        "orders": (_address(here | {"ordine": ""}), _address(here | {"ordine": "nome"})),
        "next": _address(here | {"da": str(start + SHOWN)}) if listed.more else "",
        "before": _address(here | {"da": str(max(0, start - SHOWN)) if start > SHOWN else ""})
        if start
        else "",
    }


def _address(values: Mapping[str, str]) -> str:
    """Write the address of this page with some values."""
    query = urlencode({name: value for name, value in values.items() if value})
    return f"persona?{query}" if query else "persona"


def _rows(desk: Desk, people: Iterable[Person], dues: Iterable[Due] = ()) -> list[dict[str, Any]]:
    """Describe persons, each with what is due first for her, if anything is."""
    viewer, today = desk.viewer(), desk.today()
    people = list(people)
    first = first_due(dues)
    owners = {first[one.id].owner or "" for one in people if one.id in first} - {""}
    near = {one.id for one in people if one.id in first}
    seen = owners and viewer.may("read", "directory")
    names = names_of(desk.store, owners, viewer, near=near) if seen else {}
    rows: list[dict[str, Any]] = []
    for person in people:
        row: dict[str, Any] = {"person": person, "years": age(person.born_on, today), "what": ""}
        if due := first.get(person.id):
            row |= {"what": due_sentence(due, names), "left": time_left(due, today)}
            row["badge"] = BADGES.get(due.state, "")
        rows.append(row)
    return rows
