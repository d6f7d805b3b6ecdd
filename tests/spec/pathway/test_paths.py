"""What an area and a region make of the path: norms of their own, acts added, terms changed."""

from datetime import date

import pytest

from coordinator.district import RULES
from coordinator.pathway.cases import go, instruments_for, open_case, read_case, record
from coordinator.pathway.events import Opened, make_event
from coordinator.pathway.forms import forms_of
from coordinator.pathway.gates import InstrumentError
from coordinator.pathway.local_keeping import keep_rules
from coordinator.pathway.machine import RefusedPassageError
from coordinator.pathway.process import TRACKS, ProcessError, read_process
from coordinator.protection import open_viewer
from coordinator.store.records import Records, Signature, write_records

AREAS = ("non_autosufficienza", "disabilita", "salute_mentale", "violenza_di_genere", "minori")
CALL = Opened(source="famiglia", caller="la figlia", reason="non riesce più da sola")


@pytest.mark.parametrize("region", [None, "IT-esempio"])
@pytest.mark.parametrize("area", AREAS)
def test_each_phase_of_each_path_has_an_act_on_each_track_with_owner_document_and_norm(area, region):
    for phase in read_process(area, region).phases.values():
        for track in TRACKS:
            assert phase.track(track)
        for act in phase.acts:
            assert act.owner
            assert act.document
            assert act.norm.startswith("urn:") or act.norm in ("prassi", "norma non nel corpus")


def test_the_path_of_non_autosufficienza_rests_on_its_decree():
    path = read_process("non_autosufficienza")

    assert path.phases["piano"].norm == "urn:nir:stato:decreto.legislativo:2024-03-15;29~art27-com16"
    assert path.passages["attiva_piano"].norm == "urn:nir:stato:decreto.legislativo:2024-03-15;29~art27-com17"


def test_the_path_of_disability_rests_on_its_own_decree_and_adds_its_acts():
    path = read_process("disabilita")
    acts = {act.id: act.norm for phase in path.phases.values() for act in phase.acts}

    assert path.phases["piano"].name == "Progetto di vita"
    assert acts["proposta"] == "urn:nir:stato:decreto.legislativo:2024-05-03;62~art23-com3"
    assert acts["budget"] == "urn:nir:stato:decreto.legislativo:2024-05-03;62~art28-com1"
    assert not [norm for norm in acts.values() if "2024-03-15;29" in norm]


@pytest.mark.parametrize("area", ["salute_mentale", "violenza_di_genere", "minori"])
def test_an_area_whose_norms_were_not_read_runs_the_common_path_and_borrows_none(area):
    assert read_process(area) == read_process()
    norms = {key: phase.norm for key, phase in read_process(area).phases.items() if phase.norm != "prassi"}
    assert norms == {"dimissione": "urn:nir:stato:legge:2021-12-30;234~art1-com170-letc"}


def test_a_region_adds_an_act_and_lets_one_more_role_call_the_uvm():
    plain, here = read_process("non_autosufficienza"), read_process("non_autosufficienza", "IT-esempio")

    assert "infermiere_famiglia" not in plain.passages["convoca_uvm"].who
    assert "infermiere_famiglia" in here.passages["convoca_uvm"].who
    assert "invito" in {act.id for act in here.phases["valutazione_multidimensionale"].acts}


def test_a_change_of_a_phase_that_does_not_exist_is_refused():
    broken = "phases: []\npassages: []\nanytime: []\nmacro_phases: {}\npaths: {x: {norms: {nulla: prassi}}}"

    with pytest.raises(ProcessError, match="nulla"):
        read_process("x", text=broken)


@pytest.mark.parametrize(
    ("territory", "terms"),
    [
        ("IT-esempio", {"locale.prima_lettura", "esempio.prima_valutazione", "esempio.uvm"}),
        ("IT-altra", {"locale.prima_lettura", "locale.uvm"}),
    ],
)
def test_the_terms_that_run_are_those_of_the_region_where_the_case_was_opened(store, territory, terms):
    with store.writing() as session:
        person = {"id": "per:ada", "given_name": "Ada", "family_name": "Prova"}
        write_records(session, Records(persons=[person]), Signature("prova", store.clock()))
    rosa, day = open_viewer(store, "rosa", role="coordinatore_distretto"), date(2026, 3, 2)
    case = open_case(store, "per:ada", CALL, day, rosa, territory=territory)
    go(store, case, "prendi_in_carico_accesso", day, rosa, role="operatore_pua")
    triage = make_event("triaged", priority="alta", reason="sola", owner="pra:sara", next_on="2026-03-05")
    record(store, case, triage, day, rosa)
    go(store, case, "avvia_prima_valutazione", day, rosa, role="assistente_sociale")

    started = {term.deadline.term.id for term in read_case(store, case, rosa).terms()}

    assert started == terms


@pytest.fixture
def rosa(store):
    with store.writing() as session:
        person = {"id": "per:ada", "given_name": "Ada", "family_name": "Prova"}
        write_records(session, Records(persons=[person]), Signature("prova", store.clock()))
    rosa = open_viewer(store, "rosa", role="coordinatore_distretto")
    keep_rules(store, RULES, rosa)
    return rosa


MARCH = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("area", "here", "elsewhere"),
    [
        ("non_autosufficienza", ("pai",), ("pai",)),
        ("disabilita", ("progetto_di_vita",), ("progetto_individuale",)),
        ("salute_mentale", ("progetto_personalizzato",), ("progetto_personalizzato",)),
    ],
)
def test_each_area_opens_its_own_instrument_where_and_when_it_may(area, here, elsewhere):
    assert instruments_for(area, MARCH, "IT-esempio") == here
    assert instruments_for(area, MARCH, "IT-altrove") == elsewhere


def test_an_instrument_of_another_area_is_refused_with_those_that_may_be_opened(store, rosa):
    with pytest.raises(InstrumentError, match="progetto_personalizzato") as refusal:
        open_case(store, "per:ada", CALL, MARCH, rosa, area="salute_mentale", instrument="pai")

    assert refusal.value.instead == ("Progetto personalizzato",)


def test_the_forms_of_a_progetto_di_vita_name_no_norm_of_the_pai(store, rosa):
    case = open_case(store, "per:ada", CALL, MARCH, rosa, area="disabilita", instrument="progetto_di_vita")
    go(store, case, "prendi_in_carico_accesso", MARCH, rosa, role="operatore_pua")

    norms = {form.id: form.norm for form in forms_of(read_case(store, case, rosa))}

    assert norms["triage"] == "urn:nir:stato:decreto.legislativo:2024-05-03;62~art23-com2"
    assert not [norm for norm in norms.values() if norm and "2024-03-15;29" in norm]


def test_each_event_is_written_with_the_norm_that_asks_for_it(store, rosa):
    case = open_case(store, "per:ada", CALL, MARCH, rosa)
    go(store, case, "prendi_in_carico_accesso", MARCH, rosa, role="operatore_pua")
    triage = make_event("triaged", priority="alta", reason="sola", owner="pra:sara", next_on="2026-03-05")
    record(store, case, triage, MARCH, rosa)
    note = make_event("noted", nature="fatto", text="ha telefonato la figlia")
    view = record(store, case, note, MARCH, rosa)

    assert [one.norm for one in view.history] == [
        "urn:nir:stato:decreto.legislativo:2024-03-15;29~art27-com6",
        "urn:nir:regione.esempio:legge:2020-03-12;4~art2-com2-leta",
        "urn:nir:stato:decreto.legislativo:2024-03-15;29~art27-com3",
        "prassi",
    ]


@pytest.mark.parametrize(
    ("passage", "role", "fields", "missing"),
    [
        ("avvia_prima_valutazione", "operatore_pua", {},
         {"priorita": "urn:nir:stato:decreto.legislativo:2024-03-15;29~art27-com3"}),
        ("sospendi", "assistente_sociale", {"reason": "ricovero"}, {"rientro": "prassi"}),
        ("sospendi", "assistente_sociale", {}, {"motivo": "prassi", "rientro": "prassi"}),
        ("trasferisci", "operatore_pua", {"reason": " "}, {"comune": "prassi"}),
        ("rinuncia", "operatore_pua", {}, {"motivo": "prassi"}),
    ],
)  # fmt: skip
def test_a_small_gate_names_each_missing_item_with_its_norm(store, rosa, passage, role, fields, missing):
    case = open_case(store, "per:ada", CALL, MARCH, rosa)
    go(store, case, "prendi_in_carico_accesso", MARCH, rosa, role="operatore_pua")

    with pytest.raises(RefusedPassageError) as refusal:
        go(store, case, passage, MARCH, rosa, role=role, **fields)

    assert {item.id: item.norm for item in refusal.value.items} == missing
    assert len(read_case(store, case, rosa).history) == 2
