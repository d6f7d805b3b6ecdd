"""A record begins with how care stands today, and whom to call."""

from datetime import date
from types import SimpleNamespace

import pytest

from apps.pages.people.now import called, stands
from coordinator.network.record import read_record
from coordinator.protection import open_viewer

TODAY = date(2026, 11, 22)


@pytest.fixture
def seen(walked):
    """Read a record in a role: its open paths, and whom to call."""

    def read(person_id="per:ada", role=None):
        desk = SimpleNamespace(store=walked, today=lambda: TODAY)
        viewer = open_viewer(walked, "demo", role=role)
        record = read_record(walked, person_id, TODAY, viewer)
        return stands(desk, viewer, record), called(desk, viewer, record)

    return read


def test_a_record_says_the_phase_the_next_term_and_the_risks_of_the_open_path(seen):
    (path,), _ = seen()

    assert (path.phase, path.since) == ("Erogazione", "18 settembre 2026")
    assert path.next == "Riesame del progetto entro il 18 marzo 2027, tocca a Paola De Luca"
    assert path.left == "fra 116 giorni"
    assert path.risks == ("scala ripida senza corrimano",)


def test_the_carer_comes_first_with_her_number_then_who_holds_the_case(seen):
    _, calls = seen()

    assert [(one.name, one.role) for one in calls[:2]] == [
        ("Lucia Bruni", "caregiver principale"),
        ("Paola De Luca", "case manager"),
    ]
    assert calls[0].phone == "0000 200301"


def test_the_carers_own_record_names_nobody_whom_she_cares_for_as_one_to_call(seen):
    paths, calls = seen("per:lucia")

    assert paths == []
    assert calls == []


def test_who_is_given_no_ties_is_told_of_the_path_and_of_nobody_to_call(seen):
    paths, calls = seen(role="responsabile_comunale")

    assert paths[0].phase == "Erogazione"
    assert not paths[0].takes_visits  # nor writes in the path
    assert calls == []
