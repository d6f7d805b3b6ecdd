"""The agenda gathers what waits, says who carries it, and goes to any calendar without names."""

from dataclasses import replace
from datetime import date

import pytest
from icalendar import Calendar

from coordinator.district import generate, load
from coordinator.exchange.calendar import write_calendar
from coordinator.pathway.agenda import gather_agenda
from coordinator.pathway.cases import go, open_case, record
from coordinator.pathway.deadlines import State
from coordinator.pathway.events import Opened, make_event
from coordinator.protection import Viewer, open_viewer

MONDAY = date(2026, 3, 2)
LATER = date(2026, 3, 20)
GRECO, BASSI = "pra:greco", "pra:bassi"


@pytest.fixture
def demo(store):
    viewer = open_viewer(store, "demo")
    load(store, generate(persons=9, seed=7), viewer)
    return viewer


@pytest.fixture
def case(store, demo):
    """A call read on Monday, whose next step is Bassi's, with the nurse Greco in the team."""
    call = Opened(source="vicini", caller="una vicina", reason="non esce")
    case = open_case(store, "per:ada", call, MONDAY, demo)
    go(store, case, "prendi_in_carico_accesso", MONDAY, demo, role="operatore_pua")
    triage = {"priority": "alta", "reason": "sola", "owner": BASSI, "next_on": "2026-03-06"}
    record(store, case, make_event("triaged", **triage), MONDAY, demo)
    go(store, case, "avvia_prima_valutazione", MONDAY, demo, role="operatore_pua")
    record(store, case, make_event("joined", party=GRECO, role="infermiere", sector="sanita"), MONDAY, demo)
    return case


def test_what_is_past_its_day_comes_first_and_is_counted_for_who_owns_it(store, demo, case):
    agenda = gather_agenda(store, demo, date(2026, 4, 20))

    assert [(one.what, one.state, one.owner) for one in agenda.overdue] == [
        ("Riunione della UVM", State.OVERDUE, BASSI)
    ]
    assert agenda.dues[0].due == date(2026, 4, 1)
    assert agenda.names[BASSI]
    assert agenda.unowned == ()


def test_a_call_that_nobody_has_read_waits_for_the_desk_that_takes_calls_and_for_no_one_else(store, demo):
    call = Opened(source="vicini", caller="una vicina", reason="non esce")
    open_case(store, "per:ada", call, MONDAY, demo)
    desk = Viewer(store, "bassi", "operatore_pua", "cura", BASSI)
    nurse = Viewer(store, "greco", "infermiere_famiglia", "cura", GRECO)

    assert "Prima lettura della segnalazione al PUA" in [
        one.what for one in gather_agenda(store, desk, MONDAY).unowned
    ]
    assert gather_agenda(store, nurse, MONDAY).dues == ()


def test_a_call_that_someone_has_read_waits_for_her_and_not_for_all_the_desk(store, demo, case):
    other = Viewer(store, "altra", "operatore_pua", "cura", "pra:altra")

    assert gather_agenda(store, other, LATER).dues == ()


def test_who_has_no_part_in_a_case_sees_nothing_of_it(store, demo, case):
    member = Viewer(store, "greco", "infermiere_famiglia", "cura", GRECO)
    stranger = Viewer(store, "monti", "medico", "cura", "pra:monti")

    assert [one.case_id for one in gather_agenda(store, member, LATER).dues] == [case]
    assert gather_agenda(store, stranger, LATER).dues == ()


def test_a_colleague_is_shown_with_roles_cases_and_what_waits(store, demo, case):
    record(store, case, make_event("joined", party=GRECO, role="case_manager", sector="sanita"), MONDAY, demo)

    (greco,) = gather_agenda(store, demo, date(2026, 4, 20)).colleagues

    assert (greco.party_id, greco.roles) == (GRECO, ("infermiere", "case_manager"))
    assert (greco.cases, greco.owned, greco.overdue) == (1, 1, 1)


def test_a_calendar_holds_whole_days_names_nobody_and_does_not_double(store, demo, case):
    dues = gather_agenda(store, demo, LATER).dues

    first, again = (Calendar.from_ical(write_calendar(dues, day)) for day in (LATER, date(2026, 3, 21)))
    named = Calendar.from_ical(write_calendar(dues, LATER, names=True))

    (event,) = first.walk("VEVENT")
    assert (event["dtstart"].dt, event["dtend"].dt) == (date(2026, 4, 1), date(2026, 4, 2))
    assert str(event["summary"]) == f"Termine: Riunione della UVM ({case})"
    assert str(event["description"]) == "urn:nir:regione.esempio:legge:2020-03-12;4~art3-com1"
    assert [one["uid"] for one in first.walk("VEVENT")] == [one["uid"] for one in again.walk("VEVENT")]
    assert "Ada Serravalle" in str(named.walk("VEVENT")[0]["summary"])


def test_a_suspended_term_has_no_day_in_a_calendar(store, demo, case):
    (due,) = gather_agenda(store, demo, LATER).dues
    assert Calendar.from_ical(write_calendar([replace(due, due=None)], LATER)).walk("VEVENT") == []
