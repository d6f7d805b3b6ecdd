"""A figure of the territory is told with its unit, as precisely as its interval asks."""

from apps.components.figures import figure, interval
from apps.pages.territory.governance import _quiet
from coordinator.territory.indicator import Indicator
from coordinator.territory.overdue import _some
from coordinator.territory.rates import share
from coordinator.territory.signals import Signal


def test_what_lies_between_nought_and_one_is_told_with_two_decimals():
    one = Indicator("continuita", "tutti", "", 0.7512, "ok", low=0.7481, high=0.7543)

    assert (figure(one), interval(one)) == ("0,75, da 0 a 1", "fra 0,75 e 0,75")


def test_days_are_told_with_one():
    one = Indicator("triage_uvm", "tutti", "", 18.0, "ok", low=16.5, high=24.0)

    assert (figure(one), interval(one)) == ("18 giorni", "fra 16,5 e 24")


def test_where_fewer_than_three_things_are_urgent_the_page_names_what_else_it_looked_at():
    three = tuple(Signal(kind, 5, "") for kind in ("ritardo", "scoperto", "scaduti"))

    assert _quiet(three[:1]) == "servizi, bisogni, equità, scadenze, responsabili e raccordo"
    assert _quiet(three) == ""


def test_no_share_of_persons_is_told_as_nought_while_it_may_be_four():
    nobody_or_four = share("integrazione_community", "tutti", "", 4, 35)
    pairs = share("integrazione_planning", "tutti", "", 0, 12, of_persons=False)

    assert (figure(nobody_or_four), interval(nobody_or_four)) == ("meno di 5 su circa 35", "")
    assert figure(pairs) == "0\u00a0%"  # counted as they are


def test_few_late_paths_are_some_and_none_are_none():
    some, none = (_some(share("scaduti", "tutti", "", many, 6), many) for many in (2, 0))

    assert (figure(some), some.inputs["few"]) == ("meno di 5 su circa 5", True)
    assert (figure(none), none.inputs["few"]) == ("0\u00a0%", False)
