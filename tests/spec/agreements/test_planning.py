"""Needs by territory stand beside what services, agreements and budgets provide."""

from datetime import date
from decimal import Decimal

import pytest

from coordinator.agreements.planning import _told_money, _told_sum, plan_needs
from coordinator.district import generate, load
from coordinator.district.pact import sign_demo_agreement
from coordinator.district.path import walk_ada
from coordinator.errors import NotAllowedError
from coordinator.protection import open_viewer

DAY = date(2026, 11, 22)


def plans_of(store, viewer):
    """The needs of a district with Ada's path and the agreement."""
    walk_ada(store, viewer)
    sign_demo_agreement(store, viewer, DAY)
    return {one.need: one for one in plan_needs(store, DAY, viewer)}


def in_comune(plan, area):
    """What one comune has of its own for a need."""
    return next(row for row in plan.rows if row.area == area)


@pytest.fixture(scope="module")
def plans(open_district):
    """The needs of the demo district."""
    store = open_district(200)
    yield plans_of(store, open_viewer(store, "demo"))
    store.close()


def test_the_money_of_the_year_stands_beside_the_need_once(plans):
    nursing, meals = plans["medicazioni"], plans["pasti"]

    assert (nursing.agreed, nursing.agreed_for_all) == (
        Decimal(190000),
        Decimal(190000),
    )  # this year's, not three
    assert [row.agreed for row in nursing.rows] == [0] * len(nursing.rows)  # not once more for each comune
    assert (meals.agreed, meals.agreed_for_all) == (Decimal(40000), 0)
    assert in_comune(meals, "valdoria").agreed == Decimal(40000)  # the comune of Valdoria pays for Valdoria
    assert in_comune(meals, "rocca").agreed == 0
    assert plans["spostamenti"].in_kind == ("un mezzo attrezzato",)


def test_neither_few_persons_nor_the_money_of_their_plans_are_told(store, viewer):
    load(store, generate(9, 7), viewer)

    plan = plans_of(store, viewer)["igiene_personale"]

    assert (plan.persons, plan.planned) == (None, None)  # Ada's plan alone has money for it
    row = in_comune(plan, "valdoria")
    assert (row.persons, row.planned) == (None, None)
    assert not plan.uncovered


@pytest.mark.parametrize(
    ("persons", "told", "whole"),
    [
        ({"valdoria": 6}, {"valdoria": 1200}, 1200),
        ({"valdoria": 6, "rocca": 9}, {"valdoria": 1200, "rocca": 1800}, 3000),
        (
            {"valdoria": 6, "rocca": 1},
            {"valdoria": None, "rocca": None},
            1400,
        ),  # less 1,200 it would be one person's
        ({"valdoria": 4}, {"valdoria": None}, None),
    ],
)
def test_money_is_told_where_the_persons_whose_plans_it_is_may_be_told(persons, told, whole):
    """Each plan is of 200 euro."""
    spent = {area: {f"per:{n}": Decimal(200) for n in range(many)} for area, many in persons.items()}

    assert (_told_money(spent), _told_sum(spent)) == (told, whole)


def test_a_service_of_the_whole_territory_is_counted_once(plans):
    meals = plans["pasti"]

    assert meals.shared.services >= 1
    assert meals.places_free == (meals.shared.places_free or 0) + (meals.own.places_free or 0)
    assert sum(row.offer.services for row in meals.rows) == meals.own.services
    assert plans["salute_mentale"].places_free is None  # unknown places are unknown


def test_the_persons_of_the_whole_territory_are_shown_where_those_of_a_comune_are_not(plans):
    hidden = [one for one in plans.values() if any(row.persons is None for row in one.rows)]

    assert hidden
    assert all(one.persons is None or one.persons % 5 == 0 for one in plans.values())
    assert any(one.persons for one in hidden)


def test_who_may_not_read_the_territory_sees_nothing(store):
    with pytest.raises(NotAllowedError):
        plan_needs(store, DAY, open_viewer(store, "lettrice", role="medico"))
