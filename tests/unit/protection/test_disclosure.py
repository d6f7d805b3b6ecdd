"""Counts that are told: the small ones cannot be seen, subtracted, nor bounded closely."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.protection.disclosure import FEWEST, in_words, rounded, shown, shown_groups, shown_sum


def test_a_count_is_told_to_the_nearest_five_and_a_small_one_not_at_all():
    assert [shown(many) for many in (0, 1, 4, 5, 7, 8, 1234)] == [0, None, None, 5, 5, 10, 1235]
    assert [rounded(many) for many in (0, 1, 4, 5, 7, 8)] == [0, 0, 0, 5, 5, 10]
    assert [in_words(many) for many in (0, 3, 78)] == ["0", "meno di 5", "circa 80"]


def test_a_lone_small_count_takes_the_smallest_other_with_it():
    assert shown_groups({"a": 3, "b": 41, "c": 12, "d": 0}) == {"a": None, "b": 40, "c": None, "d": 0}


def test_small_counts_whose_sum_is_small_take_another_with_them():
    """1 and 1 of 40: 40 less 9 and 29 would leave 2 for both."""
    assert shown_groups({"a": 1, "b": 1, "c": 9, "d": 29}) == {"a": None, "b": None, "c": None, "d": 30}


def test_without_small_counts_all_are_told():
    assert shown_groups({"a": 5, "b": 0}) == {"a": 5, "b": 0}


def test_where_all_are_small_it_is_not_told_where_nobody_is():
    assert shown_groups({"a": 1, "b": 1, "c": 0}) == {"a": None, "b": None, "c": None}


def test_a_sum_from_which_all_would_follow_is_not_told():
    """Seven comuni with one person each: 5 stands for five to seven, and seven are hidden."""
    assert shown_sum(dict.fromkeys("abcdefg", 1)) is None
    assert shown_sum({"a": 4, "b": 4}) == 10
    assert shown_sum({"a": 2, "b": 1}) is None
    assert shown_sum({}) == 0


@settings(max_examples=200, deadline=None)
@given(st.lists(st.integers(0, 12), min_size=2, max_size=4))
def test_an_exhaustive_search_leaves_four_values_for_each_small_count(counts):
    """Who knows the sum and the other counts to the last person tries all numbers that the hidden ones could be."""
    told = shown_groups(dict(enumerate(counts)))
    hidden = [key for key, many in told.items() if many is None]
    left = sum(counts[key] for key in hidden)
    if shown_sum(dict(enumerate(counts))) is None or not hidden:
        return  # nothing to subtract from, or nothing hidden
    fits = [guess for guess in product(range(left + 1), repeat=len(hidden)) if sum(guess) == left]
    for place, key in enumerate(hidden):
        if 0 < counts[key] < FEWEST:
            assert {1, 2, 3, 4} <= {guess[place] for guess in fits}


@pytest.mark.parametrize("only_small", [{"a": None, "b": 41, "c": 12}])
def test_hiding_only_the_small_count_would_be_undone_by_subtraction(only_small):
    """The search can succeed: without the second hidden count the sum gives the first back."""
    assert 56 - sum(many for many in only_small.values() if many) == 3
