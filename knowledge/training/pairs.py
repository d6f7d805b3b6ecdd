"""Make pairs of a question and the provision that answers it, from the corpus, the cards and our paraphrases."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from knowledge.errors import KnowledgeError
from knowledge.norms.identifiers import parse_urn
from knowledge.references import ActNames, find_references
from knowledge.search.rows import pieces

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from knowledge.norms.identifiers import NormRef
    from knowledge.search.rows import Row

FILE = Path(__file__).with_name("paraphrases.yaml")
HELD_APART = 5  # one article of five is never trained on
_SHORTEST = 8  # words of a sentence around a citation
_SENTENCE = re.compile(r"(?<=[;:])\s+|(?<=[a-zà-ù)]\.)\s+(?=[A-ZÀ-Ù])")


class ParaphraseError(KnowledgeError):
    """An entry of the paraphrases cannot be used; the message names it and the mend."""


class Origin(StrEnum):
    """Where the question of a pair comes from."""

    HEADING = "heading"  # an article's heading → its text without the heading
    CITATION = "citation"  # the sentence around a citation, without it → the cited provision
    CARD = "card"  # a question of an editorial card → its comma
    LAY = "lay"  # a question of ours in everyday words → its comma


@dataclass(frozen=True, slots=True)
class Pair:
    """A question, a passage that answers it as the encoder reads it, and the article of the passage."""

    origin: Origin
    question: str
    passage: str
    article: str  # as `Row.article_key`

    @property
    def held_apart(self) -> bool:
        """Whether it is for the trial alone: decided by the article, so that none is on both sides."""
        return is_held_apart(self.article)


def is_held_apart(article: str) -> bool:
    """Tell by its hash whether an article is kept out of the training; one of five is."""
    return int(hashlib.sha256(article.encode()).hexdigest()[:8], 16) % HELD_APART == 0


def official_pieces(row: Row) -> list[str]:
    """List the texts of a row that get a vector, without those of its card, which repeat the questions."""
    return pieces(row)[: -1 - len(row.card.questions)] if row.card else pieces(row)


def make_pairs(rows: Sequence[Row], paraphrases: Mapping[str, Sequence[str]]) -> list[Pair]:
    """
    Make every pair that a corpus gives.

    Parameters
    ----------
    rows
        As `knowledge.search.rows.gather_rows` gives them; rows without official text make no pair.
    paraphrases
        URN → questions, as `load_paraphrases` gives them; those on texts that are not there are left out.

    Returns
    -------
    list[Pair]
        In the order heading, citation, card, lay; each question and article once.
    """
    official = [row for row in rows if row.passage.official and row.passage.text]
    by_urn = {row.passage.urn: row for row in official}
    found = [
        *_of_headings(official),
        *_of_citations(official),
        *_of_questions(Origin.CARD, {r.passage.urn: r.card.questions for r in official if r.card}, by_urn),
        *_of_questions(Origin.LAY, paraphrases, by_urn),
    ]
    return list({(pair.question, pair.article): pair for pair in found}.values())


def load_paraphrases(file: Path = FILE) -> dict[str, tuple[str, ...]]:
    """
    Load our questions in everyday words.

    Returns
    -------
    dict[str, tuple[str, ...]]
        URN of a comma (or of an article without numbered commi) → questions.

    Raises
    ------
    ParaphraseError
        If a URN cannot be read, or a question does not end as one.
    """
    data = yaml.safe_load(file.read_text(encoding="utf-8"))
    for urn, questions in data.items():
        parse_urn(urn)
        for question in questions:
            if not str(question).endswith("?"):
                message = f"{file.name}, {urn}: {question!r} is no question. End it with '?'."
                raise ParaphraseError(message)
    return {urn: tuple(questions) for urn, questions in data.items()}


def _of_headings(rows: Iterable[Row]) -> Iterator[Pair]:
    """Pair the heading of each article with its first comma, whose heading is taken away."""
    seen: set[str] = set()
    for row in rows:
        heading = row.passage.heading.strip(" .()")
        if len(heading.split()) > 1 and row.article_key not in seen:
            seen.add(row.article_key)
            text = official_pieces(row)[0].replace(f", {row.passage.heading}", "", 1)
            yield Pair(Origin.HEADING, heading, text, row.article_key)


def _of_citations(rows: Sequence[Row]) -> Iterator[Pair]:
    """Pair the sentence around each citation with the provision it cites, once a provision."""
    names = ActNames.shipped()
    places = _places(rows)
    seen: set[str] = set()
    for row in rows:
        context = parse_urn(row.passage.urn)
        for sentence in _SENTENCE.split(row.passage.text):
            for found in find_references(sentence, known=names, context=context):
                target = _target(found.refs[0], places) if found.refs else None
                words = f"{sentence[: found.start]} {sentence[found.end :]}".split()
                if target is None or target.article_key in seen | {row.article_key} or len(words) < _SHORTEST:
                    continue
                seen.add(target.article_key)
                passage = official_pieces(target)[0]
                yield Pair(Origin.CITATION, " ".join(words[:60]), passage, target.article_key)


def _of_questions(
    origin: Origin, questions: Mapping[str, Sequence[str]], by_urn: Mapping[str, Row]
) -> Iterator[Pair]:
    """Pair questions with the provision that answers them."""
    for urn, asked in questions.items():
        if (row := by_urn.get(urn)) is not None:
            for question in asked:
                yield Pair(origin, question, official_pieces(row)[0], row.article_key)


def _places(rows: Iterable[Row]) -> dict[tuple[str, str | None], list[Row]]:
    """Find rows by act and article."""
    places: dict[tuple[str, str | None], list[Row]] = defaultdict(list)
    for row in rows:
        places[row.act.urn, row.passage.article].append(row)
    return places


def _target(ref: NormRef, places: Mapping[tuple[str, str | None], Sequence[Row]]) -> Row | None:
    """Find the comma that a reference names, else the first of its article."""
    rows = places.get((ref.act, ref.article), ()) if ref.article else ()
    named = [row for row in rows if row.passage.comma == ref.comma]
    return next(iter(named or rows), None)
