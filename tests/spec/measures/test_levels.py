"""Five levels of integration, three worked drawings each: none, half, all; and what too few data say."""

import pytest

from coordinator.network.measures import LEVELS, integration_of_pairs, integration_of_persons

BODIES = {"asl": "sanita", "ambito": "sociale", "comune": "sociale"}
SERVICES = {"adi": "sanita", "csm": "sanita", "sad": "sociale"}
PROFESSIONALS = {"pia": "sanita", "zoe": "sociale", "rita": "sociale"}
COMMUNITY = {"adi": "pubblico", "parrocchia": "comunita", "vicini": "comunita"}


@pytest.mark.parametrize("level", ["institutional", "planning"])
@pytest.mark.parametrize(
    ("joined", "value"),
    [([], 0.0), ([("asl", "ambito")], 0.5), ([("ambito", "asl"), ("comune", "asl")], 1.0)],
)
def test_bodies_that_share_persons_act_together(level, joined, value):
    shared = {"ada": ["asl", "ambito"], "ugo": ["asl", "comune"], "ivo": ["asl"]}

    measure = integration_of_pairs(level, shared, BODIES, joined)

    assert measure.value == value
    assert measure.inputs["pairs"] == 2


@pytest.mark.parametrize(
    ("joined", "value"), [([], 0.0), ([("adi", "sad")], 0.5), ([("sad", "adi"), ("csm", "sad")], 1.0)]
)
def test_services_that_share_persons_have_a_protocol(joined, value):
    shared = {"ada": ["adi", "sad"], "ugo": ["csm", "sad"], "ivo": ["adi", "csm"]}

    assert integration_of_pairs("managerial", shared, SERVICES, joined).value == value


@pytest.mark.parametrize(
    ("joined", "value"), [([], 0.0), ([("pia", "zoe")], 0.5), ([("zoe", "pia"), ("pia", "rita")], 1.0)]
)
def test_professionals_of_the_two_sides_talk_about_a_person(joined, value):
    around = {"ada": ["pia", "zoe"], "ugo": ["pia", "rita"], "ivo": ["pia"]}

    measure = integration_of_persons("professional", around, PROFESSIONALS, joined)

    assert measure.value == value
    assert measure.inputs["with_both"] == 2


@pytest.mark.parametrize(
    ("joined", "value"),
    [([], 0.0), ([("adi", "parrocchia")], 0.5), ([("adi", "parrocchia"), ("vicini", "adi")], 1.0)],
)
def test_services_know_the_helpers_of_the_community(joined, value):
    around = {"ada": ["adi", "parrocchia"], "ugo": ["adi", "vicini"], "ivo": ["vicini"]}

    assert integration_of_persons("community", around, COMMUNITY, joined).value == value


def test_a_level_without_shared_persons_is_undefined_rather_than_zero():
    assert integration_of_pairs("institutional", {"ada": ["asl"]}, BODIES, []).value is None
    assert integration_of_persons("professional", {}, PROFESSIONALS, []).status == "undefined"


def test_a_level_on_few_data_says_that_they_are_few():
    measure = integration_of_pairs("institutional", {"ada": ["asl", "ambito"]}, BODIES, [("asl", "ambito")])

    assert (measure.value, measure.status) == (1.0, "insufficient")
    assert "almeno 3" in measure.sentence


def test_a_level_on_enough_data_is_sound():
    shared = {str(number): [f"adi{number}", "sad"] for number in range(3)}
    side = {"sad": "sociale"} | {f"adi{number}": "sanita" for number in range(3)}

    assert integration_of_pairs("managerial", shared, side, []).status == "ok"


def test_pairs_that_do_not_act_together_are_named_the_most_shared_first():
    shared = {"ada": ["asl", "ambito"], "ugo": ["asl", "comune"], "ivo": ["asl", "comune"]}

    measure = integration_of_pairs("institutional", shared, BODIES, [])

    assert measure.inputs["missing"] == [("asl", "comune"), ("ambito", "asl")]


def test_there_are_five_levels():
    assert len(LEVELS) == 5
