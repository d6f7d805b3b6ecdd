"""What Python alone takes for a number, or can take for none, is refused in words wherever a number is typed."""

from datetime import date

import pytest

from apps.components.acts import whole_number
from apps.pages.people.party import read_fields
from apps.pages.task import MissingError
from apps.pages.territory.governance import _read_hours
from coordinator.agreements.checks import check
from coordinator.agreements.demo import demo_agreement
from coordinator.agreements.text import read_agreement

FIGURES = "9" * 5000
"""More of them than Python reads."""


@pytest.mark.parametrize("typed", ["²", "٣", FIGURES, "1_000", "-1", "", " "])
def test_a_whole_number_is_up_to_nine_figures(typed):
    assert whole_number(typed) is None


@pytest.mark.parametrize("typed", ["²", "٣", FIGURES])
def test_the_places_of_a_service_are_a_whole_number(typed):
    service = {"name": "ADI", "service_kind": "adi", "capacity": typed}

    with pytest.raises(MissingError, match="non è un numero intero"):
        read_fields("servizio", service)


@pytest.mark.parametrize("typed", ["nan", "inf", "-Infinity", "1e999", FIGURES, "²"])
def test_hours_that_are_no_number_are_not_moved(typed):
    with pytest.raises(MissingError, match="non è un numero di ore"):
        _read_hours(typed)


def test_hours_are_read_as_italians_write_them():
    assert [_read_hours(typed) for typed in ("40", "7,5", "1.200")] == [40, 7.5, 1200]


def test_an_article_with_days_beyond_reading_can_still_be_checked():
    content = demo_agreement(date(2026, 11, 22)).model_dump()
    content["articles"][8]["commi"][0]["text"] = f"Si risponde entro {FIGURES} giorni."

    check(read_agreement(content))
