"""Write the rows of ties and, for each, the statement in the log: the one hand that does so."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from coordinator.errors import UnknownPartyError, UnknownTieError
from coordinator.model import Party, Tie, TieEvent, vocabulary
from coordinator.model.ties import as_state
from coordinator.network.statement import CHANGEABLE, Statement, as_stored, check_ends

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from sqlalchemy.orm import Session

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Pen:
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

    def add(self, statement: Statement, *, follows: int | None = None) -> Tie:
        """Write the row of a stated tie and its first event."""
        said = as_stored(statement)
        kind = vocabulary().tie_kind(said.kind)
        start, end = self.party(said.from_id), self.party(said.to_id)
        check_ends(kind, start, end)
        columns = {name: value for name, value in asdict(said).items() if name not in {"from_id", "to_id"}}
        columns["direction"] = said.direction or kind.help
        columns |= {"from_key": start.key, "to_key": end.key, "follows": follows}
        tie = Tie(recorded_at=self.at, author=self.author, **columns)
        self.session.add(tie)
        self.write(tie, "stated", said.since, columns, said.stated_by)
        return tie

    def stop(self, tie: Tie, day: date, stated_by: str | None) -> None:
        """End a tie on the eve of a day; one that begins on that day or later is withdrawn."""
        if tie.since < day:
            self.write(tie, "ended", day - ONE_DAY, {"until": day - ONE_DAY}, stated_by)
        else:
            self.write(tie, "withdrawn", tie.since, {"until": tie.since - ONE_DAY}, stated_by)

    def tie(self, tie_id: int) -> Tie:
        """Return a tie by its number."""
        tie = self.session.get(Tie, tie_id)
        if tie is None:
            raise UnknownTieError(tie_id)
        return tie

    def party(self, party_id: str) -> Party:
        """Return a party by its id."""
        party = self.session.scalar(select(Party).where(Party.id == party_id))
        if party is None:
            raise UnknownPartyError(party_id)
        return party

    def statement(self, tie: Tie) -> Statement:
        """Read back what was stated in a tie's row."""
        ends = select(Party.key, Party.id).where(Party.key.in_([tie.from_key, tie.to_key]))
        ids = dict(self.session.execute(ends).all())
        same = {name: getattr(tie, name) for name in CHANGEABLE | {"since", "until"}}
        return Statement(kind=tie.kind, from_id=ids[tie.from_key], to_id=ids[tie.to_key], **same)
