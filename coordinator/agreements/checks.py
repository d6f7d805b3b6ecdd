"""Name what is missing or contradictory in an agreement, each by a rule that can be read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from coordinator.agreements import checks_annexes, checks_bodies, checks_promises, checks_text
from coordinator.agreements.conditions import conditions_of, spot
from coordinator.agreements.template import data_file, template

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from coordinator.agreements.conditions import Spot
    from coordinator.agreements.text import Agreement

SEVERITIES = ("alta", "media", "bassa")

CONDITIONS = conditions_of(checks_annexes, checks_bodies, checks_promises, checks_text)
"""Rule → its condition."""


@dataclass(frozen=True, slots=True)
class CheckRule:
    """A rule as ``checks.yaml`` has it."""

    id: str
    severity: str
    says: str
    mend: str


@dataclass(frozen=True, slots=True)
class Defect:
    """One thing that is missing or contradictory."""

    rule: CheckRule
    place: str  # e.g. "art. 9, comma 1", "allegato A", "parti"
    words: str

    @property
    def rule_id(self) -> str:
        """Id of the rule."""
        return self.rule.id


@cache
def check_rules() -> dict[str, CheckRule]:
    """
    Read the rules, once.

    Returns
    -------
    dict of str to CheckRule
        In the order of the file.
    """
    return {key: CheckRule(key, **one) for key, one in data_file("checks.yaml").items()}


def check(agreement: Agreement, *, out_of_force: Collection[str] = ()) -> tuple[Defect, ...]:
    """
    Name what is missing or contradictory.

    Parameters
    ----------
    agreement
        Finished or not.
    out_of_force
        URNs, among those of the template, that are not in force on the day; who calls looks them up.

    Returns
    -------
    tuple of Defect
        The gravest first, then in the order of the rules; empty when it may be signed.
    """
    found = []
    for rule in check_rules().values():
        spots = (
            _norms(agreement, out_of_force)
            if rule.id == "norm_not_in_force"
            else CONDITIONS[rule.id](agreement)
        )
        found += [Defect(rule, one.place, rule.says.format(**one.slots) + ".") for one in spots]
    return tuple(sorted(found, key=lambda one: SEVERITIES.index(one.rule.severity)))


def _norms(agreement: Agreement, out_of_force: Collection[str]) -> Iterator[Spot]:
    """Find the articles whose template rests on a norm that is not in force."""
    for article in agreement.articles:
        model = template().of_topic(article.topic)
        for urn in model.norms if model else ():
            if urn in out_of_force:
                yield spot(f"art. {article.number}", article=f"L’articolo {article.number}", urn=urn)
