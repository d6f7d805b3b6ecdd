"""Counts that are published: the small ones cannot be seen, subtracted, nor bounded closely."""

from itertools import product

import numpy as np
import pytest

from coordinator.protection.disclosure import bounds, hide, publish, with_totals


def values_that_fit(rows, columns):
    """Every table of two by two whole numbers with these totals: an attacker's exhaustive search."""
    for values in product(range(max(*rows, *columns) + 1), repeat=4):
        a, b, c, d = values
        if (a + b, c + d) == rows and (a + c, b + d) == columns:
            yield values


def test_a_small_count_is_hidden_with_others_that_would_give_it_back():
    published = publish({("Valdoria", "F"): 3, ("Valdoria", "M"): 9, ("Rocca", "F"): 8, ("Rocca", "M"): 7})

    assert published.cells[("Valdoria", "F")] is None
    assert published.rows == {"Rocca": 15, "Valdoria": 12}
    assert published.total == 27
    assert list(published.cells.values()).count(None) == 4


def test_a_table_without_small_counts_is_shown_whole():
    published = publish({("a", "x"): 5, ("a", "y"): 0, ("b", "x"): 12, ("b", "y"): 30})

    assert published.hidden == 0


def test_two_small_counts_whose_sum_is_small_take_a_third_with_them():
    """1 and 1 in a row of 22: 22 less 20 would leave 2 for both."""
    published = publish(
        {("a", "x"): 1, ("a", "y"): 1, ("a", "z"): 20, ("b", "x"): 9, ("b", "y"): 9, ("b", "z"): 9}
    )

    assert published.cells[("a", "z")] is None


def test_a_table_of_fewer_than_five_persons_shows_nothing_but_zeros():
    published = publish({("a", "x"): 3, ("b", "x"): 0})

    assert published.total is None
    assert published.cells[("a", "x")] is None


def test_a_single_list_of_counts_hides_its_small_one_too():
    published = publish({("bisogni", "casa"): 2, ("bisogni", "pasti"): 11, ("bisogni", "notte"): 40})

    assert published.cells[("bisogni", "casa")] is None
    assert published.columns["casa"] is None
    assert published.cells[("bisogni", "pasti")] is None
    assert published.total == 53


def test_a_negative_count_is_refused():
    with pytest.raises(ValueError, match="negative"):
        publish({("a", "x"): -1})


def test_an_exhaustive_search_leaves_five_values_for_each_small_count():
    """Every table of whole numbers is tried, as an attacker with time would."""
    published = publish({("a", "x"): 4, ("a", "y"): 9, ("b", "x"): 7, ("b", "y"): 3})
    assert (tuple(published.rows.values()), tuple(published.columns.values())) == ((13, 10), (11, 12))
    assert set(published.cells.values()) == {None}

    fits = list(values_that_fit((13, 10), (11, 12)))

    assert [len(set(of_one)) for of_one in zip(*fits, strict=True)] == [11, 11, 11, 11]


@pytest.mark.parametrize("seed", range(12))
def test_a_linear_attack_bounds_no_small_count_within_five_values(seed):
    random = np.random.default_rng(100 + seed)
    whole = with_totals(random.poisson(6, size=(random.integers(1, 7), random.integers(1, 6))))
    hidden = hide(whole)

    for i, j in zip(*np.nonzero((whole > 0) & (whole < 5)), strict=True):
        least, most = bounds(whole, hidden, (int(i), int(j)))
        assert hidden[i, j]
        assert most - least >= 4


def test_hiding_only_the_small_counts_would_be_undone_by_subtraction():
    """The guard can fail: without the complementary counts the attack gives the number back."""
    whole = with_totals(np.array([[3, 9], [8, 7]]))
    only_small = np.zeros_like(whole, dtype=bool)
    only_small[0, 0] = True

    assert bounds(whole, only_small, (0, 0)) == (3, 3)
