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
REGION = Path(__file__).parents[3] / "knowledge" / "regione_esempio"
QUESTIONS = Path(__file__).with_name("questions.jsonl")


@pytest.fixture(scope="module")
def searcher(corpus_dir):
    with Library.open() as library:
        library.add(corpus_dir / "norms" / "transcribed")
        library.add(REGION)
        yield Searcher.open(library)  # as on a fresh install: only the digest has its vectors


@pytest.fixture(scope="module")
def cases(searcher):
    every = load_cases(QUESTIONS)
    places = {case.territory for case in every}
    rows = [row for place in places for row in searcher.engine(DAY, place).rows]
    held = {(row.act.urn, row.passage.article) for row in rows}
    return [
        case
        for case in every
        if not case.answerable or {(target.act, target.article) for target in case.targets} <= held
    ]


@pytest.fixture(scope="module")
def answers(searcher, cases):
    return measure_answers(Assistant(searcher), cases, DAY).figures


def test_the_set_is_wide_enough():
    every = load_cases(QUESTIONS)
    unanswerable = [case for case in every if not case.answerable]

    assert len(every) >= 300
    assert len(unanswerable) >= 60
    assert sum(case.kind == "near_miss" for case in unanswerable) >= 40
    assert {"typo", "exact", "multi", "region", "date"} <= {case.kind for case in every}
    assert len({case.question for case in every}) == len(every)


def test_the_right_article_is_among_the_first_five(searcher, cases):
    measures = measure_search(searcher, cases, DAY)

    assert measures.questions >= 150
    assert measures.figures["recall@5"] >= 0.85


def test_a_named_provision_is_always_first(searcher, cases):
    exact = [case for case in cases if case.kind == "exact"]

    assert measure_search(searcher, exact, DAY, top=1).figures["recall@5"] == 1.0


def test_most_questions_are_answered_and_few_wrongly(answers):
    assert answers["answered"] >= 0.85
    assert answers["wrong_article"] <= 0.08
    assert answers["comma_shown"] >= 0.80
    assert answers["key_shown"] >= 0.80


def test_questions_that_the_corpus_cannot_answer_are_refused(answers):
    assert answers["refused:off_topic"] >= 0.98
    assert answers["refused:near_miss"] >= 0.75


def test_every_quote_is_the_library_s_own_and_says_if_it_is_not_in_force(answers):
    assert answers["quotes_equal"] == 1.0
    assert answers["anchors_resolve"] == 1.0
    assert answers["gone_as_in_force"] == 0


def test_a_probability_is_what_it_says(answers):
    assert answers["calibration"] <= 0.15
