"""How many persons the providers of one person share."""

import pytest

from coordinator.network.measures import (
    MeasureInputError,
    care_density,
    density_by_connection,
    fragmented_care_density,
    provider_weights,
)

CONTACTS = [
    ("ada", "A"),
    ("ada", "C"),
    ("ada", "D"),
    ("ugo", "A"),
    ("ugo", "D"),
    ("ivo", "A"),
    ("ivo", "D"),
    ("eva", "D"),
]
TYPES = {"A": "medico", "C": "medico", "D": "sociale"}


def test_pairs_of_providers_weigh_the_persons_they_share():
    assert provider_weights(CONTACTS) == {("A", "C"): 1, ("A", "D"): 3, ("C", "D"): 1}


def test_care_density_is_the_mean_over_her_pairs():
    assert care_density(CONTACTS)["ada"].value == pytest.approx((1 + 3 + 1) / 3)


def test_care_density_is_undefined_with_a_single_provider():
    measure = care_density(CONTACTS)["eva"]

    assert (measure.value, measure.status) == (None, "undefined")


def test_a_repeated_contact_changes_nothing():
    twice = care_density([*CONTACTS, ("ada", "A")])

    assert twice["ada"].value == care_density(CONTACTS)["ada"].value


def test_an_id_of_both_a_person_and_a_provider_is_refused():
    with pytest.raises(MeasureInputError, match="'A'"):
        care_density([("ada", "A"), ("A", "B")])


def test_density_splits_by_the_types_of_the_two_providers():
    rows = [row for row in density_by_connection(CONTACTS, TYPES) if row.person == "ada"]

    assert [(row.type, row.shared, row.density) for row in rows] == [
        ("medico-medico", 1, pytest.approx(1 / 3)),
        ("medico-sociale", 4, pytest.approx(4 / 3)),
    ]


def test_weights_may_name_the_two_types_in_any_order():
    weights = {"medico-medico": 0.3, "sociale-medico": 1.6}

    assert fragmented_care_density(CONTACTS, TYPES, weights)["ada"].value == pytest.approx(
        (0.3 + 1.6 * 4) / 3
    )


def test_a_type_of_pair_without_a_weight_is_refused():
    with pytest.raises(MeasureInputError, match="medico-sociale"):
        fragmented_care_density(CONTACTS, TYPES, {"medico-medico": 1.0})


def test_a_provider_without_a_type_is_refused():
    with pytest.raises(MeasureInputError, match="'D'"):
        density_by_connection(CONTACTS, {"A": "medico", "C": "medico"})
