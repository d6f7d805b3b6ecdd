"""From the ward to home: announced, prepared with both sides, and begun again at home, with its clock."""

from datetime import date

import pytest

from coordinator.district import RULES
from coordinator.pathway.cases import go, open_case, read_case, record
from coordinator.pathway.events import Opened, make_event
from coordinator.pathway.local_keeping import keep_rules
from coordinator.pathway.machine import RefusedPassageError
from coordinator.protection import open_viewer
from coordinator.store.records import Records, Signature, write_records

FRIDAY = date(2026, 3, 6)
CALL = Opened(source="ospedale", caller="svc:medicina", reason="frattura, vive sola")
TEAM = [
    ("pra:nora", "infermiere", "sanita", True),
    ("pra:sara", "assistente_sociale", "sociale", True),
    ("per:lucia", "familiare", "famiglia", False),
]


@pytest.fixture
def rosa(store):
    with store.writing() as session:
        person = {"id": "per:ada", "given_name": "Ada", "family_name": "Prova"}
        write_records(session, Records(persons=[person]), Signature("prova", store.clock()))
    rosa = open_viewer(store, "rosa", role="coordinatore_distretto")
    keep_rules(store, RULES, rosa)
    return rosa


@pytest.fixture
def announced(store, rosa):
    case = open_case(store, "per:ada", CALL, FRIDAY, rosa)
    go(
        store, case, "annuncia_dimissione", FRIDAY, rosa,
        role="operatore_cot", reason="Medicina, frattura", until=date(2026, 3, 12),
    )  # fmt: skip
    return case


def join(store, case, rosa, *members):
    for party, role, sector, professional in members:
        event = make_event("joined", party=party, role=role, sector=sector, is_professional=professional)
        record(store, case, event, FRIDAY, rosa)


def due(view):
    return {
        one.deadline.term.id: (one.deadline.due, one.met_on)
        for one in view.terms()
        if "dimissione" in one.deadline.term.id
    }


def test_a_discharge_is_announced_with_ward_and_day_or_not_at_all(store, rosa):
    case = open_case(store, "per:ada", CALL, FRIDAY, rosa)

    with pytest.raises(RefusedPassageError) as refusal:
        go(store, case, "annuncia_dimissione", FRIDAY, rosa, role="operatore_cot")

    assert [item.id for item in refusal.value.items] == ["reparto", "rientro"]


def test_social_services_are_told_within_a_working_day(store, rosa, announced):
    assert due(read_case(store, announced, rosa))["locale.dimissione_risposta"] == (date(2026, 3, 9), None)

    told = make_event("act_done", act="avviso_dimissione", document="avviso 7/2026")
    view = record(store, announced, told, date(2026, 3, 9), rosa)

    assert due(view)["locale.dimissione_risposta"] == (date(2026, 3, 9), date(2026, 3, 9))


def test_nobody_goes_home_while_the_team_or_someone_to_call_is_missing(store, rosa, announced):
    join(store, announced, rosa, TEAM[0])

    with pytest.raises(RefusedPassageError) as refusal:
        go(store, announced, "rientra_e_valuta", date(2026, 3, 12), rosa, role="operatore_pua")

    assert {item.id: item.norm for item in refusal.value.items} == {
        "professionista_sociale": "urn:nir:stato:legge:2021-12-30;234~art1-com170-letc",
        "contatto_a_casa": "prassi",
    }


def test_once_home_a_clock_runs_until_someone_sees_or_hears_her(store, rosa, announced):
    join(store, announced, rosa, *TEAM)
    thursday = date(2026, 3, 12)
    view = go(store, announced, "rientra_e_valuta", thursday, rosa, role="operatore_pua")
    assert view.state.position.phase == "prima_valutazione"
    assert due(view)["locale.dimissione"] == (date(2026, 3, 14), None)

    visit = make_event("contacted", by="pra:nora", how="visita a casa", text="in piedi, mangia")
    view = record(store, announced, visit, date(2026, 3, 13), rosa)

    assert due(view)["locale.dimissione"] == (date(2026, 3, 14), date(2026, 3, 13))


def test_a_discharge_put_off_goes_back_to_where_the_path_was(store, rosa, announced):
    view = go(
        store, announced, "annulla_dimissione", date(2026, 3, 10), rosa, role="operatore_cot",
        reason="febbre",
    )  # fmt: skip

    assert view.state.position.phase == "segnalazione"
    assert len(view.state.marks["phase:segnalazione"]) == 1  # no term begins twice


def test_without_a_plan_there_is_none_to_revise(store, rosa, announced):
    join(store, announced, rosa, *TEAM)

    with pytest.raises(RefusedPassageError) as refusal:
        go(store, announced, "rientra_e_rivaluta", date(2026, 3, 12), rosa, role="assistente_sociale")

    assert [item.id for item in refusal.value.items] == ["piano"]


def test_a_hospital_s_call_has_the_shorter_term_of_the_region(store, rosa):
    case = open_case(store, "per:ada", CALL, FRIDAY, rosa)

    running = {one.deadline.term.id: one.deadline.due for one in read_case(store, case, rosa).terms()}

    assert running["esempio.prima_valutazione_ospedale"] == date(2026, 3, 10)
    assert running["esempio.prima_valutazione"] == date(2026, 3, 13)
