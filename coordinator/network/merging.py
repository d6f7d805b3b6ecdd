"""Make one of two records of the same party, and two again when it was a mistake."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from coordinator.errors import BadMergeError
from coordinator.model import Merge, Party, Tie, TieEvent
from coordinator.model.ties import as_state
from coordinator.network.party_log import Hand, write_down
from coordinator.network.party_rows import NEEDS, fields_of, party_row
from coordinator.network.turning import remember, remembered, turn, turn_back

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from coordinator.network.turning import Reference
    from coordinator.protection import Viewer
    from coordinator.store import Store

CODE_KIND = "tax_code_kind"
"""What nobody types, but goes with a person's code."""


def merge(store: Store, kept_id: str, dropped_id: str, reason: str, viewer: Viewer) -> int:
    """
    Make one of two records of the same person, service or body.

    All rows that name the dropped record, in whatever table, turn to the kept one, whose blanks the other
    fills. A tie between the two is withdrawn. The dropped record stays, set aside. Only the log of accesses
    and what was written in a case keep the id under which it happened.

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
        kept, dropped = party_row(session, kept_id), party_row(session, dropped_id)
        _check(kept, dropped)
        filled = _fill(kept, dropped)
        row = Merge(
            kept_key=kept.key,
            dropped_key=dropped.key,
            reason=reason,
            filled=json.dumps(sorted(filled)),
            merged_at=store.clock(),
            author=viewer.user,
        )
        session.add(row)
        session.flush()
        pen = _Pen(session, row.key, store.clock(), viewer.user)
        pen.withdraw_between(kept.key, dropped.key)
        for reference, key in turn(session, row.key, dropped, kept):
            pen.note(reference, key, kept.key)
        pen.tell(kept, {name: (None, value) for name, value in filled.items()})
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
        If there is no such merge, it was undone already, or the kept record was itself merged since.
    """
    viewer.require("decide", "duplicates")
    with store.writing() as session:
        row = session.get(Merge, merge_id)
        if row is None or row.undone_at is not None:
            message = f"There is no merge {merge_id} to undo: it is unknown, or was undone already."
            raise BadMergeError(message)
        kept, dropped = session.get_one(Party, row.kept_key), session.get_one(Party, row.dropped_key)
        if kept.merged_into is not None:
            message = f"{kept.id!r} was itself merged into another record since: undo that merge first."
            raise BadMergeError(message)
        pen = _Pen(session, row.key, store.clock(), viewer.user)
        for reference, key in turn_back(session, row.key, dropped, kept):
            pen.note(reference, key, dropped.key)
        pen.restore_withdrawn()
        given_back = {
            name: value
            for name in json.loads(row.filled)
            if (value := getattr(kept, name)) == getattr(dropped, name) and value is not None
        }
        for name in given_back:
            setattr(kept, name, None)
        pen.tell(kept, {name: (value, None) for name, value in given_back.items()})
        dropped.merged_into = None
        row.undone_at = store.clock()


@dataclass(frozen=True, slots=True)
class _Pen:
    """A writing session that tells in the logs what a merge does to ties and to the kept record."""

    session: Session
    merge_key: int
    at: datetime
    author: str

    def note(self, reference: Reference, key: int, party_key: int) -> None:
        """Log that a tie turned to a party; other rows have no log of their own."""
        if reference.table is Tie.__table__:
            self._log(self.session.get_one(Tie, key), "moved", {reference.column.name: party_key})

    def tell(self, kept: Party, state: dict[str, tuple[Any, Any]]) -> None:
        """Log what the kept record takes over or gives back."""
        said = {name: values for name, values in state.items() if name != CODE_KIND}
        if said:
            write_down(self.session, kept, "changed", said, Hand(self.author, self.at))

    def withdraw_between(self, one: int, other: int) -> None:
        """Withdraw the ties between the two records: nobody is tied to herself."""
        ends = [one, other]
        query = select(Tie).where(Tie.from_key.in_(ends), Tie.to_key.in_(ends))
        for tie in self.session.scalars(query).all():
            until = date.fromordinal(tie.since.toordinal() - 1)
            if tie.until != until:
                self._log(tie, "withdrawn", {"until": until})
                tie.until = until
                remember(self.session, self.merge_key, "tie", "until", [tie.key])

    def restore_withdrawn(self) -> None:
        """Give the ties that the merge withdrew back the last day that the log had for them."""
        moves = remembered(self.session, self.merge_key)
        for (key,) in (json.loads(move.row_id) for move in moves if move.column_name == "until"):
            tie = self.session.get_one(Tie, key)
            query = select(TieEvent.state).where(TieEvent.tie_key == key, TieEvent.act != "withdrawn")
            states = [json.loads(state) for state in self.session.scalars(query.order_by(TieEvent.key))]
            ends = [state["until"] for state in states if "until" in state]
            tie.until = date.fromisoformat(ends[-1]) if ends and ends[-1] else None
            self._log(tie, "moved", {"until": tie.until})

    def _log(self, tie: Tie, act: str, state: dict[str, Any]) -> None:
        event = TieEvent(tie_key=tie.key, act=act, day=tie.since, recorded_at=self.at, author=self.author)
        event.state = as_state(state)
        self.session.add(event)


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


def _fill(kept: Party, dropped: Party) -> dict[str, Any]:
    """Fill the blanks of the kept record; returns with what."""
    names = [name for name in (*fields_of(kept.kind), CODE_KIND) if name != NEEDS]
    blanks = {
        name: value
        for name in names
        if getattr(kept, name, 0) is None and (value := getattr(dropped, name, None)) is not None
    }
    for name, value in blanks.items():
        setattr(kept, name, value)
    return blanks
