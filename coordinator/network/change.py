"""Write ties: state one, confirm it, end it, change it, withdraw it; the log keeps each statement."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select

from coordinator.errors import BadTieError, UnknownTieError
from coordinator.model import Party, Tie
from coordinator.network.fields_seen import as_held
from coordinator.network.pen import ONE_DAY, Pen
from coordinator.network.statement import CHANGEABLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from coordinator.network.statement import Statement
    from coordinator.protection import Viewer
    from coordinator.store import Store


def state_tie(store: Store, statement: Statement, viewer: Viewer, *, about: str | None = None) -> int:
    """
    Record a tie, beside whatever other sources say.

    Parameters
    ----------
    store
        The record.
    statement
        What is stated.
    viewer
        Who writes; needs to write the network.
    about
        Whose network it is, for the log of accesses; by default where the tie starts.

    Returns
    -------
    int
        The number of the tie.

    Raises
    ------
    UnknownPartyError
        If one end is not in the store.
    BadTieError
        If the kind cannot hold between such parties.
    UnknownWordError
        If the vocabulary has no such kind.
    """
    viewer.require("write", "network", of=about or viewer.closest(statement.from_id, statement.to_id))
    viewer.refuse_reserved(statement.from_id, statement.to_id)
    with store.writing() as session:
        return Pen(session, store.clock(), viewer.user).add(statement).key


def confirm_tie(
    store: Store, tie_id: int, day: date, viewer: Viewer, *, stated_by: str | None = None
) -> None:
    """
    Record that a tie was asked about on a day and still holds as it is.

    Parameters
    ----------
    store
        The record.
    tie_id
        Number of the tie.
    day
        When it was confirmed.
    viewer
        Who writes; needs to write the network.
    stated_by
        Who confirmed it.

    Raises
    ------
    UnknownTieError
        If the store has no such tie.
    """
    with _pen(store, tie_id, viewer) as pen:
        pen.write(pen.tie(tie_id), "confirmed", day, {"confirmed_on": day}, stated_by)


def end_tie(store: Store, tie_id: int, day: date, viewer: Viewer, *, stated_by: str | None = None) -> None:
    """
    Record the last day of a tie.

    Parameters
    ----------
    store
        The record.
    tie_id
        Number of the tie.
    day
        The last day on which it holds.
    viewer
        Who writes; needs to write the network.
    stated_by
        Who said so.

    Raises
    ------
    UnknownTieError
        If the store has no such tie.
    BadTieError
        If the tie begins after that day: withdraw it instead.
    """
    with _pen(store, tie_id, viewer) as pen:
        tie = pen.tie(tie_id)
        if day < tie.since:
            message = f"Tie {tie_id} begins on {tie.since}, after {day}. If it never was, withdraw it."
            raise BadTieError(message)
        pen.write(tie, "ended", day, {"until": day}, stated_by)


def withdraw_tie(store: Store, tie_id: int, viewer: Viewer, *, stated_by: str | None = None) -> None:
    """
    Record that a tie was written by mistake: it holds on no day, and its history stays.

    Parameters
    ----------
    store
        The record.
    tie_id
        Number of the tie.
    viewer
        Who writes; needs to write the network.
    stated_by
        Who found the mistake.

    Raises
    ------
    UnknownTieError
        If the store has no such tie.
    """
    with _pen(store, tie_id, viewer) as pen:
        tie = pen.tie(tie_id)
        pen.write(tie, "withdrawn", tie.since, {"until": tie.since - ONE_DAY}, stated_by)


def change_tie(
    store: Store,
    tie_id: int,
    day: date,
    changes: Mapping[str, Any],
    viewer: Viewer,
    *,
    stated_by: str | None = None,
) -> int:
    """
    Record that a tie is otherwise from a day on: the old one ends on its eve, a new one follows it.

    Parameters
    ----------
    store
        The record.
    tie_id
        Number of the tie.
    day
        The first day on which it is otherwise.
    changes
        What is otherwise: fields of `Statement` other than its ends and days, e.g. ``{"strength": 1}``.
    viewer
        Who writes; needs to write the network.
    stated_by
        Who said so.

    Returns
    -------
    int
        The number of the new tie.

    Raises
    ------
    UnknownTieError
        If the store has no such tie.
    BadTieError
        If the tie does not hold on that day, or a change is out of range.
    """
    if unknown := sorted(set(changes) - CHANGEABLE):
        message = f"A tie cannot change its {', '.join(unknown)}: end it and state another."
        raise BadTieError(message)
    veil = viewer.veil()
    with _pen(store, tie_id, viewer) as pen:
        old = pen.tie(tie_id)
        changes = as_held(changes, vars(old), veil)
        if day < old.since or (old.until is not None and day > old.until):
            message = f"Tie {tie_id} holds from {old.since} to {old.until or 'now'}, not on {day}."
            raise BadTieError(message)
        new = replace(
            pen.statement(old), **{**changes, "since": day, "stated_by": stated_by or old.stated_by}
        )
        pen.write(old, "ended", day - ONE_DAY, {"until": day - ONE_DAY}, stated_by)
        return pen.add(new, follows=old.key).key


@contextmanager
def _pen(store: Store, tie_id: int, viewer: Viewer) -> Iterator[Pen]:
    """Check that the viewer may write at one end of a tie; then take the pen."""
    with viewer.reading() as session:
        at_end = or_(Tie.from_key == Party.key, Tie.to_key == Party.key)
        ends = session.scalars(select(Party.id).join(Tie, at_end).where(Tie.key == tie_id)).all()
    viewer.require("write", "network", of=viewer.closest(*ends) if ends else None)
    if not ends:
        raise UnknownTieError(tie_id)
    with store.writing() as session:
        yield Pen(session, store.clock(), viewer.user)
