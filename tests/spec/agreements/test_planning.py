"""Needs by territory stand beside what services, agreements and budgets provide."""

from datetime import date
from decimal import Decimal

import pytest

from coordinator.agreements.planning import few_hidden, plan_view
from coordinator.district import generate, load
from coordinator.district.pact import sign_demo_agreement
from coordinator.district.path import walk_ada
from coordinator.errors import NotAllowedError
from coordinator.protection import open_viewer
from coordinator.store import open_store

DAY = date(2026, 11, 22)


def rows_of(store, viewer):
    """The rows of a district with Ada's path and the agreement, by need and territory."""
    walk_ada(store, viewer)
    sign_demo_agreement(store, viewer, DAY)
    return {(one.need, one.area): one for one in plan_view(store, DAY, viewer)}


@pytest.fixture(scope="module")
def rows(tmp_path_factory):
    """The rows of the demo district."""
    store = open_store(home=tmp_path_factory.mktemp("plan"))
    viewer = open_viewer(store, "demo")
    load(store, generate(200, 7), viewer)
    yield rows_of(store, viewer)
    store.close()


def test_the_money_of_the_year_stands_beside_the_need(rows):
    nursing, meals = rows["medicazioni", "valdoria"], rows["pasti", "valdoria"]

    assert nursing.agreed == Decimal(190000)  # of this year, not of the three
    assert meals.agreed == Decimal(40000)
    assert rows["pasti", "rocca"].agreed == 0  # the comune of Valdoria pays for Valdoria
    assert rows["spostamenti", "rocca"].in_kind == ("un mezzo attrezzato",)


def test_the_budget_of_the_open_plans_is_that_of_the_persons_territory(store, viewer):
    load(store, generate(9, 7), viewer)

    rows = rows_of(store, viewer)

    # Ada's plan: 78 hours at 30 euro, 52 at 22, a contribution of 600; what the family and volunteers give is no money
    assert rows["igiene_personale", "valdoria"].planned == Decimal(78 * 30 + 52 * 22 + 600)
    assert rows["igiene_personale", "valdoria"].persons is None  # few are not shown


def test_services_of_a_territory_and_of_all_count_and_unknown_places_are_unknown(rows):
    assert rows["pasti", "valdoria"].offer.services >= 1
    assert rows["salute_mentale", "valdoria"].offer.places_free is None


def test_a_small_count_is_hidden_and_with_it_one_that_would_give_it_away():
    shown = few_hidden(
        {("pasti", "a"): 3, ("pasti", "b"): 12, ("pasti", "c"): 30, ("casa", "a"): 2, ("casa", "b"): 4}
    )

    assert shown == {
        ("pasti", "a"): None,
        ("pasti", "b"): None,
        ("pasti", "c"): 30,
        ("casa", "a"): None,
        ("casa", "b"): None,
    }


def test_who_may_not_read_the_territory_sees_nothing(store):
    with pytest.raises(NotAllowedError):
        plan_view(store, DAY, open_viewer(store, "lettrice", role="medico"))
