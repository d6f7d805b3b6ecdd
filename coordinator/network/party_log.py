"""Keep and tell all that was written of a party: by whom, on whose word, what before and after."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from coordinator.errors import BadPartyError
from coordinator.model import PartyEvent
from coordinator.model.ties import as_state
from coordinator.network.party_rows import CLASSES, kind_of, party_row, resource_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy.orm import Session

    from coordinator.model import Party
    from coordinator.protection import Viewer
    from coordinator.store import Store


@dataclass(frozen=True, slots=True)
class Writing:
    """What was written of a party at once."""

    number: int  # for `coordinator.network.parties.undo_change`
    act: str  # added, changed
    recorded_at: datetime
    author: str
    stated_by: str | None
    document: str | None
    fields: Mapping[str, tuple[Any, Any]]  # field → (before, after); days as 2026-03-31


@dataclass(frozen=True, slots=True)
class Hand:
    """Who writes, when, and on whose word."""

    author: str
    at: datetime
    stated_by: str | None = None
    document: str | None = None


def party_history(store: Store, party_id: str, viewer: Viewer) -> tuple[Writing, ...]:
    """
    Tell all that was written of a party, by whom, and who said so.

    Parameters
    ----------
    store
        The record.
    party_id
        Id of the party.
    viewer
        Who asks; needs to read persons, or the directory for the other kinds.

    Returns
    -------
    tuple of Writing
        In order; empty for a party that came with a register and was never changed since.

    Raises
    ------
    UnknownPartyError
        If the store has no such party.
    """
    viewer.require("read", resource_of(kind_of(party_id)), of=party_id)
    veil = viewer.veil()
    with viewer.reading() as session:
        key = party_row(session, party_id).key
        query = select(PartyEvent).where(PartyEvent.party_key == key).order_by(PartyEvent.key)
        return tuple(
            Writing(
                event.key,
                event.act,
                event.recorded_at,
                event.author,
                event.stated_by,
                event.document,
                {
                    name: (values[0], values[1])
                    for name, values in veil.over(json.loads(event.state), event.author).items()
                },
            )
            for event in session.scalars(query)
        )


def write_down(
    session: Session, party: Party, act: str, state: Mapping[str, tuple[Any, Any]], hand: Hand
) -> int:
    """
    Write in the log what is written of a party.

    Parameters
    ----------
    session
        A writing session.
    party
        Its row.
    act
        added, changed.
    state
        Field → (before, after).
    hand
        Who writes, when, on whose word.

    Returns
    -------
    int
        Number of the writing.
    """
    event = PartyEvent(
        party_key=party.key,
        act=act,
        recorded_at=hand.at,
        author=hand.author,
        stated_by=hand.stated_by,
        document=hand.document,
        state=as_state(state),
    )
    session.add(event)
    session.flush()
    return event.key


def before_change(session: Session, party_id: str, number: int) -> dict[str, Any]:
    """
    Read back from the log what one change found.

    Parameters
    ----------
    session
        Of the store.
    party_id
        Id of the party.
    number
        Of the change.

    Returns
    -------
    dict
        Field → value before the change; None where nobody had said.

    Raises
    ------
    BadPartyError
        If the party has no such change.
    """
    event = session.get(PartyEvent, number)
    if event is None or event.act != "changed" or event.party_key != party_row(session, party_id).key:
        field = "number"
        raise BadPartyError(field, f"there is no change {number} of {party_id!r} to take back")
    kind = kind_of(party_id)
    return {name: _from_json(kind, name, values[0]) for name, values in json.loads(event.state).items()}


def _from_json(kind: str, name: str, value: Any) -> Any:  # noqa: ANN401 - each field has its own type
    """Read back a value of the log."""
    column = CLASSES[kind].__mapper__.columns.get(name)
    is_day = column is not None and column.type.python_type is date
    return date.fromisoformat(value) if is_day and value is not None else value
