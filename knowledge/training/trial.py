"""Compare two encoders on questions held apart, and say whether the new one may ship."""

from __future__ import annotations

import random
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from knowledge.errors import KnowledgeError
from knowledge.training.pairs import Origin, is_held_apart, official_pieces

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from knowledge.encoder import Encoder
    from knowledge.search.rows import Row
    from knowledge.training.pairs import Pair

ENOUGH = 100  # questions of people below which no verdict is given
ASKED = (Origin.CARD, Origin.LAY)  # what people ask; headings and citations are only watched
_DRAWS = 4000


class TooFewQuestionsError(KnowledgeError):
    """A trial on a handful of questions would say nothing."""

    def __init__(self, asked: int) -> None:
        super().__init__(
            f"The trial has {asked} questions of people held apart, and needs {ENOUGH}. "
            "Add official texts of the acts that the cards are about, then try again."
        )


@dataclass(frozen=True, slots=True)
class Pool:
    """The pieces of text among which a trial looks, each with its article."""

    texts: tuple[str, ...]
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """How well an encoder finds the right article, on questions of one kind."""

    questions: int
    recall_at_5: float  # share, 0 to 1
    recall_at_10: float
    mrr: float  # mean of 1 / rank, 0 beyond rank 10


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the trained encoder may replace the one that ships, and why."""

    ship: bool
    reason: str
    gain: float  # of the MRR, on questions of people
    gain_low: float  # ends of its 95 % interval, by paired bootstrap
    gain_high: float
    before: Mapping[str, Figures]
    after: Mapping[str, Figures]

    def as_json(self) -> dict[str, Any]:
        """Write it for a file."""
        return asdict(self)


def make_pool(rows: Sequence[Row], pairs: Sequence[Pair], *, size: int, seed: int = 7) -> Pool:
    """
    Gather the pieces of the articles held apart: those that the pairs seek, then others up to a size.

    Parameters
    ----------
    rows
        The corpus.
    pairs
        Those of the trial; their articles are always in.
    size
        How many pieces at most, unless the sought ones are more.
    """
    sought = {pair.article for pair in pairs}
    apart = [row for row in rows if row.passage.official and is_held_apart(row.article_key)]
    gold = [row for row in apart if row.article_key in sought]
    rest = [row for row in apart if row.article_key not in sought]
    random.Random(seed).shuffle(rest)
    placed = [(text, row.article_key) for row in (*gold, *rest) for text in official_pieces(row)]
    least = sum(len(official_pieces(row)) for row in gold)
    kept = placed[: max(size, least)]
    return Pool(tuple(text for text, _ in kept), tuple(article for _, article in kept))


def ranks(encoder: Encoder, pairs: Sequence[Pair], pool: Pool) -> NDArray[np.int64]:
    """
    Rank the right article for each question by its nearest piece.

    Returns
    -------
    ndarray
        Shape ``(len(pairs),)``, from 1.
    """
    names, owners = np.unique(pool.articles, return_inverse=True)
    place = {str(name): number for number, name in enumerate(names)}
    passages = encoder.encode_passages(pool.texts)
    found = np.zeros(len(pairs), np.int64)
    for row, pair in enumerate(pairs):
        best = np.full(len(names), -1.0, np.float32)
        np.maximum.at(best, owners, passages @ encoder.encode_query(pair.question))
        found[row] = 1 + np.count_nonzero(best > best[place[pair.article]])
    return found


def judge(
    pairs: Sequence[Pair], before: NDArray[np.int64], after: NDArray[np.int64], *, seed: int = 7
) -> Verdict:
    """
    Judge a trained encoder by the ranks it gives, beside those of the one that ships.

    It may ship when, on questions of people (cards and everyday words), the whole 95 % interval of the gain in
    MRR lies above zero and no kind of them loses recall at 5. The interval is a paired bootstrap [1]_.

    Parameters
    ----------
    pairs
        Those held apart.
    before, after
        Shape ``(len(pairs),)``: as `ranks` gives them for the shipped and for the trained encoder.

    Raises
    ------
    TooFewQuestionsError
        If fewer than 100 are questions of people.

    References
    ----------
    .. [1] P. Koehn, "Statistical Significance Tests for Machine Translation Evaluation", EMNLP 2004.
    """
    asked = np.array([pair.origin in ASKED for pair in pairs], bool)
    if asked.sum() < ENOUGH:
        raise TooFewQuestionsError(int(asked.sum()))
    gains = (_reciprocal(after) - _reciprocal(before))[asked]
    draws = np.random.default_rng(seed).integers(0, len(gains), (_DRAWS, len(gains)))
    low, high = np.quantile(gains[draws].mean(axis=1), [0.025, 0.975])
    old, new = _by_origin(pairs, before), _by_origin(pairs, after)
    lost = [kind for kind in ASKED if kind in old and new[kind].recall_at_5 < old[kind].recall_at_5]
    reason = _reason(float(low), float(high), lost)
    return Verdict(
        not reason, reason or "clearly better", float(gains.mean()), float(low), float(high), old, new
    )


def _reason(low: float, high: float, lost: Sequence[Origin]) -> str:
    """Say why the trained encoder may not ship; nothing when it may."""
    if high < 0:
        return "worse: the whole 95 % interval of the gain in MRR lies below zero"
    if low <= 0:
        return "not clearly better: the 95 % interval of the gain in MRR reaches zero"
    return f"loses recall at 5 on {', '.join(lost)}" if lost else ""


def _by_origin(pairs: Sequence[Pair], found: NDArray[np.int64]) -> dict[str, Figures]:
    """Sum up the ranks of each kind of question; a kind without questions has no figures."""
    origins = np.array([pair.origin for pair in pairs])
    return {str(kind): _figures(found[origins == kind]) for kind in Origin if (origins == kind).any()}


def _figures(found: NDArray[np.int64]) -> Figures:
    """Sum up ranks."""
    return Figures(
        questions=len(found),
        recall_at_5=float((found <= 5).mean()),
        recall_at_10=float((found <= 10).mean()),
        mrr=float(_reciprocal(found).mean()),
    )


def _reciprocal(found: NDArray[np.int64]) -> NDArray[np.float64]:
    """Take 1 / rank, 0 beyond rank 10."""
    return np.where(found <= 10, 1.0 / found, 0.0)
