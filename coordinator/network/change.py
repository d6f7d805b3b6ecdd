"""Write ties: state one, confirm it, end it, change it, withdraw it; the log keeps each statement."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from coordinator.errors import BadTieError, UnknownPartyError, UnknownTieError
from coordinator.model import Party, Tie, TieEvent, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from sqlalchemy.orm import Session

    from coordinator.model import Kind
    from coordinator.protection import Viewer
    from coordinator.store import Store

ONE_DAY = timedelta(days=1)
LISTS = {"frequency": "frequencies", "support": "supports", "level": "levels", "direction": "directions"}
TURNED = {"to": "from", "from": "to", "both": "both"}


@dataclass(frozen=True, slots=True)
class Statement:
    """What someone states about a tie: "Lucia is Ada's main carer since March, 20 hours a week"."""

    kind: str  # of the vocabulary; a reverse id is turned round
    from_id: str
    to_id: str
    since: date
    until: date | None = None  # last day; None: still holds
    direction: str | None = None  # of help: to, from, both; None: both if the kind is symmetric, else to
    strength: int | None = None  # 0 to 3
    conflict: bool = False
    frequency: str | None = None
    hours_per_week: float | None = None  # 0 to 168
    hours_available: float | None = None  # 0 to 168; what the helper can give
    strain: int | None = None  # 0 to 3, of the helper
    support: str | None = None
    level: str | None = None
    hidden: bool = False
    case_id: str | None = None
    stated_by: str | None = None
    document: str | None = None
    note: str | None = None

    def __post_init__(self) -> None:
        """Refuse days in the wrong order and amounts out of range."""
        if self.until is not None and self.until < self.since:
            message = f"The tie would end on {self.until}, before it begins on {self.since}. Swap the days."
            raise BadTieError(message)
        for name, most in (("strength", 3), ("strain", 3), ("hours_per_week", 168), ("hours_available", 168)):
            value = getattr(self, name)
            if value is not None and not 0 <= value <= most:
                message = f"{name} is {value}: give a number from 0 to {most}, or leave it out."
                raise BadTieError(message)
        for name, list_name in LISTS.items():
            if (word := getattr(self, name)) is not None:
                vocabulary().term(list_name, word)


CHANGEABLE = frozenset(Statement.__dataclass_fields__) - {"kind", "from_id", "to_id", "since", "until"}
"""Fields of a tie that may be otherwise from a day on."""


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
            state=as_state(state),
        )
        self.session.add(event)


def as_state(state: Mapping[str, Any]) -> str:
    """
    Write what a statement sets as the log keeps it.

    Parameters
    ----------
    state
        Columns of `Tie` and their values.

    Returns
    -------
    str
        JSON, keys in order, days as 2026-03-31; columns that are None are left out.
    """
    said = {name: value for name, value in state.items() if value is not None}
    return json.dumps(said, ensure_ascii=False, sort_keys=True, default=date.isoformat)


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
    said = _turned_round(statement)
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


def _turned_round(statement: Statement) -> Statement:
    """Write a tie stated by its reverse ("Lucia is Ada's daughter") the way the store holds it."""
    kind = vocabulary().reversed_kinds.get(statement.kind)
    if kind is None:
        return statement
    turned = TURNED.get(statement.direction or "")
    return replace(
        statement, kind=kind.id, from_id=statement.to_id, to_id=statement.from_id, direction=turned
    )


def check_ends(kind: Kind, start: Party, end: Party) -> None:
    """
    Refuse a tie that cannot hold between two parties.

    Parameters
    ----------
    kind
        The kind of tie.
    start, end
        Where it starts and where it ends.

    Raises
    ------
    BadTieError
        If it would tie a party to itself, or the kind does not fit the parties.
    """
    if start.id == end.id:
        message = f"The tie {kind.id!r} would start and end at {start.id!r}: name two parties."
        raise BadTieError(message)
    allowed = [(kind.ends[0], kind.ends[1])] + ([(kind.ends[1], kind.ends[0])] if kind.symmetric else [])
    if not any(start.kind in first and end.kind in last for first, last in allowed):
        message = (
            f"{kind.id!r} goes from {_one_of(kind.ends[0])} to {_one_of(kind.ends[1])}, "
            f"not from {start.kind} ({start.id}) to {end.kind} ({end.id}). "
            "Turn it round, or take another kind."
        )
        raise BadTieError(message)


def _one_of(kinds: frozenset[str]) -> str:
    return " or ".join(sorted(kinds))


def _party(pen: _Pen, party_id: str) -> Party:
    party = pen.session.scalar(select(Party).where(Party.id == party_id))
    if party is None:
        raise UnknownPartyError(party_id)
    return party


def _statement(pen: _Pen, tie: Tie) -> Statement:
    """Read back what was stated in a tie's row."""
    ids = dict(
        pen.session.execute(select(Party.key, Party.id).where(Party.key.in_([tie.from_key, tie.to_key])))
        .tuples()
        .all()
    )
    same = {name: getattr(tie, name) for name in CHANGEABLE | {"since", "until"}}
    return Statement(kind=tie.kind, from_id=ids[tie.from_key], to_id=ids[tie.to_key], **same)
