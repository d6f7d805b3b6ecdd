"""A calendar leaves the office: any program reads it, and its titles tell nothing of health."""

from datetime import date

import pytest
from icalendar import Calendar

from coordinator.errors import NotAllowedError
from coordinator.exchange.calendar import export_calendar
from coordinator.exchange.tables import load_tables
from coordinator.pathway.cases import open_case
from coordinator.pathway.events import Opened
from coordinator.pathway.sending import refer
from coordinator.protection import open_viewer

MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)
PERSONS = "codice;cognome;nome\nada;Serravalle;Ada\nlia;Bruni;Lia\n"
SERVICES = "codice;nome;tipo;bisogni\nadi;ADI di Valdoria;adi;medicazioni\npua;PUA;pua;\n"
CONTACTS = (
    "persona;con;giorno;tipo\nper:ada;svc:adi;03/03/2026;visita\nper:ada;svc:pua;04/03/2026;riunione\n"
    "per:ada;svc:adi;05/03/2026;ricovero\nper:ada;svc:adi;01/03/2026;visita\nper:lia;svc:adi;06/03/2026;visita\n"
)


@pytest.fixture
def district(store, viewer, tmp_path):
    """Ada, for whom a medication was asked and a visit and a meeting are written; and Lia."""
    paths = []
    for name, text in (("persone", PERSONS), ("servizi", SERVICES), ("contatti", CONTACTS)):
        paths.append(tmp_path / f"{name}.csv")
        paths[-1].write_text(text, encoding="utf-8")
    load_tables(store, paths, viewer)
    call = Opened(source="vicini", caller="una vicina", reason="una ferita")
    case = open_case(store, "per:ada", call, MONDAY, viewer)
    refer(store, case, "medicazioni", "svc:pua", "svc:adi", MONDAY, viewer)
    return store


@pytest.fixture
def events(district, viewer, tmp_path):
    """Write a calendar from Monday on and read it again."""

    def read(**how):
        export_calendar(district, tmp_path / "a.ics", MONDAY, viewer, **how)
        return Calendar.from_ical((tmp_path / "a.ics").read_bytes()).walk("VEVENT")

    return read


def test_visits_and_meetings_to_come_are_events_and_admissions_are_not(events):
    found = {str(one["summary"]): one["dtstart"].dt for one in events() if "per:" in str(one["summary"])}

    assert found == {
        "Visita (per:ada)": date(2026, 3, 3),
        "Riunione d'équipe (per:ada)": date(2026, 3, 4),
        "Visita (per:lia)": date(2026, 3, 6),
    }


def test_what_is_asked_for_a_person_is_in_no_title_and_without_names_nowhere(events):
    plain, named = events(person_id="per:ada"), events(person_id="per:ada", names=True)

    text = " ".join(one.to_ical().decode() for one in plain)
    assert "edicazion" not in text
    assert "Serravalle" not in text
    (sent,) = [one for one in named if str(one["summary"]).startswith("Invio")]
    assert str(sent["summary"]) == "Invio (Ada Serravalle)"
    assert "medicazioni" in str(sent["description"])
    assert {str(one["class"]) for one in (*plain, *named)} == {"PRIVATE"}
    assert not [one for one in plain if "per:lia" in str(one["summary"])]


def test_who_may_not_read_cases_gets_no_calendar(district, tmp_path):
    researcher = open_viewer(district, "rita", role="ricercatore", purpose="ricerca")
    with pytest.raises(NotAllowedError):
        export_calendar(district, tmp_path / "no.ics", MONDAY, researcher)

    assert not (tmp_path / "no.ics").exists()
