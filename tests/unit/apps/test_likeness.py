"""New wordings are known by their likeness to examples, and the examples are kept small and tidy."""

import numpy as np
import pytest


@pytest.fixture(scope="module")
def told():
    """How many examples of each kind are still told rightly where all that are like them are left out."""
    from apps.assistant.learn import recognised

    return recognised()


def test_two_in_three_are_told_rightly_where_all_that_are_like_them_are_left_out(told):
    right, asked = np.sum([*told.values()], axis=0)

    assert asked > 600
    assert right / asked > 0.67


def test_every_kind_has_at_least_five_and_twenty_examples():
    from apps.assistant.reading.likeness import examples

    kinds = examples().kinds

    assert {kind: kinds.count(kind) for kind in set(kinds) if kinds.count(kind) < 25} == {}


def test_no_wording_is_an_example_of_two_kinds_nor_twice_of_one():
    from apps.assistant.reading.likeness import examples

    asked = examples().asked

    assert len(set(asked)) == len(asked) > 2500


def test_what_is_kept_of_the_examples_stays_under_five_megabytes():
    from apps.assistant.reading.likeness import KEPT

    assert KEPT.stat().st_size < 5_000_000


def test_examples_that_were_added_are_encoded_and_learnt_anew(tmp_path, monkeypatch):
    from apps.assistant.reading import likeness

    few = tmp_path / "examples.yaml"
    few.write_text("plan: [il piano di lei]\nbudget: [quanti soldi restano]\n", encoding="utf-8")
    monkeypatch.setattr(likeness, "EXAMPLES", few)

    found = likeness.examples()

    assert found.asked == ("il piano di lei", "quanti soldi restano")
    assert found.vectors.shape == (2, 384)
    assert found.weights is None
