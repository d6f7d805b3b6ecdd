"""What was said is told, what changed is shown, and the log alone gives the network again."""

import random
from datetime import UTC, date, datetime, timedelta

from coordinator.district import generate, load
from coordinator.model import day_number
from coordinator.network import (
    change_tie,
    confirm_tie,
    difference,
    ego,
    end_tie,
    follow_up,
    history,
    replay,
    withdraw_tie,
)
from coordinator.network.history import holds_on
from coordinator.store import Store

MONDAY = date(2026, 3, 2)


def test_the_history_of_a_tie_tells_every_statement(drawn, store, viewer):
    (tie,) = drawn("lia caregiver ada 2025-01-01 strength=3 stated_by=ada")
    confirm_tie(store, tie, date(2025, 6, 1), viewer, stated_by="lia")
    later = change_tie(store, tie, date(2026, 1, 1), {"strength": 1}, viewer, stated_by="ada")
    end_tie(store, later, MONDAY, viewer)

    told = [(event.act, event.day.isoformat(), event.stated_by) for event in history(store, tie, viewer)]
    assert told == [
        ("stated", "2025-01-01", "ada"),
        ("confirmed", "2025-06-01", "lia"),
        ("ended", "2025-12-31", "ada"),
        ("stated", "2026-01-01", "ada"),
        ("ended", "2026-03-02", None),
    ]
    assert history(store, later, viewer) == history(store, tie, viewer)


def test_a_changed_tie_is_told_once_even_when_it_changed_twice(drawn, store, viewer):
    (tie, _) = drawn("lia caregiver ada 2025-01-01 strength=3\nugo amicizia ada 2025-01-01..2025-12-31")
    tie = change_tie(store, tie, date(2026, 1, 1), {"strength": 2}, viewer)
    change_tie(store, tie, date(2026, 2, 1), {"strength": 1}, viewer)

    told = difference(store, "per:ada", date(2025, 12, 1), MONDAY, viewer)
    assert [change.fields for change in told.changed] == [{"strength": (3, 1)}]
    assert (told.begun, [edge.from_id for edge in told.ended]) == ((), ["per:ugo"])
    assert (dict(told.left), dict(told.came)) == ({"per:ugo": "Ugo Prova"}, {})


def test_an_old_tie_of_a_newcomer_neither_begins_nor_ends(drawn, store, viewer):
    *_, tie = drawn(
        "lia caregiver ada 2026-01-01..2026-04-30\nugo vicinato ada 2026-02-01\nlia amicizia ugo 2019-01-01"
    )
    change_tie(store, tie, date(2026, 2, 15), {"strength": 2}, viewer)

    came = difference(store, "per:ada", date(2025, 12, 1), MONDAY, viewer)
    left = difference(store, "per:ada", MONDAY, date(2026, 5, 15), viewer)
    back = difference(store, "per:ada", MONDAY, date(2025, 12, 1), viewer)
    assert [edge.tie["kind"] for edge in came.begun] == ["caregiver", "vicinato"]
    assert [edge.tie["kind"] for edge in came.joined] == ["amicizia"]
    assert [edge.tie["kind"] for edge in (*left.ended, *left.parted)] == ["caregiver", "amicizia"]
    assert [edge.tie["kind"] for edge in (*back.ended, *back.parted)] == ["caregiver", "vicinato", "amicizia"]
    assert not any((left.begun, left.changed, back.begun, back.joined))


def test_two_days_alike_differ_in_nothing(drawn, store, viewer):
    drawn("lia caregiver ada 2025-01-01")

    assert difference(store, "per:ada", date(2025, 2, 1), MONDAY, viewer).nothing


def test_the_tie_longest_unspoken_of_is_asked_about_first(drawn, store, viewer):
    lia, ugo = drawn("lia caregiver ada 2026-03-02\nugo amicizia ada 2020-01-01")
    confirm_tie(store, ugo, date(2026, 4, 1), viewer)

    asked = follow_up(store, "per:ada", date(2026, 5, 1), viewer)
    assert [(question.tie_id, question.days_silent) for question in asked] == [(lia, 60), (ugo, 30)]


def test_to_record_a_tie_is_to_speak_of_it_only_if_somebody_stated_it(drawn, store, viewer):
    """The store's clock says 2 March 2026."""
    loaded, told = drawn("lia caregiver ada 2026-01-01\nugo amicizia ada 2020-01-01 stated_by=ada")

    asked = follow_up(store, "per:ada", date(2026, 5, 1), viewer)
    assert [(question.tie_id, question.days_silent) for question in asked] == [(loaded, 120), (told, 60)]


def test_each_answer_of_a_follow_up_is_one_action(drawn, seen, store, viewer):
    lia, ugo, zoe = drawn("lia caregiver ada\nugo amicizia ada\nzoe vicinato ada")
    confirm_tie(store, lia, MONDAY, viewer)
    change_tie(store, ugo, MONDAY, {"conflict": True}, viewer)
    end_tie(store, zoe, MONDAY - timedelta(days=1), viewer)

    assert set(seen("ada", "2026-03-02")) == {"lia caregiver ada", "ugo amicizia ada"}


def test_what_was_known_on_a_day_is_told_by_the_log_up_to_it(drawn, store, viewer):
    (tie,) = drawn("lia caregiver ada 2025-01-01")
    april = Store(store.engine, lambda: datetime(2026, 4, 1, tzinfo=UTC))
    end_tie(april, tie, date(2026, 2, 1), viewer)

    known_in_march = replay(store, viewer, until=datetime(2026, 3, 31, tzinfo=UTC))[tie]
    assert (holds_on(known_in_march, MONDAY), holds_on(replay(store, viewer)[tie], MONDAY)) == (True, False)


def test_the_network_of_a_day_equals_the_replay_of_the_log(store, viewer):
    """On 1,000 random pairs of person and day, after 300 random changes."""
    records, draw = generate(150, seed=5), random.Random(11)
    load(store, records, viewer)
    first, last = date(2010, 1, 1), date(2026, 12, 31)
    ties = list(replay(store, viewer))
    for number in draw.sample(ties, 300):
        _change_at_random(store, number, draw, viewer)

    with store.reading() as session:
        from coordinator.model import Party

        ids = {party.key: party.id for party in session.query(Party)}
    replayed = replay(store, viewer).items()
    for _ in range(1000):
        person = draw.choice(records.persons)["id"]
        day = first + timedelta(days=draw.randrange(day_number(last) - day_number(first)))
        graph = ego(store, person, day, viewer, cap=1000).graph
        mine = {tie["tie_id"] for a, b, tie in graph.edges(data=True) if person in (a, b)}
        assert mine == {
            number
            for number, tie in replayed
            if holds_on(tie, day) and person in (ids[tie["from_key"]], ids[tie["to_key"]])
        }


def _change_at_random(store, tie_id, draw, viewer):
    """End, change, confirm or withdraw a tie on a day on which it holds."""
    with store.reading() as session:
        from coordinator.model import Tie

        tie = session.get(Tie, tie_id)
    day = min(tie.since + timedelta(days=draw.randrange(400)), tie.until or date(2026, 10, 1))
    if day < tie.since:
        return
    act = draw.choice(["end", "change", "confirm", "withdraw"])
    if act == "end":
        end_tie(store, tie_id, day, viewer)
    elif act == "change":
        change_tie(store, tie_id, day, {"strength": draw.randrange(4)}, viewer)
    elif act == "confirm":
        confirm_tie(store, tie_id, day, viewer)
    else:
        withdraw_tie(store, tie_id, viewer)
