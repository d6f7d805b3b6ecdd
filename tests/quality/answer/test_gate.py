"""Answers on real acts stay as good as they are: a gate on quality, not on time."""

from datetime import date
from pathlib import Path

import pytest

from knowledge.answer import Assistant
from knowledge.evaluate import load_cases, measure_answers, measure_search
from knowledge.library import Library
from knowledge.search.searcher import Searcher

pytestmark = [pytest.mark.corpus, pytest.mark.timeout(900)]
DAY = date(2026, 11, 22)
QUESTIONS = Path(__file__).with_name("questions.jsonl")


@pytest.fixture(scope="module")
def searcher(corpus_dir):
    with Library.open() as library:
        library.add(corpus_dir / "norms" / "transcribed")
        yield Searcher.open(library)  # as on a fresh install: only the digest has its vectors


@pytest.fixture(scope="module")
def cases(searcher):
    held = {(row.act.urn, row.passage.article) for row in searcher.engine(DAY).rows}
    every = load_cases(QUESTIONS)
    return [
        case
        for case in every
        if not case.answerable or {(target.act, target.article) for target in case.targets} <= held
    ]


def test_the_right_article_is_among_the_first_five(searcher, cases):
    measures = measure_search(searcher, cases, DAY)

    assert measures.questions >= 150
    assert measures.figures["recall@5"] >= 0.85


def test_a_named_provision_is_always_first(searcher, cases):
    exact = [case for case in cases if case.kind == "exact"]

    assert measure_search(searcher, exact, DAY, top=1).figures["recall@5"] == 1.0


def test_questions_that_the_corpus_cannot_answer_are_refused(searcher, cases):
    unanswerable = [case for case in cases if not case.answerable]
    figures = measure_answers(Assistant(searcher), unanswerable, DAY).figures

    assert figures["refused:off_topic"] >= 0.95
    assert figures["refused:near_miss"] >= 0.75
