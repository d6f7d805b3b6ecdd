"""A reranker orders the best hits again, shows its part, and leaves named provisions where they are."""

from datetime import date
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from knowledge.library import Library
from knowledge.search.models import RerankingSearcher, use_models
from knowledge.search.searcher import Searcher, searcher_of

LAW = Path(str(files("knowledge") / "regione_esempio" / "legge_regionale_2020_4.md"))
DAY = date(2024, 6, 1)


class LovesTheWord:
    """A reranker that gives 1 to passages with a word, else 0."""

    id = "loves-the-word"

    def __init__(self, word):
        self._word = word

    def score(self, question, passages):
        return np.array([self._word in passage for passage in passages], np.float32)


@pytest.fixture(scope="module")
def library():
    with Library.open() as library:
        library.add(LAW)
        yield library


def look(searcher, question):
    return searcher.look(question, on=DAY, territory="IT-Esempio", top=5).hits


def test_what_the_reranker_prefers_comes_first_and_says_so(library):
    question = "segnalazione al punto unico di accesso"
    plain = look(Searcher(library), question)
    word = "trenta ore"
    hits = look(RerankingSearcher(library, None, None, LovesTheWord(word)), question)

    assert word not in plain[0].row.passage.text
    assert word in hits[0].row.passage.text
    assert hits[0].why["reranker"] == 1.0
    assert hits[-1].why["reranker"] == 0.0


def test_a_named_provision_stays_before_what_the_reranker_prefers(library):
    searcher = RerankingSearcher(library, None, None, LovesTheWord("trenta ore"))
    hits = look(searcher, "art. 1 della legge regionale Esempio 12 marzo 2020, n. 4")

    assert hits[0].pinned
    assert hits[0].row.passage.article == "1"
    assert "reranker" not in hits[0].why


def test_without_a_setting_the_search_is_left_as_it_is(library):
    before = searcher_of(library)
    use_models(library, encoder="", reranker=None)

    assert searcher_of(library) is before
