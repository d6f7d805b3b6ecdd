"""Notice what is missing or at risk in a network of care, each time with the rule and the data behind it."""

from coordinator.findings.conditions import CONDITIONS
from coordinator.findings.dismissals import DismissalError, dismiss
from coordinator.findings.evaluate import find_district, find_for
from coordinator.findings.finding import Evidence, Finding, Findings
from coordinator.findings.rules import SEVERITIES, Rule, Threshold, rules

__all__ = [
    "CONDITIONS",
    "SEVERITIES",
    "DismissalError",
    "Evidence",
    "Finding",
    "Findings",
    "Rule",
    "Threshold",
    "dismiss",
    "find_district",
    "find_for",
    "rules",
]
