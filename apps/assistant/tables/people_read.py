"""Read where those who are on a path live, and how old they are, for the tables of paths."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from apps.components.words import age, place_name
from coordinator.network.record import read_record
from coordinator.pathway.followed import list_followed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from apps.assistant.whom.scene import Scene

MOST = 5000
"""Persons on a path that are read at once."""


@dataclass(frozen=True, slots=True)
class Lives:
    """Where a person lives, and how old she is."""

    place: str = ""
    years: int | None = None
    phone: str = ""


def lives_of(scene: Scene, person_id: str = "") -> Mapping[str, Lives]:
    """
    Read where persons live and how old they are.

    Parameters
    ----------
    scene
        The conversation: the record and who asks.
    person_id
        Of whom; of all those on an open path when empty.

    Returns
    -------
    mapping of str to Lives
        Id → what is written; empty for who may not read persons.
    """
    if not scene.viewer.may("read", "person"):
        return {}
    if person_id:
        people = [read_record(scene.store, person_id, scene.day, scene.viewer).party]
    else:
        people = list(
            list_followed(scene.viewer, scene.day, which="percorso", by_name=True, limit=MOST).people
        )
    return {
        one.id: Lives(
            place_name(getattr(one, "area", None)),
            age(one.born_on, scene.day),
            getattr(one, "phone", "") or "",
        )
        for one in people
    }
