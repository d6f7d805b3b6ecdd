"""Find what must travel with a quoted rule: its exceptions, what implements it, and the definitions of its terms."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.answer.model import Role
from knowledge.answer.status import NOT_IN_FORCE
from knowledge.norms.identifiers import parse_urn
from knowledge.norms.model import EdgeKind
from knowledge.search.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from knowledge.library import Library
    from knowledge.norms import Passage
    from knowledge.search.engine import Engine
    from knowledge.search.rows import Row

_LIMIT = re.compile(
    r"\bsalvo\b|\bfatt[oaie] salv|\bferm[oaie] restand|\bin deroga\b|\bad eccezione\b|\beccett"
    r"|\bnon si applica|\btranne\b|\besclus[oie]?\b"
)
_DEFINED = re.compile(r"^[^a-z]{0,8}(?:[a-z]{1,2}(?:-[a-z]+)?\) *)?[«\"“']([^»\"”']{3,90})[»\"”'] ?:")
_LINKS = {EdgeKind.DEROGATES: Role.EXCEPTION, EdgeKind.IMPLEMENTS: Role.IMPLEMENTATION}
_DEFINING = re.compile(r"\bdefinizion", re.IGNORECASE)


def exceptions_to(quoted: Row, article: Sequence[Row]) -> list[Row]:
    """
    Find the commi that limit a quoted one.

    Parameters
    ----------
    quoted
        The comma that is quoted as the rule.
    article
        All commi of its article.

    Returns
    -------
    list[Row]
        Commi of the article that speak of an exception and name the quoted comma, in order.
    """
    number = quoted.passage.comma
    if number is None:
        return []
    named = re.compile(rf"\bcomm[ai] (?:[\w-]+(?:, | e |,? ed ))*{re.escape(number.lower())}\b(?!-)")
    found = []
    for row in article:
        if row.number == quoted.number or not row.passage.official:
            continue
        folded = fold(row.passage.text)
        if _LIMIT.search(folded) and named.search(folded):
            found.append(row)
    return found


def linked_to(quoted: Row, library: Library, engine: Engine, territory: str | None) -> list[tuple[Role, Row]]:
    """
    Find the provisions of other articles and acts that derogate from a quoted rule, or implement it: one hop.

    Parameters
    ----------
    quoted
        The comma that is quoted as the rule.
    library, engine
        The edges, and the provisions that hold on the asked day.
    territory
        Where the answer must hold: local acts of other territories are left out.

    Returns
    -------
    list[tuple[Role, Row]]
        Those that name the comma or its article for certain, and are in force.
    """
    mentions = library.naming(parse_urn(quoted.passage.urn), territory, kinds=tuple(_LINKS))
    found: list[tuple[Role, Row]] = []
    for mention in mentions:
        if mention.resolved:
            rows = engine.columns.rows_named(parse_urn(mention.urn))[:1]
            found += [(_LINKS[mention.kind], engine.rows[row]) for row in rows]
    return [(role, row) for role, row in found if row.passage.status not in NOT_IN_FORCE]


def definitions_in(quotes: Iterable[str], definitions: Iterable[Passage]) -> list[Passage]:
    """
    Find the definitions of the terms that quotes use.

    Parameters
    ----------
    quotes
        Texts.
    definitions
        Letters of the same act's article of definitions.

    Returns
    -------
    list[Passage]
        Those whose defined term stands in a quote, in order.
    """
    said = " ".join(fold(text) for text in quotes)
    found = []
    for passage in definitions:
        match = _DEFINED.match(passage.text.lower())
        if match and re.search(rf"\b{re.escape(fold(match[1]).strip())}\b", said):
            found.append(passage)
    return found


def defining_letters(rows: Iterable[Row], act: str) -> list[Passage]:
    """List the letters of an act's article of definitions."""
    return [
        letter
        for row in rows
        if row.act.urn == act and _DEFINING.search(row.passage.heading)
        for letter in row.letters
    ]
