"""A claim that waits were shortened is told from what only looks so."""

import numpy as np
import pytest

from coordinator.territory.claims import ClaimError, cohort, grouped_median, weigh_claim
from coordinator.territory.trials import MIXES, count_found, draw_cohort, planted


def _two(factor, persons=3000):
    draw = np.random.default_rng(5)
    return draw_cohort(draw, persons, MIXES["before"], 1.0), draw_cohort(
        draw, persons, MIXES["after"], factor
    )


def test_another_mix_of_persons_alone_is_no_improvement():
    verdict = weigh_claim(*_two(1.0), horizon=180, seed=1)

    assert verdict.naive < -0.3  # what a newspaper would tell
    assert verdict.mean.holds(0.0)
    assert verdict.median.holds(0.0)


def test_a_true_shortening_lies_within_the_interval():
    verdict = weigh_claim(*_two(0.1), horizon=180, seed=1)

    assert verdict.mean.holds(planted(0.1, "mean"))
    assert verdict.mean.high < -0.85
    assert verdict.mean.before > 10 * verdict.mean.after


def test_those_who_still_wait_are_not_forgotten():
    first = cohort([10] * 50 + [90] * 50, [True] * 100)
    second = cohort([10] * 50 + [90] * 50, [True] * 50 + [False] * 50)
    verdict = weigh_claim(first, second, horizon=90, seed=1)

    assert verdict.naive == pytest.approx(10 / 50 - 1)  # as if the others had never called
    assert verdict.mean.value == pytest.approx(0.0)


def test_kinds_that_only_one_cohort_has_are_left_out_and_counted():
    first = cohort([5] * 60, [True] * 60, [0] * 40 + [1] * 20)
    second = cohort([5] * 40, [True] * 40, [0] * 40)

    assert (
        weigh_claim(first, second, 30, seed=1).compared,
        weigh_claim(first, second, 30, seed=1).left_out,
    ) == (80, 20)


def test_the_planted_change_is_found_in_most_repetitions():
    found = count_found(0.5, repetitions=20, persons=400, seed=3)

    assert (
        found["mean found"] >= 0.86
    )  # 26 of 30: fewer would happen once in a hundred when it is found in 95 of 100


def test_the_median_of_days_is_read_within_the_day():
    waiting = np.array([[0.75, 0.25, 0.0], [1.0, 0.9, 0.8]])

    assert grouped_median(waiting).tolist() == [1.5, np.inf]


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        (cohort([1] * 9, [True] * 9), cohort([1] * 50, [True] * 50), "No kind of person has 10"),
        (cohort([40] * 50, [True] * 50), cohort([1] * 50, [True] * 50), "median cannot be told"),
    ],
)
def test_cohorts_that_cannot_be_compared_are_refused(first, second, words):
    with pytest.raises(ClaimError, match=words):
        weigh_claim(first, second, 30, seed=1)


def test_columns_of_different_lengths_are_refused():
    with pytest.raises(ClaimError, match="2, 1 and 2 rows"):
        cohort([1, 2], [True])
    with pytest.raises(ClaimError, match="negative"):
        cohort([-1], [True])
