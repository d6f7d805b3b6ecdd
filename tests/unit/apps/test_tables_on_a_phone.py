"""On a phone a table of the territory is a list of cards: each cell says what it is."""

import re
from importlib.resources import files

import pytest

PAGES = files("apps.pages") / "territory"


@pytest.mark.parametrize("name", ["governance.html", "planning.html"])
def test_every_table_of_the_territory_folds_and_every_cell_names_itself(name):
    page = (PAGES / name).read_text(encoding="utf-8")
    tables = re.findall(r"<table[^>]*>.*?</table>", page, re.DOTALL)

    assert tables
    for table in tables:
        assert "stack" in re.match(r'<table class="([^"]*)"', table)[1].split()
        cells = re.findall(r"<td[^>]*>", table)
        assert [one for one in cells if "data-label" not in one and "aria-hidden" not in one] == []


def test_the_headings_that_fold_away_take_no_room():
    for room, name in (("apps.components", "assets/ponte.css"), ("apps.pages", "cases/case.css")):
        rule = re.search(r"\.stack thead \{([^}]*)\}", (files(room) / name).read_text(encoding="utf-8"))[1]

        assert "left:" not in rule  # a wide table of headings reaches back into the page from any distance
        assert "clip-path" in rule
