"""Planned against given, how a plan came out, two paths held together, and all of them on one line."""

from datetime import date
from decimal import Decimal

import pytest

from coordinator.pathway.budgets import budget_kind
from coordinator.pathway.cases import cases_of, go, open_case, read_case, record
from coordinator.pathway.events import Opened, make_event
from coordinator.pathway.outcome import attainment_score, report_outcome
from coordinator.pathway.planned import planned_against_given
from coordinator.pathway.team import missing_roles, propose_team
from coordinator.pathway.together import hold_together, timeline
from coordinator.protection import open_viewer

NOVEMBER = date(2026, 11, 22)
REVIEW = date(2026, 11, 23)


pytestmark = pytest.mark.holds("ada")


@pytest.fixture
def demo(store):
    return open_viewer(store, "demo")


@pytest.fixture
def case(store, demo):
    (found,) = cases_of(store, "per:ada", demo)
    return found


def tell(store, case, viewer, day, kind, **fields):
    return record(store, case, make_event(kind, **fields), day, viewer)


def test_hours_expected_run_from_the_first_day_and_leave_out_a_suspension(store, demo, case):
    early = read_case(store, case, demo).as_of(date(2026, 10, 8))
    bath, _ = planned_against_given(early.state, date(2026, 10, 8))
    assert bath.hours_expected == Decimal("3.4")  # 3 a week, 8 days from 1 October
    assert (bath.hours_given, bath.share, bath.undocumented) == (Decimal(3), Decimal("0.88"), 0)

    bath, walk = planned_against_given(read_case(store, case, demo).state, NOVEMBER)
    assert (bath.hours_expected, bath.hours_given) == (Decimal("22.7"), Decimal(20))  # 53 days
    assert (walk.hours_expected, walk.hours_given) == (Decimal("11.1"), Decimal(6))  # 2 a week, 39 days
    assert walk.undocumented == 1

    go(
        store, case, "sospendi", date(2026, 11, 16), demo,
        role="case_manager", reason="ricovero", until=date(2026, 11, 30),
    )  # fmt: skip
    stopped, _ = planned_against_given(read_case(store, case, demo).state, NOVEMBER)

    assert stopped.hours_expected == Decimal("19.7")  # the 7 days from the 16th are not expected


def test_before_the_first_day_nothing_is_expected_and_no_share_is_told(store, demo, case):
    bath, _ = planned_against_given(read_case(store, case, demo).state, date(2026, 9, 30))

    assert (bath.hours_expected, bath.share) == (Decimal("0.0"), None)


@pytest.mark.parametrize(
    ("attainments", "expected"),
    [([], None), ([0, 0], 50.0), ([1], 60.0), ([1, 1, 1], 63.7), ([2, -2], 50.0), ([-1, 0], 43.8)],
)
def test_the_attainment_score_is_fifty_when_all_is_as_expected(attainments, expected):
    assert attainment_score(attainments) == expected


def test_a_review_tells_goals_her_words_and_what_changed_around_her(store, demo, case):
    go(store, case, "verifica_piano", REVIEW, demo, role="case_manager")
    tell(
        store, case, demo, REVIEW, "goal_reviewed",
        goal="lavarsi in sicurezza", attainment=1, in_her_words="sono più tranquilla",
    )  # fmt: skip

    found = report_outcome(store, case, REVIEW, demo)

    (goal,) = found.goals
    assert (goal.need, goal.horizon, goal.version) == ("igiene_personale", "breve", 1)
    assert (goal.words, goal.in_her_words) == ("meglio di quanto atteso", "sono più tranquilla")
    assert found.never_weighed == ("uscire due volte a settimana",)
    assert found.score == 60.0
    assert (found.network.first, found.network.second) == (date(2026, 9, 18), REVIEW)


def test_before_a_plan_the_outcome_is_undefined_and_not_zero(store, demo, case):
    found = report_outcome(store, case, date(2026, 9, 10), demo)

    assert (found.goals, found.score, found.network) == ((), None, None)


def test_two_instruments_of_one_person_say_what_they_must_settle(store, demo, case):
    call = Opened(source="persona", caller="per:ada", reason="vuole decidere dove vivere")
    second = open_case(
        store, "per:ada", call, NOVEMBER, demo, area="disabilita", instrument="progetto_di_vita"
    )
    go(store, second, "prendi_in_carico_accesso", NOVEMBER, demo, role="operatore_pua")
    triage = {"priority": "bassa", "reason": "x", "owner": "pra:bassi", "next_on": "2026-11-24"}
    tell(store, second, demo, NOVEMBER, "triaged", **triage)
    go(store, second, "avvia_prima_valutazione", NOVEMBER, demo, role="operatore_pua")
    tell(store, second, demo, NOVEMBER, "need_found", need="compagnia")
    tell(store, second, demo, NOVEMBER, "joined", party="pra:greco", role="case_manager", sector="sanita")

    points = {one.kind: one for one in hold_together(store, "per:ada", NOVEMBER, demo)}

    assert points["strumenti"].norm == "urn:nir:stato:decreto.legislativo:2024-03-15;29~art33-com3"
    assert points["bisogno"].words == "Lo stesso bisogno è in tutti e due: compagnia."
    assert set(points) == {"strumenti", "case manager", "bisogno"}
    assert hold_together(store, "per:ada", date(2026, 11, 21), demo) == ()


def test_all_paths_stand_on_one_line_by_day(store, demo, case):
    call = Opened(source="persona", caller="per:ada", reason="prova")
    open_case(
        store, "per:ada", call, date(2026, 9, 16), demo, area="disabilita", instrument="progetto_di_vita"
    )

    line = timeline(store, "per:ada", demo)

    assert [one.day for one in line] == sorted(one.day for one in line)
    assert {one.instrument for one in line} == {
        "Piano assistenziale individualizzato (PAI)",
        "Progetto di vita",
    }
    assert (line[0].phase, line[-1].phase) == ("Segnalazione", "Erogazione")


def test_missing_roles_name_who_of_the_network_could_take_them(store, demo):
    call = Opened(source="famiglia", caller="per:lucia", reason="prova")
    case = open_case(store, "per:ada", call, NOVEMBER, demo, area="disabilita", instrument="progetto_di_vita")
    view = read_case(store, case, demo)

    found = missing_roles(view, propose_team(store, view, NOVEMBER, demo))

    who = {one.name: set(one.proposed) for one in found}
    assert who["il medico di medicina generale o il pediatra"] == {"pra:fabbri"}
    assert who["il referente per l'attuazione, uno solo"] == {"pra:deluca"}
    assert "pra:greco" in who["un professionista sanitario designato dall'azienda"]


def test_each_area_calls_its_budget_by_its_name():
    names = {
        area: budget_kind(area).name
        for area in ("salute_mentale", "disabilita", "violenza_di_genere", "minori")
    }

    assert names == {
        "salute_mentale": "Budget di salute",
        "disabilita": "Budget di progetto",
        "violenza_di_genere": "Budget di autonomia",
        "minori": "Budget del piano",
    }
