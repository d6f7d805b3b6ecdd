"""Measures read from a store are those of its network, for whoever may read them."""

from datetime import date

import pytest

from coordinator import district
from coordinator.errors import NotAllowedError
from coordinator.network.integration import integration
from coordinator.network.measures import LEVELS
from coordinator.network.report import measure_continuity, measure_person
from coordinator.protection import open_viewer

DAY = date(2026, 10, 31)


@pytest.fixture
def ada(store, viewer):
    """Ada's network, as the demo has it."""
    district.load(store, district.read_ada(), viewer)
    return "per:ada"


def test_every_measure_has_a_sentence_and_a_source(store, viewer, ada):
    measures = measure_person(store, ada, DAY, viewer)

    assert len(measures) == 18
    for measure in measures:
        assert measure.sentence.endswith((".", "."))
        assert measure.source
        assert measure.formula
        assert (measure.value is None) == (measure.status == "undefined")


def test_the_five_levels_are_measured_on_the_record(store, viewer, ada):
    levels = integration(store, DAY, viewer)

    assert tuple(levels) == LEVELS
    assert levels["institutional"].inputs["pairs"] == 1


def test_few_persons_with_both_sides_around_them_are_not_counted_out(store, viewer, ada):
    level = integration(store, DAY, viewer)["professional"]

    assert (level.value, level.status) == (None, "insufficient")
    assert (level.inputs["with_both"], level.inputs["joined"]) == (None, None)
    assert not any(sign.isdigit() for sign in level.sentence.replace("meno di 5", ""))


def test_who_may_not_read_measures_is_refused(store, viewer, ada):
    doctor = open_viewer(store, "medico", role="medico")

    with pytest.raises(NotAllowedError):
        measure_person(store, ada, DAY, doctor)
    with pytest.raises(NotAllowedError):
        integration(store, DAY, doctor)


def test_a_person_without_contacts_has_no_continuity_rather_than_zero():
    assert {measure.value for measure in measure_continuity([])} == {None}
