"""Take the names of who stays out of what others wrote: who said a thing, on which document, in which words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from coordinator.model import Party
from coordinator.protection.veil import veil_over

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy.orm import Session

    from coordinator.protection.veil import Unnamed

TEXTS = (
    "stated_by", "document", "note", "name", "title", "detail", "eligibility", "documents", "cost", "accessibility",
    "address",
)  # fmt: skip
"""Columns that hold words of ours or of others."""


def without_names(session: Session, ids: Collection[str]) -> Unnamed:
    """
    Make what takes the names of parties out of a text.

    Parameters
    ----------
    session
        Of the store.
    ids
        Theirs.

    Returns
    -------
    callable
        Text → text, as `coordinator.protection.veil.veil_over` has it.
    """
    wanted = set(ids)
    if not wanted:
        return str
    hidden = dict(session.execute(select(Party.id, Party.key).where(Party.hidden)).all())
    rest = sorted(wanted - hidden.keys())
    others = session.scalars(select(Party.key).where(Party.id.in_(rest))).all() if rest else []
    return veil_over(session, {hidden[party] for party in wanted & hidden.keys()} | set(others), "").without


def clear(rows: Collection[dict[str, Any]], without: Unnamed) -> None:
    """
    Take the names of who stays out of rows, in place.

    Parameters
    ----------
    rows
        Of a register, or attributes of a graph.
    without
        As `without_names` makes it.
    """
    if without is str:
        return
    for row in rows:
        for name in TEXTS:
            if isinstance(text := row.get(name), str):
                row[name] = without(text)
