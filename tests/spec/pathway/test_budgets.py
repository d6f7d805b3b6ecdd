"""A budget adds up what each one puts in, in money and in kind, and shows what does not fit."""

from datetime import date
from decimal import Decimal

import pytest

from coordinator.pathway.budgets import BudgetError, Entry, Resource, change_share, summarise_budget
from coordinator.pathway.events import BadEventError, make_event

YEAR = {"since": date(2026, 1, 1), "until": date(2026, 12, 31)}


def resource(key, funder, quantity, cost, need="cura della persona", unit="ore", **more):
    cost = None if cost is None else Decimal(cost)
    return Resource(key, need, funder, f"ist:{funder}", "ore di assistenza", Decimal(quantity), unit, cost,
                    **YEAR, **more)  # fmt: skip


FIVE = [
    resource("r1", "asl", 100, "30.00", scheme="LEA"),
    resource("r2", "comune", 150, "22.00", scheme="SAD"),
    resource("r3", "famiglia", 200, None, kind="natura"),
    resource("r4", "terzo_settore", 50, "10.00", need="compagnia", kind="natura"),
    resource(
        "r5", "stato", 1, "1200.00", need="badante", unit="contributo", scheme="Fondo non autosufficienza"
    ),
]


def test_totals_and_shares_are_of_what_has_a_value():
    summary = summarise_budget(FIVE)

    assert summary.total == Decimal("8000.00")  # 3000 + 3300 + 500 + 1200
    assert summary.by_funder == {"asl": 3000, "comune": 3300, "terzo_settore": 500, "stato": 1200}
    assert summary.by_need == {"cura della persona": 6300, "compagnia": 500, "badante": 1200}
    assert summary.shares["asl"] == Decimal("0.375")
    assert sum(summary.shares.values()) == 1


def test_what_the_family_gives_without_a_price_is_shown_and_not_counted_as_nothing():
    summary = summarise_budget(FIVE)

    assert [one.id for one in summary.unvalued] == ["r3"]
    assert "famiglia" not in summary.by_funder


def test_one_budget_joins_several_schemes():
    assert summarise_budget(FIVE).by_scheme == {
        "LEA": 3000, "SAD": 3300, "senza misura": 500, "Fondo non autosufficienza": 1200,
    }  # fmt: skip


def test_shares_of_an_empty_budget_are_undefined_and_not_zero():
    assert summarise_budget([]).shares == {}


def test_a_need_without_any_resource_is_named():
    assert summarise_budget(FIVE, needs=["compagnia", "trasporto"]).uncovered_needs == ("trasporto",)


def test_commitments_and_payments_beyond_what_there_is_are_named():
    day = date(2026, 2, 1)
    entries = [
        Entry("r1", "impegno", Decimal(3000), day, "det. 1"),
        Entry("r2", "impegno", Decimal("3300.01"), day, "det. 2"),
        Entry("r1", "liquidazione", Decimal("3000.01"), day, "liq. 1"),
    ]

    summary = summarise_budget(FIVE, entries)

    assert summary.committed == Decimal("6300.01")
    assert summary.paid == Decimal("3000.01")
    assert summary.overcommitted == ("r2",)
    assert summary.overpaid == ("r1",)


def test_moving_a_share_recomputes_the_total_at_each_ones_cost():
    after = change_share(FIVE, "cura della persona", "asl", "comune", Decimal(50))

    assert summarise_budget(after).by_funder == {
        "asl": 1500,
        "comune": 4400,
        "terzo_settore": 500,
        "stato": 1200,
    }
    assert summarise_budget(FIVE).by_funder["asl"] == 3000


def test_no_more_can_move_than_there_is():
    with pytest.raises(BudgetError, match="100 ore"):
        change_share(FIVE, "cura della persona", "asl", "comune", Decimal(101))


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"quantity": -1, "cost": "1"}, "negative"),
        ({"quantity": 1, "cost": None}, "no unit cost"),
    ],
)
def test_a_resource_that_cannot_be_is_refused(wrong, words):
    with pytest.raises(BudgetError, match=words):
        resource("r", "asl", **wrong)


def test_a_payment_on_nothing_is_refused_with_its_document():
    with pytest.raises(BudgetError, match=r"det\. 9"):
        summarise_budget(FIVE, [Entry("r9", "impegno", Decimal(1), date(2026, 1, 1), "det. 9")])


def test_half_a_cent_is_rounded_up():
    assert resource("r", "asl", "0.5", "0.01").value == Decimal("0.01")


@pytest.mark.parametrize("amount", ["1000000000", "9" * 300, "-1", "0", "NaN"])
def test_no_sum_is_written_that_could_not_be_added_up(amount):
    with pytest.raises(BadEventError):
        make_event("entered", resource="r1", entry="impegno", amount=amount, document="determina 12")
