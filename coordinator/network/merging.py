"""Make one of two records of the same person, and two again when it was a mistake."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, update

from coordinator.errors import BadMergeError, UnknownPartyError
from coordinator.model import (
    Contact,
    Merge,
    MergeMove,
    Need,
    Party,
    Role,
    Tie,
    TieEvent,
)
from coordinator.model.ties import as_state

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import InstrumentedAttribute, Session

    from coordinator.protection import Viewer
    from coordinator.store import Store

REFERENCES: tuple[tuple[type[Any], InstrumentedAttribute[Any]], ...] = (
    (Tie, Tie.from_key),
    (Tie, Tie.to_key),
    (Role, Role.holder_key),
    (Role, Role.at_key),
    (Role, Role.about_key),
    (Need, Need.person_key),
    (Contact, Contact.person_key),
    (Contact, Contact.with_key),
)
"""Where rows name a party; a merge turns them to the kept record."""

FILLED = ("sex", "born_on", "died_on", "tax_code", "tax_code_kind", "area", "phone", "detail")


def merge(store: Store, kept_id: str, dropped_id: str, reason: str, viewer: Viewer) -> int:
    """
    Make one of two records of the same person.

    Ties, roles, needs and contacts of the dropped record turn to the kept one, whose blanks the other
    fills. A tie between the two is withdrawn. The dropped record stays, set aside.

    Parameters
    ----------
    store
        The record.
    kept_id, dropped_id
        The two records.
    reason
        Why they are one.
    viewer
        Who decides; needs to decide on duplicates.

    Returns
    -------
    int
        The number of the merge, for `undo_merge`.

    Raises
    ------
    UnknownPartyError
        If the store lacks one of them.
    BadMergeError
        If they are the same, of two kinds, or one was merged already.
    """
    viewer.require("decide", "duplicates", of=kept_id)
    viewer.require("decide", "duplicates", of=dropped_id)
    with store.writing() as session:
        kept, dropped = _party(session, kept_id), _party(session, dropped_id)
        _check(kept, dropped)
        row = Merge(
            kept_key=kept.key,
            dropped_key=dropped.key,
            reason=reason,
            filled=json.dumps(_fill(kept, dropped)),
            merged_at=store.clock(),
            author=viewer.user,
        )
        session.add(row)
        session.flush()
        pen = _Mover(session, row.key, store.clock(), viewer.user)
        pen.withdraw_between(kept.key, dropped.key)
        for table, column in REFERENCES:
            pen.turn(table, column, dropped.key, kept.key)
        dropped.merged_into = kept.key
        return row.key


def undo_merge(store: Store, merge_id: int, viewer: Viewer) -> None:
    """
    Make two records again of one, as they were; what was added since stays with the kept one.

    Parameters
    ----------
    store
        The record.
    merge_id
        What `merge` returned.
    viewer
        Who decides; needs to decide on duplicates.

    Raises
    ------
    BadMergeError
        If there is no such merge, or it was undone already.
    """
    viewer.require("decide", "duplicates")
    with store.writing() as session:
        row = session.get(Merge, merge_id)
        if row is None or row.undone_at is not None:
            message = f"There is no merge {merge_id} to undo: it is unknown, or was undone already."
            raise BadMergeError(message)
        pen = _Mover(session, row.key, store.clock(), viewer.user)
        pen.turn_back(row.dropped_key)
        for name in json.loads(row.filled):
            setattr(session.get_one(Party, row.kept_key), name, None)
        session.get_one(Party, row.dropped_key).merged_into = None
        row.undone_at = store.clock()


@dataclass(frozen=True, slots=True)
class _Mover:
    """A writing session that turns references and writes down each."""

    session: Session
    merge_key: int
    at: datetime
    author: str

    def turn(self, table: type[Any], column: InstrumentedAttribute[Any], start: int, end: int) -> None:
        """Turn every reference in one column from one party to another."""
        for key in self.session.scalars(select(table.key).where(column == start)).all():
            self._set(table, key, column.key, end)
            self._remember(table.__tablename__, column.key, key)

    def turn_back(self, party_key: int) -> None:
        """Turn the references of this merge back; ties that it withdrew hold again."""
        tables = {table.__tablename__: table for table, _ in REFERENCES}
        moves = self.session.scalars(select(MergeMove).where(MergeMove.merge_key == self.merge_key)).all()
        for move in moves:
            if move.column_name == "until":
                self._restore(move.row_key)
            else:
                self._set(tables[move.table_name], move.row_key, move.column_name, party_key)

    def withdraw_between(self, one: int, other: int) -> None:
        """Withdraw the ties between the two records: nobody is tied to herself."""
        ends = [one, other]
        query = select(Tie).where(Tie.from_key.in_(ends), Tie.to_key.in_(ends))
        for tie in self.session.scalars(query).all():
            until = date.fromordinal(tie.since.toordinal() - 1)
            if tie.until != until:
                self._log(tie, "withdrawn", {"until": until})
                tie.until = until
                self._remember("tie", "until", tie.key)

    def _restore(self, tie_key: int) -> None:
        """Give a withdrawn tie back the last day that the log had for it."""
        tie = self.session.get_one(Tie, tie_key)
        states = self.session.scalars(
            select(TieEvent.state)
            .where(TieEvent.tie_key == tie_key, TieEvent.act != "withdrawn")
            .order_by(TieEvent.key)
        )
        ends = [json.loads(state)["until"] for state in states if "until" in json.loads(state)]
        tie.until = date.fromisoformat(ends[-1]) if ends and ends[-1] else None
        self._log(tie, "moved", {"until": tie.until})

    def _set(self, table: type[Any], key: int, column: str, party_key: int) -> None:
        self.session.execute(update(table).where(table.key == key).values({column: party_key}))
        if table is Tie:
            self._log(self.session.get_one(Tie, key), "moved", {column: party_key})

    def _log(self, tie: Tie, act: str, state: dict[str, Any]) -> None:
        day = tie.since
        event = TieEvent(tie_key=tie.key, act=act, day=day, recorded_at=self.at, author=self.author)
        event.state = as_state(state)
        self.session.add(event)

    def _remember(self, table: str, column: str, key: int) -> None:
        move = MergeMove(merge_key=self.merge_key, table_name=table, column_name=column, row_key=key)
        self.session.add(move)


def _check(kept: Party, dropped: Party) -> None:
    """Refuse what cannot be one."""
    if kept.key == dropped.key:
        message = f"{kept.id!r} is one record already: name two."
    elif kept.kind != dropped.kind:
        message = f"{kept.id!r} is {kept.kind}, {dropped.id!r} is {dropped.kind}: they cannot be one."
    elif merged := next((party for party in (kept, dropped) if party.merged_into is not None), None):
        message = f"{merged.id!r} was merged into another record already: undo that first."
    else:
        return
    raise BadMergeError(message)


def _fill(kept: Party, dropped: Party) -> list[str]:
    """Fill the blanks of the kept record; returns which."""
    blanks = [
        name for name in FILLED if getattr(kept, name, 0) is None and getattr(dropped, name, None) is not None
    ]
    for name in blanks:
        setattr(kept, name, getattr(dropped, name))
    return blanks


def _party(session: Session, party_id: str) -> Party:
    party = session.scalar(select(Party).where(Party.id == party_id))
    if party is None:
        raise UnknownPartyError(party_id)
    return party
