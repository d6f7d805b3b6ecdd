"""Find the commi that answer a question: words, meaning and named provisions, weighed together."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from knowledge.search.naming import annexes_in
from knowledge.search.ranker import SIGNS, load_ranker, spread
from knowledge.search.words import terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from knowledge.encoder import Encoder
    from knowledge.norms.identifiers import NormRef
    from knowledge.search.columns import Columns
    from knowledge.search.dense import DenseIndex
    from knowledge.search.lexical import LexicalIndex
    from knowledge.search.question import Question
    from knowledge.search.ranker import Ranker
    from knowledge.search.rows import Row

_CANDIDATES = 100  # of each leg
_GUESS_FROM, _GUESS_TO = (
    0.3,
    0.97,
)  # ranks, among rows with vectors, of one without: words say nothing, or all


@dataclass(frozen=True, slots=True)
class Hit:
    """A row that may answer, with its score and where the score comes from."""

    row: Row
    score: float
    signs: Mapping[str, float]  # the signs themselves, 0 to 1
    why: Mapping[str, float]  # what each adds to the score
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
    dense: DenseIndex | None = None
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
            Named provisions first, then the best score first.
        """
        rows, signs, legs, pinned = self.weighed(question)
        scores = self.ranker.score(str(question.kind), signs)
        order = sorted(
            range(len(rows)),
            key=lambda i: (0, int(rows[i])) if rows[i] in pinned else (1, -float(scores[i]), int(rows[i])),
        )
        return [
            self._hit(question, rows[i], signs[i], float(scores[i]), rows[i] in pinned, legs)
            for i in order[:top]
        ]

    def weighed(
        self, question: Question
    ) -> tuple[NDArray[np.int64], NDArray[np.float32], dict[str, NDArray[np.float32]], set[int]]:
        """
        Gather the candidates for a question with their signs, before any weight.

        Returns
        -------
        rows
            Shape ``(n,)``: numbers of the candidates.
        signs
            Shape ``(n, len(SIGNS))``, each from 0 to 1.
        legs
            The raw score of every row by each leg.
        pinned
            Numbers of the rows that the question names.
        """
        legs = self._legs(question)
        pinned = self._pinned(question.references)
        rows = self._candidates(legs, pinned)
        return rows, self._signs(question, rows, legs), legs, pinned

    def _legs(self, question: Question) -> dict[str, NDArray[np.float32]]:
        """Score every row by each leg; 0 where a leg does not find it."""
        sought = question.terms
        found = {
            "words": self.commi.search({"words": sought}, _CANDIDATES),
            "heading": self.commi.search({"heading": sought, "context": sought}, _CANDIDATES),
            "grams": self.commi.search({"grams": question.grams}, _CANDIDATES),
            "card": self.commi.search({"card": sought}, _CANDIDATES),
            "article": self._rows_of_articles(self.articles.search({"words": sought}, _CANDIDATES)),
        }
        legs = {name: _filled(hits, len(self.rows)) for name, hits in found.items()}
        if self.dense is not None and self.encoder is not None:
            vectors = np.stack([self.encoder.encode_query(text) for text in question.meanings])
            legs["meaning"] = self.dense.similarities(vectors)
        return legs

    def _rows_of_articles(self, hits: Mapping[int, float]) -> dict[int, float]:
        """Give the score of each article to all its rows."""
        return {
            int(row): score
            for article, score in hits.items()
            for row in self.columns.rows_of_article(article)
        }

    def _candidates(self, legs: Mapping[str, NDArray[np.float32]], pinned: set[int]) -> NDArray[np.int64]:
        """Choose the rows that some leg puts among its best."""
        chosen = [np.array(sorted(pinned), np.int64)]
        for name, scores in legs.items():
            found = np.flatnonzero(scores > (-1.0 if name == "meaning" else 0.0))
            if len(found) > _CANDIDATES:
                least = np.partition(scores[found], len(found) - _CANDIDATES)[len(found) - _CANDIDATES]
                above, level = found[scores[found] > least], found[scores[found] == least]
                found = np.concatenate([above, level[: _CANDIDATES - len(above)]])
            chosen.append(found)
        return np.unique(np.concatenate(chosen))

    def _signs(
        self, question: Question, rows: NDArray[np.int64], legs: Mapping[str, NDArray[np.float32]]
    ) -> NDArray[np.float32]:
        """Lay out the signs of all candidates, shape ``(n, len(SIGNS))``."""
        columns = {name: spread(scores[rows]) for name, scores in legs.items()}
        if "meaning" in legs:
            lexical = np.maximum(columns["words"], columns["article"])
            best = self._best_of_article(legs["meaning"])
            columns["meaning"] = self._nearness(legs["meaning"][rows], lexical)
            columns["meaning_article"] = self._nearness(best[rows], lexical)
        named = [ref.of_act for ref in question.references]
        acts = {act for ref in named for act in self.columns.acts_named(ref)}
        columns["named_act"] = np.isin(self.columns.act_of[rows], list(acts)).astype(np.float32)
        annexes = [self.columns.annexes[row] for row in rows]
        columns["annex"] = np.array([bool(annex) for annex in annexes], np.float32)
        asked = annexes_in(question.text)
        columns["named_annex"] = np.array([annex in asked for annex in annexes], np.float32)
        zero = np.zeros(len(rows), np.float32)
        return np.stack([columns.get(name, zero) for name in SIGNS], axis=1)

    def _nearness(self, cosines: NDArray[np.float32], lexical: NDArray[np.float32]) -> NDArray[np.float32]:
        """
        Turn cosines into signs; a row whose vector is not computed yet is taken to be as near as its words suggest.

        Without that, an act just added would lose against those that already have vectors.
        """
        signs = self.ranker.nearness(cosines)
        missing = cosines < 0
        if missing.any() and not missing.all():
            ranks = _GUESS_FROM + (_GUESS_TO - _GUESS_FROM) * lexical[missing]
            signs[missing] = np.quantile(signs[~missing], ranks)
        return signs

    def _best_of_article(self, scores: NDArray[np.float32]) -> NDArray[np.float32]:
        """Give each row the best score of its article."""
        best = np.full(self.columns.article_count, -1.0, np.float32)
        np.maximum.at(best, self.article_numbers, scores)
        return best[self.article_numbers]

    def _pinned(self, references: Iterable[NormRef]) -> set[int]:
        """Find the rows that the question names, down to the comma."""
        return {row for ref in references for row in self.columns.rows_named(ref)}

    def _hit(
        self,
        question: Question,
        row: int,
        signs: NDArray[np.float32],
        score: float,
        pinned: bool,
        legs: Mapping[str, NDArray[np.float32]],
    ) -> Hit:
        """Describe one candidate."""
        return Hit(
            row=self.rows[row],
            score=score,
            signs={name: float(value) for name, value in zip(SIGNS, signs, strict=True)},
            why=self.ranker.contributions(str(question.kind), signs),
            pinned=pinned,
            cosine=float(legs["meaning"][row]) if "meaning" in legs else -1.0,
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


def _filled(hits: Mapping[int, float], size: int) -> NDArray[np.float32]:
    """Spread the hits of a leg over all rows."""
    scores = np.zeros(size, np.float32)
    for row, score in hits.items():
        scores[row] = score
    return scores
