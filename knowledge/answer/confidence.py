"""Judge how likely it is that what was found answers the question."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowledge.answer.model import Reason
from knowledge.search.cues import asks_figure, holds_figure

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from knowledge.search.engine import Hit
    from knowledge.search.question import Question
    from knowledge.search.searcher import Searched

FILE = Path(__file__).with_name("confidence.json")
_SEEN = 8  # hits that are weighed


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether to answer, how surely, and with which hits."""

    probability: float  # that the provisions shown answer the question
    reason: Reason | None  # None: answer
    shown: tuple[Hit, ...]
    complete: bool = True
    doubtful: bool = False

    def probability_of(self, hit: Hit | None) -> float:
        """Share the answer's probability with one hit, by its score beside the best."""
        if hit is None or not self.shown or hit.pinned:
            return self.probability
        best = max(self.shown[0].score, 1e-9)
        return self.probability * max(0.0, min(1.0, hit.score / best))


def judge(searched: Searched) -> Verdict:
    """
    Judge what a search found.

    Parameters
    ----------
    searched
        The question and its hits.

    Returns
    -------
    Verdict
        With a reason to refuse when the probability is below the threshold.
    """
    hits = searched.hits
    if searched.pinned:
        return Verdict(1.0, None, tuple(hits), complete=not searched.missing)
    if not hits or all(term.isdigit() for term in searched.question.spoken):
        return Verdict(0.0, Reason.OUTSIDE, ())
    settings = _settings()
    evidence = weigh(searched.question, hits)
    fitted = settings if hits[0].cosine > 0 else settings["words_alone"]
    probability = _logistic(evidence, fitted["answer"])
    about = _logistic(evidence, fitted["about"])
    if probability < fitted["answer_threshold"] or about < fitted["about_floor"]:
        reason = Reason.NEAR if about >= fitted["about_threshold"] else Reason.OUTSIDE
        return Verdict(probability, reason, ())
    doubtful = probability < settings["doubt_threshold"]
    return Verdict(probability, None, _worth_showing(hits, settings["show"]), doubtful=doubtful)


def weigh(question: Question, hits: Sequence[Hit]) -> dict[str, float]:
    """
    Gather the evidence that a question can be answered.

    Parameters
    ----------
    question
        As it was read.
    hits
        At least one, the best first.

    Returns
    -------
    dict[str, float]
        ``coverage``: share of the question's information in the best hit; ``reach``: in any of the first five;
        ``nearest``: the best cosine of these; ``score``; ``lead`` of the best article before the next; ``agree``:
        words and meaning point to the best hit; ``card``: so do the words of readers; ``length`` of the question;
        ``asks_figure``, and ``figure``: the best hit holds one.
    """
    best, five = hits[0], hits[:5]
    others = (hit.score for hit in hits[1:_SEEN] if hit.row.article_key != best.row.article_key)
    figure_asked = asks_figure(question.text)
    text = f"{best.row.passage.opening} {best.row.passage.text}"
    return {
        "coverage": best.coverage,
        "reach": max(hit.coverage for hit in five),
        "nearest": max(hit.cosine for hit in five),
        "score": best.score,
        "lead": best.score - next(others, hits[:_SEEN][-1].score),
        "agree": min(best.signs["words"], best.signs["meaning"]),
        "card": best.signs["card"],
        "length": min(len(question.spoken), 12) / 12,
        "asks_figure": float(figure_asked),
        "figure": float(figure_asked and holds_figure(text)),
    }


def _logistic(evidence: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Turn evidence into a probability."""
    total = weights["bias"] + sum(weights.get(name, 0.0) * value for name, value in evidence.items())
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


def _worth_showing(hits: Sequence[Hit], show: float) -> tuple[Hit, ...]:
    """Keep the hits whose score is near the best."""
    return tuple(hit for hit in hits if hit.score >= show * hits[0].score)


@lru_cache(maxsize=1)
def _settings() -> dict[str, Any]:
    """Read weights and thresholds."""
    settings: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return settings
