"""Faults planted by a generator that knows nothing of the rules are found; their decoys are not."""

from collections import Counter
from datetime import date

import pytest

from coordinator import district
from coordinator.district.faults import plant
from coordinator.findings import find_district, rules
from coordinator.protection import open_viewer
from coordinator.store import open_store

DAY = date(2026, 10, 31)


@pytest.fixture(scope="module", params=[7, 2026])
def outcome(request, tmp_path_factory):
    """What was planted (kind, person), which of the persons are decoys, and what was found on them."""
    store = open_store(home=tmp_path_factory.mktemp("planted"))
    viewer = open_viewer(store, "demo")
    records = district.generate(50, request.param)
    planted = plant(records, request.param, 21)
    district.load(store, records, viewer)
    kinds, persons = {one.kind for one in planted}, {one.person_id for one in planted}
    found = {
        (finding.rule_id, finding.person_id)
        for finding in find_district(store, DAY, viewer)
        if finding.rule_id in kinds and finding.person_id in persons
    }
    store.close()
    return planted, found


def test_at_least_four_hundred_faults_of_twelve_kinds_are_planted_with_as_many_decoys(outcome):
    planted, _ = outcome
    faults = Counter(one.kind for one in planted if not one.is_decoy)

    assert sum(faults.values()) >= 400
    assert len(faults) >= 12
    assert sum(one.is_decoy for one in planted) >= sum(faults.values())


def test_planted_faults_are_found(outcome):
    planted, found = outcome
    truth = {(one.kind, one.person_id) for one in planted if not one.is_decoy}

    assert len(truth & found) / len(truth) >= 0.99, sorted(truth - found)


def test_what_is_found_was_planted(outcome):
    planted, found = outcome
    truth = {(one.kind, one.person_id) for one in planted if not one.is_decoy}

    assert len(truth & found) / len(found) >= 0.95, sorted(found - truth)


def test_every_planted_kind_has_a_rule(outcome):
    planted, _ = outcome

    assert {one.kind for one in planted} <= set(rules())
