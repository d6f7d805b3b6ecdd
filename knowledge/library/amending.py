"""Read lists of amendments: "All'articolo 5 della legge … sono apportate: a) il comma 2 è sostituito …"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from knowledge.library.effects import is_quoted, read_effect
from knowledge.norms.identifiers import NormRef
from knowledge.norms.model import EdgeKind
from knowledge.references import find_references

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from knowledge.references import ActNames, Found

_OPENS = re.compile(
    r"[^.;:«\"“]{0,160}?\b(?:sono|e'|è|vengono)\s+(?:apportat|inserit|aggiunt)[oaie]\b[^.;«\"“]{0,60}?"
    r"(?:modific\w+|modifiche|variazioni)?[^.;«\"“]{0,40}:"
)
_INSERTED = re.compile(r"\bdopo\s+(?:il|lo|la|l['’]|gli|le|i)\s*$", re.IGNORECASE)
_REFERRED_TO = re.compile(r"\b(?:di cui|previst\w+|indicat\w+)\s+(?:a|da)\w*['’]?\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Amended:
    """A provision of another act that an item of a list amends."""

    start: int
    end: int
    ref: NormRef
    kind: EdgeKind


def find_amended(text: str, found: Iterable[Found], names: ActNames, own: str) -> Iterator[Amended]:
    """
    Find what the items of a list amend, where the act is named only at its head.

    Parameters
    ----------
    text
        Of a comma.
    found
        Its citations, in order; those without ``refs`` are read from the head of the list.
    names
        To read citations with.
    own
        URN of the act in which the text stands.

    Yields
    ------
    Amended
        What is inserted after a provision amends what holds it: "dopo il comma 5" amends the article.
    """
    place: NormRef | None = None
    head: NormRef | None = None
    for citation in found:
        if is_quoted(text, citation.start):
            continue
        if len(citation.refs) == 1 and citation.refs[0].act != own and _OPENS.match(text, citation.end):
            head = place = citation.refs[0]
            continue
        if head is None or place is None or citation.refs:
            continue
        if _REFERRED_TO.search(text[max(0, citation.start - 30) : citation.start]):
            continue
        refs = _read(text[citation.start : citation.end], head, place, names)
        if not refs:
            continue
        place = refs[0] if len(refs) == 1 else replace(refs[0], comma=None, letter=None, number=None)
        for ref in refs:
            yield _amended(text, citation, ref)


def _read(words: str, head: NormRef, place: NormRef, names: ActNames) -> tuple[NormRef, ...]:
    """Read "articolo 9-bis, comma 2" of the act at the head, "comma 2" of the article last named."""
    above = NormRef(head.act) if re.match(r"art", words, re.IGNORECASE) else place
    if re.match(r"comm", words, re.IGNORECASE):
        above = replace(above, comma=None, letter=None, number=None)
    elif re.match(r"letter", words, re.IGNORECASE):
        above = replace(above, letter=None, number=None)
    # led by words, since a label that opens a text is taken for a heading
    read = find_references(f"ai sensi dell'{words}", known=names, context=above)
    return read[0].refs if len(read) == 1 and all(ref.act == head.act for ref in read[0].refs) else ()


def _amended(text: str, citation: Found, ref: NormRef) -> Amended:
    """Say what an item does to a provision."""
    kind = read_effect(text, citation.start, citation.end)
    if kind not in {EdgeKind.REPLACES, EdgeKind.REPEALS}:
        kind = EdgeKind.MODIFIES
    if _INSERTED.search(text[max(0, citation.start - 12) : citation.start]):
        kind, ref = EdgeKind.MODIFIES, _holder(ref)
    return Amended(citation.start, citation.end, ref, kind)


def _holder(ref: NormRef) -> NormRef:
    """Give what holds a provision."""
    if ref.number:
        return replace(ref, number=None)
    if ref.letter:
        return replace(ref, letter=None)
    return replace(ref, comma=None) if ref.comma else replace(ref, article=None)
