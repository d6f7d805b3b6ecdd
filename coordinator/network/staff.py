"""Count the professionals of one profession by where they work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, func, select
from sqlalchemy.orm import aliased

from coordinator.model import Party, Practitioner, Tie
from coordinator.network.ties_asked import holds

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from coordinator.protection import Viewer

WORKS = "lavora_presso"


@dataclass(frozen=True, slots=True)
class Workplace:
    """How many professionals of one profession work at a service or body."""

    id: str  # empty: it is not written where they work
    name: str
    many: int


def workplaces(profession: str, day: date, viewer: Viewer) -> tuple[Workplace, ...]:
    """
    Count the professionals of one profession at each service and body.

    Parameters
    ----------
    profession
        How the word of the vocabulary's professions begins: ``"infermiere"`` is every nurse.
    day
        On which they work there.
    viewer
        Who asks; needs to read the directory.

    Returns
    -------
    tuple of Workplace
        The fewest first; one who works at two is counted at both.

    Raises
    ------
    NotAllowedError
        If the viewer may not read the directory.
    """
    viewer.require("read", "directory")
    tie, place = aliased(Tie), aliased(Party)
    works = and_(tie.from_key == Practitioner.key, tie.kind == WORKS, holds(tie, day))
    many = func.count(Practitioner.key.distinct())
    query = (
        select(place.id, place.name, many)
        .select_from(Practitioner)
        .outerjoin(tie, works)
        .outerjoin(place, place.key == tie.to_key)
        .where(Practitioner.profession.startswith(profession))
        .group_by(place.id, place.name)
        .order_by(many, place.name)
    )
    with viewer.reading() as session:
        return tuple(
            Workplace(found or "", name or "", number) for found, name, number in session.execute(query)
        )


@dataclass(frozen=True, slots=True)
class Worker:
    """A professional who works at a service or body."""

    id: str
    name: str
    profession: str  # of the vocabulary; empty where it is not written
    since: date
    place: str  # name of the service or body


def staff_of(place_ids: Collection[str], day: date, viewer: Viewer) -> tuple[Worker, ...]:
    """
    List who works at some services or bodies.

    Parameters
    ----------
    place_ids
        Their ids.
    day
        On which they work there.
    viewer
        Who asks; needs to read the directory.

    Returns
    -------
    tuple of Worker
        By place, then by name.

    Raises
    ------
    NotAllowedError
        If the viewer may not read the directory.
    """
    viewer.require("read", "directory")
    tie, place = aliased(Tie), aliased(Party)
    query = (
        select(Practitioner.id, Practitioner.name, Practitioner.profession, tie.since, place.name)
        .join(tie, and_(tie.from_key == Practitioner.key, tie.kind == WORKS, holds(tie, day)))
        .join(place, place.key == tie.to_key)
        .where(place.id.in_(sorted(place_ids)))
        .order_by(place.name, Practitioner.name)
    )
    with viewer.reading() as session:
        return tuple(
            Worker(one, name, work or "", since, at) for one, name, work, since, at in session.execute(query)
        )
