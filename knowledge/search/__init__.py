"""Find the commi that answer a question: exact references first, then words and meaning weighed together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from knowledge.search.naming import article_name

if TYPE_CHECKING:
    from datetime import date

    from knowledge.library import Library
    from knowledge.search.engine import Hit

__all__ = ["Found", "Ranking", "search"]


@dataclass(frozen=True, slots=True)
class Found:
    """One provision that the search ranks, and why."""

    urn: str
    act: str
    article: str | None
    comma: str | None
    heading: str
    score: float
    why: dict[str, float]
    annex: str | None = None

    def as_json(self) -> dict[str, Any]:
        """
        Write the line that commands promise; `urn` and `article` are named as in the question sets.

        A provision of an annex has the annex in the place of the article ("allegato-2.12" for II.12), and its
        own article beside it: article 3 of an annex is not article 3 of its act.
        """
        return {
            "urn": self.act,
            "article": article_name(self.article, self.annex),
            "annex": self.annex,
            "annex_article": self.article if self.annex else None,
            "comma": self.comma,
            "score": round(self.score, 6),
            "ref": self.urn,
            "heading": self.heading,
            "why": {name: round(value, 4) for name, value in self.why.items()},
        }


class Ranking(list[Found]):
    """Provisions in order, which a notebook shows as one table."""


def search(
    library: Library, question: str, *, on: date, territory: str | None = None, top: int = 10
) -> Ranking:
    """
    Rank the provisions of a library for a question.

    Parameters
    ----------
    library
        Where the texts are.
    question
        In Italian.
    on, territory
        When and where the provisions must hold.
    top
        How many articles at most.

    Returns
    -------
    Ranking
        A list: one comma an article (or an annex), the best. Articles are what readers look for, commi what they
        quote.
    """
    from knowledge.search.searcher import searcher_of

    searched = searcher_of(library).look(question, on=on, territory=territory, top=8 * top)
    best: dict[str, Found] = {}
    for hit in searched.hits:
        passage = hit.row.passage
        best.setdefault(f"{passage.act.urn} {passage.annex or passage.article or passage.urn}", _found(hit))
    return Ranking(list(best.values())[:top])


def _found(hit: Hit) -> Found:
    """Describe a hit."""
    passage = hit.row.passage
    return Found(
        urn=passage.urn,
        act=passage.act.urn,
        article=passage.article,
        comma=passage.comma,
        heading=passage.heading,
        score=hit.score,
        why=dict(hit.why),
        annex=passage.annex,
    )
