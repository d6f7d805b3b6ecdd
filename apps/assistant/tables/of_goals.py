"""Read what plans are to reach as a table: each goal, for which need, by when, what is done for it, how far it came."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apps.assistant.tables.cells import day_cell, kind, number, text
from apps.assistant.tables.plans_read import read_plans
from apps.assistant.tables.table import UNWRITTEN, Cell, Row
from apps.components.words import on_day
from coordinator.model import vocabulary
from coordinator.pathway.outcome import ATTAINMENT

if TYPE_CHECKING:
    from apps.assistant.tables.plans_read import Plan
    from apps.assistant.whom.scene import Scene
    from coordinator.pathway.case import Recorded, Reviewed
    from coordinator.pathway.cases import CaseView

STATES = {"on": "nel piano", "dropped": "lasciato"}
REACHED = {"yes": "raggiunto", "no": "non raggiunto", "unknown": "mai verificato"}
"""Whether a goal came at least as far as was expected, in Italian."""


REVIEWS = frozenset({"locale.verifica", "esempio.verifica"})
"""Terms by which a plan is reviewed."""


def read_goals(scene: Scene, person_id: str) -> list[Row]:
    """
    Read the goals of plans as rows.

    Parameters
    ----------
    scene
        The conversation: the record, who asks.
    person_id
        Of whom; empty for all whose open paths the asker sees.

    Returns
    -------
    list of Row
        In the order in which they were set, also those that were given up.

    Raises
    ------
    NotAllowedError
        If the viewer may not read plans.
    """
    plans = read_plans(scene, person_id, "plan", _parties)
    return [row for plan in plans for row in _rows(plan)]


def _parties(view: CaseView) -> set[str | None]:
    """List who answers for the actions of a path."""
    return {one.responsible for one in view.state.planned}


def _rows(plan: Plan) -> list[Row]:
    """Write the goals of one plan."""
    standing = {one.name for one in plan.view.state.file.goals}
    reviews = {one.goal: one for one in plan.view.state.reviews}
    dropped: dict[str, Any] = {one.event.name: one for one in plan.kept("dropped")}
    last: dict[str, Any] = {one.event.goal: one for one in plan.kept("goal_set")}
    rows = []
    for name, one in last.items():
        own = [it for it in plan.view.state.planned if it.goal == name]
        gone = None if name in standing else dropped.get(name)
        cells = _cells(plan, one, reviews.get(name)) | {
            "state": kind("on", STATES["on"]) if name in standing else kind("dropped", STATES["dropped"]),
            "why": text(gone.event.reason if gone else ""),
            "dropped_on": day_cell(gone.day if gone else None),
            "actions": text(", ".join(it.action for it in own)),
            "how_many": number(len(own), "intervento", "interventi"),
            "who": text(", ".join(dict.fromkeys(plan.name(it.responsible) for it in own if it.responsible))),
        }
        rows.append(Row(cells, page=plan.page, person_id=plan.view.person_id))
    return rows


def _cells(plan: Plan, one: Recorded, review: Reviewed | None) -> dict[str, Cell]:
    """Write what is held of one goal."""
    event: Any = one.event
    reached = "unknown" if review is None else "yes" if review.attainment >= 0 else "no"
    return {
        "goal": text(event.goal),
        "person": text(plan.person),
        "need": text(vocabulary().label("needs", event.need)),
        "horizon": kind(event.horizon, f"{event.horizon} termine"),
        "reached": kind(f"{reached} weighed" if review else reached, REACHED[reached]),
        "attainment": text(ATTAINMENT[review.attainment] if review else ""),
        "words": text(review.in_her_words if review else ""),
        "reviewed": day_cell(review.day if review else None),
        "next": _next(plan.view),
        "written": day_cell(one.day),
        "author": text(plan.author(one.author)),
    }


def _next(view: CaseView) -> Cell:
    """Say when the plan is reviewed next: on the day that was set, or by the term that runs."""
    if view.state.file.review_on:
        return Cell(on_day(view.state.file.review_on), view.state.file.review_on)
    due = [one.deadline.due for one in view.terms() if one.met_on is None and one.deadline.term.id in REVIEWS]
    first = min((one for one in due if one), default=None)
    return Cell(f"entro {on_day(first)}", first) if first else UNWRITTEN
