"""Read what plans have done for persons as a table: each action, who answers for it, what was given of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from apps.assistant.tables.cells import day_cell, euros, kind, number, text
from apps.assistant.tables.plans_read import called_too, kinds_of, read_plans
from apps.assistant.tables.table import Cell, Row
from coordinator.display import written
from coordinator.model import vocabulary
from coordinator.network.named import phones_of
from coordinator.network.reach import reach
from coordinator.pathway.planned import planned_against_given

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal

    from apps.assistant.tables.plans_read import Plan
    from apps.assistant.whom.scene import Scene
    from coordinator.pathway.case import Recorded
    from coordinator.pathway.cases import CaseView
    from coordinator.pathway.planned import Comparison

STATES = {"begun": "avviato", "waiting": "non ancora avviato", "dropped": "tolto dal piano"}
"""Where an action stands, in Italian."""

HUNDRED = 100


def read_actions(scene: Scene, person_id: str) -> list[Row]:
    """
    Read the actions of plans as rows.

    Parameters
    ----------
    scene
        The conversation: the record, who asks, the day.
    person_id
        Of whom; empty for all whose open paths the asker sees.

    Returns
    -------
    list of Row
        In the order in which they were planned, also those that were dropped.

    Raises
    ------
    NotAllowedError
        If the viewer may not read plans.
    """
    plans = read_plans(scene, person_id, "plan", _parties)
    who = {one.event.responsible for plan in plans for one in plan.kept("action_planned")}
    phones = phones_of(scene.store, sorted(one for one in who if one), scene.viewer) if who else {}
    kinds = {one.id: kinds_of(one) for one in reach(scene.store, scene.viewer) if one.id in who}
    return [row for plan in plans for row in _rows(plan, phones, kinds, scene.day)]


def _parties(view: CaseView) -> set[str | None]:
    """List whom the actions of a path name."""
    events: list[Any] = [one.event for one in view.history]
    found = {getattr(one, "responsible", None) for one in events}
    return found | {one.body for one in events if one.kind == "joined"}


class _Done(NamedTuple):
    """What came of an action."""

    given: list[Recorded]
    compared: Comparison | None
    dropped: Any


def _rows(plan: Plan, phones: Mapping[str, str], kinds: Mapping[str, str], day: date) -> list[Row]:
    """Write the actions of one plan, each as it was planned last."""
    compared = {one.action: one for one in planned_against_given(plan.view.state, day)}
    last = {one.event.action: one for one in plan.kept("action_planned")}
    dropped = {one.event.name: one for one in plan.kept("dropped")}
    needs = {one.event.goal: one.event.need for one in plan.kept("goal_set")}
    bodies = {one.event.party: one.event.body for one in plan.kept("joined")}
    rows = []
    for name, one in last.items():
        given = [it for it in plan.kept("delivered") if it.event.action == name]
        gone = dropped.get(name) or dropped.get(one.event.goal)
        done = _Done(given, compared.get(name), gone if name not in compared else None)
        who = one.event.responsible or ""
        body = bodies.get(who) or ("" if who.startswith(("pra:", "per:")) else who)
        cells = _cells(plan, one, done) | {
            "body": text(plan.name(body)),
            "phone": text(phones.get(who)),
            "kind": text(kinds.get(who)),
            "need": text(vocabulary().label("needs", needs.get(one.event.goal))),
        }
        rows.append(Row(cells, page=plan.page, person_id=plan.view.person_id, called=called_too(name)))
    return rows


def _given(hours: float, expected: Decimal | None) -> Cell:
    """Say how many hours were given, of how many that were expected by now where the plan tells."""
    given = number(hours, "ora", "ore")
    if not expected:
        return number(hours, "ora data", "ore date")
    return Cell(f"{given.shown} su {written(expected)} previste a oggi", hours)


def _cells(plan: Plan, one: Recorded, done: _Done) -> dict[str, Cell]:
    """Write what is held of one action."""
    event: Any = one.event
    compared = done.compared
    state = "dropped" if done.dropped else "begun" if done.given else "waiting"
    expected = compared.hours_expected if compared else None
    hours = sum((float(it.event.hours) for it in done.given), 0.0)  # type: ignore[union-attr]
    behind = max(float(expected) - hours, 0.0) if expected is not None else None
    share = float(compared.share) * HUNDRED if compared and compared.share is not None else None
    weekly = float(event.hours_per_week) if event.hours_per_week is not None else None
    papers = [it for it in done.given if it.event.document is None]  # type: ignore[union-attr]
    return {
        "action": text(event.action),
        "person": text(plan.person),
        "goal": text(event.goal),
        "responsible": text(plan.name(event.responsible)),
        "hours": number(weekly, "ora la settimana", "ore la settimana"),
        "hourly": euros(event.hourly_cost, " l’ora"),
        "weekly": euros(compared.weekly_cost if compared else None, " la settimana"),
        "due": day_cell(event.due),
        "state": kind(state if done.dropped else f"plan {state}", STATES[state]),
        "why": text(done.dropped.event.reason if done.dropped else ""),
        "expected": number(
            None if expected is None else float(expected), "ora prevista a oggi", "ore previste a oggi"
        ),
        "given": _given(hours, expected),
        "behind": number(behind, "ora in meno del previsto", "ore in meno del previsto"),
        "share": number(share, "% del previsto", "% del previsto"),
        "times": number(len(done.given), "volta", "volte"),
        "first": day_cell(done.given[0].day if done.given else None),
        "last": day_cell(done.given[-1].day if done.given else None),
        "bare": number(len(papers), "volta senza documento", "volte senza documento"),
        "written": day_cell(one.day),
        "author": text(plan.author(one.author)),
    }
