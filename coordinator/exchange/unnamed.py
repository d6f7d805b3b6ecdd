"""Take the names of who stays out of what others wrote: who said a thing, on which document, in which words."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from coordinator.model import Party

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

RESERVED = "[riservato]"
"""Stands in a text for the name of who stays."""

TEXTS = (
    "stated_by", "document", "note", "name", "title", "detail", "eligibility", "documents", "cost", "accessibility",
    "address",
)  # fmt: skip
"""Columns that hold words of ours or of others."""

Unnamed = Callable[[str], str]
"""Return a text without the names of who stays."""


def unnamed(names: Collection[str]) -> Unnamed:
    """
    Make what takes names out of a text.

    Parameters
    ----------
    names
        As the record writes them; of two words also the other way round. A surname alone is not looked for: it is
        her relatives' too.

    Returns
    -------
    callable
        Text → text; the same text where it names nobody.
    """
    words = {name.casefold() for name in names} | {
        " ".join(reversed(name.casefold().split())) for name in names
    }
    if not words:
        return str
    longest = sorted(words, key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)", re.IGNORECASE)
    return lambda text: pattern.sub(RESERVED, text)


def names_of(session: Session, ids: Collection[str]) -> set[str]:
    """
    Read the names of parties.

    Parameters
    ----------
    session
        Of the store.
    ids
        Theirs.

    Returns
    -------
    set of str
        Each once.
    """
    wanted = set(ids)
    if not wanted:
        return set()
    hidden = dict(session.execute(select(Party.id, Party.name).where(Party.hidden)).all())
    rest = sorted(wanted - hidden.keys())
    others = session.scalars(select(Party.name).where(Party.id.in_(rest))).all() if rest else []
    return {name for party, name in hidden.items() if party in wanted} | set(others)


def clear(rows: Collection[dict[str, Any]], without: Unnamed) -> None:
    """
    Take the names of who stays out of rows, in place.

    Parameters
    ----------
    rows
        Of a register, or attributes of a graph.
    without
        As `unnamed` makes it.
    """
    if without is str:
        return
    for row in rows:
        for name in TEXTS:
            if isinstance(text := row.get(name), str):
                row[name] = without(text)
