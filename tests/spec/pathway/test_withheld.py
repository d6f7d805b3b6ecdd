"""Who may not see the money of a plan, or has not written her opinion, is shown a case without it."""

from datetime import date
from decimal import Decimal

import pytest

from coordinator.errors import NotAllowedError
from coordinator.pathway.cases import cases_of, go, open_case, read_case, read_open_cases, record, undo_last
from coordinator.pathway.events import Opened, make_event
from coordinator.pathway.withheld import SEALED, may_record
from coordinator.protection import Viewer, open_viewer

DAY = date(2026, 11, 16)
pytestmark = pytest.mark.holds("nine")
NORA, LUISA, PIA = "pra:greco", "pra:deluca", "pra:fontana"


def seat(store, party, role):
    """A colleague who stands in the network and sees her own persons, in her role."""
    return Viewer(store, party, role, "cura", party)


@pytest.fixture
def demo(store):
    return open_viewer(store, "demo")


@pytest.fixture
def given(store, demo):
    (case,) = cases_of(store, "per:ada", demo)
    return case


@pytest.fixture
def uvm(store, demo):
    """A UVM that gathers the opinions of a nurse and of a social worker."""
    call = Opened(source="vicini", caller="una vicina", reason="non esce")
    case = open_case(store, "per:ada", call, DAY, demo)
    go(store, case, "prendi_in_carico_accesso", DAY, demo, role="operatore_pua")
    triage = {"priority": "alta", "reason": "sola", "owner": "pra:bassi", "next_on": "2026-11-20"}
    record(store, case, make_event("triaged", **triage), DAY, demo)
    go(store, case, "avvia_prima_valutazione", DAY, demo, role="operatore_pua")
    go(store, case, "convoca_uvm", DAY, demo, role="coordinatore_uvm")
    for party, role, sector in ((NORA, "infermiere", "sanita"), (LUISA, "assistente_sociale", "sociale")):
        record(store, case, make_event("joined", party=party, role=role, sector=sector), DAY, demo)
    return case


def write_opinion(store, case, viewer, party, text, **more):
    return record(store, case, make_event("opinion_given", party=party, text=text, **more), DAY, viewer)


def opinions(store, case, viewer):
    return dict(read_case(store, case, viewer).state.file.opinions)


@pytest.mark.holds("ada")
def test_a_family_doctor_reads_a_plan_without_who_pays(store, demo, given):
    doctor, whole = open_viewer(store, "fabbri", role="medico"), read_case(store, given, demo)

    view = read_case(store, given, doctor)

    assert (view.state.resources, view.state.entries) == ((), ())
    assert {one.hourly_cost for one in view.state.planned} == {None}
    assert whole.state.planned[0].hourly_cost == Decimal(30)
    told = " ".join(one.event.model_dump_json() for one in view.history)
    assert "2340" not in told
    assert "ore ADI" not in told
    assert view.withheld == {"budget"}


@pytest.mark.holds("ada")
def test_what_is_withheld_changes_neither_gates_nor_numbers(store, demo, given):
    doctor, whole = open_viewer(store, "fabbri", role="medico"), read_case(store, given, demo)

    view = read_case(store, given, doctor)

    assert view.version == whole.version
    assert view.missing("piano") == whole.missing("piano") == ()
    early = date(2026, 9, 16)
    assert view.as_of(early).missing("piano") == whole.as_of(early).missing("piano")
    assert [one.state.resources for one, _ in read_open_cases(store, doctor)] == [()]


@pytest.mark.holds("ada")
@pytest.mark.parametrize("role", ["medico", "operatore_pua"])
def test_who_may_not_write_budgets_or_plans_writes_none(store, demo, given, role):
    viewer = open_viewer(store, "altra", role=role)
    entry = make_event("entered", resource="r1", entry="liquidazione", amount=10, document="x")

    with pytest.raises(NotAllowedError):
        record(store, given, entry, DAY, viewer)

    assert [may_record(viewer, kind) for kind in ("entered", "goal_set", "noted")] == [False, False, True]


@pytest.mark.holds("ada")
def test_who_is_not_given_plans_reads_how_many_goals_and_actions_there_are_and_not_which(store, demo, given):
    desk, whole = open_viewer(store, "bassi", role="operatore_pua"), read_case(store, given, demo)

    view = read_case(store, given, desk)

    assert [one.name for one in view.state.file.goals] == ["obiettivo 1 del piano", "obiettivo 2 del piano"]
    assert [(one.action, one.responsible, one.hours_per_week) for one in view.state.planned] == [
        ("intervento 1 del piano", "per:riservato", None),
        ("intervento 2 del piano", "per:riservato", None),
    ]
    told = " ".join(one.event.model_dump_json() for one in view.history)
    assert [word for word in ("in sicurezza", "bagno", "due volte", "passeggiata") if word in told] == []
    assert view.withheld == {"budget", "piano"}
    assert (view.version, view.missing("piano")) == (whole.version, whole.missing("piano"))


@pytest.mark.parametrize(
    ("role", "told"), [("terzo_settore", {"pasti"}), ("medico", {"pasti", "salute_mentale"})]
)
def test_a_need_that_the_policy_closes_is_in_no_case_of_who_is_not_given_it(store, demo, uvm, role, told):
    for need in ("salute_mentale", "pasti"):
        record(store, uvm, make_event("need_found", need=need), DAY, demo)

    view = read_case(store, uvm, open_viewer(store, "altra", role=role))

    assert set(view.state.file.needs) == told
    assert ("salute_mentale" in " ".join(one.event.model_dump_json() for one in view.history)) == (
        "salute_mentale" in told
    )


@pytest.mark.holds("ada")
def test_a_payment_is_not_taken_back_by_who_may_not_write_it(store, demo, given):
    entry = make_event("entered", resource="r1", entry="liquidazione", amount=10, document="x")
    record(store, given, entry, DAY, demo)

    with pytest.raises(NotAllowedError):
        undo_last(store, given, "per errore", DAY, open_viewer(store, "fabbri", role="medico"))

    assert read_case(store, given, demo).state.entries[-1].amount == 10


def test_an_opinion_is_written_before_the_others_are_read(store, demo, uvm):
    nurse, social = seat(store, NORA, "infermiere_famiglia"), seat(store, LUISA, "assistente_sociale")
    write_opinion(store, uvm, nurse, NORA, "si lava con aiuto")

    assert opinions(store, uvm, social) == {NORA: SEALED}
    assert "si lava" not in " ".join(
        one.event.model_dump_json() for one in read_case(store, uvm, social).history
    )

    write_opinion(store, uvm, social, LUISA, "la figlia è stanca")

    assert opinions(store, uvm, social) == {NORA: "si lava con aiuto", LUISA: "la figlia è stanca"}
    assert opinions(store, uvm, nurse) == opinions(store, uvm, social)


def test_who_is_not_awaited_reads_opinions_once_all_have_written(store, demo, uvm):
    doctor = seat(store, "pra:fabbri", "medico")
    write_opinion(store, uvm, demo, NORA, "si lava con aiuto")
    assert opinions(store, uvm, doctor) == {NORA: SEALED}

    write_opinion(store, uvm, demo, LUISA, "la figlia è stanca")

    assert opinions(store, uvm, doctor)[NORA] == "si lava con aiuto"


def test_minutes_open_the_opinions_even_when_one_is_still_missing(store, demo, uvm):
    social = seat(store, LUISA, "assistente_sociale")
    write_opinion(store, uvm, demo, NORA, "si lava con aiuto")

    record(store, uvm, make_event("minutes_written", document="verbale 1"), DAY, demo)

    assert opinions(store, uvm, social) == {NORA: "si lava con aiuto"}


def test_who_keeps_the_papers_of_the_uvm_reads_them_all_the_time(store, demo, uvm):
    chair = make_event("joined", party=PIA, role="coordinatore_uvm", sector="sociale")
    record(store, uvm, chair, DAY, demo)
    write_opinion(store, uvm, demo, NORA, "si lava con aiuto")

    assert opinions(store, uvm, seat(store, PIA, "assistente_sociale"))[NORA] == "si lava con aiuto"
    assert opinions(store, uvm, demo)[NORA] == "si lava con aiuto"


def test_nobody_writes_the_opinion_of_a_colleague(store, demo, uvm):
    with pytest.raises(NotAllowedError):
        write_opinion(store, uvm, seat(store, LUISA, "assistente_sociale"), NORA, "va tutto bene")

    assert opinions(store, uvm, demo) == {}


def test_who_disagrees_after_reading_says_so_and_both_texts_stay(store, demo, uvm):
    social = seat(store, LUISA, "assistente_sociale")
    write_opinion(store, uvm, demo, NORA, "si lava con aiuto")
    write_opinion(store, uvm, social, LUISA, "la figlia è stanca")

    view = write_opinion(store, uvm, social, LUISA, "la figlia non regge", disagrees=True)

    assert view.state.file.disagreeing == {LUISA}
    assert [one.event.text for one in view.history if one.event.kind == "opinion_given"] == [
        "si lava con aiuto", "la figlia è stanca", "la figlia non regge",
    ]  # fmt: skip


def test_the_person_s_paths_tell_the_same_on_every_list(store, demo, uvm):
    (case,) = cases_of(store, "per:ada", demo)
    write_opinion(store, uvm, demo, NORA, "si lava con aiuto")
    social = seat(store, LUISA, "assistente_sociale")

    (listed,) = [view for view, _ in read_open_cases(store, social) if view.id == case]

    assert listed.state.file.opinions == {NORA: SEALED}
