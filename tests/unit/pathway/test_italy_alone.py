"""Italy's holidays, imported alone, are those that the library gives through its own door."""

from datetime import date

import holidays
import pytest

from coordinator.pathway.calendar import LocalCalendar


@pytest.mark.parametrize("province", [None, "LE", "BZ"])
def test_no_day_of_a_year_differs(province):
    theirs = holidays.country_holidays("IT", subdiv=province, years=2026)
    ours = LocalCalendar(province=province)
    weekdays = [date.fromordinal(date(2026, 1, 1).toordinal() + n) for n in range(365)]
    differ = [day for day in weekdays if day.weekday() != 6 and ours.is_holiday(day) != (day in theirs)]
    assert differ == []
