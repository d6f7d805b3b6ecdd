"""What several sources say of a tie stays side by side, and the last word about it can be taken back."""

from datetime import date, timedelta

import pytest

from coordinator.errors import BadTieError
from coordinator.network import change_tie, confirm_tie, end_tie, history, replay
from coordinator.network.one_tie import disagreements, read_tie, take_back

MONDAY = date(2026, 3, 2)


def test_two_sources_of_one_tie_are_both_read(store, viewer, drawn):
    first, second = drawn("ada genitore ugo strength=3\nada genitore ugo strength=1 conflict=yes")

    tie, others = read_tie(store, first, viewer)
    assert tie.said["strength"] == 3
    assert [(one.tie_id, one.said["strength"], one.said["conflict"]) for one in others] == [(second, 1, True)]
    assert [[one.tie_id for one in group] for group in disagreements(store, "per:ada", MONDAY, viewer)] == [
        [first, second]
    ]


def test_a_later_version_of_one_statement_is_no_other_source(store, viewer, drawn):
    (first,) = drawn("lia caregiver ada strength=3")
    second = change_tie(store, first, MONDAY, {"strength": 1}, viewer)

    assert read_tie(store, second, viewer)[1] == ()
    assert disagreements(store, "per:ada", MONDAY, viewer) == ()


def test_a_confirmation_taken_back_leaves_the_one_before(store, viewer, drawn):
    (tie,) = drawn("lia caregiver ada")
    confirm_tie(store, tie, date(2026, 1, 5), viewer)
    confirm_tie(store, tie, MONDAY, viewer)
    take_back(store, tie, viewer)

    assert read_tie(store, tie, viewer)[0].confirmed_on == date(2026, 1, 5)


def test_an_end_taken_back_lets_the_tie_go_on(store, viewer, drawn, seen):
    (tie,) = drawn("lia caregiver ada")
    end_tie(store, tie, MONDAY, viewer)
    assert seen("ada", "2026-03-03") == []
    take_back(store, tie, viewer)

    assert seen("ada", "2026-03-03") == ["lia caregiver ada"]
    assert [event.act for event in history(store, tie, viewer)] == ["stated", "ended", "taken_back"]


def test_a_change_taken_back_gives_the_old_tie_its_days_again(store, viewer, drawn):
    (old,) = drawn("lia caregiver ada strength=3")
    new = change_tie(store, old, MONDAY, {"strength": 1}, viewer)
    take_back(store, new, viewer)

    kept, gone = (read_tie(store, number, viewer)[0] for number in (old, new))
    assert (kept.until, kept.said["strength"]) == (None, 3)
    assert gone.until == MONDAY - timedelta(days=1)  # on no day


def test_a_tie_just_stated_is_withdrawn(store, viewer, drawn, seen):
    (tie,) = drawn("lia caregiver ada")
    take_back(store, tie, viewer)

    assert seen("ada", "2026-03-02") == []


def test_a_replay_of_the_log_knows_what_was_taken_back(store, viewer, drawn):
    (tie,) = drawn("lia caregiver ada")
    end_tie(store, tie, MONDAY, viewer)
    take_back(store, tie, viewer)

    assert replay(store, viewer)[tie]["until"] is None


def test_nothing_is_taken_back_twice(store, viewer, drawn):
    (tie,) = drawn("lia caregiver ada")
    confirm_tie(store, tie, MONDAY, viewer)
    take_back(store, tie, viewer)

    with pytest.raises(BadTieError, match="already taken back"):
        take_back(store, tie, viewer)
