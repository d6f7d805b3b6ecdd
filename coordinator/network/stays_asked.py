"""Find the persons who are in hospital, or came home from one, by the contacts that are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from coordinator.model import Contact, Person
from coordinator.network.conditions import living
from coordinator.network.contacts import STAYS

if TYPE_CHECKING:
    from datetime import date

    from coordinator.protection import Viewer

ENTERS, LEAVES = STAYS


def in_hospital(day: date, viewer: Viewer) -> dict[str, date]:
    """
    Find those whose last stay that is written has no end on a day.

    Parameters
    ----------
    day
        The day.
    viewer
        Who asks: needs to read persons and networks, and finds those whom she may see.

    Returns
    -------
    dict of str to date
        Id of the person → since when.

    Raises
    ------
    NotAllowedError
        If the viewer may not read persons or networks.
    """
    entered, left = _last(ENTERS, day, viewer), _last(LEAVES, day, viewer)
    return {one: since for one, since in entered.items() if one not in left or left[one] < since}


def came_home(since: date, day: date, viewer: Viewer) -> dict[str, date]:
    """
    Find those who left a hospital in some days.

    Parameters
    ----------
    since, day
        The days, both included.
    viewer
        As `in_hospital` takes her.

    Returns
    -------
    dict of str to date
        Id of the person → the last day on which she did.

    Raises
    ------
    NotAllowedError
        As `in_hospital`.
    """
    return {one: left for one, left in _last(LEAVES, day, viewer).items() if left >= since}


def _last(kind: str, day: date, viewer: Viewer) -> dict[str, date]:
    """Read the last contact of a kind up to a day, of each person who is seen; reserved places are left out."""
    viewer.require("read", "person")
    viewer.require("read", "network")
    blind = viewer.sight().blind
    asked = (
        select(Person.id, func.max(Contact.day))
        .join(Contact, Contact.person_key == Person.key)
        .where(Contact.kind == kind, Contact.day <= day, viewer.sees(Person.key), living(day))
        .group_by(Person.id)
    )
    if blind:
        asked = asked.where(Contact.with_key.not_in(sorted(blind)))
    with viewer.reading() as session:
        return {person: last for person, last in session.execute(asked)}  # noqa: C416 - rows are no pairs
