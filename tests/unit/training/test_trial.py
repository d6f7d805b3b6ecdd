"""A trained encoder ships only when it is clearly better on what it has not seen."""

import numpy as np
import pytest

from knowledge.training.pairs import Origin, Pair
from knowledge.training.trial import Pool, TooFewQuestionsError, judge, ranks


class Words:
    """An encoder whose vectors count a few words."""

    words = ("casa", "cura", "scuola")

    def encode_query(self, text):
        return self.encode_passages([text])[0]

    def encode_passages(self, texts):
        return np.array([[text.count(word) for word in self.words] for text in texts], np.float32)


def asked(count, origin=Origin.CARD):
    return [Pair(origin, f"domanda {n}?", "testo", f"art{n}") for n in range(count)]


def all_at(rank, count):
    return np.full(count, rank, np.int64)


def test_an_article_ranks_by_the_nearest_of_its_pieces():
    pool = Pool(("casa casa", "cura", "scuola", "casa cura"), ("a", "b", "c", "b"))
    question = Pair(Origin.LAY, "la cura", "", "b")

    assert ranks(Words(), [question], pool).tolist() == [1]
    assert ranks(Words(), [Pair(Origin.LAY, "la casa", "", "b")], pool).tolist() == [2]


def test_better_on_every_question_ships():
    verdict = judge(asked(120), all_at(4, 120), all_at(1, 120))

    assert verdict.ship
    assert verdict.gain == pytest.approx(0.75)
    assert verdict.before["card"].recall_at_5 == 1.0
    assert verdict.after["card"].mrr == 1.0


def test_no_difference_does_not_ship():
    verdict = judge(asked(120), all_at(3, 120), all_at(3, 120))

    assert not verdict.ship
    assert "reaches zero" in verdict.reason


def test_what_is_worse_is_called_worse():
    verdict = judge(asked(120), all_at(1, 120), all_at(3, 120))

    assert not verdict.ship
    assert verdict.reason.startswith("worse")


def test_a_gain_on_three_questions_of_two_hundred_is_chance():
    after = all_at(2, 200)
    after[:3] = 1

    assert not judge(asked(200), all_at(2, 200), after).ship


def test_a_gain_on_cards_paid_by_everyday_questions_does_not_ship():
    pairs = asked(150) + asked(20, Origin.LAY)
    before = np.concatenate([all_at(4, 150), all_at(5, 20)])
    after = np.concatenate([all_at(1, 150), all_at(6, 20)])

    verdict = judge(pairs, before, after)

    assert not verdict.ship
    assert verdict.reason == "loses recall at 5 on lay"


def test_headings_are_watched_and_decide_nothing():
    pairs = asked(120) + asked(300, Origin.HEADING)
    before = np.concatenate([all_at(4, 120), all_at(1, 300)])
    after = np.concatenate([all_at(1, 120), all_at(2, 300)])

    assert judge(pairs, before, after).ship


def test_a_handful_of_questions_gives_no_verdict():
    with pytest.raises(TooFewQuestionsError, match="99 questions"):
        judge(asked(99), all_at(2, 99), all_at(1, 99))
