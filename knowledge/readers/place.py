"""Hold a stretch of an act where a reader found it, and name it inside the act."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.norms.model import Kind

if TYPE_CHECKING:
    from datetime import date

    from knowledge.readers.stream import Span


@dataclass(slots=True)
class Place:
    """An article, a partition, an annex or another stretch, where a reader found it."""

    kind: Kind
    label: str | None
    heading: str
    head: Span
    body: Span = (0, 0)
    annex: str | None = None
    within: Place | None = None
    every_line: bool = False
    valid_from: date | None = None
    valid_to: date | None = None
    end_known: bool = False
    cells: tuple[Span, ...] = ()
    starts: tuple[int, ...] = ()  # where commi may start, in the stream, when the file's structure tells
    repealed_from: date | None = None
    key: str = ""  # given when its unit is made


_PREFIX = {
    Kind.ARTICLE: "art",
    Kind.PREAMBLE: "premessa",
    Kind.CLOSING: "chiusura",
    Kind.BOOK: "libro",
    Kind.PART: "parte",
    Kind.TITLE: "titolo",
    Kind.CHAPTER: "capo",
    Kind.SECTION: "sezione",
    Kind.ANNEX: "all",
    Kind.TABLE: "tab",
    Kind.ROW: "riga",
    Kind.UNREAD: "nonletto",
}


def name_of(place: Place, otherwise: str) -> str:
    """
    Name a place inside its act, as ``"art14"`` or ``"alla-tab2"``.

    Parameters
    ----------
    place
        An article, a partition, an annex or another stretch.
    otherwise
        What to call it when it has no label.

    Returns
    -------
    str
        Another place may have the same.
    """
    name = _slug(place.label or otherwise)
    if place.kind is Kind.ANNEX:
        return f"all{_slug(place.annex or name)}"
    annex = f"all{_slug(place.annex)}-" if place.annex else ""
    return f"{annex}{_PREFIX[place.kind]}{name}"


def _slug(label: str | None) -> str:
    """Write a label for a key."""
    return re.sub(r"[^a-z0-9.]+", "", (label or "").lower())
