"""What continuity says of a course of contacts, and when it says nothing."""

import math
from datetime import date

import pytest

from coordinator.network.measures import (
    MeasureInputError,
    coc,
    entropy,
    fragmentation_of_care,
    hhi,
    in_order,
    mci,
    mmci,
    secon,
    upc,
    visits_by_provider,
)


def test_always_the_same_provider_is_full_continuity():
    assert coc([5]).value == 1.0


def test_a_different_provider_each_time_is_no_continuity():
    assert coc([1, 1, 1, 1]).value == 0.0


def test_four_two_and_two_contacts_give_two_sevenths():
    assert coc([4, 2, 2]).value == pytest.approx((16 + 4 + 4 - 8) / (8 * 7))


def test_one_contact_has_no_continuity_rather_than_zero():
    measure = coc([1])

    assert (measure.value, measure.status) == (None, "undefined")
    assert measure.sentence == "Non si può calcolare: servono almeno 2 contatti, ce ne sono 1."


def test_three_contacts_have_a_continuity_that_is_not_to_be_relied_on():
    measure = coc([2, 1])

    assert measure.status == "insufficient"
    assert measure.value == pytest.approx(1 / 3)
    assert "troppo pochi" in measure.sentence


def test_fragmentation_of_care_is_undefined_below_four_contacts():
    assert fragmentation_of_care([2, 1]).value is None
    assert fragmentation_of_care([2, 2]).value == pytest.approx(1 - 1 / 3)


def test_the_usual_provider_is_the_one_seen_most():
    assert upc([6, 3, 1]).value == 0.6


def test_no_contact_has_neither_usual_provider_nor_concentration_nor_spread():
    assert [measure([]).status for measure in (upc, hhi, entropy)] == ["undefined"] * 3


def test_contacts_in_equal_parts_with_four_providers_spread_over_two_bits():
    assert entropy([3, 3, 3, 3]).value == pytest.approx(2.0)


def test_a_single_provider_spreads_over_no_bits():
    assert math.copysign(1.0, entropy([7]).value) == 1.0
    assert entropy([7]).value == 0.0


def test_the_modified_index_counts_contacts_and_providers_alone():
    assert mci(5, 2).value == pytest.approx(1 - 2 / 5.1)
    assert mmci(5, 2).value == pytest.approx((1 - 2 / 5.1) / (1 - 1 / 5.1))


def test_more_providers_than_contacts_are_refused():
    with pytest.raises(MeasureInputError, match="3 providers for 2 contacts"):
        mmci(2, 3)


def test_a_negative_count_is_refused():
    with pytest.raises(MeasureInputError, match="negative"):
        hhi([3, -1])


def test_continuity_in_sequence_looks_at_the_contact_before():
    assert secon("AABACAADAABA").value == pytest.approx(3 / 11)


def test_contacts_are_put_in_the_order_of_their_days():
    contacts = [
        (date(2026, 1, 4), "A"),
        (date(2026, 1, 1), "B"),
        (date(2026, 1, 3), "A"),
        (date(2026, 1, 2), "A"),
    ]

    assert secon(in_order(contacts)).value == pytest.approx(2 / 3)


def test_a_contact_with_an_unknown_provider_does_not_count():
    assert visits_by_provider(["A", None, "A", "B"]) == {"A": 2, "B": 1}
    assert secon(["A", None, "A"]).value == 1.0


def test_each_measure_names_its_formula_and_its_source():
    measure = hhi([3, 1])

    assert measure.formula == "Σ (nᵢ / N)²"
    assert "Hirschman" in measure.source
    assert measure.inputs == {"visits": 4, "providers": 2}
    assert measure.label == "Concentrazione (HHI)"
