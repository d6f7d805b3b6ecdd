"""Say what each event of the plan changes in a case: goals, actions, resources, deliveries, reviews."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from coordinator.pathway import events as happened
from coordinator.pathway.applying import apply, must_hold, with_file
from coordinator.pathway.budgets import Entry, Resource
from coordinator.pathway.case import CaseState, Planned, Recorded, Reviewed
from coordinator.pathway.gates import Action, Goal

if TYPE_CHECKING:
    from coordinator.pathway.process import Process


OF_BUDGET = frozenset({"resource_given", "entered"})
"""Kinds of event that say, also where they are withheld, that there is a budget."""


@apply.register(happened.GoalSet)
def _goal_set(event: happened.GoalSet, state: CaseState, one: Recorded, process: Process) -> CaseState:
    return with_file(state, goals=(*state.file.goals, Goal(event.goal, (), event.need, event.horizon)))


@apply.register(happened.ActionPlanned)
def _action(event: happened.ActionPlanned, state: CaseState, one: Recorded, process: Process) -> CaseState:
    must_hold(event.goal, {goal.name for goal in state.file.goals}, "goal")
    action = Action(event.action, event.responsible, event.due)
    goals = tuple(
        replace(goal, actions=(*goal.actions, action)) if goal.name == event.goal else goal
        for goal in state.file.goals
    )
    planned = Planned(
        event.action, event.goal, event.responsible, event.due, event.hours_per_week, Decimal(0), 0,
        event.hourly_cost,
    )  # fmt: skip
    return replace(with_file(state, goals=goals), planned=(*state.planned, planned))


@apply.register(happened.Delivered)
def _delivered(event: happened.Delivered, state: CaseState, one: Recorded, process: Process) -> CaseState:
    must_hold(event.action, {one.action for one in state.planned}, "action")
    return replace(
        state,
        planned=tuple(
            replace(
                plan,
                given_hours=plan.given_hours + event.hours,
                undocumented=plan.undocumented + (event.document is None),
            )
            if plan.action == event.action
            else plan
            for plan in state.planned
        ),
    )


@apply.register(happened.Signed)
def _signed(event: happened.Signed, state: CaseState, one: Recorded, process: Process) -> CaseState:
    state = with_file(state, signed=event.by is not None, why_unsigned=event.why_not)
    return replace(state, signed_by=event.by)


@apply.register(happened.ReviewSet)
def _review_set(event: happened.ReviewSet, state: CaseState, one: Recorded, process: Process) -> CaseState:
    return with_file(state, review_on=event.on)


@apply.register(happened.ResourceGiven)
def _resource(event: happened.ResourceGiven, state: CaseState, one: Recorded, process: Process) -> CaseState:
    resource = Resource(
        event.resource, event.need, event.funder, event.owner, event.what, event.quantity, event.unit,
        event.unit_cost, event.since, event.until, "natura" if event.in_kind else "denaro", event.scheme,
    )  # fmt: skip
    others = tuple(other for other in state.resources if other.id != resource.id)
    return replace(with_file(state, has_budget=True), resources=(*others, resource))


@apply.register(happened.Withheld)
def _withheld(event: happened.Withheld, state: CaseState, one: Recorded, process: Process) -> CaseState:
    return with_file(state, has_budget=True) if event.what in OF_BUDGET else state


@apply.register(happened.Entered)
def _entered(event: happened.Entered, state: CaseState, one: Recorded, process: Process) -> CaseState:
    must_hold(event.resource, {resource.id for resource in state.resources}, "resource")
    entry = Entry(event.resource, event.entry, event.amount, one.day, event.document)
    return replace(state, entries=(*state.entries, entry))


@apply.register(happened.GoalReviewed)
def _reviewed(event: happened.GoalReviewed, state: CaseState, one: Recorded, process: Process) -> CaseState:
    must_hold(event.goal, {goal.name for goal in state.file.goals}, "goal")
    review = Reviewed(one.day, len(state.versions), event.goal, event.attainment, event.in_her_words)
    attainment = {**state.attainment, event.goal: event.attainment}
    return replace(state, attainment=attainment, reviews=(*state.reviews, review))


@apply.register(happened.Dropped)
def _dropped(event: happened.Dropped, state: CaseState, one: Recorded, process: Process) -> CaseState:
    if event.what == "goal":
        must_hold(event.name, {goal.name for goal in state.file.goals}, "goal")
        goals = tuple(goal for goal in state.file.goals if goal.name != event.name)
        planned = tuple(plan for plan in state.planned if plan.goal != event.name)
    else:
        must_hold(event.name, {plan.action for plan in state.planned}, "action")
        goals = tuple(
            replace(goal, actions=tuple(action for action in goal.actions if action.name != event.name))
            for goal in state.file.goals
        )
        planned = tuple(plan for plan in state.planned if plan.action != event.name)
    return replace(with_file(state, goals=goals), planned=planned)
