"""The sheet of handing over names who wrote as a person, not as a login."""

from datetime import date
from types import SimpleNamespace

from apps.components.path_lists import lists_of
from apps.components.words import LOGIN
from apps.pages.cases.papers import lay_out
from coordinator.pathway.cases import cases_of, read_case
from coordinator.protection import open_viewer

TODAY = date(2026, 11, 22)


def test_who_wrote_the_last_steps_is_named(walked):
    viewer = open_viewer(walked, "demo")
    desk = SimpleNamespace(store=walked, today=lambda: TODAY)
    view = read_case(walked, cases_of(walked, "per:ada", viewer)[0], viewer)

    sheet = lay_out(desk, viewer, view, lists_of(walked, TODAY, viewer, "per:ada", view), "passaggio")

    writers = {row[2] for row in sheet.parts[-1].rows}
    assert writers
    assert not [one for one in writers if LOGIN.fullmatch(one) and "." in one]
