"""Say where a unit of an act stands: its URN, its path in words, the words that open it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from knowledge.library.rows import spans_from_text
from knowledge.library.tables import DocumentRow, EdgeRow, VersionRow
from knowledge.norms.identifiers import NormRef
from knowledge.norms.labels import UnreadableReferenceError
from knowledge.norms.model import Kind

if TYPE_CHECKING:
    from sqlalchemy import Row

    from knowledge.library.text import Text

_PARTITIONS = {Kind.BOOK, Kind.PART, Kind.TITLE, Kind.CHAPTER, Kind.SECTION}
_LAST_LABEL = re.compile(r"(?:\(?\d{0,2}[a-z]{0,3}(?:-[a-z]+)?\))\s*$")


def placed_edges() -> Any:  # noqa: ANN401 - a query, whose columns are its type
    """Ask for edges, each with the unit in which it stands and the act of that."""
    unit = (VersionRow.document_id == EdgeRow.document_id) & (VersionRow.key == EdgeRow.source_key)
    return (
        select(
            EdgeRow.target,
            EdgeRow.kind,
            EdgeRow.effective,
            EdgeRow.last_day,
            EdgeRow.resolved,
            DocumentRow.act_urn,
            DocumentRow.territory,
            VersionRow.key.label("key"),
            VersionRow.kind.label("unit_kind"),
            VersionRow.annex,
            VersionRow.article,
            VersionRow.comma,
            VersionRow.letter,
            VersionRow.number,
        )
        .join(DocumentRow, DocumentRow.id == EdgeRow.document_id)
        .join(VersionRow, unit)
    )


def urn_of(act_urn: str, row: Any) -> str:  # noqa: ANN401 - a row of any query that has the partition
    """Name a unit; one that has no place in the grammar of URNs keeps its key."""
    try:
        ref = NormRef(act_urn, row.article, row.comma, row.letter, row.number, row.annex)
    except UnreadableReferenceError:
        return f"{act_urn}#{row.key}"
    named = any((row.article, row.comma, row.letter, row.number, row.annex))
    plain = Kind(getattr(row, "unit_kind", None) or row.kind) in {
        Kind.ARTICLE,
        Kind.COMMA,
        Kind.LETTER,
        Kind.NUMBER,
        Kind.ANNEX,
    }
    return ref.urn if named and plain else f"{ref.urn}#{row.key}"


def article_row(text: Text, row: Row[Any]) -> Row[Any] | None:
    """Find the article, or annex, that a unit belongs to."""
    current = row
    while current.kind not in {Kind.ARTICLE, Kind.ANNEX}:
        if current.parent is None or current.parent not in text.by_key:
            return None
        current = text.by_key[current.parent]
    return current


def opening_of(text: Text, row: Row[Any]) -> str:
    """Give the words that a letter, a number or a row needs to be understood."""
    if row.kind == Kind.ROW:
        return str(row.heading)
    if row.kind not in {Kind.LETTER, Kind.NUMBER} or row.parent not in text.by_key:
        return ""
    parent = text.by_key[row.parent]
    first = text.first_child.get(row.parent, 0)
    spans = [(start, min(end, first)) for start, end in spans_from_text(parent.spans) if start < first]
    words = "".join(text.stream[start:end] for start, end in spans).rstrip(" \n\t-")
    own = _LAST_LABEL.sub("", words).rstrip(" \n\t-")
    above = opening_of(text, parent)
    return f"{above} {own}".strip() if above else own


def path_of(text: Text, row: Row[Any]) -> str:
    """Say in words where a unit stands."""
    steps: list[str] = []
    current: Row[Any] | None = row
    while current is not None:
        steps.append(_step(current))
        current = text.by_key.get(current.parent) if current.parent else None
    return " › ".join(step for step in reversed(steps) if step)


def _step(row: Row[Any]) -> str:
    """Name one step of a path."""
    kind = Kind(row.kind)
    if kind in _PARTITIONS:
        return str(row.heading)
    if kind is Kind.ANNEX:
        return f"Allegato {row.annex}" if row.annex else "Allegato"
    words = {
        Kind.ARTICLE: f"Art. {row.article}",
        Kind.COMMA: f"comma {row.comma}",
        Kind.LETTER: f"lettera {row.letter})",
        Kind.NUMBER: f"numero {row.number})",
        Kind.ROW: f"riga {row.label}",
        Kind.PREAMBLE: "Premessa",
        Kind.CLOSING: "Chiusura",
        Kind.UNREAD: "Parte non letta",
    }
    return words.get(kind, str(row.heading))
