"""The norm that a rule names is one that the digest explains: the link on the screen leads somewhere."""

from pathlib import Path

import pytest
import yaml

from coordinator.findings import rules

CARDS = Path(__file__).resolve().parents[3] / "knowledge" / "cards"


@pytest.fixture(scope="module")
def explained():
    """The URNs of all cards of the digest."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    files = (yaml.load(path.read_text(encoding="utf-8"), Loader=loader) for path in CARDS.glob("*.yaml"))
    return {card["ref"] for file in files for card in file["cards"]}


@pytest.mark.parametrize("rule", [rule for rule in rules().values() if rule.norm], ids=lambda rule: rule.id)
def test_the_norm_of_a_rule_has_a_card(rule, explained):
    assert rule.norm in explained
