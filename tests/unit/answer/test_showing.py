"""Which provisions an answer shows, and how much of each."""

from datetime import date
from types import SimpleNamespace

import pytest

from knowledge.answer.confidence import worth_showing
from knowledge.answer.excerpt import excerpts


def hit(article, score):
    return SimpleNamespace(row=SimpleNamespace(article_key=article), score=score)


def test_another_article_is_shown_before_a_second_comma_of_the_first():
    hits = [
        hit("a", 1.0),
        hit("a", 0.99),
        hit("a", 0.98),
        hit("b", 0.97),
        hit("c", 0.96),
        hit("d", 0.95),
        hit("e", 0.9),
    ]

    shown = worth_showing(hits, 0.3)

    assert [one.row.article_key for one in shown] == ["a", "b", "c", "d", "e"]


def test_more_commi_of_one_article_are_shown_where_no_other_comes_near():
    hits = [hit("a", 1.0), hit("a", 0.95), hit("b", 0.9), hit("a", 0.85), hit("c", 0.2)]

    shown = worth_showing(hits, 0.3)

    assert [(one.row.article_key, one.score) for one in shown] == [
        ("a", 1.0),
        ("a", 0.95),
        ("b", 0.9),
        ("a", 0.85),
    ]


def long_row(text):
    passage = SimpleNamespace(text=text, opening="", valid_from=date(2020, 1, 1))
    return SimpleNamespace(passage=passage, letters=[])


@pytest.fixture
def garden():
    """An invented article whose text begins with its heading, as some codes print it."""
    rest = " ".join(
        f"Il vicino numero {n} annaffia le piante del cortile quando il custode è assente." for n in range(40)
    )
    return long_row(f"(scelta del custode). Il custode è scelto fra i vicini. {rest}")


def test_a_heading_in_brackets_is_never_quoted_alone(garden):
    (cut,) = excerpts(garden, {"scelt": 1.0, "custod": 1.0})

    assert cut.text.startswith("(scelta del custode). Il custode è scelto fra i vicini.")


def test_a_short_run_of_sentences_goes_on_for_a_while(garden):
    (cut,) = excerpts(garden, {"scelt": 1.0})

    assert 400 < len(cut.text) <= 600
    assert cut.text.endswith(".")
    assert cut.text in garden.passage.text
