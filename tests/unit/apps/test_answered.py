"""What a page waits for: each act is answered, also one that fails; each move of the map is counted."""

from apps.components.days import italian_day
from apps.components.ecomap import Ecomap
from apps.components.live import Live
from coordinator.errors import CoordinatorError


def test_an_act_is_answered_whether_it_succeeds_or_fails():
    def handle(act):
        if act["act"] == "fail":
            raise CoordinatorError

    live = Live(handle)

    live._handle_msg({"act": "keep"})
    assert (live.heard, live.notice) == (1, "")
    live._handle_msg({"act": "fail"})
    assert live.heard == 2
    assert live.notice != ""


def test_putting_all_back_is_a_move_even_where_nothing_was_moved():
    ecomap = Ecomap()

    ecomap._handle_msg({"type": "replaced"})
    assert (ecomap.moves, ecomap.places) == (1, {})
    ecomap._handle_msg({"type": "moved", "id": "per:rosa", "x": 3.0, "y": 4.0})
    assert (ecomap.moves, ecomap.places) == (2, {"per:rosa": (3.0, 4.0)})


def test_a_field_that_holds_nothing_is_an_empty_one():
    heard = []
    live = Live(heard.append)

    live._handle_msg({"act": "day", "value": None})

    assert heard == [{"act": "day", "value": ""}]


def test_what_is_no_day_is_shown_as_it_was_sent():
    assert italian_day({"name": "a.csv", "base64": ""}) == "{'name': 'a.csv', 'base64': ''}"
