"""On a store, findings are for who may read them, can be set aside, and come back when data change."""

from datetime import date

import pytest

from coordinator import district
from coordinator.errors import NotAllowedError, UnknownPartyError
from coordinator.findings import DismissalError, dismiss, find_district, find_for
from coordinator.model import Tie
from coordinator.protection import open_viewer

DAY = date(2026, 10, 31)


@pytest.fixture
def ada(store, viewer):
    """Ada's network, as the demo has it."""
    district.load(store, district.read_ada(), viewer)
    return "per:ada"


def of_rule(found, rule):
    return [one for one in found if one.rule_id == rule]


def test_what_weighs_on_adas_daughter_is_noticed(store, viewer, ada):
    found = find_for(store, ada, DAY, viewer)

    assert of_rule(found, "carer_beyond_hours")
    assert of_rule(found, "only_link")
    severities = [one.severity for one in found]
    assert severities == sorted(severities, key=["alta", "media", "bassa"].index)


def test_the_district_shows_the_same_as_the_person(store, viewer, ada):
    alone = {one.fingerprint for one in find_for(store, ada, DAY, viewer)}
    together = {one.fingerprint for one in find_district(store, DAY, viewer) if one.person_id == ada}

    assert together == alone


def test_who_may_not_read_findings_is_refused(store, viewer, ada):
    clerk = open_viewer(store, "ugo", role="operatore_pua")

    with pytest.raises(NotAllowedError):
        find_for(store, ada, DAY, clerk)
    with pytest.raises(NotAllowedError):
        find_district(store, DAY, clerk)


def test_an_unknown_person_is_an_error(store, viewer):
    with pytest.raises(UnknownPartyError):
        find_for(store, "per:nessuno", DAY, viewer)


def test_a_finding_set_aside_is_gone_and_can_still_be_asked_for(store, viewer, ada):
    (finding,) = of_rule(find_for(store, ada, DAY, viewer), "carer_beyond_hours")

    dismiss(store, finding, viewer, reason="Concordato con la figlia fino a Natale")

    assert of_rule(find_for(store, ada, DAY, viewer), "carer_beyond_hours") == []
    assert of_rule(find_for(store, ada, DAY, viewer, with_dismissed=True), "carer_beyond_hours") == [finding]


def test_a_finding_set_aside_comes_back_after_its_day(store, viewer, ada):
    (finding,) = of_rule(find_for(store, ada, DAY, viewer), "carer_beyond_hours")

    dismiss(store, finding, viewer, reason="Fino a fine novembre", until=date(2026, 11, 30))

    assert of_rule(find_for(store, ada, date(2026, 11, 30), viewer), "carer_beyond_hours") == []
    assert of_rule(find_for(store, ada, date(2026, 12, 1), viewer), "carer_beyond_hours")


def test_a_finding_set_aside_comes_back_when_its_data_change(store, viewer, ada):
    (finding,) = of_rule(find_for(store, ada, DAY, viewer), "carer_beyond_hours")
    dismiss(store, finding, viewer, reason="Va bene così")
    key = next(int(one.id.split(":")[1]) for one in finding.evidence if one.id.startswith("tie:"))

    with store.writing() as session:
        session.get(Tie, key).hours_per_week += 5

    assert of_rule(find_for(store, ada, DAY, viewer), "carer_beyond_hours")


def test_a_finding_is_not_set_aside_without_a_reason_nor_until_a_day_gone_by(store, viewer, ada):
    finding = find_for(store, ada, DAY, viewer)[0]

    with pytest.raises(DismissalError, match="no reason"):
        dismiss(store, finding, viewer, reason="  ")
    with pytest.raises(DismissalError, match="2026-10-30"):
        dismiss(store, finding, viewer, reason="Ieri", until=date(2026, 10, 30))


def test_who_may_not_write_sets_nothing_aside(store, viewer, ada):
    finding = find_for(store, ada, DAY, viewer)[0]
    doctor = open_viewer(store, "medico", role="medico")

    with pytest.raises(NotAllowedError):
        dismiss(store, finding, doctor, reason="Non serve")
