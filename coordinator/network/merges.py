"""List which records were made one, so that a mistake can be undone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import aliased

from coordinator.model import Merge, Party

if TYPE_CHECKING:
    from datetime import datetime

    from coordinator.protection import Viewer
    from coordinator.store import Store


@dataclass(frozen=True, slots=True)
class Merged:
    """Two records that were made one."""

    number: int  # for `coordinator.network.merging.undo_merge`
    kept_id: str
    kept_name: str
    dropped_id: str
    dropped_name: str
    reason: str
    merged_at: datetime
    author: str
    undone_at: datetime | None


def merges(store: Store, viewer: Viewer, *, most: int = 50) -> tuple[Merged, ...]:
    """
    List the merges of a record.

    Parameters
    ----------
    store
        The record.
    viewer
        Who asks; needs to decide on duplicates.
    most
        Merges given, at most.

    Returns
    -------
    tuple of Merged
        The newest first; those undone are there too.
    """
    viewer.require("decide", "duplicates")
    kept, dropped = aliased(Party), aliased(Party)
    query = (
        select(Merge, kept.id, kept.name, dropped.id, dropped.name)
        .join(kept, kept.key == Merge.kept_key)
        .join(dropped, dropped.key == Merge.dropped_key)
        .order_by(Merge.key.desc())
        .limit(most)
    )
    with viewer.reading() as session:
        return tuple(
            Merged(
                row.key,
                kept_id,
                kept_name,
                dropped_id,
                dropped_name,
                row.reason,
                row.merged_at,
                row.author,
                row.undone_at,
            )
            for row, kept_id, kept_name, dropped_id, dropped_name in session.execute(query)
        )
