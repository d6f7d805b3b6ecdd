"""Write ties: state one, confirm it, end it, change it, withdraw it; the log keeps each statement."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from coordinator.errors import BadTieError, UnknownPartyError, UnknownTieError
from coordinator.model import Party, Tie, TieEvent, vocabulary
from coordinator.model.ties import as_state
from coordinator.network.statement import CHANGEABLE, Statement, as_stored, check_ends

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from coordinator.protection import Viewer
    from coordinator.store import Store

ONE_DAY = timedelta(days=1)


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
    viewer.require("write", "network", of=about or statement.from_id)
    with store.writing() as session:
        return _add(_Pen(session, store.clock(), viewer.user), statement).key


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
        pen.write(_tie(pen, tie_id), "confirmed", day, {"confirmed_on": day}, stated_by)


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
        tie = _tie(pen, tie_id)
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
        tie = _tie(pen, tie_id)
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
    with _pen(store, tie_id, viewer) as pen:
        old = _tie(pen, tie_id)
        if day < old.since or (old.until is not None and day > old.until):
            message = f"Tie {tie_id} holds from {old.since} to {old.until or 'now'}, not on {day}."
            raise BadTieError(message)
        new = replace(
            _statement(pen, old), **{**changes, "since": day, "stated_by": stated_by or old.stated_by}
        )
        pen.write(old, "ended", day - ONE_DAY, {"until": day - ONE_DAY}, stated_by)
        return _add(pen, new, follows=old.key).key


@dataclass(frozen=True, slots=True)
class _Pen:
    """A writing session, with the hand and the hour that sign what it writes."""

    session: Session
    at: datetime
    author: str

    def write(self, tie: Tie, act: str, day: date, state: Mapping[str, Any], stated_by: str | None) -> None:
        """Write one statement in the log, and what it sets in the tie."""
        for name, value in state.items():
            setattr(tie, name, value)
        self.session.flush()
        event = TieEvent(
            tie_key=tie.key,
            act=act,
            day=day,
            recorded_at=self.at,
            author=self.author,
            stated_by=stated_by,
            document=state.get("document"),
            state=as_state({name: value for name, value in state.items() if value is not None}),
        )
        self.session.add(event)


@contextmanager
def _pen(store: Store, tie_id: int, viewer: Viewer) -> Iterator[_Pen]:
    """Check that the viewer may write where a tie starts; then take the pen."""
    with store.reading() as session:
        start = session.scalar(select(Party.id).join(Tie, Tie.from_key == Party.key).where(Tie.key == tie_id))
    viewer.require("write", "network", of=start)
    with store.writing() as session:
        yield _Pen(session, store.clock(), viewer.user)


def _tie(pen: _Pen, tie_id: int) -> Tie:
    tie = pen.session.get(Tie, tie_id)
    if tie is None:
        raise UnknownTieError(tie_id)
    return tie


def _add(pen: _Pen, statement: Statement, *, follows: int | None = None) -> Tie:
    """Write the row of a stated tie and its first event."""
    said = as_stored(statement)
    kind = vocabulary().tie_kind(said.kind)
    start, end = _party(pen, said.from_id), _party(pen, said.to_id)
    check_ends(kind, start, end)
    columns = {name: value for name, value in asdict(said).items() if name not in {"from_id", "to_id"}}
    columns["direction"] = said.direction or ("both" if kind.symmetric else "to")
    columns |= {"from_key": start.key, "to_key": end.key, "follows": follows}
    tie = Tie(recorded_at=pen.at, author=pen.author, **columns)
    pen.session.add(tie)
    pen.write(tie, "stated", said.since, columns, said.stated_by)
    return tie


def _party(pen: _Pen, party_id: str) -> Party:
    party = pen.session.scalar(select(Party).where(Party.id == party_id))
    if party is None:
        raise UnknownPartyError(party_id)
    return party


def _statement(pen: _Pen, tie: Tie) -> Statement:
    """Read back what was stated in a tie's row."""
    ends = select(Party.key, Party.id).where(Party.key.in_([tie.from_key, tie.to_key]))
    ids = dict(pen.session.execute(ends).all())
    same = {name: getattr(tie, name) for name in CHANGEABLE | {"since", "until"}}
    return Statement(kind=tie.kind, from_id=ids[tie.from_key], to_id=ids[tie.to_key], **same)
