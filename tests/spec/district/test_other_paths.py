"""The demo's morning has work in it: calls to read, a term that runs out, a request without an answer."""

from datetime import date

import pytest

from coordinator.pathway.day import my_day
from coordinator.pathway.deadlines import State
from coordinator.protection import open_viewer

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def store(open_district):
    with_paths = open_district(200, ada=True, others=TODAY)
    yield with_paths
    with_paths.close()


def test_a_coordinators_morning_has_terms_tasks_and_referrals(store):
    today = my_day(store, open_viewer(store, "demo"), TODAY)
    late = {one.person_name for one in today.terms if one.state is State.OVERDUE}
    near = {one.person_name for one in today.terms if one.state is State.NEAR}
    assert "Ida Quaranta" in late
    assert "Walter Fedele" in near
    assert "Paola Battaglia" in {one.person_name for one in today.tasks}
    assert ("Wanda Bellini", State.OVERDUE) in {(one.person_name, one.state) for one in today.referrals}


def test_the_refused_request_waits_no_more(store):
    viewer = open_viewer(store, "demo")
    waiting = [one.what for one in my_day(store, viewer, TODAY).referrals if one.person_name == "Nino Negri"]
    assert len(waiting) == 1
