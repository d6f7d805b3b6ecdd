"""Show a plan and its budget: needs to interventions, planned against given, who puts in what, what is paid."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from apps.components.path_words import FUNDERS
from apps.components.words import short_day
from apps.pages.cases.piece import CasePiece
from apps.pages.cases.trial import movable, takers, try_share
from apps.pages.cases.words import ATTAINED, HORIZONS
from coordinator.model import vocabulary
from coordinator.pathway.budgets import budget_kind, never_paid, summarise_budget
from coordinator.pathway.cases import read_case
from coordinator.pathway.forms import forms_of
from coordinator.pathway.planned import planned_against_given
from coordinator.pathway.withheld import may_record

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from apps.components.desk import Desk
    from apps.components.live import Act
    from apps.components.path_lists import Lists
    from coordinator.pathway.budgets import BudgetSummary, Resource
    from coordinator.pathway.cases import CaseView
    from coordinator.protection import Viewer

FORMS = ("obiettivo", "intervento", "risorsa", "consegna", "scrittura", "esito")


class PlanPiece(CasePiece):
    """The plan and the budget, with the forms that write them where the path stands."""

    template: ClassVar[str] = "cases/plan.html"
    trial: dict[str, Any] | None = None  # a share that someone tries to move; nothing of it is kept

    def __init__(self, desk: Desk, viewer: Viewer, case_id: str) -> None:
        viewer.require("read", "plan", of=read_case(desk.store, case_id, viewer).person_id)
        super().__init__(desk, viewer, case_id)

    def describe(self) -> dict[str, Any]:
        """Describe plan and budget for ``case_plan.html``."""
        view = self.view
        here = {form.id: form for form in forms_of(view)}
        forms = [here[key] for key in FORMS if key in here and may_record(self.viewer, here[key].event)]
        return {
            "phase": view.process.phases[view.state.position.phase],
            "plan": describe_goals(view, self.lists),
            "given": self._given(),
            "money": self.viewer.may("read", "budget"),
            "budget": describe_budget(view, self.lists, self.day)
            if self.viewer.may("read", "budget")
            else None,
            "family": budget_kind(view.area),
            "forms": [self.asked(form) for form in forms],
            "writes_given": any(form.id == "consegna" for form in forms),
            "funders": FUNDERS,
            "trial": self.trial,
            "movable": movable(view.state.resources),
            "takers": takers(view.state.resources),
        }

    def do(self, act: Act) -> None:
        """Try to move a share, or do what any form does."""
        self.trial = None
        if act["act"] == "try":
            self.trial = try_share(self.view.state.resources, act)
            self.open = "prova"
        else:
            super().do(act)

    def _given(self) -> list[dict[str, Any]]:
        """Set beside each other, action by action, what was foreseen up to the day and what was given."""
        found = planned_against_given(self.view.state, self.day)
        begins = {one.action: one.due for one in self.view.state.planned}
        top = max((value for one in found for value in (one.hours_expected or 0, one.hours_given)), default=0)
        return [
            {
                "row": one,
                "who": self.lists.name(one.responsible) if one.responsible else "da decidere",
                "since": short_day(day) if (day := begins[one.action]) else "senza data",
                "foreseen_width": 100 * (one.hours_expected or 0) / top if top else 0,
                "given_width": 100 * one.hours_given / top if top else 0,
            }
            for one in found
        ]


def describe_goals(view: CaseView, lists: Lists) -> dict[str, Any]:
    """
    Describe needs, goals, actions, and how the goals went.

    Parameters
    ----------
    view
        The case.
    lists
        The names of its parties.

    Returns
    -------
    dict
        ``needs``, ``goals``, ``versions``, ``opinions``, ``bare`` (needs without a goal), ``who``.
    """
    goals_set = {one.event.goal: one.event for one in view.history if one.event.kind == "goal_set"}
    opinions = {one.event.party: one.event for one in view.history if one.event.kind == "opinion_given"}
    last = {one.goal: one for one in view.state.reviews}
    goals = [
        {
            "name": goal.name,
            "need": need_label(goals_set[goal.name].need),
            "horizon": HORIZONS[goals_set[goal.name].horizon],
            "actions": [plan for plan in view.state.planned if plan.goal == goal.name],
            "review": last.get(goal.name),
            "attained": ATTAINED[last[goal.name].attainment] if goal.name in last else "",
        }
        for goal in view.state.file.goals
    ]
    met = {one["need"] for one in goals}
    needs = [need_label(key) for key in view.state.file.needs]
    return {
        "needs": needs,
        "bare": [one for one in needs if one not in met],
        "goals": goals,
        "who": lists.name,
        "versions": [(one.number, short_day(one.since)) for one in view.state.versions],
        "opinions": [
            (lists.name(party), text, party in opinions and opinions[party].disagrees)
            for party, text in view.state.file.opinions.items()
        ],
    }


def describe_budget(view: CaseView, lists: Lists, day: date) -> dict[str, Any] | None:
    """
    Add up a budget for its charts and their tables.

    Parameters
    ----------
    view
        The case.
    lists
        The names of its parties.
    day
        Up to when what is committed should be looked at.

    Returns
    -------
    dict or None
        ``funders``, ``needs`` and ``schemes`` with euro and shares; commitments and payments by funder;
        every resource; what does not fit. None where no resource is recorded.
    """
    resources = view.state.resources
    if not resources:
        return None
    whole = summarise_budget(resources, view.state.entries, view.state.file.needs)
    by_id = {one.id: one for one in resources}
    funders = [
        _funder(key, [one for one in resources if one.funder == key], view, whole)
        for key in dict.fromkeys([*sorted(whole.by_funder, key=lambda one: -whole.by_funder[one]),
                                  *(one.funder for one in resources)])
    ]  # fmt: skip
    return {
        "summary": whole,
        "funders": funders,
        "needs": [(need_label(key), _stack(resources, key), amount) for key, amount in whole.by_need.items()],
        "schemes": sorted(whole.by_scheme.items(), key=lambda item: -item[1]),
        "uncovered": [need_label(key) for key in whole.uncovered_needs],
        "over": [
            *(f"{by_id[key].what}: impegnato più del suo valore" for key in whole.overcommitted),
            *(f"{by_id[key].what}: liquidato più di quanto è impegnato" for key in whole.overpaid),
        ],
        "waiting": [
            (one.what, FUNDERS.get(one.funder, one.funder), entry.amount, short_day(entry.on))
            for one, entry in never_paid(resources, view.state.entries, day)
        ],
        "resources": [_resource(one, view, lists) for one in resources],
    }


def _funder(key: str, own: list[Resource], view: CaseView, whole: BudgetSummary) -> dict[str, Any]:
    """Add up what one funder puts in, what of it is committed, what is paid."""
    ids = {one.id for one in own}
    part = summarise_budget(own, [one for one in view.state.entries if one.resource_id in ids])
    return {
        "key": key,
        "name": FUNDERS.get(key, key),
        "euro": whole.by_funder.get(key),
        "share": whole.shares.get(key),
        "committed": part.committed,
        "paid": part.paid,
        "width": part.total / max(whole.by_funder.values()) * 100 if part.total else 0,
        "committed_width": min(part.committed / part.total * 100, 100) if part.total else 0,
        "paid_width": min(part.paid / part.total * 100, 100) if part.total else 0,
        "unvalued": part.unvalued,
    }


def _stack(resources: Iterable[Resource], need: str) -> list[tuple[str, str, Any]]:
    """List who pays for a need: funder, its name, share of the need."""
    found = summarise_budget([one for one in resources if one.need == need])
    return [(key, FUNDERS.get(key, key), share) for key, share in found.shares.items()]


def _resource(one: Resource, view: CaseView, lists: Lists) -> dict[str, Any]:
    """Describe one resource with what is committed and paid of it."""
    part = summarise_budget([one], [entry for entry in view.state.entries if entry.resource_id == one.id])
    return {
        "it": one,
        "funder": FUNDERS.get(one.funder, one.funder),
        "owner": lists.name(one.owner),
        "need": need_label(one.need),
        "period": f"{short_day(one.since)} – {short_day(one.until)}",
        "committed": part.committed,
        "paid": part.paid,
    }


def need_label(key: str) -> str:
    """Return what the vocabulary calls a need."""
    return vocabulary().label("needs", key)
