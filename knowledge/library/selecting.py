"""Choose among the passages of an act those that a reference names, or that can be found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from knowledge.norms.model import Kind, Passage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Row

    from knowledge.norms.identifiers import NormRef

FOUND = (Kind.ARTICLE, Kind.COMMA, Kind.LETTER, Kind.NUMBER, Kind.ROW, Kind.ANNEX, Kind.UNREAD)


def findable(passages: Iterable[Passage]) -> Iterator[Passage]:
    """Leave out articles and annexes that are divided, and units without words."""
    kept = list(passages)
    divided = {
        (passage.annex, passage.article) for passage in kept if passage.comma and passage.kind is Kind.COMMA
    }
    for passage in kept:
        whole = passage.kind in {Kind.ARTICLE, Kind.ANNEX}
        if passage.text and not (whole and (passage.annex, passage.article) in divided):
            yield passage


def is_within(passage: Passage | Row[Any], ref: NormRef) -> bool:
    """Whether a passage, or the row that it is made of, is named by a reference, or is part of what it names."""
    pairs = (
        (ref.annex, passage.annex),
        (ref.article, passage.article),
        (ref.comma, passage.comma),
        (ref.letter, passage.letter),
        (ref.number, passage.number),
    )
    return all(asked is None or asked == held for asked, held in pairs) and (
        ref.annex == passage.annex or ref.article is None
    )


def holds(row: object, ref: NormRef) -> bool:
    """Whether a row is what a reference names, a part of it, or the article or comma that holds it."""
    if not (ref.article or ref.annex):
        return True
    pairs = [(getattr(ref, name), getattr(row, name)) for name in ("comma", "letter", "number")]
    same_article = (getattr(row, "article", None), getattr(row, "annex", None)) == (ref.article, ref.annex)
    return same_article and all(asked is None or held is None or asked == held for asked, held in pairs)


def narrowed(found: list[Passage], ref: NormRef) -> list[Passage]:
    """Keep the grain that a reference asks for."""
    if ref.number:
        grain = [Kind.NUMBER]
    elif ref.letter:
        grain = [Kind.LETTER]
    elif ref.comma:
        grain = [Kind.COMMA, Kind.ARTICLE]
    elif ref.article:
        grain = [Kind.COMMA]
    else:
        return _articles(found)
    kept = [passage for passage in found if passage.kind in grain]
    if ref.article and not ref.comma and not kept:
        kept = [passage for passage in found if passage.kind is Kind.ARTICLE]
    return kept


def _articles(found: list[Passage]) -> list[Passage]:
    """Keep articles and annexes; of an article that only cards tell of, its commi."""
    whole = {Kind.ARTICLE, Kind.ANNEX}
    held = {(passage.annex, passage.article) for passage in found if passage.kind in whole}
    return [
        passage
        for passage in found
        if passage.kind in whole
        or (passage.kind is Kind.COMMA and (passage.annex, passage.article) not in held)
    ]


def is_named(row: object, ref: NormRef) -> bool:
    """Whether a row is exactly what a reference names."""
    return all(
        getattr(row, name) == getattr(ref, name) for name in ("annex", "article", "comma", "letter", "number")
    ) and getattr(row, "kind", "") in {Kind.ARTICLE, Kind.COMMA, Kind.LETTER, Kind.NUMBER, Kind.ANNEX}
