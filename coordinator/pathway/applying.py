"""Say what each event of the path changes in a case: passages, team, assessment, consents, risks."""

from __future__ import annotations

from dataclasses import replace
from functools import singledispatch
from typing import TYPE_CHECKING

from coordinator.pathway import events as happened
from coordinator.pathway.case import (
    FIRST_PHASE,
    CaseOrderError,
    CaseState,
    PlanVersion,
    Recorded,
    Risk,
    Scored,
    Stay,
    Task,
)
from coordinator.pathway.deadlines import Suspension
from coordinator.pathway.gates import Member
from coordinator.pathway.machine import move

if TYPE_CHECKING:
    from datetime import date

    from coordinator.pathway.process import Process

UVM_ENDS = frozenset({"chiudi_uvm", "nessun_bisogno"})
"""The passages that say what a UVM found; one that was only convened has not met yet."""


@singledispatch
def apply(event: object, state: CaseState, one: Recorded, process: Process) -> CaseState:
    """Leave the state as it is: an event such as a note changes nothing else."""
    return state


def marked(state: CaseState, mark: str, day: date) -> CaseState:
    """Note the day of a mark: a term may start with it, or be met by it."""
    return replace(state, marks={**state.marks, mark: (*state.marks.get(mark, ()), day)})


def with_file(state: CaseState, **fields: object) -> CaseState:
    """Change some fields of the file that the gates look at."""
    return replace(state, file=replace(state.file, **fields))  # type: ignore[arg-type]


def must_hold(name: str, known: set[str], kind: str) -> None:
    """Refuse a name that the case does not hold; names are the plan's, not a person's."""
    if name not in known:
        msg = f"The case holds no such {kind}. Record it first, or choose one of the {len(known)} it holds."
        raise CaseOrderError(msg)


@apply.register(happened.Opened)
def _opened(event: happened.Opened, state: CaseState, one: Recorded, process: Process) -> CaseState:
    if state.stays:
        msg = "The case is already open. Open another one for another path."
        raise CaseOrderError(msg)
    state = marked(replace(state, stays=(Stay(FIRST_PHASE, one.day),)), f"phase:{FIRST_PHASE}", one.day)
    return marked(state, f"opened:{event.source}", one.day)


@apply.register(happened.Moved)
def _moved(event: happened.Moved, state: CaseState, one: Recorded, process: Process) -> CaseState:
    passage = process.passages.get(event.passage)
    role = next(iter(passage.who)) if passage else ""
    position = move(process, state.position, event.passage, role)
    *before, last = state.stays
    stays = (*before, replace(last, until=one.day), Stay(position.phase, one.day))
    state = replace(state, position=position, stays=stays)
    if event.passage in UVM_ENDS:
        state = _met(state, one.day)
    comes_back = process.phases[last.phase].resting and position.phase == state.stays[-3].phase
    if not comes_back:
        state = _begun(marked(state, f"phase:{position.phase}", one.day), one.day, last.phase)
    if process.phases[position.phase].stops_terms:
        stop = Suspension(one.day, event.until, event.reason or "percorso sospeso")
        state = replace(state, suspensions=(*state.suspensions, stop))
    elif process.phases[last.phase].stops_terms:
        *others, stop = state.suspensions
        state = replace(state, suspensions=(*others, replace(stop, until=one.day)))
    return marked(state, f"passage:{event.passage}", one.day)


def _begun(state: CaseState, day: date, before: str) -> CaseState:
    """Begin afresh what a phase asks for anew: another UVM, another review, another version of the plan."""
    match state.position.phase:
        case "valutazione_multidimensionale":
            return with_file(
                state, minutes=False, opinions={}, disagreeing=frozenset(), person_took_part=False
            )
        case "piano":
            return replace(with_file(state, signed=False, why_unsigned=None, review_on=None), signed_by=None)
        case "monitoraggio":
            return replace(state, attainment={})
        case "erogazione" if before == "piano":
            number = len(state.versions) + 1
            version = PlanVersion(number, day, state.file.goals, state.planned, state.signed_by)
            return replace(state, versions=(*state.versions, version))
    return state


@apply.register(happened.ActDone)
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
    state = marked(state, f"act:{event.act}", one.day)
    return replace(state, acts_done=state.acts_done | {f"{phase}.{event.act}"})


@apply.register(happened.Joined)
def _joined(event: happened.Joined, state: CaseState, one: Recorded, process: Process) -> CaseState:
    member = Member(event.party, event.sector, event.role, event.is_professional)
    team = tuple(
        other for other in state.file.team if (other.party_id, other.role) != (event.party, event.role)
    )
    return with_file(state, team=(*team, member))


@apply.register(happened.Left)
def _left(event: happened.Left, state: CaseState, one: Recorded, process: Process) -> CaseState:
    team = tuple(
        other for other in state.file.team if (other.party_id, other.role) != (event.party, event.role)
    )
    if len(team) == len(state.file.team):
        msg = f"{event.party!r} is not in the team as {event.role!r}. Check the role, or look at the team."
        raise CaseOrderError(msg)
    return with_file(state, team=team)


@apply.register(happened.Asked)
def _asked(event: happened.Asked, state: CaseState, one: Recorded, process: Process) -> CaseState:
    return with_file(state, person_asked=True)


@apply.register(happened.TookPart)
def _took_part(event: happened.TookPart, state: CaseState, one: Recorded, process: Process) -> CaseState:
    return with_file(state, person_took_part=True)


@apply.register(happened.NeedFound)
def _need_found(event: happened.NeedFound, state: CaseState, one: Recorded, process: Process) -> CaseState:
    return with_file(state, needs=tuple(dict.fromkeys((*state.file.needs, event.need))))


@apply.register(happened.OpinionGiven)
def _opinion(event: happened.OpinionGiven, state: CaseState, one: Recorded, process: Process) -> CaseState:
    others = state.file.disagreeing - {event.party}
    disagreeing = others | {event.party} if event.disagrees else others
    return with_file(
        state, opinions={**state.file.opinions, event.party: event.text}, disagreeing=disagreeing
    )


@apply.register(happened.MinutesWritten)
def _minutes(event: happened.MinutesWritten, state: CaseState, one: Recorded, process: Process) -> CaseState:
    return with_file(_met(state, one.day), minutes=True)


def _met(state: CaseState, day: date) -> CaseState:
    """Note that the UVM has met: once for each time that it was convened, by its minutes or its outcome."""
    return state if state.file.minutes else marked(state, "uvm:met", day)


@apply.register(happened.BasisRecorded)
def _basis(event: happened.BasisRecorded, state: CaseState, one: Recorded, process: Process) -> CaseState:
    return with_file(state, legal_basis=event.basis)


@apply.register(happened.ConsentGiven)
def _consent(event: happened.ConsentGiven, state: CaseState, one: Recorded, process: Process) -> CaseState:
    name = "informed_consent" if event.about == "cure" else "privacy_consent"
    return with_file(state, **{name: event.given})


@apply.register(happened.ScaleScored)
def _scored(event: happened.ScaleScored, state: CaseState, one: Recorded, process: Process) -> CaseState:
    version = len(state.versions)
    scored = Scored(one.day, version, event.scale, event.name, event.total, event.words, event.by)
    return replace(state, scales=(*state.scales, scored))


@apply.register(happened.RiskNoted)
def _risk(event: happened.RiskNoted, state: CaseState, one: Recorded, process: Process) -> CaseState:
    others = tuple(risk for risk in state.risks if risk.risk != event.risk)
    return replace(state, risks=(*others, Risk(event.risk, one.day, event.review_on, event.told)))


@apply.register(happened.RiskEnded)
def _risk_ended(event: happened.RiskEnded, state: CaseState, one: Recorded, process: Process) -> CaseState:
    must_hold(event.risk, {risk.risk for risk in state.risks}, "risk")
    return replace(state, risks=tuple(risk for risk in state.risks if risk.risk != event.risk))


@apply.register(happened.TaskGiven)
def _task(event: happened.TaskGiven, state: CaseState, one: Recorded, process: Process) -> CaseState:
    given = Task(one.number, event.what, event.owner, event.due, one.day, one.author)
    taken_over = {
        task.number for task in state.open_tasks if task.answer == "rifiutato" and task.what == event.what
    }
    others = tuple(task for task in state.tasks if task.number not in taken_over)
    return replace(state, tasks=(*others, given))


@apply.register(happened.TaskAnswered)
def _task_answered(
    event: happened.TaskAnswered, state: CaseState, one: Recorded, process: Process
) -> CaseState:
    must_hold(str(event.task), {str(task.number) for task in state.open_tasks}, "open task")
    return replace(
        state,
        tasks=tuple(
            replace(task, answer=event.answer, reason=event.reason) if task.number == event.task else task
            for task in state.tasks
        ),
    )
