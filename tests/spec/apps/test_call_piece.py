"""The form of a call begins from what most calls are about at that age."""

from datetime import date
from types import SimpleNamespace

import pytest

from apps.pages.cases.call import CallPiece
from coordinator.protection import open_viewer


@pytest.mark.parametrize(
    ("birthday", "area", "instrument"),
    [
        (date(1942, 5, 1), "non_autosufficienza", "pai"),
        (date(2017, 5, 1), "minori", "progetto_personalizzato"),
        (None, "non_autosufficienza", "pai"),
    ],
)
def test_the_area_and_the_plan_follow_the_age(district, birthday, area, instrument):
    desk = SimpleNamespace(store=district, today=lambda: date(2026, 3, 2))
    person = SimpleNamespace(id="per:ada", born_on=birthday)
    html = CallPiece(desk, open_viewer(district, "demo"), person).html()

    assert f'<option value="{area}" selected>' in html
    assert f'<option value="{instrument}" selected>' in html
