"""Judge how likely it is that what was found answers the question."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from knowledge.answer.model import Reason
from knowledge.answer.settings import settings
from knowledge.norms import Status
from knowledge.search.cues import asks_figure, holds_figure
from knowledge.search.question import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from knowledge.search.engine import Hit
    from knowledge.search.question import Question
    from knowledge.search.searcher import Searched

_SEEN = 8  # hits that are weighed
_LEAST = 0.75  # share of the best score below which nothing is shown beside it
RULES = 5  # rules shown at most


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
    known = settings()
    evidence = weigh(searched.question, hits)
    fitted = known if hits[0].cosine > 0 else known["words_alone"]
    chance = _logistic(evidence, fitted["answer"])
    probability = calibrated(chance, fitted.get("calibration"))
    about = _logistic(evidence, fitted["about"])
    if chance < fitted["answer_threshold"] or about < fitted["about_floor"]:
        reason = Reason.NEAR if about >= fitted["about_threshold"] else Reason.OUTSIDE
        return Verdict(probability, reason, ())
    if hits[0].row.passage.status is Status.NOT_YET:
        return Verdict(probability, Reason.OTHER_TIME, ())
    shown = worth_showing(hits, known["behind"] / known["steep"])
    return Verdict(probability, None, shown, doubtful=probability < known["doubt_threshold"])


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
        ``asks_figure``, and ``figure``: the best hit holds one; ``phrase``: words of the question that stand
        together stand so in the best hit too; ``letter``: the question is an office's letter, not a sentence;
        ``unnamed``: the question speaks of something by its acronym, of which the article of the best hit does not;
        ``same_act``: share of the hits that stand in the act of the best one, since the neighbours of a matter that
        the corpus lacks are scattered over many.
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
        "phrase": best.signs.get("phrase", 0.0),
        "letter": float(question.kind is Kind.LONG),
        "unnamed": float(bool(question.reading.spelt_out)) * (1.0 - best.signs.get("named", 0.0)),
        "same_act": sum(hit.row.act.urn == best.row.act.urn for hit in hits[:_SEEN]) / len(hits[:_SEEN]),
    }


def calibrated(chance: float, knots: Mapping[str, list[float]] | None) -> float:
    """Turn what the weights say into the share of right answers that was seen there, between two knots."""
    return chance if knots is None else float(np.interp(chance, knots["said"], knots["seen"]))


def _logistic(evidence: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Turn evidence into a probability."""
    total = weights["bias"] + sum(weights.get(name, 0.0) * value for name, value in evidence.items())
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


def worth_showing(hits: Sequence[Hit], behind: float) -> tuple[Hit, ...]:
    """
    Choose the hits that are shown: different articles first, since a second comma of one adds less than another norm.

    Parameters
    ----------
    hits
        At least one, the best first.
    behind
        How far a score may lie below the best.

    Returns
    -------
    tuple[Hit, ...]
        At most `RULES`, in their order; none whose score is a small part of the best.
    """
    best = hits[0].score
    near = [hit for hit in hits if hit.score >= max(best - behind, _LEAST * best)]
    first = {hit.row.article_key: hit for hit in reversed(near)}
    later = [hit for hit in near if first[hit.row.article_key] is not hit]
    kept = sorted(first.values(), key=near.index)[:RULES] + later
    return tuple(sorted(kept[:RULES], key=near.index))
