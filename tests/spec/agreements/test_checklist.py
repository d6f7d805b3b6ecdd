"""The checklist names every defect of an agreement, and is silent on a good one."""

from pathlib import Path

import pytest
import yaml

from coordinator.agreements.checks import CONDITIONS, check, check_rules
from coordinator.agreements.template import template

HERE = Path(__file__).parent
PLANTED = yaml.safe_load((HERE / "defects.yaml").read_text(encoding="utf-8"))
HARMLESS = yaml.safe_load((HERE / "harmless.yaml").read_text(encoding="utf-8"))


def named(agreement):
    return sorted(f"{one.rule_id} · {one.place}" for one in check(agreement))


def test_the_good_agreement_raises_no_alarm(good):
    assert named(good) == []
    assert len(good.articles) == 14
    assert len({one.article for one in good.commitments}) >= 5


@pytest.mark.parametrize("planted", PLANTED, ids=lambda one: one["defect"])
def test_a_planted_defect_is_named_and_nothing_else(planted, edited):
    assert named(edited(planted["edits"])) == sorted(planted["named"])


def test_an_agreement_with_all_these_defects_at_once_has_each_of_them_named(edited):
    """Edits that do not stand in each other's way, all in one agreement."""
    together = [one for one in PLANTED if not one.get("alone")]
    expected = sorted(name for one in together for name in one["named"])

    found = named(edited([edit for one in together for edit in one["edits"]]))

    assert len(together) >= 30
    assert len({name.split(" · ")[0] for name in expected}) >= 10
    assert found == expected


def test_enough_defects_of_enough_kinds_are_planted_and_every_rule_has_one():
    rules = {name.split(" · ")[0] for one in PLANTED for name in one["named"]}

    assert len(PLANTED) >= 30
    assert set(check_rules()) - rules == {"too_few_parties", "norm_not_in_force"}  # each has its own test


def test_an_empty_agreement_is_told_to_have_too_few_parties(good):
    assert "too_few_parties · parti" in named(good.model_copy(update={"parties": ()}))


def test_an_article_on_a_norm_out_of_force_is_named(good):
    urn = template().articles[1].norms[0]

    found = check(good, out_of_force={urn})

    assert [(one.rule_id, one.place) for one in found] == [("norm_not_in_force", "art. 2")]


@pytest.mark.parametrize("harmless", HARMLESS, ids=lambda one: one["change"])
def test_a_harmless_change_raises_no_alarm(harmless, edited):
    assert named(edited(harmless["edits"])) == []


def test_every_rule_has_a_condition_and_every_condition_a_rule(good):
    check(good)

    assert set(CONDITIONS) | {"norm_not_in_force"} == set(check_rules())
