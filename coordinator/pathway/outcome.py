"""Say how a plan came out: goals by attainment, scales before and after, her own words, what changed around her."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

from coordinator.network.difference import difference
from coordinator.pathway.own import scales_of
from coordinator.pathway.reading import read_case
from coordinator.pathway.scoring import compare_scales

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from coordinator.network.difference import Difference
    from coordinator.pathway.case import CaseState
    from coordinator.pathway.scoring import BeforeAfter
    from coordinator.protection import Viewer
    from coordinator.store import Store

ATTAINMENT = {
    -2: "molto meno di quanto atteso",
    -1: "meno di quanto atteso",
    0: "come atteso",
    1: "meglio di quanto atteso",
    2: "molto meglio di quanto atteso",
}
"""The five steps of attainment, in words."""
CORRELATION = 0.3  # assumed between the goals of one person, as the authors of the score propose


@dataclass(frozen=True, slots=True)
class GoalOutcome:
    """How far a goal was reached, at the last review that weighed it."""

    goal: str
    need: str | None
    horizon: str | None
    version: int  # of the plan
    day: date
    attainment: int  # −2 … +2
    words: str
    in_her_words: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a case came out up to a day."""

    goals: tuple[GoalOutcome, ...]
    never_weighed: tuple[str, ...]  # goals of the plan that no review has weighed
    score: float | None  # attainment score, 50 when all goals are as expected; None while none is weighed
    scales: tuple[BeforeAfter, ...]
    network: Difference | None  # since the first plan became active; None before


def report_outcome(store: Store, case_id: str, day: date, viewer: Viewer) -> Outcome:
    """
    Say how a plan came out.

    Parameters
    ----------
    store
        The record.
    case_id
        Which case.
    day
        Up to when.
    viewer
        Who asks; needs to read cases and the network.

    Returns
    -------
    Outcome
        Undefined parts are None or empty, never zero.

    Raises
    ------
    UnknownCaseError
        No such case.
    """
    latest = read_case(store, case_id, viewer)
    view = latest.as_of(day) or latest
    goals = _goals(view.state)
    weighed = {one.goal for one in goals}
    network = None
    if view.state.versions:
        network = difference(store, view.person_id, view.state.versions[0].since, day, viewer)
    return Outcome(
        goals,
        tuple(goal.name for goal in view.state.file.goals if goal.name not in weighed),
        attainment_score([one.attainment for one in goals]),
        compare_scales(view, scales_of(store, viewer)),
        network,
    )


def attainment_score(attainments: Sequence[int]) -> float | None:
    r"""
    Sum up the attainment of several goals, all of one weight.

    The goal attainment score :math:`50 + 10 \sum x / \sqrt{(1 - \rho) n + \rho n^2}` [1]_.

    Parameters
    ----------
    attainments
        Shape ``(n,)``, each from −2 to +2.

    Returns
    -------
    float or None
        50 when all is as expected; None without goals.

    References
    ----------
    .. [1] T. J. Kiresuk, R. E. Sherman, "Goal attainment scaling", Community Mental Health Journal 4, 1968.

    Examples
    --------
    >>> attainment_score([1])
    60.0
    """
    count = len(attainments)
    if not count:
        return None
    spread = sqrt((1 - CORRELATION) * count + CORRELATION * count**2)
    return round(50 + 10 * sum(attainments) / spread, 1)


def _goals(state: CaseState) -> tuple[GoalOutcome, ...]:
    """Take the last weighing of each goal, in the order in which goals were first weighed."""
    known = {goal.name: goal for version in state.versions for goal in version.goals}
    known |= {goal.name: goal for goal in state.file.goals}
    last = {one.goal: one for one in state.reviews}
    found = []
    for name, one in last.items():
        goal = known.get(name)
        found.append(
            GoalOutcome(
                name,
                goal.need if goal else None,
                goal.horizon if goal else None,
                one.version,
                one.day,
                one.attainment,
                ATTAINMENT[one.attainment],
                one.in_her_words,
            )
        )
    return tuple(found)
