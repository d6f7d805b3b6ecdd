"""Weigh the signs of a match: a linear ranker whose every contribution can be shown."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from knowledge.errors import KnowledgeError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

FILE = Path(__file__).with_name("ranker.json")

# The signs, each from 0 to 1; those of words are shares of the best score.
SIGNS = (
    "words",  # BM25 of the comma
    "article",  # BM25 of its article
    "heading",  # BM25 of heading, act names and place
    "grams",  # BM25 of character grams
    "card",  # BM25 of the editorial card on it
    "meaning",  # nearness of the comma's vectors
    "words_order",  # place of its article by each of three legs
    "article_order",
    "meaning_order",
    "named_act",  # the question names its act
    "annex",  # it stands in an annex, whose details answer less often than the articles
    "named_annex",  # the question names its annex
    "beside",  # an article beside it in the act answers well: a matter is laid down over several
)


class RankerError(KnowledgeError):
    """The file of weights cannot be used; the message says why."""


@dataclass(frozen=True, slots=True)
class Ranker:
    """Weights of the signs for each kind of question."""

    weights: Mapping[str, Mapping[str, float]]  # kind of question → sign → weight
    far: float = 0.78  # cosine of what has nothing to do with a question, with the packed encoder
    near: float = 0.95  # of what says the same
    surety: Mapping[str, float] = field(default_factory=dict)  # how score and lead make a probability

    def score(self, kind: str, signs: NDArray[np.float32]) -> NDArray[np.float32]:
        """Score candidates; `signs` has shape ``(n, len(SIGNS))``."""
        scores: NDArray[np.float32] = signs @ self._vector(kind)
        return scores

    def contributions(self, kind: str, signs: NDArray[np.float32]) -> dict[str, float]:
        """Say what each sign of one candidate adds to its score; `signs` has shape ``(len(SIGNS),)``."""
        parts = signs * self._vector(kind)
        return {name: float(part) for name, part in zip(SIGNS, parts, strict=True) if part}

    def nearness(self, cosines: NDArray[np.float32]) -> NDArray[np.float32]:
        """
        Turn cosines into signs of meaning, on one scale for all questions.

        Stretched over the candidates instead, a question that nothing is near to would trust the least bad vector.
        """
        signs: NDArray[np.float32] = np.clip((cosines - self.far) / (self.near - self.far), 0.0, None)
        return signs

    def probability(self, score: float, lead: float) -> float | None:
        """
        Say how likely the best article is a right one, where the corpus holds it.

        Parameters
        ----------
        score, lead
            Of the best article; its lead before the next.

        Returns
        -------
        float or None
            Calibrated on questions held apart; None when this ranker was not calibrated.
        """
        if not self.surety:
            return None
        total = self.surety["bias"] + self.surety["score"] * score + self.surety["lead"] * lead
        return 1.0 / (1.0 + math.exp(-total))

    def _vector(self, kind: str) -> NDArray[np.float32]:
        """Put the weights of a kind of question in the order of the signs."""
        weights = self.weights[kind]
        return np.array([weights.get(name, 0.0) for name in SIGNS], np.float32)


@lru_cache(maxsize=4)
def load_ranker(file: Path = FILE) -> Ranker:
    """
    Load weights from JSON.

    Raises
    ------
    RankerError
        If a weight belongs to no sign.
    """
    data: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    for kind, weights in data["weights"].items():
        unknown = set(weights) - set(SIGNS)
        if unknown:
            message = (
                f"{file.name}, {kind!r}: no sign is called {sorted(unknown)[0]!r}. "
                f"The signs are {', '.join(SIGNS)}."
            )
            raise RankerError(message)
    return Ranker(data["weights"], **data.get("cosines", {}), surety=data.get("probability", {}))
