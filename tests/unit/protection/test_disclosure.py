"""Counts that are told: the small ones cannot be seen, subtracted, nor bounded closely."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.protection.disclosure import FEWEST, in_words, rounded, shown, shown_groups, shown_sum


def test_a_count_is_told_to_the_nearest_five_and_a_small_one_not_at_all():
    assert [shown(many) for many in (0, 1, 4, 5, 7, 8, 1234)] == [0, None, None, 5, 5, 10, 1235]
    assert [rounded(many) for many in (0, 1, 4, 5, 7, 8)] == [0, 0, 0, 5, 5, 10]
    assert [in_words(many) for many in (0, 3, 78)] == ["0", "meno di 5", "circa 80"]


def test_a_small_count_takes_the_smallest_other_with_it_where_subtraction_would_give_it_back():
    """58 is told as 60, which is 58 to 62: less 41 and 13 it leaves 4 or more."""
    told = shown_groups({"a": 4, "b": 41, "c": 13, "d": 0}, to_the_last=True)

    assert told == {"a": None, "b": 40, "c": None, "d": 0}


def test_rounding_alone_hides_a_small_count_beside_large_ones():
    assert shown_groups({"a": 3, "b": 9310, "c": 4615}) == {"a": None, "b": 9310, "c": 4615}


def test_small_counts_whose_sum_is_small_take_another_with_them():
    """1 and 1 beside 12: 15 at most, less 8, would be plenty; beside 5 it is 7 less 5, and both would be 1."""
    assert shown_groups({"a": 1, "b": 1, "c": 12}) == {"a": None, "b": None, "c": 10}
    assert shown_groups({"a": 1, "b": 1, "c": 5}) == {"a": None, "b": None, "c": None}


def test_without_small_counts_all_are_told():
    assert shown_groups({"a": 5, "b": 0}) == {"a": 5, "b": 0}


def test_where_all_are_small_it_is_not_told_where_nobody_is():
    assert shown_groups({"a": 1, "b": 1, "c": 0}) == {"a": None, "b": None, "c": None}


def test_what_is_hidden_for_another_reason_stays_hidden():
    assert shown_groups({"a": 30, "b": 40}, without={"a"}) == {"a": None, "b": 40}


def test_a_sum_from_which_all_would_follow_is_not_told():
    """Seven comuni with one person each: 5 stands for five to seven, and seven are hidden."""
    assert shown_sum(dict.fromkeys("abcdefg", 1)) is None
    assert shown_sum({"a": 4, "b": 4}) == 10
    assert shown_sum({"a": 2, "b": 1}) is None
    assert shown_sum({}) == 0


def told_alike(many, *, to_the_last=False):
    """All counts that a reader cannot tell from this one."""
    if to_the_last or not many:
        return [many]
    return [one for one in range(1, many + 5) if shown(one) == shown(many)]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.integers(0, 14), min_size=2, max_size=4), st.booleans())
def test_an_exhaustive_search_leaves_four_values_for_each_small_count(counts, to_the_last):
    """Who knows all that is told tries all numbers that the groups could be, and keeps those whose sum fits."""
    groups = dict(enumerate(counts))
    told = shown_groups(groups, to_the_last=to_the_last)
    if shown_sum(groups) is None:
        return  # nothing to subtract from
    sums = told_alike(sum(counts))
    could = [
        range(1, max(sums) + 1) if told[key] is None else told_alike(many, to_the_last=to_the_last)
        for key, many in groups.items()
    ]
    fits = [guess for guess in product(*could) if sum(guess) in sums]
    for key, many in groups.items():
        if 0 < many < FEWEST:
            assert {1, 2, 3, 4} <= {guess[key] for guess in fits}, (counts, told)


def test_hiding_only_the_small_count_would_be_undone_by_subtraction():
    """The search can succeed: 5 and 1 are told as 5 in all, and 7 at most less 5 leaves 1 or 2."""
    fits = {guess for guess in product(range(1, 5), told_alike(5)) if sum(guess) in told_alike(6)}

    assert {one for one, _ in fits} == {1, 2}
    assert shown_groups({"a": 1, "b": 5}) == {"a": None, "b": None}
