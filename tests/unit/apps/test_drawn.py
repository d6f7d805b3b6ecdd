"""What a page draws says the same as its numbers."""

from datetime import date

import pytest

from apps.pages.network.two_days import in_time, line_of, stretch_of
from apps.pages.territory.charts import Pair, pairs
from coordinator.network.difference import EdgeView


def tie(since, until=None, number=1):
    return EdgeView(
        "per:ada", "Ada", "svc:centro", "Centro", {"since": since, "until": until, "tie_id": number}
    )


def test_persons_and_places_of_all_needs_stand_on_one_scale():
    assert pairs([(10, 5), (20, 0)]) == [Pair(50.0, 25.0), Pair(100.0, 0.0)]


def test_what_is_not_told_is_not_drawn_as_nought():
    assert pairs([(None, None), (0, 0)]) == [Pair(None, None), Pair(0.0, 0.0)]


def test_the_two_days_stand_inside_the_line():
    line = line_of(date(2026, 1, 1), date(2026, 4, 11))  # 100 days: 12 before, 12 after

    assert (line.begin, line.end) == (date(2025, 12, 20), date(2026, 4, 23))
    assert (line.first, line.second) == (pytest.approx(100 * 12 / 124), pytest.approx(100 * 112 / 124))


def test_a_tie_is_drawn_from_its_first_day_to_its_last_and_cut_where_the_line_is():
    line = line_of(date(2026, 1, 1), date(2026, 4, 11))
    begun, over = (
        stretch_of(tie(date(2026, 2, 20)), line),
        stretch_of(tie(date(2012, 1, 1), date(2026, 2, 20)), line),
    )

    assert begun.left == pytest.approx(50.0)
    assert begun.width == pytest.approx(50.0)
    assert (over.left, over.width) == (0.0, pytest.approx(50.0))


def test_one_day_twice_still_has_a_line():
    line = line_of(date(2026, 1, 1), date(2026, 1, 1))

    assert (line.first, line.second) == (50.0, 50.0)


def test_ties_are_told_in_time():
    last, first = tie(date(2026, 5, 1), number=1), tie(date(2026, 2, 1), number=2)

    assert in_time([last, first]) == [first, last]
