"""Learn how much each sign of a match weighs, from questions whose right article is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from knowledge.search.ranker import SIGNS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from numpy.typing import NDArray

    from knowledge.search.engine import Engine
    from knowledge.search.question import Question
    from knowledge.search.rows import Row
    from knowledge.search.searcher import Searcher

HELD = ("card", "beside")  # not learnt: acts without cards must find their place; a share of the other signs
SHARPNESS = 12.0  # of the choice: a lead of 0.1 makes an article 3.3 times as likely
PULL = 6.0  # how strongly weights stay near those they start from; chosen leaving one set out
_RUNS = 200


@dataclass(frozen=True, slots=True)
class Example:
    """The candidates of one question."""

    group: str  # the set it comes from: each set counts the same
    signs: NDArray[np.float32]  # shape (n, len(SIGNS))
    articles: NDArray[np.int64]  # shape (n,): to which article each candidate belongs
    right: NDArray[np.bool_]  # shape (n,)
    named: NDArray[np.bool_]  # shape (n,): by the question, so that it comes first
    kind: str = "short"  # how the question is worded

    def rank(self, scores: NDArray[np.float32]) -> int | None:
        """Find at which place the first right article stands, from 1; None when it is no candidate."""
        order = np.lexsort([-scores, ~self.named])
        _, first = np.unique(self.articles[order], return_index=True)
        right = self.right[order][np.sort(first)]
        return int(right.argmax()) + 1 if right.any() else None


def gather(
    searcher: Searcher,
    group: str,
    questions: Mapping[str, Callable[[Row], bool]],
    on: date,
    territory: str | None = None,
) -> list[Example]:
    """
    Gather the candidates of questions, with their signs.

    Parameters
    ----------
    searcher
        Over the corpus that holds the answers.
    group
        Name of the set.
    questions
        Question → tells whether a row belongs to a right article.
    on, territory
        When and where the provisions must hold.

    Returns
    -------
    list[Example]
        Those whose right article is among the candidates.
    """
    engine = searcher.engine(on, territory)
    examples = []
    for text, is_right in questions.items():
        example = _example(engine, group, searcher.read(text, engine), is_right)
        if example.right.any():
            examples.append(example)
    return examples


def fit(
    examples: Sequence[Example],
    start: Mapping[str, float],
    *,
    pull: float = PULL,
    sharpness: float = SHARPNESS,
) -> dict[str, float]:
    """
    Fit the weights of the signs by conditional logit [1]_, kept near the weights they start from.

    Parameters
    ----------
    examples
        At least one.
    start
        Sign → weight; signs that are not named stay at 0, those of `HELD` as they are.
    pull
        Of the quadratic penalty on the distance from ``start``.
    sharpness
        Factor of the scores in the logit.

    Returns
    -------
    dict[str, float]
        Sign → weight.

    References
    ----------
    .. [1] D. McFadden, "Conditional logit analysis of qualitative choice behavior", 1974.
    """
    from scipy.optimize import minimize

    used = [SIGNS.index(name) for name in start]
    stacked = np.concatenate([one.signs[:, used] for one in examples]).astype(np.float64)
    right = np.concatenate([one.right for one in examples])
    sizes = np.array([len(one.right) for one in examples])
    first = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    counts = {one.group: sum(o.group == one.group for o in examples) for one in examples}
    share = np.array([1 / np.sqrt(counts[one.group]) for one in examples])
    share /= share.sum()
    begin = np.array(list(start.values()))
    learnt = np.array([name not in HELD for name in start], np.float64)

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scores = sharpness * (stacked @ weights)
        top = np.maximum.reduceat(scores, first)
        odds = np.exp(scores - np.repeat(top, sizes))
        every, good = np.add.reduceat(odds, first), np.add.reduceat(odds * right, first) + 1e-12
        slope = np.repeat(share / every, sizes) * odds - np.repeat(share / good, sizes) * odds * right
        away = weights - begin
        value = float((share * (np.log(every) - np.log(good))).sum() + pull * (away**2).sum())
        return value, learnt * (sharpness * (stacked.T @ slope) + 2 * pull * away)

    found = minimize(loss, begin, jac=True, method="L-BFGS-B", options={"maxiter": _RUNS})
    return {name: round(float(weight), 3) for name, weight in zip(start, found.x, strict=True)}


def calibrate(score: Sequence[float], lead: Sequence[float], right: Sequence[bool]) -> dict[str, float]:
    """
    Fit how the best score and its lead before the next article make a probability (scikit-learn).

    Parameters
    ----------
    score, lead
        Of the best article of each question.
    right
        Whether it was a right one.

    Returns
    -------
    dict[str, float]
        ``bias``, ``score`` and ``lead``, as `Ranker.probability` reads them.
    """
    from sklearn.linear_model import LogisticRegression

    fitted = LogisticRegression(C=10.0).fit(np.column_stack([score, lead]), np.asarray(right))
    of_score, of_lead = fitted.coef_[0]
    numbers = {"bias": fitted.intercept_[0], "score": of_score, "lead": of_lead}
    return {name: round(float(number), 3) for name, number in numbers.items()}


def _example(engine: Engine, group: str, question: Question, is_right: Callable[[Row], bool]) -> Example:
    """Lay out the candidates of one question."""
    found = engine.weighed(question)
    right = np.array([is_right(engine.rows[row]) for row in found.rows], bool)
    named = np.isin(found.rows, list(found.pinned))
    return Example(group, found.signs, found.articles, right, named, str(question.kind))
