"""Lay out the signs that a row answers a question: its own, and the best of its article's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from knowledge.search.naming import annexes_in
from knowledge.search.ranker import SIGNS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from knowledge.search.columns import Columns
    from knowledge.search.question import Question
    from knowledge.search.ranker import Ranker

WORDS = ("words", "article", "heading", "grams", "card")  # legs that count words
TRUSTED = ("words", "article", "grams", "words_order", "article_order")  # as far as words tell
_HALF = 5  # places after which the sign of an order is halved
_COMMON = 0.2  # quantile of the candidates' scores from which an article lends something to the one beside it
_GUESS = (0.3, 0.97)  # ranks, among rows with vectors, of one without: its words say nothing, or all


@dataclass(frozen=True, slots=True)
class Weighed:
    """The candidates for a question, with their signs, before any weight."""

    rows: NDArray[np.int64]  # shape (n,): their numbers
    articles: NDArray[np.int64]  # shape (n,): to which article each belongs
    own: NDArray[np.float32]  # shape (n, len(SIGNS)): of each row alone
    signs: NDArray[np.float32]  # shape (n, len(SIGNS)): of its article, whose best row counts for each sign
    legs: Mapping[str, NDArray[np.float32]]  # leg → raw score of every row of the corpus
    pinned: set[int]  # rows that the question names

    def behind(self, ranker: Ranker, kind: str) -> NDArray[np.float32]:
        """Measure how far each candidate is behind the best one of its article, shape ``(n,)``; 0 for the best."""
        alone = ranker.score(kind, self.own)
        _, group = np.unique(self.articles, return_inverse=True)
        return _best(alone, group)[group] - alone


def weigh(
    question: Question,
    rows: NDArray[np.int64],
    legs: Mapping[str, NDArray[np.float32]],
    columns: Columns,
    ranker: Ranker,
    trust: float,
    pinned: set[int],
) -> Weighed:
    """
    Lay out the signs of candidates.

    Parameters
    ----------
    question
        As `read_question` gives it.
    rows
        Numbers of the candidates, shape ``(n,)``.
    legs
        Leg → raw score of every row, shape ``(len(columns),)``; 0 where words do not find it, -1 without a vector.
    columns, ranker
        Of the corpus; the ranker says which cosine is near.
    trust
        How much the words of this question tell, 0 to 1: factor of all signs of words but the card's.
    pinned
        Rows that the question names.

    Returns
    -------
    Weighed
        An article has the best of its rows by each sign, since what is asked may stand in two of its commi; and the
        place of the article in the order of each leg, so that who is first by meaning is not lost among many who are
        nearly so; and what the article before it or after it has by all these signs.
    """
    numbers, group = np.unique(columns.article_of[rows], return_inverse=True)
    own = _named(question, rows, columns)
    best = dict(own)
    for leg in WORDS:
        top = max(float(legs[leg].max(initial=0.0)), 1e-9)
        own[leg] = legs[leg][rows] / top
        best[leg] = _of_articles(legs[leg], columns)[numbers][group] / top
    if "meaning" in legs:
        of_articles = _of_articles(legs["meaning"], columns)[numbers][group]
        own["meaning"] = _nearness(ranker, legs["meaning"][rows], np.maximum(own["words"], own["article"]))
        best["meaning"] = _nearness(ranker, of_articles, np.maximum(best["words"], best["article"]))
    for leg in ("words", "article", "meaning"):
        if leg in best:
            best[f"{leg}_order"] = _order(best[leg], group)
    for name in TRUSTED:
        for table in (own, best):
            table[name] = trust * table.get(name, np.zeros(len(rows), np.float32))
    scores = ranker.score(str(question.kind), _laid(best, rows))
    best["beside"] = _beside(_best(scores, group), numbers, columns)[group]
    return Weighed(
        rows, columns.article_of[rows].astype(np.int64), _laid(own, rows), _laid(best, rows), legs, pinned
    )


def _named(question: Question, rows: NDArray[np.int64], columns: Columns) -> dict[str, NDArray[np.float32]]:
    """Tell which candidates stand in an act or an annex that the question names."""
    acts = {act for ref in question.references for act in columns.acts_named(ref.of_act)}
    annexes, asked = [columns.annexes[row] for row in rows], annexes_in(question.text)
    return {
        "named_act": np.isin(columns.act_of[rows], list(acts)).astype(np.float32),
        "annex": np.array([bool(annex) for annex in annexes], np.float32),
        "named_annex": np.array([annex in asked for annex in annexes], np.float32),
    }


def _of_articles(scores: NDArray[np.float32], columns: Columns) -> NDArray[np.float32]:
    """Find the best score of each article, shape ``(columns.article_count,)``."""
    best = np.full(columns.article_count, scores.min(initial=0.0), np.float32)
    found = np.flatnonzero(scores)
    np.maximum.at(best, columns.article_of[found], scores[found])
    return best


def _best(values: NDArray[np.float32], group: NDArray[np.int64]) -> NDArray[np.float32]:
    """Find the best value of each group."""
    best = np.full(int(group.max(initial=-1)) + 1, -np.inf, np.float32)
    np.maximum.at(best, group, values)
    return best


def _order(values: NDArray[np.float32], group: NDArray[np.int64]) -> NDArray[np.float32]:
    """Turn the place of each article by a sign into a sign: 1 for the first, then ever less; 0 where it has none."""
    best = _best(values, group)
    above = len(best) - np.searchsorted(np.sort(best), best, side="right")
    return (np.where(best > 0, 1 / (1 + above / _HALF), 0.0).astype(np.float32))[group]


def _beside(
    scores: NDArray[np.float32], articles: NDArray[np.int32], columns: Columns
) -> NDArray[np.float32]:
    """Take for each article how far one of the two beside it, in its act, stands above what is common."""
    above = np.maximum(scores - np.quantile(scores, _COMMON), 0.0) if len(scores) else scores
    acts = columns.act_of_article[articles]
    found = np.zeros(len(articles), np.float32)
    follows = np.flatnonzero((np.diff(articles) == 1) & (np.diff(acts) == 0))
    found[follows] = above[follows + 1]
    found[follows + 1] = np.maximum(found[follows + 1], above[follows])
    return found


def _nearness(
    ranker: Ranker, cosines: NDArray[np.float32], lexical: NDArray[np.float32]
) -> NDArray[np.float32]:
    """
    Turn cosines into signs; a row whose vector is not computed yet is taken to be as near as its words suggest.

    Without that, an act just added would lose against those that already have vectors.
    """
    signs = ranker.nearness(cosines)
    missing = cosines < 0
    if missing.any() and not missing.all():
        ranks = _GUESS[0] + (_GUESS[1] - _GUESS[0]) * lexical[missing]
        signs[missing] = np.quantile(signs[~missing], ranks)
    return signs


def _laid(columns: Mapping[str, NDArray[np.float32]], rows: NDArray[np.int64]) -> NDArray[np.float32]:
    """Put signs beside each other in their order, 0 where one is not there."""
    zero = np.zeros(len(rows), np.float32)
    return np.stack([columns.get(name, zero) for name in SIGNS], axis=1)
