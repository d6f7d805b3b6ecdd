"""How long one waits, when some are still waiting."""

import numpy as np
import pytest
from scipy.stats import CensoredData, ecdf, logrank

from coordinator.territory.survival import kaplan_meier, later_than, mean_within, wait_of


@pytest.fixture
def waits():
    draw = np.random.default_rng(3)
    wait, watched = draw.integers(1, 60, 400), draw.integers(1, 90, 400)
    return np.minimum(wait, watched), wait <= watched


def test_the_curve_and_its_band_are_those_of_an_independent_library(waits):
    days, arrived = waits
    curve = kaplan_meier(days, arrived)
    other = ecdf(CensoredData(uncensored=days[arrived], right=days[~arrived])).sf

    np.testing.assert_allclose(curve.waiting, other.evaluate(curve.days), atol=1e-12)
    before_the_end = curve.waiting > 0
    band = other.confidence_interval(method="log-log") if before_the_end.all() else None
    if band is not None:
        first = np.flatnonzero(band.low.evaluate(curve.days) <= 0.5)[0]
        assert wait_of(curve, 0.5).low == curve.days[first]


def test_those_who_still_wait_lengthen_the_median():
    days = [1, 2, 3, 10, 10, 10, 10]
    assert wait_of(kaplan_meier(days, [True] * 7), 0.5).value == 10
    assert wait_of(kaplan_meier([1, 2, 3], [True] * 3), 0.5).value == 2
    assert wait_of(kaplan_meier(days, [True] * 3 + [False] * 4), 0.5).value is None


def test_without_arrivals_nothing_is_said():
    curve = kaplan_meier([4, 5], [False, False])

    assert wait_of(curve, 0.5).value is None
    assert mean_within(curve, 30).value is None


def test_the_mean_up_to_a_horizon_is_the_area_below_the_curve():
    assert mean_within(kaplan_meier([2, 4], [True, True]), 10).value == pytest.approx((2 + 4) / 2)
    assert mean_within(kaplan_meier([2, 40], [True, True]), 10).value == pytest.approx((2 + 10) / 2)


def test_a_later_group_is_weighed_as_by_an_independent_library(waits):
    days, arrived = waits
    members = np.arange(days.size) < 150
    days = np.where(members, days + 8, days)
    other = logrank(
        CensoredData(uncensored=days[arrived & members], right=days[~arrived & members]),
        CensoredData(uncensored=days[arrived & ~members], right=days[~arrived & ~members]),
    )

    assert abs(later_than(days, arrived, members)) == pytest.approx(abs(other.statistic), rel=1e-9)
    assert later_than(days, arrived, members) > 3
    assert later_than(days, arrived, ~members) < -3
