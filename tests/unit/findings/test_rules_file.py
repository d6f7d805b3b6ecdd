"""The file of rules is whole: every rule has a condition, a norm that can be read, roles that exist."""

import re
import string

import pytest

from coordinator.findings import CONDITIONS, SEVERITIES, Rule, rules
from coordinator.model import vocabulary
from coordinator.protection.policy import policy

URN = r"urn:nir:[a-z.]+:[a-z.]+:\d{4}-\d{2}-\d{2};\d+(~art\w+(-com\w+)?)?"


def test_there_are_at_least_twenty_rules():
    assert len(rules()) >= 20


def test_every_rule_has_a_condition_and_every_condition_a_rule():
    assert set(rules()) == set(CONDITIONS)


@pytest.mark.parametrize("rule", rules().values(), ids=lambda rule: rule.id)
def test_a_rule_can_be_read_and_acted_on(rule):
    assert rule.severity in SEVERITIES
    assert rule.sentence.endswith(".")
    assert rule.action.endswith(".")
    assert set(rule.who) <= set(policy().grants) | set(vocabulary().terms["roles"])
    assert "person" in {name for _, name, _, _ in string.Formatter().parse(rule.sentence)}
    assert rule.norm is None or re.fullmatch(URN, rule.norm)
    assert rule.needs


@pytest.mark.parametrize("rule", rules().values(), ids=lambda rule: rule.id)
def test_a_threshold_says_who_chose_it(rule):
    for threshold in rule.thresholds.values():
        assert "soglia locale" in threshold.source or threshold.source.startswith("urn:nir:")
        assert threshold.unit


def test_a_severity_that_does_not_exist_is_refused():
    with pytest.raises(ValueError, match="gravissima"):
        Rule("x", "X", "X.", (), "gravissima", None, "Y.", ())
