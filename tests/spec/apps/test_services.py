"""What the pages know of people and services, and what they leave unknown."""

from datetime import date

from apps.pages.services.directory import describe
from coordinator.network.record import find_people, find_services, read_record
from coordinator.protection import open_viewer

DAY = date(2026, 11, 22)


def service(district, name):
    return describe(find_services(district, name, open_viewer(district, "demo"))[0], DAY)


def test_unknown_places_are_called_unknown_not_none(district):
    assert service(district, "geriatria")["places"] == "non si sa"
    assert service(district, "RSA")["places"] == "0 su 60"


def test_a_service_is_found_by_its_kind(district):
    found = find_services(district, "centro diurno", open_viewer(district, "demo"))

    assert [one.name for one in found] == ["Centro diurno Le Querce"]


def test_surname_and_year_find_a_person_in_any_order(district):
    viewer = open_viewer(district, "demo")

    assert [one.id for one in find_people(district, "1942 serravalle", viewer)] == ["per:ada"]
    assert find_people(district, "serravalle 1943", viewer) == []


def test_a_percent_sign_is_not_a_wildcard(district):
    assert find_people(district, "%", open_viewer(district, "demo")) == []


def test_a_record_keeps_two_sources_that_disagree(district):
    spans = read_record(district, "per:ada", DAY, open_viewer(district, "demo")).spans
    marco = [span for span in spans if span.other_id == "per:marco" and span.kind == "genitore"]

    assert {(span.stated_by, span.conflict) for span in marco} == {
        ("Ada Serravalle", False),
        ("Lucia Bruni", True),
    }
