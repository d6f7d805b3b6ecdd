"""All that is planted in a province is found, and little else: run on 40,000 invented persons."""

import os
from datetime import date

import pytest

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


def test_every_overloaded_service_is_found(found):
    _, signals, truth = found
    told = {one.where for one in signals if one.kind == "sovraccarico"}
    planted = set(truth.overloaded_services)
    large = {one.where for one in signals if one.kind == "sovraccarico" and one.numbers["capacity"] >= 20}

    assert planted <= told
    assert large <= planted


def test_every_missing_link_is_found(found):
    view, signals, truth = found
    links = [one for one in signals if one.kind == "legame" and HAND_DRAWN not in view.names[one.where]]
    told = {(_seat(view.names[one.where]), frozenset(one.numbers["kinds"])) for one in links}

    assert told == {(_seat(one.district), frozenset(one.kinds)) for one in truth.missing_links}


def test_every_comune_that_has_less_than_its_due_is_found_and_no_other(found):
    _, signals, truth = found

    assert {one.where for one in signals if one.kind == "disparita"} == set(truth.short_comuni)
