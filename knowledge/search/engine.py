"""Find the commi that answer a question: words, meaning and named provisions, weighed together."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from knowledge.search.question import Kind
from knowledge.search.ranker import SIGNS, load_ranker
from knowledge.search.signs import Weighed, weigh
from knowledge.search.words import terms

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from knowledge.encoder import Encoder
    from knowledge.norms.identifiers import NormRef
    from knowledge.search.columns import Columns
    from knowledge.search.dense import DenseIndex
    from knowledge.search.lexical import LexicalIndex
    from knowledge.search.question import Question
    from knowledge.search.ranker import Ranker
    from knowledge.search.rows import Row
    from knowledge.search.shared import SharedVectors

_CANDIDATES = 100  # of each leg
_OF_NAMED = 30  # of each leg among the rows of an act that the question names
_DEPTH = 400  # rows that a leg of words scores
_SATURATION = 1.2  # k1 of the index's BM25
_ENOUGH = 0.3  # share of the highest possible BM25 from which words count in full


@dataclass(frozen=True, slots=True)
class Hit:
    """A row that may answer, with its score and where the score comes from."""

    row: Row
    score: float
    signs: Mapping[str, float]  # of the row alone, 0 to 1
    why: Mapping[str, float]  # what each sign of its article adds to the score, and what the row is behind it
    pinned: bool = False  # named by the question
    cosine: float = -1.0  # raw nearness of meaning
    coverage: float = 0.0  # share of the question's information that its words hold


@dataclass
class Engine:
    """The indexes over the rows of one day."""

    rows: Sequence[Row]
    commi: LexicalIndex
    articles: LexicalIndex
    columns: Columns
    dense: DenseIndex | SharedVectors | None = None
    encoder: Encoder | None = None
    ranker: Ranker = field(default_factory=load_ranker)

    def __post_init__(self) -> None:
        """Prepare what is computed once."""
        self._held: dict[int, frozenset[str]] = {}

    @property
    def article_numbers(self) -> NDArray[np.int32]:
        """To which article each row belongs, shape ``(rows,)``."""
        return self.columns.article_of

    def find(self, question: Question, *, top: int = 10) -> list[Hit]:
        """
        Find the rows that answer a question best.

        Parameters
        ----------
        question
            As `read_question` gives it.
        top
            How many rows at most.

        Returns
        -------
        list[Hit]
            Named provisions first, then the best score first: that of the article, less what a row is behind the
            best one of its article.
        """
        found, kind = self.weighed(question), str(question.kind)
        behind = found.behind(self.ranker, kind)
        scores = self.ranker.score(kind, found.signs) - behind
        order = np.lexsort([found.rows, -scores, ~np.isin(found.rows, list(found.pinned))])[:top]
        return [self._hit(question, found, int(i), float(scores[i]), float(behind[i])) for i in order]

    def weighed(self, question: Question) -> Weighed:
        """Gather the candidates for a question with their signs, before any weight."""
        legs = self._legs(question)
        pinned = {row for ref in question.references for row in self.columns.rows_named(ref)}
        rows, trust = self._candidates(question, legs, pinned), self._trust(question, legs["words"])
        return weigh(question, rows, legs, self.columns, self.ranker, trust, pinned)

    def _trust(self, question: Question, scores: NDArray[np.float32]) -> float:
        """
        Tell how far the legs of words are to be trusted: the less, the fewer of the question's words any row holds.

        Who asks in everyday words shares few with the law, and those by chance. A long question tells a story, of
        which no row can hold much: its words count in full.
        """
        if question.kind is Kind.LONG:
            return 1.0
        size = self.commi.size
        held = {term: self.commi.frequency(term) for term in question.terms}
        most = sum(
            question.terms[term] * math.log(1 + (size - rows + 0.5) / (rows + 0.5)) * (1 + _SATURATION)
            for term, rows in held.items()
            if rows
        )
        return min(1.0, float(scores.max(initial=0.0)) / (most * _ENOUGH)) if most else 1.0

    def _legs(self, question: Question) -> dict[str, NDArray[np.float32]]:
        """Score every row by each leg; 0 where words do not find it, -1 where its vector is not there."""
        sought = question.terms
        fields = {
            "words": {"words": sought},
            "heading": {"heading": sought, "context": sought},
            "grams": {"grams": question.grams},
            "card": {"card": sought},
        }
        legs = {
            leg: _filled(self.commi.search(weights, _DEPTH), len(self.rows))
            for leg, weights in fields.items()
        }
        articles = self.articles.search({"words": sought}, _DEPTH)
        legs["article"] = _filled(articles, self.columns.article_count)[self.columns.article_of]
        if self.dense is not None and self.encoder is not None:
            vectors = np.stack([self.encoder.encode_query(text) for text in question.meanings])
            legs["meaning"] = self.dense.similarities(vectors)
        return legs

    def _candidates(
        self, question: Question, legs: Mapping[str, NDArray[np.float32]], pinned: set[int]
    ) -> NDArray[np.int64]:
        """Choose the rows that some leg puts among its best, of all and of the acts that the question names."""
        acts = {act for ref in question.references for act in self.columns.acts_named(ref.of_act)}
        named = [self.columns.rows_of_act(act) for act in acts]
        chosen = [np.array(sorted(pinned), np.int64)]
        for name, scores in legs.items():
            least = -1.0 if name == "meaning" else 0.0
            chosen.append(_best(scores, np.flatnonzero(scores > least), _CANDIDATES))
            chosen.extend(_best(scores, rows[scores[rows] > least], _OF_NAMED) for rows in named)
        return np.unique(np.concatenate(chosen))

    def _hit(self, question: Question, found: Weighed, at: int, score: float, behind: float) -> Hit:
        """Describe one candidate."""
        row = int(found.rows[at])
        why = self.ranker.contributions(str(question.kind), found.signs[at])
        return Hit(
            row=self.rows[row],
            score=score,
            signs={name: float(value) for name, value in zip(SIGNS, found.own[at], strict=True)},
            why=why | {"behind": -behind} if behind else why,
            pinned=row in found.pinned,
            cosine=float(found.legs["meaning"][row]) if "meaning" in found.legs else -1.0,
            coverage=self.coverage(question.spoken, self.rows[row]),
        )

    def coverage(self, spoken: Sequence[str], row: Row) -> float:
        """Measure which share of the information of some terms the words of a row and its card hold, 0 to 1."""
        total = sum(map(self.information, spoken))
        if not total:
            return 0.0
        held = self._terms_of(row)
        return sum(self.information(term) for term in spoken if term in held) / total

    def _terms_of(self, row: Row) -> frozenset[str]:
        """Cut all words of a row into terms, once."""
        if row.number not in self._held:
            passage = row.passage
            said = (passage.heading, passage.opening, passage.text, row.act.title, row.card_text)
            self._held[row.number] = frozenset(terms(" ".join(said)))
        return self._held[row.number]

    def information(self, term: str) -> float:
        """Measure how telling a term is: the rarer, the more."""
        size = max(self.commi.size, 1)
        return math.log(1 + size / (1 + self.commi.frequency(term)))

    def article_of(self, row: Row) -> list[Row]:
        """List the rows of a row's article, in order."""
        return [self.rows[r] for r in self.columns.rows_of_article(int(self.article_numbers[row.number]))]

    def act_of(self, row: Row) -> list[Row]:
        """List the rows of a row's act, in order."""
        return [self.rows[r] for r in self.columns.rows_of_act(int(self.columns.act_of[row.number]))]

    def articles_of(self, ref: NormRef) -> list[str]:
        """List the articles of an act, in order."""
        rows = (row for act in self.columns.acts_named(ref) for row in self.columns.rows_of_act(act))
        return list(dict.fromkeys(label for row in rows if (label := self.columns.articles[row])))

    def has(self, ref: NormRef) -> bool:
        """Tell whether a named act, article or comma is there."""
        if ref.article is None:
            return bool(self.columns.acts_named(ref))
        return bool(self.columns.rows_named(ref))

    def has_part(self, ref: NormRef) -> bool:
        """Tell whether a named article is there, or, where an annex is named, any annex of its act."""
        if ref.article is not None:
            return self.has(ref)
        acts = self.columns.acts_named(ref)
        return any(self.columns.annexes[row] for act in acts for row in self.columns.rows_of_act(act))


def _best(scores: NDArray[np.float32], rows: NDArray[np.int64], most: int) -> NDArray[np.int64]:
    """Keep the rows with the best scores, the first ones of equals."""
    if len(rows) <= most:
        return rows
    least = np.partition(scores[rows], len(rows) - most)[len(rows) - most]
    above, level = rows[scores[rows] > least], rows[scores[rows] == least]
    return np.concatenate([above, level[: most - len(above)]])


def _filled(hits: Mapping[int, float], size: int) -> NDArray[np.float32]:
    """Spread the hits of a leg over all rows."""
    scores = np.zeros(size, np.float32)
    for row, score in hits.items():
        scores[row] = score
    return scores
