"""Ask for those who care at home, over all the persons whom a viewer may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from coordinator.model import Person, Tie
from coordinator.network.census import seen_by
from coordinator.network.conditions import living
from coordinator.network.ties_asked import tie_where
from coordinator.network.wanted import Having

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from coordinator.protection import Viewer


@dataclass(frozen=True, slots=True)
class Carer:
    """Somebody who cares for a person; one who cares for two is there twice."""

    person_id: str
    person_name: str
    area: str | None  # where the person lives
    id: str
    name: str
    born_on: date | None
    hours: float | None  # a week
    strain: int | None  # 0 to 3


def carers_of_many(
    kinds: Sequence[str], day: date, viewer: Viewer, *, mine: bool = False
) -> tuple[Carer, ...]:
    """
    List those who care for the persons whom a viewer may see.

    Parameters
    ----------
    kinds
        Words of the vocabulary's tie kinds by which somebody cares, such as ``"caregiver_principale"``.
    day
        On which they do.
    viewer
        Who asks; needs to read persons and networks. Reserved ties and persons are not there.
    mine
        Whether only the viewer's own persons are meant.

    Returns
    -------
    tuple of Carer
        By the name of the person, then of who cares.

    Raises
    ------
    NotAllowedError
        If the viewer may not read persons or networks.
    """
    viewer.require("read", "person")
    viewer.require("read", "network")
    tie, carer = aliased(Tie), aliased(Person)
    holds, other = tie_where(tie, Having(tuple(kinds)), day)
    query = (
        select(
            Person.id,
            Person.name,
            Person.area,
            carer.id,
            carer.name,
            carer.born_on,
            tie.hours_per_week,
            tie.strain,
        )
        .join(tie, holds)
        .join(carer, carer.key == getattr(tie, other))
        .where(seen_by(viewer, mine=mine), living(day), or_(carer.died_on.is_(None), carer.died_on > day))
        .order_by(Person.name, carer.name)
        .distinct()
    )
    with viewer.reading() as session:
        return tuple(Carer(*row) for row in session.execute(query))
