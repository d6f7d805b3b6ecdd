"""Hold what was noticed: the sentence, the rule behind it, the data behind it, and what may be done."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from coordinator.display import table, written
from coordinator.model.euphony import euphonic

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from coordinator.findings.rules import Rule


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """One datum behind a finding."""

    id: str  # "tie:12", "need:4", "role:7", "contact:9", or a party's id
    words: str  # what it says, in Italian
    state: str = ""  # the values that count: when they change, the finding is a new one


@dataclass(frozen=True, slots=True)
class Hit:
    """What a condition found: the slots of the sentence, and the data behind it."""

    slots: Mapping[str, Any]
    evidence: Sequence[Evidence]
    norm: str | None = None  # URN, where it depends on the data and not on the rule


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing noticed about a person, on a day."""

    rule: Rule
    person_id: str
    day: date
    sentence: str
    evidence: tuple[Evidence, ...]
    explanation: str
    fingerprint: str  # the same as long as the data behind it are the same

    @property
    def rule_id(self) -> str:
        """Id of the rule."""
        return self.rule.id

    @property
    def severity(self) -> str:
        """How grave it is: alta, media, bassa."""
        return self.rule.severity

    def as_json(self) -> dict[str, Any]:
        """Return the finding as plain values."""
        return {
            "rule": self.rule.id,
            "person": self.person_id,
            "day": self.day.isoformat(),
            "title": self.rule.title,
            "sentence": self.sentence,
            "severity": self.rule.severity,
            "norm": self.rule.norm,
            "action": self.rule.action,
            "who": list(self.rule.who),
            "evidence": [{"id": one.id, "words": one.words} for one in self.evidence],
            "explanation": self.explanation,
            "fingerprint": self.fingerprint,
        }

    def _repr_html_(self) -> str:
        """Show the sentence, why it is shown and what may be done, in a notebook."""
        rows = [
            ("Che cosa", self.sentence),
            ("Perché", self.explanation),
            ("Che cosa si può fare", self.rule.action),
        ]
        rows += [("Norma", self.rule.norm)] if self.rule.norm else []
        return table(f"{self.rule.title} (gravità {self.severity})", (), rows)


class Findings(list[Finding]):
    """Several findings, which a notebook shows as one table."""

    def _repr_html_(self) -> str:
        """Show each with what may be done."""
        rows = [(one.sentence, one.severity, one.rule.action) for one in self]
        return table("Rilievi", ("che cosa", "gravità", "che cosa si può fare"), rows)


def make_finding(rule: Rule, person_id: str, day: date, hit: Hit) -> Finding:
    """
    Word what a condition found.

    Parameters
    ----------
    rule
        The rule of the condition.
    person_id, day
        About whom, and when.
    hit
        Slots and data.

    Returns
    -------
    Finding
        Its fingerprint depends on rule, person and data, not on the day nor on the names.
    """
    if hit.norm is not None:
        rule = replace(rule, norm=hit.norm)
    evidence = tuple(sorted(hit.evidence))
    content = "\n".join([rule.id, person_id, *(f"{one.id}={one.state}" for one in evidence)])
    return Finding(
        rule=rule,
        person_id=person_id,
        day=day,
        sentence=euphonic(rule.sentence.format(**hit.slots)),
        evidence=evidence,
        explanation=_explain(rule, evidence),
        fingerprint=hashlib.sha256(content.encode()).hexdigest()[:24],
    )


def _explain(rule: Rule, evidence: Sequence[Evidence]) -> str:
    """Say why a finding is shown: its data, its thresholds and who chose them."""
    parts = [f"Regola «{rule.title}»."]
    if evidence:
        parts.append("Dati: " + "; ".join(one.words for one in evidence) + ".")
    for threshold in rule.thresholds.values():
        parts.append(f"Soglia: {written(threshold.value)} {threshold.unit} ({threshold.source}).")
    return " ".join(parts)
