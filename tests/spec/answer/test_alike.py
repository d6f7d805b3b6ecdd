"""Of the commi of one matter, that one is shown first whose card says that it answers such a question."""

import pytest

from knowledge.answer.alike import likest
from knowledge.search.question import read_question


class _Card:
    def __init__(self, *questions):
        self.questions = questions


WHO = _Card("Chi può chiedere l'orto di vicinato?")
HOW = _Card("Che cosa si scrive nella domanda per l'orto di vicinato?")


@pytest.fixture
def like():
    def measure(text, card):
        read = read_question(text)
        return likest(card, read.terms, read.asks, lambda _term: 1.0)

    return measure


def test_who_is_told_from_how_where_both_speak_of_the_same(like):
    assert like("chi può fare domanda per l'orto di vicinato?", WHO) > like(
        "chi può fare domanda per l'orto di vicinato?", HOW
    )


def test_the_same_question_is_as_like_as_can_be(like):
    assert like("Chi può chiedere l'orto di vicinato?", WHO) == pytest.approx(1.0)


def test_what_has_no_card_is_like_nothing(like):
    assert like("chi può chiedere l'orto?", None) == 0.0
    assert like("chi può chiedere l'orto?", _Card()) == 0.0


def test_the_likest_of_several_counts(like):
    both = _Card(*HOW.questions, *WHO.questions)

    assert like("chi può chiedere l'orto di vicinato?", both) == like(
        "chi può chiedere l'orto di vicinato?", WHO
    )
