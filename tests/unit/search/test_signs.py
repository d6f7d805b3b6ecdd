"""How the signs of rows and of their articles are laid out."""

import numpy as np
import pytest

from knowledge.search.columns import Columns
from knowledge.search.question import read_question
from knowledge.search.ranker import SIGNS, Ranker
from knowledge.search.signs import weigh

ACTS = ("urn:nir:stato:legge:2000-11-08;328", "urn:nir:stato:legge:1992-02-05;104")


def weighed_at(trust):
    """Two articles of one act, of two and one commi, and one article of another act."""
    columns = Columns(
        ACTS,
        np.array([0, 0, 0, 1], np.int32),
        np.array([0, 0, 1, 2], np.int32),
        ("1", "1", "2", "1"),
        ("1", "2", "1", "1"),
        (None, None, None, None),
    )
    legs = {name: np.zeros(4, np.float32) for name in ("words", "article", "heading", "grams", "card")}
    legs["words"] = np.array([4, 1, 8, 0], np.float32)
    legs["meaning"] = np.array([0.80, 0.90, 0.85, -1.0], np.float32)
    ranker = Ranker({"short": {"words": 1.0, "meaning": 1.0, "meaning_order": 0.5}}, far=0.8, near=0.9)
    return weigh(read_question("chi fa che cosa"), np.arange(4), legs, columns, ranker, trust, set()), ranker


@pytest.fixture
def weighed():
    return weighed_at(1.0)


def signs_of(table, name):
    return table[:, SIGNS.index(name)].tolist()


def test_an_article_has_the_best_of_its_rows_by_each_sign(weighed):
    found, _ = weighed

    assert signs_of(found.own, "words") == [0.5, 0.125, 1.0, 0.0]
    assert signs_of(found.signs, "words") == [0.5, 0.5, 1.0, 0.0]
    assert signs_of(found.signs, "meaning")[:3] == pytest.approx([1.0, 1.0, 0.5], abs=1e-5)


def test_a_row_without_a_vector_is_as_near_as_its_words_suggest(weighed):
    found, _ = weighed

    assert 0.0 < signs_of(found.own, "meaning")[3] < 0.5


def test_the_first_article_of_a_leg_has_its_whole_sign_and_the_next_ones_less(weighed):
    found, _ = weighed

    assert signs_of(found.signs, "words_order") == pytest.approx([1 / 1.2, 1 / 1.2, 1.0, 0.0])


def test_a_row_is_behind_the_best_of_its_article_by_what_its_own_signs_lack(weighed):
    found, ranker = weighed

    # comma 1: words .5 + meaning 0; comma 2: words .125 + meaning 1
    assert found.behind(ranker, "short")[:3].tolist() == pytest.approx([0.625, 0.0, 0.0], abs=1e-5)


def test_words_that_tell_little_count_for_little():
    found, _ = weighed_at(0.25)

    assert signs_of(found.signs, "words") == [0.125, 0.125, 0.25, 0.0]
    assert signs_of(found.signs, "meaning")[:3] == pytest.approx([1.0, 1.0, 0.5], abs=1e-5)


def test_an_article_stands_higher_where_one_beside_it_in_its_act_answers_well(weighed):
    found, _ = weighed
    before, after, _, stranger = signs_of(found.signs, "beside")

    # the two articles of one act lend each other; the third, of another act, is beside neither
    assert after == before
    assert before > 0.0
    assert stranger == 0.0
