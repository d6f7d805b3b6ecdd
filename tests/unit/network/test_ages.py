"""An age is the number of birthdays up to a day."""

from datetime import date

import pytest

from coordinator.model import day_number
from coordinator.network.ages import age, last_births


@pytest.mark.parametrize(
    ("born", "day", "years"),
    [
        (date(1942, 3, 2), date(2026, 3, 1), 83),
        (date(1942, 3, 2), date(2026, 3, 2), 84),
        (date(2026, 3, 1), date(2026, 3, 1), 0),
        (date(2026, 3, 2), date(2026, 3, 1), None),
        (date(1960, 2, 29), date(2026, 2, 28), 65),
        (date(1960, 2, 29), date(2026, 3, 1), 66),
        (date(1960, 2, 29), date(2024, 2, 29), 64),
        (date(1960, 3, 1), date(2024, 2, 29), 63),
        (date(1800, 1, 1), date(2026, 3, 1), 130),
    ],
)
def test_a_birthday_counts_from_the_day_itself(born, day, years):
    assert age(day_number(born), last_births(day)) == years


def test_the_first_year_of_the_calendar_has_ages_too():
    assert age(day_number(date(1, 1, 1)), last_births(date(3, 1, 1))) is not None
