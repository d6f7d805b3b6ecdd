"""What is due stands once on the page of the day: late, or without an owner, or on its day."""

import re
from datetime import date
from types import SimpleNamespace

from apps.pages.day.work import DayPiece
from coordinator.protection import open_viewer

TODAY = date(2026, 11, 23)


def test_each_thing_that_is_due_is_listed_once(walked, tmp_path):
    viewer = open_viewer(walked, "demo")
    desk = SimpleNamespace(store=walked, home=tmp_path, today=lambda: TODAY, viewer=lambda: viewer, demo=True)

    page = DayPiece(desk, viewer).html()

    listed = [re.sub(r"<[^>]+>", "", row.split("</li>")[0]) for row in page.split('<li class="thing">')[1:]]
    assert len(listed) == len(set(listed)) > 5
