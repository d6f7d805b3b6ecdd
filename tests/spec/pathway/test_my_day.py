"""What waits for a worker on a day, what lapses, and referrals that are kept on record."""

from datetime import date

import pytest

from coordinator.errors import UnknownWordError
from coordinator.pathway.calendar import LocalCalendar
from coordinator.pathway.cases import go, open_case, read_case, record, refer, step_referral
from coordinator.pathway.day import lapses, my_day
from coordinator.pathway.deadlines import State
from coordinator.pathway.events import BadEventError, Opened, make_event
from coordinator.pathway.referrals import ReferralError
from coordinator.protection import open_viewer
from coordinator.store.records import Records, Signature, write_records

MONDAY = date(2026, 3, 2)
HERE = LocalCalendar()
CALL = Opened(source="vicini", caller="una vicina", reason="non esce")


@pytest.fixture
def rosa(store):
    """Ada in the store, and the coordinator of the district, who stands in no network."""
    person = {"id": "per:ada", "given_name": "Ada", "family_name": "Prova"}
    with store.writing() as session:
        write_records(session, Records(persons=[person]), Signature("prova", store.clock()))
    return open_viewer(store, "rosa", role="coordinatore_distretto")


@pytest.fixture
def case(store, rosa):
    opened = open_case(store, "per:ada", CALL, MONDAY, rosa, territory="IT-altra")
    go(store, opened, "prendi_in_carico_accesso", MONDAY, rosa, role="operatore_pua")
    triage = make_event("triaged", priority="alta", reason="sola", owner="pra:sara", next_on="2026-03-04")
    record(store, opened, triage, MONDAY, rosa)
    return opened


def test_the_next_step_after_triage_is_a_task_with_owner_and_date(store, rosa, case):
    (task,) = my_day(store, rosa, date(2026, 3, 4), HERE).tasks

    assert (task.owner, task.due, task.state) == ("pra:sara", date(2026, 3, 4), State.NEAR)


def test_a_term_near_its_end_or_past_it_is_shown_and_one_that_was_met_is_not(store, rosa, case):
    go(store, case, "avvia_prima_valutazione", MONDAY, rosa, role="assistente_sociale")

    assert my_day(store, rosa, date(2026, 3, 10), HERE).terms == ()
    (late,) = my_day(store, rosa, date(2026, 4, 2), HERE).terms
    assert (late.what, late.days_left(date(2026, 4, 2)), late.norm) == ("Riunione della UVM", -1, None)


def test_a_referral_waits_for_the_side_that_must_act(store, rosa, case):
    refer(store, case, "pasti", "pra:sara", "svc:pasti", MONDAY, rosa, HERE)

    (waiting,) = my_day(store, rosa, MONDAY, HERE).referrals
    assert (waiting.owner, waiting.due) == ("svc:pasti", date(2026, 3, 5))

    step_referral(store, case, "i1", "rifiuta", "svc:pasti", date(2026, 3, 3), rosa, HERE, "posti")
    assert my_day(store, rosa, date(2026, 3, 3), HERE).referrals == ()
    assert read_case(store, case, rosa).referrals(HERE)[0].outcome == "Nessun posto libero"


def test_a_need_has_one_open_referral_even_across_two_paths(store, rosa, case):
    refer(store, case, "pasti", "pra:sara", "svc:pasti", MONDAY, rosa, HERE)
    other = open_case(store, "per:ada", CALL, MONDAY, rosa)

    with pytest.raises(ReferralError, match="still open"):
        refer(store, other, "pasti", "pra:nora", "svc:mensa", MONDAY, rosa, HERE)


def test_a_need_that_the_vocabulary_lacks_is_refused_with_the_list(store, rosa, case):
    with pytest.raises(UnknownWordError, match=r"has no 'zzz'.*igiene_personale, pasti, casa"):
        refer(store, case, "zzz", "pra:sara", "svc:pasti", MONDAY, rosa, HERE)
    with pytest.raises(BadEventError):
        refer(store, case, "pasti", "pra:sara", "svc:../x", MONDAY, rosa, HERE)

    assert read_case(store, case, rosa).referrals(HERE) == ()


def test_a_step_of_a_referral_that_the_case_does_not_hold_is_refused(store, rosa, case):
    with pytest.raises(ReferralError, match="no referral"):
        step_referral(store, case, "i9", "accetta", "svc:pasti", MONDAY, rosa, HERE)


def test_a_referral_without_an_answer_and_an_overdue_term_lapse(store, rosa, case):
    refer(store, case, "pasti", "pra:sara", "svc:pasti", MONDAY, rosa, HERE)
    go(store, case, "avvia_prima_valutazione", MONDAY, rosa, role="assistente_sociale")

    found = {one.kind: one for one in lapses(store, rosa, date(2026, 4, 2), HERE)}

    assert found["invio_senza_risposta"].owner == "svc:pasti"
    assert found["termine_scaduto"].since == date(2026, 4, 1)
