"""Find the citations in an act's text, and tell which of them change another act."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from knowledge.library.amending import find_amended
from knowledge.library.effects import CHANGES, is_quoted, read_effect, read_start, read_suspension_end
from knowledge.norms.identifiers import NormRef
from knowledge.norms.labels import UnreadableReferenceError
from knowledge.norms.model import Document, Edge, EdgeKind, Kind, Unit, Version
from knowledge.references import ActNames, find_references

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.references import Found

_DEFINITION = re.compile(
    r"\bsi\s+intend(?:e|ono)(?:\s+per)?\b|\bs['’]intend(?:e|ono)\s+per\b|"
    r"\b(?:si\s+applicano|valgono|sono\s+adottate)\s+le\s+seguenti\s+definizioni\b",
    re.IGNORECASE,
)
_PARTS = {Kind.PREAMBLE, Kind.COMMA, Kind.ROW}


@lru_cache(maxsize=1)
def _names() -> ActNames:
    """Prepare the names of acts that ship with Ponte, once."""
    return ActNames.shipped()


def with_edges(document: Document) -> Document:
    """Add the edges that the text itself tells; editorial cards cite nothing."""
    if not document.act.official or document.source.format == "cards":
        return document
    units = {unit.key: unit for unit in document.units}
    divided = {unit.parent for unit in document.units if unit.kind is Kind.COMMA}
    edges = [
        edge
        for version in document.versions
        if version.text and (units[version.key].kind in _PARTS or _is_undivided(units[version.key], divided))
        for edge in _edges(document, units[version.key], version)
    ]
    return replace(document, edges=(*document.edges, *edges))


def _is_undivided(unit: Unit, divided: set[str | None]) -> bool:
    """Whether an article or annex has no commi, so that its citations are its own."""
    return unit.kind in {Kind.ARTICLE, Kind.ANNEX, Kind.CLOSING} and unit.key not in divided


def _edges(document: Document, unit: Unit, version: Version) -> Iterator[Edge]:
    """Give the edges of one text."""
    try:
        context = NormRef(document.act.urn, unit.article, unit.comma, annex=unit.annex)
    except UnreadableReferenceError:
        context = NormRef(document.act.urn)
    citations = find_references(version.text, known=_names(), context=context)
    amended = {
        (item.start, item.end): item
        for item in find_amended(version.text, citations, _names(), document.act.urn)
    }
    for item in amended.values():
        start, end = (_in_stream(version, at) for at in (item.start, item.end))
        day = read_start(version.text, item.start, item.end)
        yield Edge(unit.key, item.ref.urn, item.kind, start, end, effective=day)
    for found in citations:
        if (found.start, found.end) not in amended:
            yield from _edges_of(document, unit, version, found)
    yield from _definitions(document, unit, version)


def _edges_of(document: Document, unit: Unit, version: Version, found: Found) -> Iterator[Edge]:
    """Give the edges of one citation."""
    start = _in_stream(version, found.start)
    words = version.text[found.start : found.end]
    if not found.refs:
        yield Edge(unit.key, words, EdgeKind.CITES, start, start + len(words), resolved=False)
        return
    kind = read_effect(version.text, found.start, found.end)
    day = read_start(version.text, found.start, found.end) if kind in CHANGES else None
    last = read_suspension_end(version.text, found.start) if kind is EdgeKind.SUSPENDS else None
    for ref in found.refs:
        own = ref.act == document.act.urn
        told = EdgeKind.CITES if own and kind in CHANGES - {EdgeKind.SUSPENDS} else kind
        yield Edge(unit.key, ref.urn, told, start, start + len(words), effective=day, last_day=last)


def _definitions(document: Document, unit: Unit, version: Version) -> Iterator[Edge]:
    """Give the edge of a comma that says what words mean in its act."""
    match = _DEFINITION.search(version.text)
    if match and not is_quoted(version.text, match.start()):
        start = _in_stream(version, match.start())
        yield Edge(unit.key, document.act.urn, EdgeKind.DEFINES, start, start + match.end() - match.start())


def _in_stream(version: Version, position: int) -> int:
    """Map a position of a version's text to the stream of its source."""
    for start, end in version.spans:
        if position < end - start:
            return start + position
        position -= end - start
    return version.spans[-1][1] if version.spans else 0
