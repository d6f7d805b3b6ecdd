"""Read the rules by which Ponte notices things: one YAML file, checked when it is read."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal

from coordinator.model.datafile import read_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

Severity = Literal["alta", "media", "bassa"]
SEVERITIES: tuple[Severity, ...] = ("alta", "media", "bassa")


@dataclass(frozen=True, slots=True)
class Threshold:
    """A number that a rule uses: how much, of what, who chose it."""

    value: float
    unit: str
    source: str  # the URN of a comma, or "soglia locale"


@dataclass(frozen=True, slots=True)
class Rule:
    """What is noticed, how it is said, who asks for it, what may be done and by whom."""

    id: str
    title: str
    sentence: str  # with slots in braces
    needs: tuple[str, ...]  # the data that it reads
    severity: Severity
    norm: str | None  # URN
    action: str
    who: tuple[str, ...]  # roles of the policy
    thresholds: Mapping[str, Threshold] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse a severity that does not exist."""
        if self.severity not in SEVERITIES:
            message = f"Rule {self.id!r}: severity {self.severity!r} is none of {', '.join(SEVERITIES)}."
            raise ValueError(message)

    def limit(self, name: str) -> float:
        """Return the value of a threshold."""
        return self.thresholds[name].value


@cache
def rules() -> dict[str, Rule]:
    """
    Return all rules by id, in the order of the file.

    Returns
    -------
    dict of str to Rule
        Read once.

    Raises
    ------
    ValueError
        When a rule has a severity that does not exist.
    TypeError
        When a rule lacks an entry or has one too many.
    """
    text = files("coordinator.findings").joinpath("rules.yaml").read_text(encoding="utf-8")
    return {rule_id: _rule(rule_id, entry) for rule_id, entry in read_yaml(text).items()}


def _rule(rule_id: str, entry: dict[str, Any]) -> Rule:
    """Turn an entry of the file into a rule."""
    thresholds = {name: Threshold(**parts) for name, parts in entry.pop("thresholds", {}).items()}
    needs, who = tuple(entry.pop("needs")), tuple(entry.pop("who"))
    return Rule(id=rule_id, needs=needs, who=who, thresholds=thresholds, **entry)
