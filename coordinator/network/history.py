"""Tell what was stated about a tie, and build the ties again from the log of statements."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select

from coordinator.errors import UnknownTieError
from coordinator.model import Party, Tie, TieEvent
from coordinator.network.fields_seen import PAPERS, is_of_tribunal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date, datetime

    from sqlalchemy import Row
    from sqlalchemy.orm import Session

    from coordinator.protection import Viewer
    from coordinator.protection.veil import Veil
    from coordinator.store import Store


@dataclass(frozen=True, slots=True)
class Event:
    """One statement about a tie."""

    tie_id: int
    act: str  # stated, confirmed, ended, moved, withdrawn
    day: date  # the day that it speaks of
    recorded_at: datetime
    author: str
    stated_by: str | None
    document: str | None
    state: Mapping[str, Any]  # what it sets; days as 2026-03-31


def history(store: Store, tie_id: int, viewer: Viewer) -> tuple[Event, ...]:
    """
    Tell all that was stated about a tie, about those it follows and those that follow it.

    Parameters
    ----------
    store
        The record.
    tie_id
        Number of the tie.
    viewer
        Who asks; needs to read the network.

    Returns
    -------
    tuple of Event
        In the order in which they were recorded.

    Raises
    ------
    UnknownTieError
        If the store has no such tie, or it is hidden and the viewer may not see it.
    """
    with viewer.reading() as session:
        tie = session.scalar(select(Tie).where(Tie.key == tie_id))
        if tie is None:
            raise UnknownTieError(tie_id)
        ends = session.scalars(select(Party.id).where(Party.key.in_([tie.from_key, tie.to_key]))).all()
    viewer.require("read", "network", of=viewer.closest(*ends))
    papers, veil = not is_of_tribunal(tie.kind) or viewer.may("read", "tribunal"), viewer.veil()
    with viewer.reading() as session:
        events = [_veiled(one, veil) for one in _events(session, _versions(session, tie.key))]
    return tuple(events if papers else map(_without_papers, events))


def _veiled(event: Event, veil: Veil) -> Event:
    """Take the names of who is reserved out of what a statement says."""
    said = veil.over((event.stated_by, event.document, event.state), event.author)
    return replace(event, stated_by=said[0], document=said[1], state=said[2])


def _without_papers(event: Event) -> Event:
    """Empty what a statement says of its papers."""
    state = {name: value for name, value in event.state.items() if name not in PAPERS}
    return replace(event, document=None, state=state)


def first_versions(session: Session, tie_ids: Iterable[int]) -> dict[int, int]:
    """
    Find, for each tie, the one that all its changes go back to.

    Parameters
    ----------
    session
        Of the store.
    tie_ids
        Numbers of ties.

    Returns
    -------
    dict
        Number of a tie → number of its first version; itself if it changes none.
    """
    first = {number: number for number in tie_ids}
    asked = set(first)
    while asked:
        query = select(Tie.key, Tie.follows).where(Tie.key.in_(sorted(asked)), Tie.follows.is_not(None))
        before = {number: follows for number, follows in session.execute(query) if follows}
        first = {number: before.get(last, last) for number, last in first.items()}
        asked = set(before.values())
    return first


def held_on(session: Session, tie_ids: Iterable[int], day: date) -> set[int]:
    """
    Find the ties of which some version held on a day.

    Parameters
    ----------
    session
        Of the store.
    tie_ids
        Numbers of ties.
    day
        The day.

    Returns
    -------
    set of int
        Those among the numbers given.
    """
    first = first_versions(session, tie_ids)
    first_of = {number: number for number in first.values()}
    first_of |= _later_versions(session, first_of)
    holding = select(Tie.key).where(
        Tie.key.in_(sorted(first_of)), Tie.since <= day, or_(Tie.until.is_(None), Tie.until >= day)
    )
    held = {first_of[number] for number in session.scalars(holding)}
    return {number for number, root in first.items() if root in held}


def _later_versions(session: Session, first_of: Mapping[int, int]) -> dict[int, int]:
    """Follow ties to their last versions: number of each later version → first version."""
    found: dict[int, int] = {}
    asked = dict(first_of)
    while asked:
        query = select(Tie.key, Tie.follows).where(Tie.follows.in_(sorted(asked)))
        asked = {number: asked[follows] for number, follows in session.execute(query) if follows}
        found |= asked
    return found


def _versions(session: Session, tie_id: int) -> set[int]:
    """List the numbers of a tie's versions: back to the first, on to the last."""
    first = first_versions(session, [tie_id])[tie_id]
    return {first, *_later_versions(session, {first: first})}


def _events(session: Session, tie_ids: Iterable[int]) -> Iterator[Event]:
    query = select(TieEvent.__table__).where(TieEvent.tie_key.in_(sorted(tie_ids))).order_by(TieEvent.key)
    for row in session.execute(query):
        yield _event(row)


def _event(row: Row[Any]) -> Event:
    """Read one row of the log."""
    return Event(
        tie_id=row.tie_key,
        act=row.act,
        day=row.day,
        recorded_at=row.recorded_at,
        author=row.author,
        stated_by=row.stated_by,
        document=row.document,
        state=json.loads(row.state),
    )


def replay(store: Store, viewer: Viewer, *, until: datetime | None = None) -> dict[int, dict[str, Any]]:
    """
    Build every tie again from the log alone.

    Parameters
    ----------
    store
        The record.
    viewer
        Who asks; needs to read the log of accesses, and hidden ties.
    until
        Leave out what was recorded after this instant: what was known then. None: all.

    Returns
    -------
    dict
        Number of a tie → its columns; days as 2026-03-31, columns that nobody stated are missing.
    """
    viewer.require("read", "audit")
    viewer.require("read", "network_hidden")  # the log of statements keeps nothing apart
    ties: dict[int, dict[str, Any]] = {}
    query = select(TieEvent.__table__).order_by(TieEvent.key)
    if until is not None:
        query = query.where(TieEvent.recorded_at <= until)
    with viewer.reading() as session:
        for row in session.execute(query).yield_per(10_000):
            event = _event(row)
            ties.setdefault(event.tie_id, {}).update(event.state)
    return ties


def holds_on(state: Mapping[str, Any], day: date) -> bool:
    """
    Say whether a tie of a replay holds on a day.

    Parameters
    ----------
    state
        Its columns, as `replay` gives them.
    day
        The day.

    Returns
    -------
    bool
        True from its first to its last day, both included.
    """
    asked = day.isoformat()
    until = state.get("until")
    return bool(state["since"] <= asked and (until is None or asked <= until))
