"""Read the directory: who is in it, and what is around a service or a body."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from coordinator.errors import UnknownPartyError
from coordinator.model import Party, Tie, vocabulary
from coordinator.protection.disclosure import shown

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from coordinator.protection import Viewer
    from coordinator.store import Store

PUBLIC = ("servizio", "ente", "professionista", "comunita")
"""Kinds of party that the directory names; persons and households are not in it."""

WITH_PERSONS = ("in_carico", "in_attesa", "segnalato", "assistito_da_ente")
"""Kinds of tie from a person to a service or body."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A party of the directory."""

    id: str
    name: str
    kind: str
    detail: str


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A tie of a service or body with another party of the directory."""

    tie_id: int
    kind: str
    label: str  # read "the service label the other"
    id: str
    name: str
    since: date
    stated_by: str | None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is around a service or body on a day."""

    id: str
    name: str
    kind: str
    neighbours: tuple[Neighbour, ...]  # by label, then by name
    persons: dict[str, int | None]  # kind of tie → persons, to the nearest five; None: too few to be told
    shared: tuple[tuple[str, str, int | None], ...]  # services that share persons: id, name, how many


def directory(store: Store, viewer: Viewer, *, kinds: Sequence[str] = PUBLIC) -> list[Entry]:
    """
    List who is in the directory.

    Parameters
    ----------
    store
        The record.
    viewer
        Who asks; needs to read the directory.
    kinds
        Kinds of party, among `PUBLIC`.

    Returns
    -------
    list of Entry
        By name.
    """
    viewer.require("read", "directory")
    wanted = [kind for kind in kinds if kind in PUBLIC]
    query = select(Party.id, Party.name, Party.kind, Party.detail)
    query = query.where(Party.kind.in_(wanted), Party.merged_into.is_(None)).order_by(Party.name, Party.id)
    veil = viewer.veil()
    with viewer.reading() as session:
        return [
            Entry(row.id, row.name, row.kind, veil.over(row.detail or "")) for row in session.execute(query)
        ]


def surroundings(store: Store, party_id: str, day: date, viewer: Viewer) -> Surroundings:
    """
    Read what is around a service, body, group or practitioner; persons are counted, never named.

    Parameters
    ----------
    store
        The record.
    party_id
        Its id.
    day
        The day.
    viewer
        Who asks; needs to read the directory.

    Returns
    -------
    Surroundings
        Hidden ties are left out, and do not count. Counts are told as `coordinator.protection.disclosure` says.

    Raises
    ------
    UnknownPartyError
        If the directory has no such party.
    """
    viewer.require("read", "directory", of=party_id)
    with viewer.reading() as session:
        party = session.scalar(select(Party).where(Party.id == party_id, Party.kind.in_(PUBLIC)))
        if party is None:
            raise UnknownPartyError(party_id)
        return Surroundings(
            party.id,
            party.name,
            party.kind,
            tuple(sorted(_neighbours(session, party.key, day), key=lambda one: (one.label, one.name))),
            {kind: shown(number) for kind, number in _persons(session, party.key, day).items()},
            tuple((one, name, shown(number)) for one, name, number in _shared(session, party.key, day)),
        )


def _holding(tie: Any, day: date) -> list[Any]:  # noqa: ANN401 - the table of ties, or an alias of it
    """Ask for ties that hold on a day and are not hidden."""
    return [tie.since <= day, or_(tie.until.is_(None), tie.until >= day), tie.hidden.is_(False)]


def _neighbours(session: Session, key: int, day: date) -> list[Neighbour]:
    """Read the ties with other parties of the directory."""
    found = []
    for mine, theirs in ((Tie.from_key, Tie.to_key), (Tie.to_key, Tie.from_key)):
        query = select(Tie, Party.id, Party.name).join(Party, Party.key == theirs)
        query = query.where(mine == key, Party.kind.in_(PUBLIC), *_holding(Tie, day))
        for tie, other, name in session.execute(query):
            kind = vocabulary().tie_kind(tie.kind)
            label = kind.label if mine is Tie.from_key else kind.reverse_label
            found.append(Neighbour(tie.key, kind.id, label, other, name, tie.since, tie.stated_by))
    return found


def _persons(session: Session, key: int, day: date) -> dict[str, int]:
    """Count the persons who are tied to a service or body, by kind of tie."""
    query = select(Tie.kind, Tie.from_key).where(Tie.to_key == key, Tie.kind.in_(WITH_PERSONS))
    pairs = {tuple(row) for row in session.execute(query.where(*_holding(Tie, day)))}
    counted = Counter(kind for kind, _ in pairs)
    return {kind: counted[kind] for kind in WITH_PERSONS if counted[kind]}


def _shared(session: Session, key: int, day: date, most: int = 10) -> list[tuple[str, str, int]]:
    """Count the persons whom other services have in charge too."""
    here, there = aliased(Tie), aliased(Tie)
    query = (
        select(Party.id, Party.name, there.from_key)
        .select_from(here)
        .join(there, there.from_key == here.from_key)
        .join(Party, Party.key == there.to_key)
        .where(here.to_key == key, here.kind == "in_carico", there.kind == "in_carico", there.to_key != key)
        .where(*_holding(here, day), *_holding(there, day))
        .distinct()
    )
    counted: Counter[tuple[str, str]] = Counter((row[0], row[1]) for row in session.execute(query))
    ranked = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    return [(party, name, number) for (party, name), number in ranked[:most]]
