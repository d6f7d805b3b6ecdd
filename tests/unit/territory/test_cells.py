"""No subtraction gives back a small count."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.territory.cells import FEWEST, hide_small, to_five


def test_a_lone_small_count_takes_the_smallest_other_with_it():
    assert hide_small({"a": 3, "b": 40, "c": 12, "d": 0}) == {"a": None, "b": 40, "c": None, "d": 0}


def test_two_ones_are_not_left_alone_because_their_sum_would_tell():
    assert hide_small({"a": 1, "b": 1, "c": 9, "d": 30}) == {"a": None, "b": None, "c": None, "d": 30}


def test_without_small_counts_all_are_shown():
    assert hide_small({"a": 5, "b": 0}) == {"a": 5, "b": 0}


@settings(max_examples=150, deadline=None)
@given(st.lists(st.integers(0, 12), min_size=2, max_size=4))
def test_who_knows_the_sum_works_out_no_small_count(counts):
    shown = hide_small(dict(enumerate(counts)))
    hidden = [key for key, many in shown.items() if many is None]
    left = sum(counts) - sum(many for many in shown.values() if many is not None)
    if not hidden or not any(many is not None and many > 0 for many in shown.values()):
        return  # nothing hidden, or the sum is all there is, and small sums are hidden by who shows them
    possible = [
        guess
        for guess in product(range(1, left + 1), repeat=len(hidden))
        if sum(guess) == left and min(guess) < FEWEST
    ]
    for place, key in enumerate(hidden):
        if 0 < counts[key] < FEWEST:
            assert len({guess[place] for guess in possible}) > 1


def test_counts_are_rounded_to_the_nearest_five():
    assert [to_five(many) for many in (0, 2, 3, 7, 8, 1234)] == [0, 0, 5, 5, 10, 1235]
    assert to_five(None) is None
