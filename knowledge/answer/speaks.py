"""Measure how far a provision, or any text, speaks of what a question does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.answer.follow import first_shown
from knowledge.answer.kinds import share_of
from knowledge.norms.identifiers import parse_urn
from knowledge.search.words import content_words, stem

if TYPE_CHECKING:
    from knowledge.answer.model import Answer
    from knowledge.search.searcher import Searcher


def said_of(searcher: Searcher, question: str, answer: Answer) -> float:
    """
    Measure how far the provision that an answer shows first speaks of what a question does.

    Parameters
    ----------
    searcher
        That found it.
    question
        In Italian.
    answer
        To it.

    Returns
    -------
    float
        Its share of the question's information, with that of its card, 0 to 1; 0 where the answer shows none.
    """
    first = first_shown(answer)
    if first is None:
        return 0.0
    engine, passage = searcher.engine(answer.as_of, answer.territory), first.passage
    cards = (engine.rows[row].card_text for row in engine.columns.rows_named(parse_urn(passage.urn)))
    text = " ".join((passage.heading, passage.opening, passage.text, *cards))
    return said_in(searcher, question, text, answer)


def said_in(searcher: Searcher, question: str, text: str, answer: Answer) -> float:
    """
    Measure which share of a question's information any text holds.

    Parameters
    ----------
    searcher
        Of the corpus that tells how telling a word is.
    question, text
        In Italian.
    answer
        To the question: of its day and territory.

    Returns
    -------
    float
        0 to 1.
    """
    weigh = searcher.engine(answer.as_of, answer.territory).information
    return share_of(text, [stem(word) for word in content_words(question) if not word.isdigit()], weigh)
