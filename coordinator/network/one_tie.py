"""Read one tie with its ends and what other sources say of it; take its last statement back."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, or_, select

from coordinator.errors import BadTieError, UnknownTieError
from coordinator.model import Party, Tie, TieEvent
from coordinator.model.ties import as_state
from coordinator.network.fields_seen import PAPERS, is_of_tribunal
from coordinator.network.pen import ONE_DAY

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from sqlalchemy.orm import Session

    from coordinator.protection import Viewer
    from coordinator.store import Store

SAID = (
    *("direction", "strength", "conflict", "frequency", "hours_per_week", "hours_available", "strain"),
    *("support", "level", "hidden", "document", "note"),
)
"""Columns of a tie that a source may see otherwise."""

TAKEN_BACK = "taken_back"


@dataclass(frozen=True, slots=True)
class TieView:
    """One tie as one source states it."""

    tie_id: int
    kind: str
    from_id: str
    from_name: str
    from_sex: str | None
    to_id: str
    to_name: str
    since: date
    until: date | None
    confirmed_on: date | None
    recorded_at: datetime
    author: str
    stated_by: str | None
    said: Mapping[str, Any]  # what the source says of it, by column; None: nothing

    def holds_on(self, day: date) -> bool:
        """Say whether the tie holds on a day."""
        return self.since <= day and (self.until is None or self.until >= day)


def read_tie(store: Store, tie_id: int, viewer: Viewer) -> tuple[TieView, tuple[TieView, ...]]:
    """
    Read a tie, and the ties of the same kind between the same parties that others state for the same time.

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
    tuple of (TieView, tuple of TieView)
        The tie; what other sources say, which may agree or not. Versions of one statement that follow each
        other are no other source.

    Raises
    ------
    UnknownTieError
        If the store has no such tie, or it is hidden and the viewer may not see it.
    """
    with viewer.reading() as session:
        tie = session.scalar(select(Tie).where(Tie.key == tie_id))
        if tie is None:
            raise UnknownTieError(tie_id)
        ends = _ends(session, tie_id)
    viewer.require("read", "network", of=viewer.closest(*ends))
    with viewer.reading() as session:
        papers = not is_of_tribunal(tie.kind) or viewer.may("read", "tribunal")
        others = session.scalars(_rivals(tie)).all()
        rivals = [other for other in others if other.follows != tie.key and tie.follows != other.key]
        first, *rest = _views(session, [tie, *rivals], papers=papers)
    return first, tuple(rest)


def disagreements(store: Store, person_id: str, day: date, viewer: Viewer) -> tuple[tuple[TieView, ...], ...]:
    """
    List the ties of a person of which several sources speak on a day.

    Parameters
    ----------
    store
        The record.
    person_id
        Whose ties.
    day
        The day.
    viewer
        Who asks; needs to read the network.

    Returns
    -------
    tuple of tuple of TieView
        One group a tie, two sources or more, the first recorded first.
    """
    viewer.require("read", "network", of=person_id)
    holds = (Tie.since <= day, or_(Tie.until.is_(None), Tie.until >= day))
    with viewer.reading() as session:
        key = session.scalar(select(Party.key).where(Party.id == person_id))
        query = select(Tie).where(or_(Tie.from_key == key, Tie.to_key == key), *holds).order_by(Tie.key)
        groups: dict[tuple[str, int, int], list[Tie]] = {}
        for tie in session.scalars(query):
            groups.setdefault((tie.kind, *sorted((tie.from_key, tie.to_key))), []).append(tie)  # type: ignore[arg-type]
        given = viewer.may("read", "tribunal")
        return tuple(
            _views(session, ties, papers=given or not is_of_tribunal(ties[0].kind))
            for ties in groups.values()
            if len(ties) > 1
        )


def take_back(store: Store, tie_id: int, viewer: Viewer) -> None:
    """
    Take back the last statement about a tie: it stands as before, and both stay in the log.

    A tie just stated is withdrawn; one that changed another gives it its last day back.

    Parameters
    ----------
    store
        The record.
    tie_id
        Number of the tie.
    viewer
        Who writes; needs to write the network.

    Raises
    ------
    UnknownTieError
        If the store has no such tie.
    BadTieError
        If its last statement was itself a taking back.
    """
    with viewer.reading() as session:
        ends = _ends(session, tie_id)
    viewer.require("write", "network", of=viewer.closest(*ends) if ends else None)
    if not ends:
        raise UnknownTieError(tie_id)
    with store.writing() as session:
        tie = session.get(Tie, tie_id)
        if tie is None:
            raise UnknownTieError(tie_id)
        act, before = _state_before(session, tie)
        if act == "stated":
            _restore(session, store, tie, {"until": tie.since - ONE_DAY}, viewer.user)
            old = session.get(Tie, tie.follows) if tie.follows else None
            if old is not None:
                _, before = _state_before(session, old)
                _restore(session, store, old, before, viewer.user)
        else:
            _restore(session, store, tie, before, viewer.user)


def _ends(session: Session, tie_id: int) -> list[str]:
    """Return the ids of the two ends of a tie; empty when there is no such tie."""
    at_end = or_(Tie.from_key == Party.key, Tie.to_key == Party.key)
    return list(session.scalars(select(Party.id).join(Tie, at_end).where(Tie.key == tie_id)))


def _state_before(session: Session, tie: Tie) -> tuple[str, dict[str, date | None]]:
    """Return the act of a tie's last statement, and the columns that it set as they were before it."""
    query = select(TieEvent).where(TieEvent.tie_key == tie.key).order_by(TieEvent.key)
    events = session.scalars(query).all()
    if not events or events[-1].act == TAKEN_BACK:
        message = f"The last statement about tie {tie.key} was already taken back."
        raise BadTieError(message)
    states = [json.loads(event.state) for event in events]
    known: dict[str, Any] = {}
    for state in states[:-1]:
        known |= state
    days = {name: known.get(name) for name in states[-1] if name in {"until", "confirmed_on"}}
    return events[-1].act, {name: date.fromisoformat(day) if day else None for name, day in days.items()}


def _restore(session: Session, store: Store, tie: Tie, state: Mapping[str, date | None], author: str) -> None:
    """Give columns of a tie their values of before, and write it in the log."""
    for name, value in state.items():
        setattr(tie, name, value)
    session.flush()
    session.add(
        TieEvent(
            tie_key=tie.key,
            act=TAKEN_BACK,
            day=tie.since,
            recorded_at=store.clock(),
            author=author,
            state=as_state(state),
        )
    )


def _rivals(tie: Tie) -> Any:  # noqa: ANN401 - a select of ties
    """Ask for the ties of the same kind between the same parties that hold on some day of a tie."""
    pair = or_(
        and_(Tie.from_key == tie.from_key, Tie.to_key == tie.to_key),
        and_(Tie.from_key == tie.to_key, Tie.to_key == tie.from_key),
    )
    query = select(Tie).where(pair, Tie.kind == tie.kind, Tie.key != tie.key).order_by(Tie.key)
    query = query.where(or_(Tie.until.is_(None), and_(Tie.until >= tie.since, Tie.until >= Tie.since)))
    if tie.until is not None:
        query = query.where(Tie.since <= tie.until)
    return query


def _views(session: Session, ties: Iterable[Tie], *, papers: bool = True) -> tuple[TieView, ...]:
    """Read ties with the names of their ends, and what they say of their papers where that is given."""
    rows = list(ties)
    keys = {key for tie in rows for key in (tie.from_key, tie.to_key)}
    parties = {party.key: party for party in session.scalars(select(Party).where(Party.key.in_(keys)))}
    return tuple(
        TieView(
            tie.key,
            tie.kind,
            parties[tie.from_key].id,
            parties[tie.from_key].name,
            getattr(parties[tie.from_key], "sex", None),
            parties[tie.to_key].id,
            parties[tie.to_key].name,
            tie.since,
            tie.until,
            tie.confirmed_on,
            tie.recorded_at,
            tie.author,
            tie.stated_by,
            {name: getattr(tie, name) if papers or name not in PAPERS else None for name in SAID},
        )
        for tie in rows
    )
