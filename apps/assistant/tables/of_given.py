"""Read what was given to persons under their plans as a table: each time, of what, for how many hours, by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apps.assistant.tables.cells import month_cell, number, text
from apps.assistant.tables.plans_read import called_too, kinds_of, read_plans
from apps.assistant.tables.table import Cell, Row
from apps.components.words import WEEKDAYS, long_day
from coordinator.model import vocabulary
from coordinator.network.reach import reach

if TYPE_CHECKING:
    from collections.abc import Mapping

    from apps.assistant.tables.plans_read import Plan
    from apps.assistant.whom.scene import Scene
    from coordinator.network.reach import Reached
    from coordinator.pathway.cases import CaseView


def read_given(scene: Scene, person_id: str) -> list[Row]:
    """
    Read what was given as rows.

    Parameters
    ----------
    scene
        The conversation: the record, who asks.
    person_id
        To whom; empty for all whose open paths the asker sees.

    Returns
    -------
    list of Row
        Path by path, in the order of the days.

    Raises
    ------
    NotAllowedError
        If the viewer may not read plans.
    """
    plans = read_plans(scene, person_id, "plan", _parties)
    cards = {one.id: one for one in reach(scene.store, scene.viewer)}
    return [row for plan in plans for row in _rows(plan, cards)]


def _parties(view: CaseView) -> set[str | None]:
    """List who gave something in a path, and who was to."""
    events: list[Any] = [
        one.event for one in view.history if one.event.kind in {"delivered", "action_planned"}
    ]
    return {one.by if one.kind == "delivered" else one.responsible for one in events}


def _rows(plan: Plan, cards: Mapping[str, Reached]) -> list[Row]:
    """Write what was given in one path."""
    planned = {one.event.action: one.event for one in plan.kept("action_planned")}
    needs = {one.event.goal: one.event.need for one in plan.kept("goal_set")}
    rows = []
    for one in sorted(plan.kept("delivered"), key=lambda it: it.day):
        event, action = one.event, planned.get(one.event.action)
        card = cards.get(event.by)
        cells = {
            "action": text(event.action),
            "person": text(plan.person),
            "day": Cell(long_day(one.day, weekday=True), one.day),
            "weekday": text(WEEKDAYS[one.day.weekday()]),
            "month": month_cell(one.day),
            "hours": number(float(event.hours), "ora", "ore"),
            "by": text(plan.name(event.by)),
            "kind": text(kinds_of(card)),
            "document": text(event.document),
            "goal": text(action.goal if action else ""),
            "need": text(vocabulary().label("needs", needs.get(action.goal) if action else None)),
            "responsible": text(plan.name(action.responsible if action else None)),
            "phone": text(card.phone if card else ""),
            "author": text(plan.author(one.author)),
        }
        rows.append(
            Row(cells, page=plan.page, person_id=plan.view.person_id, called=called_too(event.action))
        )
    return rows
