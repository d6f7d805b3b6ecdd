"""Add up what happened in a case, event after event, into where it stands."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import singledispatch
from typing import TYPE_CHECKING

from coordinator.pathway import events as happened
from coordinator.pathway.budgets import Entry, Resource
from coordinator.pathway.case import (
    FIRST_PHASE,
    CaseOrderError,
    CaseState,
    Planned,
    PlanVersion,
    Recorded,
    Reviewed,
    Risk,
    Scored,
    Stay,
)
from coordinator.pathway.deadlines import Suspension
from coordinator.pathway.gates import Action, Goal, Member
from coordinator.pathway.machine import move

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from coordinator.pathway.process import Process


def add_up(process: Process, history: Iterable[Recorded]) -> CaseState:
    """
    Add up the events of a case.

    Parameters
    ----------
    process
        The path of the case's area and region.
    history
        Events in the order of their numbers; those that an `Undone` names are passed over.

    Returns
    -------
    CaseState
        After the last event.

    Raises
    ------
    CaseOrderError
        An event names a goal, an action, a resource or a member that the case does not hold.
    RefusedPassageError
        A passage does not leave the phase in which the case then was.
    """
    history = list(history)
    void = frozenset(one.event.number for one in history if isinstance(one.event, happened.Undone))
    state = CaseState(void=void)
    for one in history:
        if one.number in void or isinstance(one.event, happened.Undone):
            continue
        state = _marked(_apply(one.event, state, one, process), f"event:{one.event.kind}", one.day)
    return state


def _marked(state: CaseState, mark: str, day: date) -> CaseState:
    return replace(state, marks={**state.marks, mark: (*state.marks.get(mark, ()), day)})


@singledispatch
def _apply(event: object, state: CaseState, one: Recorded, process: Process) -> CaseState:
    """Leave the state as it is: an event such as a note changes nothing else."""
    return state


@_apply.register(happened.Opened)
def _opened(event: happened.Opened, state: CaseState, one: Recorded, process: Process) -> CaseState:
    if state.stays:
        msg = "The case is already open. Open another one for another path."
        raise CaseOrderError(msg)
    state = _marked(replace(state, stays=(Stay(FIRST_PHASE, one.day),)), f"phase:{FIRST_PHASE}", one.day)
    return _marked(state, f"opened:{event.source}", one.day)


@_apply.register(happened.Moved)
def _moved(event: happened.Moved, state: CaseState, one: Recorded, process: Process) -> CaseState:
    passage = process.passages.get(event.passage)
    role = next(iter(passage.who)) if passage else ""
    position = move(process, state.position, event.passage, role)
    *before, last = state.stays
    stays = (*before, replace(last, until=one.day), Stay(position.phase, one.day))
    state = replace(state, position=position, stays=stays)
    comes_back = process.phases[last.phase].resting and position.phase == state.stays[-3].phase
    if not comes_back:
        state = _begun(_marked(state, f"phase:{position.phase}", one.day), one.day, last.phase)
    if process.phases[position.phase].stops_terms:
        stop = Suspension(one.day, event.until, event.reason or "percorso sospeso")
        state = replace(state, suspensions=(*state.suspensions, stop))
    elif process.phases[last.phase].stops_terms:
        *others, stop = state.suspensions
        state = replace(state, suspensions=(*others, replace(stop, until=one.day)))
    return _marked(state, f"passage:{event.passage}", one.day)


def _begun(state: CaseState, day: date, before: str) -> CaseState:
    """Begin afresh what a phase asks for anew: another UVM, another review, another version of the plan."""
    match state.position.phase:
        case "valutazione_multidimensionale":
            return _with(state, minutes=False, opinions={}, disagreeing=frozenset(), person_took_part=False)
        case "piano":
            return replace(_with(state, signed=False, why_unsigned=None, review_on=None), signed_by=None)
        case "monitoraggio":
            return replace(state, attainment={})
        case "erogazione" if before == "piano":
            number = len(state.versions) + 1
            version = PlanVersion(number, day, state.file.goals, state.planned, state.signed_by)
            return replace(state, versions=(*state.versions, version))
    return state


@_apply.register(happened.ActDone)
def _act_done(event: happened.ActDone, state: CaseState, one: Recorded, process: Process) -> CaseState:
    phase = next(
        (
            phase
            for phase in reversed(state.reached)
            if event.act in {act.id for act in process.phases[phase].acts}
        ),
        None,
    )
    if phase is None:
        msg = f"The act {event.act!r} belongs to no phase that the case has been in."
        raise CaseOrderError(msg)
    state = _marked(state, f"act:{event.act}", one.day)
    return replace(state, acts_done=state.acts_done | {f"{phase}.{event.act}"})


@_apply.register(happened.Joined)
def _joined(event: happened.Joined, state: CaseState, one: Recorded, process: Process) -> CaseState:
    member = Member(event.party, event.sector, event.role, event.is_professional)
    team = tuple(
        other for other in state.file.team if (other.party_id, other.role) != (event.party, event.role)
    )
    return _with(state, team=(*team, member))


@_apply.register(happened.Left)
def _left(event: happened.Left, state: CaseState, one: Recorded, process: Process) -> CaseState:
    team = tuple(
        other for other in state.file.team if (other.party_id, other.role) != (event.party, event.role)
    )
    if len(team) == len(state.file.team):
        msg = f"{event.party!r} is not in the team as {event.role!r}. Check the role, or look at the team."
        raise CaseOrderError(msg)
    return _with(state, team=team)


@_apply.register(happened.Asked)
def _asked(event: happened.Asked, state: CaseState, one: Recorded, process: Process) -> CaseState:
    return _with(state, person_asked=True)


@_apply.register(happened.TookPart)
def _took_part(event: happened.TookPart, state: CaseState, one: Recorded, process: Process) -> CaseState:
    return _with(state, person_took_part=True)


@_apply.register(happened.NeedFound)
def _need_found(event: happened.NeedFound, state: CaseState, one: Recorded, process: Process) -> CaseState:
    return _with(state, needs=tuple(dict.fromkeys((*state.file.needs, event.need))))


@_apply.register(happened.OpinionGiven)
def _opinion(event: happened.OpinionGiven, state: CaseState, one: Recorded, process: Process) -> CaseState:
    others = state.file.disagreeing - {event.party}
    disagreeing = others | {event.party} if event.disagrees else others
    return _with(state, opinions={**state.file.opinions, event.party: event.text}, disagreeing=disagreeing)


@_apply.register(happened.MinutesWritten)
def _minutes(event: happened.MinutesWritten, state: CaseState, one: Recorded, process: Process) -> CaseState:
    return _with(state, minutes=True)


@_apply.register(happened.GoalSet)
def _goal_set(event: happened.GoalSet, state: CaseState, one: Recorded, process: Process) -> CaseState:
    return _with(state, goals=(*state.file.goals, Goal(event.goal, (), event.need, event.horizon)))


@_apply.register(happened.ActionPlanned)
def _action(event: happened.ActionPlanned, state: CaseState, one: Recorded, process: Process) -> CaseState:
    _must_hold(event.goal, {goal.name for goal in state.file.goals}, "goal")
    action = Action(event.action, event.responsible, event.due)
    goals = tuple(
        replace(goal, actions=(*goal.actions, action)) if goal.name == event.goal else goal
        for goal in state.file.goals
    )
    planned = Planned(
        event.action, event.goal, event.responsible, event.due, event.hours_per_week, Decimal(0), 0,
        event.hourly_cost,
    )  # fmt: skip
    return replace(_with(state, goals=goals), planned=(*state.planned, planned))


@_apply.register(happened.Delivered)
def _delivered(event: happened.Delivered, state: CaseState, one: Recorded, process: Process) -> CaseState:
    _must_hold(event.action, {one.action for one in state.planned}, "action")
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


@_apply.register(happened.BasisRecorded)
def _basis(event: happened.BasisRecorded, state: CaseState, one: Recorded, process: Process) -> CaseState:
    return _with(state, legal_basis=event.basis)


@_apply.register(happened.ConsentGiven)
def _consent(event: happened.ConsentGiven, state: CaseState, one: Recorded, process: Process) -> CaseState:
    name = "informed_consent" if event.about == "cure" else "privacy_consent"
    return _with(state, **{name: event.given})


@_apply.register(happened.Signed)
def _signed(event: happened.Signed, state: CaseState, one: Recorded, process: Process) -> CaseState:
    state = _with(state, signed=event.by is not None, why_unsigned=event.why_not)
    return replace(state, signed_by=event.by)


@_apply.register(happened.ReviewSet)
def _review_set(event: happened.ReviewSet, state: CaseState, one: Recorded, process: Process) -> CaseState:
    return _with(state, review_on=event.on)


@_apply.register(happened.ResourceGiven)
def _resource(event: happened.ResourceGiven, state: CaseState, one: Recorded, process: Process) -> CaseState:
    resource = Resource(
        event.resource, event.need, event.funder, event.owner, event.what, event.quantity, event.unit,
        event.unit_cost, event.since, event.until, "natura" if event.in_kind else "denaro", event.scheme,
    )  # fmt: skip
    others = tuple(other for other in state.resources if other.id != resource.id)
    return replace(_with(state, has_budget=True), resources=(*others, resource))


@_apply.register(happened.Withheld)
def _withheld(event: happened.Withheld, state: CaseState, one: Recorded, process: Process) -> CaseState:
    return _with(state, has_budget=True)


@_apply.register(happened.Entered)
def _entered(event: happened.Entered, state: CaseState, one: Recorded, process: Process) -> CaseState:
    _must_hold(event.resource, {resource.id for resource in state.resources}, "resource")
    entry = Entry(event.resource, event.entry, event.amount, one.day, event.document)
    return replace(state, entries=(*state.entries, entry))


@_apply.register(happened.GoalReviewed)
def _reviewed(event: happened.GoalReviewed, state: CaseState, one: Recorded, process: Process) -> CaseState:
    _must_hold(event.goal, {goal.name for goal in state.file.goals}, "goal")
    review = Reviewed(one.day, len(state.versions), event.goal, event.attainment, event.in_her_words)
    attainment = {**state.attainment, event.goal: event.attainment}
    return replace(state, attainment=attainment, reviews=(*state.reviews, review))


@_apply.register(happened.Dropped)
def _dropped(event: happened.Dropped, state: CaseState, one: Recorded, process: Process) -> CaseState:
    if event.what == "goal":
        _must_hold(event.name, {goal.name for goal in state.file.goals}, "goal")
        goals = tuple(goal for goal in state.file.goals if goal.name != event.name)
        planned = tuple(plan for plan in state.planned if plan.goal != event.name)
    else:
        _must_hold(event.name, {plan.action for plan in state.planned}, "action")
        goals = tuple(
            replace(goal, actions=tuple(action for action in goal.actions if action.name != event.name))
            for goal in state.file.goals
        )
        planned = tuple(plan for plan in state.planned if plan.action != event.name)
    return replace(_with(state, goals=goals), planned=planned)


@_apply.register(happened.ScaleScored)
def _scored(event: happened.ScaleScored, state: CaseState, one: Recorded, process: Process) -> CaseState:
    version = len(state.versions)
    scored = Scored(one.day, version, event.scale, event.name, event.total, event.words, event.by)
    return replace(state, scales=(*state.scales, scored))


@_apply.register(happened.RiskNoted)
def _risk(event: happened.RiskNoted, state: CaseState, one: Recorded, process: Process) -> CaseState:
    others = tuple(risk for risk in state.risks if risk.risk != event.risk)
    return replace(state, risks=(*others, Risk(event.risk, one.day, event.review_on, event.told)))


@_apply.register(happened.RiskEnded)
def _risk_ended(event: happened.RiskEnded, state: CaseState, one: Recorded, process: Process) -> CaseState:
    _must_hold(event.risk, {risk.risk for risk in state.risks}, "risk")
    return replace(state, risks=tuple(risk for risk in state.risks if risk.risk != event.risk))


def _with(state: CaseState, **fields: object) -> CaseState:
    """Change some fields of the file that the gates look at."""
    return replace(state, file=replace(state.file, **fields))  # type: ignore[arg-type]


def _must_hold(name: str, known: set[str], kind: str) -> None:
    """Refuse a name that the case does not hold; names are the plan's, not a person's."""
    if name not in known:
        msg = f"The case holds no such {kind}. Record it first, or choose one of the {len(known)} it holds."
        raise CaseOrderError(msg)
