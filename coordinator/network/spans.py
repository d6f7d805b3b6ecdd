"""End a role or an agreement, and take back what was last written of it; each writing stays in a log."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from coordinator.model import SpanEvent

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from coordinator.model import Agreement, Role
    from coordinator.protection import Viewer
    from coordinator.store import Store

STATED, ENDED, TAKEN_BACK = "stated", "ended", "taken back"
ONE_DAY = timedelta(days=1)


def log(session: Session, store: Store, row: Role | Agreement, act: str, viewer: Viewer) -> None:
    """
    Write down the last day that a role or an agreement has now.

    Parameters
    ----------
    session
        A writing session.
    store
        Whose clock stamps it.
    row
        The role or agreement.
    act
        stated, ended, taken back.
    viewer
        Who writes.
    """
    session.flush()
    session.add(
        SpanEvent(
            table_name=row.__tablename__,
            row_key=row.key,
            act=act,
            until=row.until,
            recorded_at=store.clock(),
            author=viewer.user,
        )
    )


def end(session: Session, store: Store, row: Role | Agreement, day: date, viewer: Viewer) -> None:
    """
    Write the last day of a role or an agreement.

    Parameters
    ----------
    session
        A writing session.
    store, row
        As in `log`.
    day
        The last day on which it holds.
    viewer
        As in `log`.
    """
    if not _events(session, row):  # it came with a register
        log(session, store, row, STATED, viewer)
    row.until = day
    log(session, store, row, ENDED, viewer)


def take_back(session: Session, store: Store, row: Role | Agreement, viewer: Viewer) -> bool:
    """
    Take back what was last written of a role or an agreement: its end, or that it is at all.

    One that is taken back altogether keeps its row with a last day on the eve of its first: it holds on no day.

    Parameters
    ----------
    session
        A writing session.
    store, row, viewer
        As in `log`.

    Returns
    -------
    bool
        False when there is nothing to take back: it was so already, or it came with a register.
    """
    events = _events(session, row)
    if not events or events[-1].act == TAKEN_BACK:
        return False
    row.until = events[-2].until if events[-1].act == ENDED else row.since - ONE_DAY
    log(session, store, row, TAKEN_BACK, viewer)
    return True


def _events(session: Session, row: Role | Agreement) -> list[SpanEvent]:
    """List what was written of a role or an agreement, in order."""
    return list(
        session.scalars(
            select(SpanEvent)
            .where(SpanEvent.table_name == row.__tablename__, SpanEvent.row_key == row.key)
            .order_by(SpanEvent.key)
        )
    )
