"""Ada's whole path, on both stores: call, UVM, plan, deliveries, review, new plan, closure."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from coordinator.district import RULES
from coordinator.errors import NotAllowedError, UnknownWordError
from coordinator.pathway.budgets import summarise_budget
from coordinator.pathway.calendar import LocalCalendar
from coordinator.pathway.case import CaseOrderError, missing_acts
from coordinator.pathway.cases import StaleCaseError, cases_of, go, open_case, read_case, record, undo_last
from coordinator.pathway.deadlines import State
from coordinator.pathway.drafts import discard_draft, read_draft, save_field
from coordinator.pathway.events import BadEventError, Opened, make_event
from coordinator.pathway.gates import InstrumentError
from coordinator.pathway.local_keeping import keep_rules
from coordinator.pathway.machine import RefusedPassageError
from coordinator.protection import open_viewer
from coordinator.store.records import Records, Signature, write_records

CALL = Opened(source="vicini", caller="una vicina", reason="non esce da una settimana")
MONDAY = date(2026, 3, 2)
HERE = LocalCalendar()


@pytest.fixture
def ada(store):
    """Ada in the store, and a coordinator who may stand in for every role of the case."""
    person = {"id": "per:ada", "given_name": "Ada", "family_name": "Prova"}
    with store.writing() as session:
        write_records(session, Records(persons=[person]), Signature("prova", store.clock()))
    rosa = open_viewer(store, "rosa", role="coordinatore_distretto")
    keep_rules(store, RULES, rosa)
    return rosa


@pytest.fixture
def case(store, ada):
    return open_case(store, "per:ada", CALL, MONDAY, ada)


def tell(store, case, viewer, day, *events):
    for kind, fields in events:
        view = record(store, case, make_event(kind, **fields), day, viewer)
    return view


def reach_uvm(store, case, viewer, day=MONDAY):
    go(store, case, "prendi_in_carico_accesso", day, viewer, role="operatore_pua")
    triage = {"priority": "alta", "reason": "sola", "owner": "pra:sara", "next_on": day + timedelta(days=3)}
    tell(store, case, viewer, day, ("triaged", triage))
    go(store, case, "avvia_prima_valutazione", day, viewer, role="assistente_sociale")
    return go(store, case, "convoca_uvm", day + timedelta(days=10), viewer, role="coordinatore_uvm")


TEAM = [
    ("joined", {"party": "pra:nora", "role": "infermiere", "sector": "sanita", "body": "ist:asl"}),
    (
        "joined",
        {"party": "pra:sara", "role": "assistente_sociale", "sector": "sociale", "body": "ist:comune"},
    ),
    ("joined", {"party": "pra:sara", "role": "case_manager", "sector": "sociale", "body": "ist:comune"}),
]
ASSESSMENT = [
    ("took_part", {"who": "per:ada"}),
    ("need_found", {"need": "igiene_personale"}),
    ("opinion_given", {"party": "pra:nora", "text": "si lava con aiuto"}),
    ("opinion_given", {"party": "pra:sara", "text": "la figlia è stanca", "disagrees": True}),
    ("minutes_written", {"document": "verbale 12"}),
]
PLAN = [
    ("goal_set", {"goal": "lavarsi in sicurezza", "need": "igiene_personale", "horizon": "breve"}),
    ("action_planned", {"action": "bagno assistito", "goal": "lavarsi in sicurezza",
                        "responsible": "pra:nora", "due": "2026-04-01", "hours_per_week": "3"}),
    ("resource_given", {"resource": "r1", "need": "igiene_personale", "funder": "asl", "owner": "ist:asl",
                        "what": "ore ADI", "quantity": "78", "unit": "ore", "unit_cost": "30",
                        "since": "2026-04-01", "until": "2026-09-30"}),
    ("basis_recorded", {"basis": "compito di interesse pubblico e cura"}),
    ("consent_given", {"about": "cure", "given": True, "by": "per:ada"}),
    ("signed", {"by": "per:ada"}),
]  # fmt: skip


def reach_plan(store, case, viewer, day=date(2026, 3, 13)):
    reach_uvm(store, case, viewer)
    tell(store, case, viewer, day, *TEAM, *ASSESSMENT)
    return go(store, case, "chiudi_uvm", day, viewer, role="coordinatore_uvm")


def reach_delivery(store, case, viewer):
    reach_plan(store, case, viewer)
    day = date(2026, 3, 13)
    tell(store, case, viewer, day, *PLAN)
    return go(store, case, "attiva_piano", day, viewer, role="case_manager")


def test_a_uvm_has_met_when_it_wrote_its_minutes_not_when_it_was_convened(store, ada, case):
    convened = reach_uvm(store, case, ada)
    before = {one.deadline.term.name: one.met_on for one in convened.terms()}
    minutes = ("minutes_written", {"document": "verbale 12"})
    met = tell(store, case, ada, date(2026, 3, 18), minutes, minutes)
    after = {one.deadline.term.name: (one.deadline.start, one.met_on) for one in met.terms()}

    assert before["Riunione della UVM"] is None
    assert "Sottoscrizione del PAI dopo la UVM" not in before
    assert after["Riunione della UVM"] == (MONDAY, date(2026, 3, 18))
    assert after["Sottoscrizione del PAI dopo la UVM"] == (date(2026, 3, 18), None)
    assert len([one for one in met.terms() if one.deadline.term.id == "locale.pai"]) == 1


def test_the_whole_path_runs_and_says_who_when_and_by_which_norm(store, ada, case):
    reach_delivery(store, case, ada)
    summer, autumn = date(2026, 4, 8), date(2026, 9, 14)
    given = {"action": "bagno assistito", "hours": "3", "by": "svc:adi", "document": "liq. 4"}
    tell(store, case, ada, summer, ("delivered", given))
    go(store, case, "verifica_piano", autumn, ada, role="case_manager")
    reviewed = {"goal": "lavarsi in sicurezza", "attainment": 1, "in_her_words": "mi sento più tranquilla"}
    tell(store, case, ada, autumn, ("goal_reviewed", reviewed))
    go(store, case, "aggiorna", autumn, ada, role="case_manager")
    go(store, case, "riscrivi_piano", autumn, ada, role="case_manager")
    tell(store, case, ada, autumn, ("signed", {"by": "per:ada"}))
    go(store, case, "attiva_piano", autumn, ada, role="case_manager")
    go(store, case, "verifica_piano", autumn, ada, role="case_manager")
    tell(store, case, ada, autumn, ("goal_reviewed", {**reviewed, "attainment": 2}))
    view = go(store, case, "concludi", autumn, ada, role="case_manager", reason="obiettivi raggiunti")

    assert view.state.reached == (
        "segnalazione", "accesso", "prima_valutazione", "valutazione_multidimensionale", "piano",
        "erogazione", "monitoraggio", "aggiornamento", "piano", "erogazione", "monitoraggio", "chiuso",
    )  # fmt: skip
    passages = [one for one in view.history if one.event.kind == "moved"]
    assert all(one.author == "rosa" and one.norm is not None for one in passages)
    assert view.process.missing_macro_phases(view.state.reached) == ()
    assert summarise_budget(view.state.resources).total == Decimal("2340.00")
    assert view.state.planned[0].given_hours == 3
    assert [version.number for version in view.state.versions] == [1, 2]
    assert [review.attainment for review in view.state.reviews] == [1, 2]


def test_a_new_version_of_the_plan_must_be_signed_anew(store, ada, case):
    reach_delivery(store, case, ada)
    day = date(2026, 9, 14)
    go(store, case, "rivaluta_per_evento", day, ada, role="case_manager", reason="ricovero")
    go(store, case, "riscrivi_piano", day, ada, role="case_manager")

    with pytest.raises(RefusedPassageError) as refusal:
        go(store, case, "attiva_piano", day, ada, role="case_manager")

    assert [name for name in refusal.value.missing if "firma" in name] == list(refusal.value.missing)


def test_a_goal_given_up_leaves_the_plan_and_stays_in_its_old_version(store, ada, case):
    reach_delivery(store, case, ada)
    day = date(2026, 9, 14)
    go(store, case, "rivaluta_per_evento", day, ada, role="case_manager", reason="ricovero")
    dropped = {"what": "goal", "name": "lavarsi in sicurezza", "reason": "ora è in RSA"}

    view = tell(store, case, ada, day, ("dropped", dropped))

    assert (view.state.file.goals, view.state.planned) == ((), ())
    assert [goal.name for goal in view.state.versions[0].goals] == ["lavarsi in sicurezza"]


def test_a_uvm_cannot_close_while_something_is_missing(store, ada, case):
    reach_uvm(store, case, ada)
    tell(store, case, ada, date(2026, 3, 13), *TEAM)

    with pytest.raises(RefusedPassageError) as refusal:
        go(store, case, "chiudi_uvm", date(2026, 3, 13), ada, role="coordinatore_uvm")

    assert "il verbale" in refusal.value.missing
    assert read_case(store, case, ada).state.position.phase == "valutazione_multidimensionale"


def test_triage_needs_a_priority_with_its_reason(store, ada, case):
    go(store, case, "prendi_in_carico_accesso", MONDAY, ada, role="operatore_pua")

    with pytest.raises(RefusedPassageError, match="la priorità"):
        go(store, case, "avvia_prima_valutazione", MONDAY, ada, role="assistente_sociale")


def test_who_does_not_hold_a_role_of_the_case_cannot_act_in_it(store, case):
    doctor = open_viewer(store, "elio", role="medico")

    with pytest.raises(NotAllowedError):
        go(store, case, "prendi_in_carico_accesso", MONDAY, doctor, role="operatore_pua")


def test_the_term_that_runs_has_its_start_its_end_and_is_met_by_the_next_phase(store, ada, case):
    go(store, case, "prendi_in_carico_accesso", date(2026, 3, 4), ada, role="operatore_pua")

    first = next(
        term
        for term in read_case(store, case, ada).terms(HERE)
        if term.deadline.term.id == "locale.prima_lettura"
    )

    assert (first.deadline.start, first.deadline.due, first.met_on) == (
        MONDAY,
        date(2026, 3, 5),
        date(2026, 3, 4),
    )
    assert first.deadline.state(date(2026, 3, 30), first.met_on) is State.MET


def test_a_suspended_path_returns_to_its_phase_and_says_how_long_it_stood(store, ada, case):
    reach_delivery(store, case, ada)
    go(store, case, "sospendi", date(2026, 4, 1), ada, role="case_manager", reason="ricovero",
       until=date(2026, 4, 20))  # fmt: skip

    view = go(store, case, "riprendi", date(2026, 4, 18), ada, role="case_manager")

    assert view.state.position.phase == "erogazione"
    assert (view.state.suspensions[0].since, view.state.suspensions[0].until) == (
        date(2026, 4, 1), date(2026, 4, 18),
    )  # fmt: skip


def test_a_suspension_without_its_reason_is_refused(store, ada, case):
    reach_delivery(store, case, ada)

    with pytest.raises(RefusedPassageError, match="rientro"):
        go(store, case, "sospendi", date(2026, 4, 1), ada, role="case_manager")


def test_a_step_can_be_taken_back_and_both_stay_on_record(store, ada, case):
    go(store, case, "prendi_in_carico_accesso", MONDAY, ada, role="operatore_pua")

    view = undo_last(store, case, "persona sbagliata", MONDAY, ada)

    assert view.state.position.phase == "segnalazione"
    assert [one.event.kind for one in view.history] == ["opened", "moved", "undone"]
    with pytest.raises(CaseOrderError, match="Only the opening"):
        undo_last(store, case, "ancora", MONDAY, ada)


def test_a_need_that_the_vocabulary_does_not_have_is_not_written(store, ada, case):
    reach_uvm(store, case, ada)
    seen = read_case(store, case, ada).version

    with pytest.raises(UnknownWordError):
        record(store, case, make_event("need_found", need="; DROP TABLE person"), MONDAY, ada)

    assert read_case(store, case, ada).version == seen


def test_a_step_is_not_taken_back_for_a_reason_of_blanks(store, ada, case):
    go(store, case, "prendi_in_carico_accesso", MONDAY, ada, role="operatore_pua")

    with pytest.raises(BadEventError):
        undo_last(store, case, "\u2028", MONDAY, ada)


def test_the_second_of_two_editors_is_told_and_overwrites_nothing(store, ada, case):
    seen = read_case(store, case, ada).version
    note = make_event("noted", nature="fatto", text="ha chiamato la figlia")
    record(store, case, note, MONDAY, ada, seen=seen)

    with pytest.raises(StaleCaseError, match="someone else wrote"):
        record(store, case, note, MONDAY, ada, seen=seen)

    assert read_case(store, case, ada).version == seen + 1


def test_nothing_is_written_after_the_end(store, ada, case):
    go(store, case, "rinuncia", MONDAY, ada, role="operatore_pua", reason="non vuole")

    with pytest.raises(CaseOrderError, match="has ended"):
        record(store, case, make_event("noted", nature="fatto", text="x"), MONDAY, ada)


def test_an_action_for_a_goal_that_the_plan_does_not_hold_is_refused_and_not_written(store, ada, case):
    before = reach_plan(store, case, ada).version
    action = make_event("action_planned", action="passeggiata", goal="muoversi")

    with pytest.raises(CaseOrderError, match="no such goal"):
        record(store, case, action, date(2026, 3, 13), ada)

    assert read_case(store, case, ada).version == before


def test_an_entry_of_another_phase_is_refused_with_the_phases_where_it_belongs(store, ada, case):
    goal = make_event("goal_set", goal="muoversi", need="spostamenti", horizon="breve")

    with pytest.raises(CaseOrderError, match="not written in the phase 'segnalazione'. It is in: piano"):
        record(store, case, goal, MONDAY, ada)

    assert read_case(store, case, ada).version == 1


def test_an_event_before_the_last_one_is_refused(store, ada, case):
    with pytest.raises(CaseOrderError, match="before the last one"):
        record(store, case, make_event("noted", nature="fatto", text="x"), date(2026, 3, 1), ada)


def test_a_bad_event_names_its_fields_and_never_what_was_typed():
    with pytest.raises(BadEventError) as fault:
        make_event("triaged", priority="altissima per Ada Bianchi", reason="", owner="x")

    assert "priority" in str(fault.value)
    assert "next_on" in str(fault.value)
    assert "Bianchi" not in str(fault.value)


def test_a_person_may_have_two_paths_at_once(store, ada, case):
    second = open_case(
        store, "per:ada", CALL, date(2026, 3, 9), ada, area="disabilita", instrument="progetto_di_vita"
    )

    assert cases_of(store, "per:ada", ada) == (second, case)


def test_the_progetto_di_vita_cannot_be_opened_before_its_trial(store, ada):
    with pytest.raises(InstrumentError, match="progetto_di_vita"):
        open_case(
            store, "per:ada", CALL, date(2024, 12, 1), ada, area="disabilita", instrument="progetto_di_vita"
        )


def test_a_delivery_without_its_accounting_document_is_counted(store, ada, case):
    reach_delivery(store, case, ada)
    given = {"action": "bagno assistito", "hours": "3", "by": "svc:adi"}

    view = tell(store, case, ada, date(2026, 4, 8), ("delivered", given))

    assert view.state.planned[0].undocumented == 1


def test_the_acts_of_the_three_tracks_that_are_not_recorded_are_named(store, ada, case):
    view = tell(store, case, ada, MONDAY, ("act_done", {"act": "ascolto", "document": "scheda 1"}))

    assert missing_acts(view.process, view.state)["segnalazione"] == (
        "Registrazione del contatto e informativa sui dati",
        "Indicazione dell'ente che sostiene l'accesso",
        "Ricevuta della segnalazione",
    )


def test_a_draft_comes_back_field_by_field_and_goes_when_sent(store, ada):
    save_field(store, "contatto", "", "surname", "Bia", ada)
    save_field(store, "contatto", "", "surname", "Bianchi", ada)
    save_field(store, "contatto", "", "year", "1942", ada)

    assert read_draft(store, "contatto", "", ada) == {"surname": "Bianchi", "year": "1942"}

    discard_draft(store, "contatto", "", ada)
    assert read_draft(store, "contatto", "", ada) == {}
