"""Find the citations in an act's text, and tell which of them change another act."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from knowledge.norms.identifiers import NormRef
from knowledge.norms.labels import UnreadableReferenceError
from knowledge.norms.model import Document, Edge, EdgeKind, Kind, Unit, Version
from knowledge.references import ActNames, find_references

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.references import Found

# What follows a citation in its sentence, outside quotes, or what comes before it.
_AFTER = (
    (
        EdgeKind.REPLACES,
        re.compile(
            r"[^.;:«\"“]{0,80}?\b(?:e'|è|sono|viene|vengono)\s+(?:cosi'\s+|così\s+)?sostituit[oaie]\b"
        ),
    ),
    (
        EdgeKind.REPEALS,
        re.compile(r"[^.;:«\"“]{0,80}?\b(?:e'|è|sono|viene|vengono)\s+(?:abrogat|soppress)[oaie]\b"),
    ),
    (
        EdgeKind.MODIFIES,
        re.compile(r"[^.;«\"“]{0,120}?\b(?:(?:sono|e'|è)\s+(?:apportat|inserit|aggiunt|modificat)[oaie])\b"),
    ),
)
_BEFORE = (
    (
        EdgeKind.DEROGATES,
        re.compile(r"\bin deroga (?:a|al|alla|allo|ai|alle|agli|all['’])\s*$", re.IGNORECASE),
    ),
    (
        EdgeKind.IMPLEMENTS,
        re.compile(r"\bin attuazione (?:di|del|della|dello|dei|delle|degli|dell['’])\s*$", re.IGNORECASE),
    ),
    (
        EdgeKind.REPEALS,
        re.compile(
            r"\b(?:sono abrogat[ie]|e' abrogat[oa]|è abrogat[oa])\s*:?\s*(?:il|lo|la|l['’]|gli|le|i)?\s*$",
            re.IGNORECASE,
        ),
    ),
)
_LOOKS_BACK = 60
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
    for found in find_references(version.text, known=_names(), context=context):
        start = _in_stream(version, found.start)
        words = version.text[found.start : found.end]
        if not found.refs:
            yield Edge(unit.key, words, EdgeKind.CITES, start, start + len(words), resolved=False)
        kind = _kind(version.text, found)
        for ref in found.refs:
            changes = kind in {EdgeKind.REPLACES, EdgeKind.REPEALS, EdgeKind.MODIFIES}
            told = EdgeKind.CITES if changes and ref.act == document.act.urn else kind
            yield Edge(unit.key, ref.urn, told, start, start + len(words))


def _kind(text: str, found: Found) -> EdgeKind:
    """Tell what a provision does to the one it cites."""
    before = text[max(0, found.start - _LOOKS_BACK) : found.start]
    for kind, pattern in _BEFORE:
        if pattern.search(before):
            return kind
    if _is_quoted(text, found.start):
        return EdgeKind.CITES
    for kind, pattern in _AFTER:
        if pattern.match(text, found.end):
            return kind
    return EdgeKind.CITES


def _is_quoted(text: str, at: int) -> bool:
    """Whether a position stands inside quotes: the words of another act."""
    before = text[:at]
    return before.count("«") > before.count("»") or before.count('"') % 2 == 1


def _in_stream(version: Version, position: int) -> int:
    """Map a position of a version's text to the stream of its source."""
    for start, end in version.spans:
        if position < end - start:
            return start + position
        position -= end - start
    return version.spans[-1][1] if version.spans else 0
