"""A network is true on a day, and nothing that was said is lost."""

from datetime import date

import pytest

from coordinator.errors import BadTieError, UnknownPartyError, UnknownWordError
from coordinator.network import change_tie, confirm_tie, ego, end_tie, state_tie, withdraw_tie
from coordinator.protection import open_viewer

MONDAY = date(2026, 3, 2)


def test_a_tie_holds_on_its_first_and_on_its_last_day(drawn, seen):
    drawn("lia caregiver ada 2025-01-10..2025-06-30")

    assert [len(seen("ada", day)) for day in ("2025-01-09", "2025-01-10", "2025-06-30", "2025-07-01")] == [
        0,
        1,
        1,
        0,
    ]


def test_a_tie_stated_from_the_other_end_is_the_same_tie(drawn, seen):
    drawn("lucia figlio ada")

    assert seen("ada", "2026-03-02") == ["ada genitore lucia"]


def test_help_told_from_the_other_end_keeps_its_direction(drawn, store, viewer):
    drawn("ada ha_caregiver lia 2025-01-01 direction=from")

    ties = ego(store, "per:ada", MONDAY, viewer).graph.edges(data=True)
    assert [(a, b, tie["direction"]) for a, b, tie in ties] == [("per:lia", "per:ada", "to")]


def test_two_sources_that_disagree_both_stay(drawn, store, viewer):
    drawn(
        "ada genitore marco 1990-01-01 stated_by=ada\n"
        "ada genitore marco 1990-01-01 stated_by=lucia conflict=yes"
    )

    ties = ego(store, "per:ada", MONDAY, viewer).graph.edges(data=True)
    assert {(tie["stated_by"], tie["conflict"]) for _, _, tie in ties} == {("ada", False), ("lucia", True)}


def test_a_changed_tie_is_as_it_was_before_and_as_it_is_after(drawn, store, viewer):
    (tie,) = drawn("lia caregiver ada 2025-01-01 strength=3 hours_per_week=20")
    change_tie(store, tie, date(2026, 2, 1), {"strength": 1}, viewer, stated_by="ada")

    def strength_on(day):
        return [t["strength"] for _, _, t in ego(store, "per:ada", day, viewer).graph.edges(data=True)]

    assert (strength_on(date(2026, 1, 31)), strength_on(date(2026, 2, 1))) == ([3], [1])


def test_a_changed_tie_keeps_what_did_not_change(drawn, store, viewer):
    (tie,) = drawn("lia caregiver ada 2025-01-01 strength=3 hours_per_week=20 note=sera")
    change_tie(store, tie, date(2026, 2, 1), {"strength": 1}, viewer)

    ((_, _, now),) = ego(store, "per:ada", MONDAY, viewer).graph.edges(data=True)
    assert (now["hours_per_week"], now["note"], now["follows"]) == (20.0, "sera", tie)


def test_an_ended_tie_is_gone_on_the_day_after(drawn, seen, store, viewer):
    (tie,) = drawn("lia caregiver ada 2025-01-01")
    end_tie(store, tie, date(2026, 2, 1), viewer)

    assert (len(seen("ada", "2026-02-01")), len(seen("ada", "2026-02-02"))) == (1, 0)


def test_a_tie_written_by_mistake_holds_on_no_day(drawn, seen, store, viewer):
    (tie,) = drawn("lia caregiver ada 2025-01-01")
    withdraw_tie(store, tie, viewer)

    assert seen("ada", "2025-01-01") == []


def test_a_confirmed_tie_remembers_the_day(drawn, store, viewer):
    (tie,) = drawn("lia caregiver ada 2025-01-01")
    confirm_tie(store, tie, MONDAY, viewer, stated_by="ada")

    ((_, _, now),) = ego(store, "per:ada", MONDAY, viewer).graph.edges(data=True)
    assert now["confirmed_on"] == MONDAY


def test_who_helps_the_same_person_and_talk_is_part_of_her_network(drawn, seen):
    drawn(
        "lia caregiver ada\npra:irene segue ada\npra:irene si_coordina lia\npra:irene lavora_presso svc:adi"
    )

    assert set(seen("ada", "2026-03-02")) == {
        "lia caregiver ada", "pra:irene segue ada", "pra:irene si_coordina lia"}  # fmt: skip


def test_two_helpers_who_are_family_to_each_other_show_it(drawn, seen):
    drawn("lia caregiver ada\nugo caregiver ada\nlia coniuge ugo")

    assert "lia coniuge ugo" in seen("ada", "2026-03-02")


def test_the_second_step_shows_whom_the_helpers_have(drawn, seen):
    drawn("lia caregiver ada\nlia genitore gil")

    assert seen("ada", "2026-03-02") == ["lia caregiver ada"]
    assert "lia genitore gil" in seen("ada", "2026-03-02", radius=2)


def test_what_the_cap_leaves_out_is_counted(drawn, store, viewer):
    drawn("\n".join(f"p{number:02d} in_carico svc:adi 2025-01-{number + 1:02d}" for number in range(12)))

    found = ego(store, "svc:adi", MONDAY, viewer, cap=5)
    assert found.capped == {"svc:adi": (5, 12)}
    assert {party for party in found.graph if party.startswith("per:")} == {
        "per:p07", "per:p08", "per:p09", "per:p10", "per:p11"}  # fmt: skip


def test_what_the_cap_leaves_out_is_no_way_to_go_on(drawn, store, viewer):
    drawn(
        """
        ada in_carico svc:adi 2025-01-01
        nino in_carico svc:adi 2025-01-02
        olga in_carico svc:adi 2025-01-03
        zeno in_carico svc:adi 2025-01-04
        nino amicizia bice 2025-01-01
        zeno amicizia carlo 2025-01-01
        olga amicizia carlo 2025-01-01
        """
    )
    found = ego(store, "per:ada", MONDAY, viewer, radius=3, cap=2)

    assert [(a, tie["kind"], b) for a, b, tie in found.graph.edges(data=True)] == [
        ("per:ada", "in_carico", "svc:adi"),
        ("per:olga", "in_carico", "svc:adi"),
        ("per:olga", "amicizia", "per:carlo"),
        ("per:zeno", "in_carico", "svc:adi"),
        ("per:zeno", "amicizia", "per:carlo"),
    ]
    assert list(found.graph) == ["per:ada", "per:carlo", "per:olga", "per:zeno", "svc:adi"]
    assert found.capped == {"svc:adi": (2, 4)}


def test_a_hidden_tie_is_shown_only_to_who_may_see_it(drawn, seen, store):
    drawn("ada in_carico svc:rifugio 2025-01-01 hidden=yes\nlia caregiver ada")

    doctor = open_viewer(store, "fabbri", role="medico")
    assert seen("ada", "2026-03-02", asked_by=doctor) == ["lia caregiver ada"]
    assert len(seen("ada", "2026-03-02")) == 2


def test_a_hidden_tie_is_not_betrayed_by_the_count(drawn, store):
    drawn(
        "\n".join(
            f"p{number} in_carico svc:rifugio 2025-01-01 hidden={'yes' if number < 3 else 'no'}"
            for number in range(8)
        )
    )

    doctor = open_viewer(store, "fabbri", role="medico")
    assert ego(store, "svc:rifugio", MONDAY, doctor, cap=2).capped == {"svc:rifugio": (2, 5)}


def test_a_person_is_placed_where_her_ties_put_her(drawn, store, viewer):
    drawn("rosa vicinato ada\nrosa caregiver ada\nlia caregiver ada\nlandi amministratore_sostegno ada")

    nodes = ego(store, "per:ada", MONDAY, viewer).graph.nodes
    assert {party: nodes[party]["sector"] for party in nodes} == {
        "per:ada": "famiglia",
        "per:rosa": "comunita",
        "per:lia": "famiglia",
        "per:landi": "istituzioni",
    }


@pytest.mark.parametrize(
    ("line", "error", "said"),
    [
        ("ada genitore ada", BadTieError, "name two parties"),
        ("svc:adi genitore ada", BadTieError, "not from servizio"),
        ("lia padrino ada", UnknownWordError, "has no 'padrino'"),
        ("lia caregiver ada 2025-02-01..2025-01-01", BadTieError, "before it begins"),
        ("lia caregiver ada 2025-02-01 hours_per_week=169", BadTieError, "from 0 to 168"),
        ("lia caregiver ada 2025-02-01 strength=4", BadTieError, "from 0 to 3"),
        ("lia caregiver ada 2025-02-01 frequency=spesso", UnknownWordError, "has no 'spesso'"),
    ],
)
def test_a_tie_that_cannot_be_is_refused_with_the_reason(drawn, line, error, said):
    with pytest.raises(error, match=said):
        drawn(line)


def test_a_tie_with_somebody_unknown_is_refused(drawn, store, viewer):
    from coordinator.network import Statement

    drawn("lia caregiver ada")
    with pytest.raises(UnknownPartyError, match="per:zoe"):
        state_tie(store, Statement("caregiver", "per:zoe", "per:ada", MONDAY), viewer)


def test_a_network_around_nobody_is_refused(store, viewer):
    with pytest.raises(UnknownPartyError, match="per:nessuno"):
        ego(store, "per:nessuno", MONDAY, viewer)


def test_a_tie_cannot_change_on_a_day_on_which_it_does_not_hold(drawn, store, viewer):
    (tie,) = drawn("lia caregiver ada 2025-01-01..2025-12-31")
    with pytest.raises(BadTieError, match="not on 2026-03-02"):
        change_tie(store, tie, MONDAY, {"strength": 1}, viewer)
