"""Show the findings of everybody whom the viewer may see: the gravest first, one person a row."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from apps.components.frame import argument, page
from apps.components.words import count, curly
from apps.pages.task import pick_person
from coordinator.findings import find_district
from coordinator.network.named import names_of
from coordinator.network.record import find_people

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from apps.components.desk import Desk
    from coordinator.findings import Finding

MOST = 1000
"""Persons whom the page looks at together: about a second; with more, one is chosen first."""

PLURALS = {"alta": ("grave", "gravi"), "media": ("medio", "medi"), "bassa": ("lieve", "lievi")}


def show_gravest(desk: Desk, lead: str) -> None:
    """Fill the document with whom to look at first, or with the choice of a person where they are too many."""
    viewer = desk.viewer()
    many = len(find_people(desk.store, "", viewer, limit=MOST + 1)) > MOST
    if many or argument("cerca") or not viewer.may("read", "findings"):
        pick_person(desk, "rilievi", "Rilievi", lead)
        return
    found = find_district(desk.store, desk.today(), viewer)
    names = names_of(desk.store, {one.person_id for one in found}, viewer)
    asked = argument("gravita")
    page(
        desk,
        "network/gravest.html",
        "Rilievi",
        "persone",
        viewer=viewer,
        lead=lead,
        asked=asked if asked in PLURALS else "",
        filters=[
            (key, count(sum(one.severity == key for one in found), *words)) for key, words in PLURALS.items()
        ],
        rows=rows_of([one for one in found if asked not in PLURALS or one.severity == asked], names),
    )


def rows_of(found: Sequence[Finding], names: Mapping[str, str]) -> list[dict[str, Any]]:
    """
    List one row a person, whoever has the gravest finding first, then whoever has more of them.

    Parameters
    ----------
    found
        The findings, in any order.
    names
        Of the persons, by id.

    Returns
    -------
    list of dict
        ``id``, ``name``, ``severity`` and ``gravity`` of the gravest, its ``sentence``, and ``more``: how many
        others there are, in words, or empty.
    """
    grades = list(PLURALS)
    by_person = sorted(found, key=lambda one: (one.person_id, grades.index(one.severity)))
    groups = [list(group) for _, group in groupby(by_person, key=lambda one: one.person_id)]
    groups.sort(
        key=lambda group: (
            [-sum(one.severity == grade for one in group) for grade in grades],
            names.get(group[0].person_id, ""),
        )
    )
    return [
        {
            "id": first.person_id,
            "name": names.get(first.person_id, first.person_id),
            "severity": first.severity,
            "gravity": PLURALS[first.severity][0],
            "sentence": curly(first.sentence),
            "more": f"e {count(len(rest), 'altro rilievo', 'altri rilievi')}" if rest else "",
        }
        for first, *rest in groups
    ]
