"""Ask whom each professional follows, of the persons whom a viewer may see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import aliased

from coordinator.model import Person, Practitioner, Tie
from coordinator.network.census import seen_by
from coordinator.network.conditions import living
from coordinator.network.ties_asked import tie_where
from coordinator.network.wanted import Having

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from coordinator.protection import Viewer

FOLLOWS = ("segue", "case_manager")
"""Words of the vocabulary's tie kinds by which a professional follows somebody."""

DOCTORS = ("medico_base",)
"""The same of general practitioners, who have on their list also those whom nobody follows."""


def followed_by_each(
    day: date, viewer: Viewer, kinds: Sequence[str] = FOLLOWS
) -> Mapping[str, frozenset[str]]:
    """
    List whom each professional follows.

    Parameters
    ----------
    day
        On which they do.
    viewer
        Who asks; needs to read persons and networks. Reserved ties and persons are not there.
    kinds
        Words of the vocabulary's tie kinds by which they follow.

    Returns
    -------
    mapping of str to frozenset of str
        Ids of professionals → of persons; who follows nobody is left out.

    Raises
    ------
    NotAllowedError
        If the viewer may not read persons or networks.
    """
    viewer.require("read", "person")
    viewer.require("read", "network")
    tie, worker = aliased(Tie), aliased(Practitioner, flat=True)
    held: dict[str, set[str]] = {}
    with viewer.reading() as session:
        for kind in kinds:
            holds, other = tie_where(tie, Having((kind,)), day)
            query = (
                select(worker.id, Person.id)
                .select_from(Person)
                .join(tie, holds)
                .join(worker, worker.key == getattr(tie, other))
                .where(seen_by(viewer, mine=False), living(day))
            )
            for follower, person in session.execute(query):
                held.setdefault(follower, set()).add(person)
    return {follower: frozenset(persons) for follower, persons in held.items()}
