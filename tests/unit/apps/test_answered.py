"""What a page waits for: each act is answered, also one that fails; each move of the map is counted."""

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
