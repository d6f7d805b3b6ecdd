"""All that is planted in a province is found, and little else: run on 40,000 invented persons."""

import os
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from apps.components.papers import write_paper
from apps.pages.territory.report import lay_out_report
from coordinator.district.province import invent, load
from coordinator.protection import open_viewer
from coordinator.store import open_store
from coordinator.territory.intervals import FIVE
from coordinator.territory.signals import find_signals
from coordinator.territory.view import refresh

DAY = date(2026, 10, 31)
PERSONS = int(os.environ.get("PONTE_PLANTED_PERSONS", "30000"))
INTERVAL = {"read": "contatto_triage", "assess": "triage_uvm", "uvm": "triage_uvm", "plan": "uvm_pai",
            "deliver": "pai_prestazione", "review": "prestazione_verifica"}  # fmt: skip
HAND_DRAWN = "Valdoria"
"""Ada's own district, small and drawn by hand, stands beside the province."""


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    store = open_store(home=tmp_path_factory.mktemp("province"))
    viewer = open_viewer(store, "coordinatrice", role="coordinatore_distretto")
    province = invent(PERSONS, 7)
    load(store, province, viewer)
    view = refresh(store, DAY, viewer)
    yield view, find_signals(view), province.truth
    store.close()


def _seat(name):
    return name.removeprefix("Distretto di ").removeprefix("Ambito territoriale di ")


def test_every_planted_delay_is_found_and_no_other(found):
    view, signals, truth = found
    told = {
        (_seat(view.names[one.where]), one.numbers["interval"]) for one in signals if one.kind == "ritardo"
    }
    planted = {(_seat(one.district), INTERVAL[one.phase]) for one in truth.delays}
    helped = _seat(truth.intervention.district)
    others = told - planted

    assert planted <= told
    assert not {one for one in others if one[0] == helped}
    possible = (len(truth.districts) * len(FIVE)) - len(planted)
    assert len(others) <= 0.1 * possible, others


def test_every_overloaded_service_is_found_and_no_other(found):
    _, signals, truth = found

    assert {one.where for one in signals if one.kind == "sovraccarico"} == set(truth.overloaded_services)


def test_every_missing_link_is_found(found):
    view, signals, truth = found
    links = [one for one in signals if one.kind == "legame" and HAND_DRAWN not in view.names[one.where]]
    told = {(_seat(view.names[one.where]), frozenset(one.numbers["kinds"])) for one in links}

    assert told == {(_seat(one.district), frozenset(one.kinds)) for one in truth.missing_links}


def test_the_report_is_four_pages_at_most_and_has_an_appendix_when_asked_for(found, tmp_path):
    view, _, _ = found
    short, long = (
        PdfReader(BytesIO(write_paper(lay_out_report(view, appendix=more), "pdf"))) for more in (False, True)
    )
    monday = short.pages[0].extract_text()

    assert len(short.pages) <= 4 < len(long.pages)
    assert "Prima di tutto" in monday
    assert "I tempi del percorso" in monday
    assert "Come si conta" in "".join(page.extract_text() for page in long.pages)


def test_the_bodies_of_case_managers_are_told_apart_from_the_plan_on(found):
    view, _, _ = found
    whole, bodies = view.one("pai_prestazione"), view.of("pai_prestazione", among="ente")

    assert sum(one.inputs["n"] or 0 for one in bodies) == pytest.approx(
        whole.inputs["n"], abs=5 * len(bodies)
    )
    assert all(view.names[one.group] for one in bodies if one.group)
    assert not view.of("contatto_triage", among="ente")


def test_every_comune_that_has_less_than_its_due_is_found_and_no_other(found):
    _, signals, truth = found

    assert {one.where for one in signals if one.kind == "disparita"} == set(truth.short_comuni)
