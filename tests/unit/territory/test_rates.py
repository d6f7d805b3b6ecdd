"""A share comes with its interval, and a comune is called different only when chance does not explain it."""

import pytest

from coordinator.territory.indicator import definitions
from coordinator.territory.rates import funnel, share, wilson


def test_the_interval_is_wilsons():
    found = wilson(8, 10)  # Newcombe, Statistics in Medicine 17, 1998: 0.4902 to 0.9433
    assert (round(found.low, 4), round(found.high, 4)) == (0.4902, 0.9433)


def test_nobody_has_no_share():
    assert wilson(0, 0).value is None
    assert share("coperti", "tutti", "", 0, 0).status == "undefined"


def test_a_comune_is_outside_only_beyond_three_standard_deviations():
    assert funnel(50, 100, 0.6) == ""
    assert funnel(40, 100, 0.6) == "sotto"
    assert funnel(80, 100, 0.6) == "sopra"
    assert funnel(0, 0, 0.6) == ""


def test_a_share_of_few_is_hidden_and_of_many_is_of_rounded_counts():
    assert share("coperti", "comune", "x", 2, 4).status == "hidden"
    one = share("coperti", "comune", "x", 61, 98)
    assert (one.value, one.inputs["k"], one.inputs["n"]) == (60.0, 60, 100)


@pytest.mark.parametrize("name", sorted(definitions()))
def test_each_indicator_says_what_it_is(name):
    what = definitions()[name]
    assert all((what.label, what.definition, what.unit, what.formula, what.source))
