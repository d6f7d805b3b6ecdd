"""Name what is missing or contradictory in an agreement, each by a rule that can be read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from coordinator.agreements.template import data_file, template

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from coordinator.agreements.text import Agreement

SEVERITIES = ("alta", "media", "bassa")


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


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a condition holds, and the slots of its sentence."""

    place: str
    slots: Mapping[str, Any]


def spot(place: str, **slots: object) -> Spot:
    """Say where a condition holds."""
    return Spot(place, slots)


Condition = "Callable[[Agreement], Iterator[Spot]]"
CONDITIONS: dict[str, Callable[[Agreement], Iterator[Spot]]] = {}
"""Rule → its condition; the modules ``checks_…`` fill it in."""


def condition(function: Callable[[Agreement], Iterator[Spot]]) -> Callable[[Agreement], Iterator[Spot]]:
    """Enter a function as the condition of the rule of its name."""
    CONDITIONS[function.__name__] = function
    return function


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
    from coordinator.agreements import checks_annexes, checks_bodies, checks_promises, checks_text  # noqa: F401

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
