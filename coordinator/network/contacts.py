"""Read what happened between a person and those who care for her: visits, talks, stays in hospital."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import aliased

from coordinator.model import Contact, Party

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from coordinator.protection import Viewer

STAYS = ("ricovero", "dimissione")
"""Kinds of contact by which a stay in hospital begins and ends."""


@dataclass(frozen=True, slots=True)
class Met:
    """One contact."""

    day: date
    kind: str  # of the vocabulary's contact kinds
    with_id: str
    with_name: str


def contacts_of(
    person_id: str, day: date, viewer: Viewer, kinds: Collection[str] = (), *, limit: int = 50
) -> list[Met]:
    """
    List the contacts of a person up to a day.

    Parameters
    ----------
    person_id
        Id of the person.
    day
        The last day that counts.
    viewer
        Who asks; needs to read the person's network.
    kinds
        Words of the vocabulary's contact kinds; empty for all.
    limit
        The most to return.

    Returns
    -------
    list of Met
        The newest first; without those with whom the viewer is not told of ties.

    Raises
    ------
    NotAllowedError
        If the viewer may not read the network.
    """
    viewer.require("read", "network", of=person_id)
    person, other = aliased(Party), aliased(Party)
    query = (
        select(Contact.day, Contact.kind, other.id, other.name)
        .join(person, person.key == Contact.person_key)
        .join(other, other.key == Contact.with_key)
        .where(person.id == person_id, Contact.day <= day, other.key.not_in(viewer.sight().blind))
        .order_by(Contact.day.desc(), Contact.key.desc())
    )
    if kinds:
        query = query.where(Contact.kind.in_(kinds))
    with viewer.reading() as session:
        return [Met(*row) for row in session.execute(query.limit(limit))]
