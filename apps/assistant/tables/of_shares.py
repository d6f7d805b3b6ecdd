"""Read what funders put into plans as a table: what, how much, what of it is committed and paid, and what is left."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from apps.assistant.tables.cells import day_cell, euros, kind, number, text
from apps.assistant.tables.plans_read import read_plans
from apps.assistant.tables.table import Row
from apps.components.path_words import FUNDERS
from apps.components.words import written
from coordinator.model import vocabulary

if TYPE_CHECKING:
    from apps.assistant.tables.plans_read import Plan
    from apps.assistant.tables.table import Cell
    from apps.assistant.whom.scene import Scene
    from coordinator.pathway.budgets import Entry, Resource
    from coordinator.pathway.cases import CaseView

STATES = {
    "none": "niente liquidato",
    "part": "liquidata in parte",
    "all": "liquidata per intero",
    "kind": "in natura, non si liquida",
}
"""How far a share was paid, in Italian."""


def read_shares(scene: Scene, person_id: str) -> list[Row]:
    """
    Read the shares of budgets as rows.

    Parameters
    ----------
    scene
        The conversation: the record, who asks.
    person_id
        Of whose plan; empty for all whose open paths the asker sees.

    Returns
    -------
    list of Row
        In the order in which they were written.

    Raises
    ------
    NotAllowedError
        If the viewer may not read budgets.
    """
    plans = read_plans(scene, person_id, "budget", _parties)
    return [_row(plan, one) for plan in plans for one in plan.view.state.resources]


def _parties(view: CaseView) -> set[str | None]:
    """List who answers for a share."""
    return {one.owner for one in view.state.resources}


def _row(plan: Plan, one: Resource) -> Row:
    """Write one share."""
    own = [it for it in plan.view.state.entries if it.resource_id == one.id]
    events: list[Any] = list(plan.kept("resource_given"))
    told = next((it for it in reversed(events) if it.event.resource == one.id), None)
    hours = one.unit == "ore"
    cells = {
        "what": text(one.what),
        "person": text(plan.person),
        "funder": kind(one.funder, FUNDERS[one.funder]),
        "owner": text(plan.name(one.owner)),
        "need": text(vocabulary().label("needs", one.need)),
        "quantity": text(f"{written(one.quantity)} {one.unit}" if one.unit != one.what else ""),
        "hours": number(float(one.quantity), "ora", "ore") if hours else number(None, "", ""),
        "unit_cost": euros(one.unit_cost, " l’ora" if hours else ""),
        "value": euros(one.value),
        "scheme": text(one.scheme),
        "form": kind(one.kind, "in natura" if one.kind == "natura" else "in denaro"),
        "since": day_cell(one.since),
        "until": day_cell(one.until),
        "written": day_cell(told.day if told else None),
        "author": text(plan.author(told.author) if told else ""),
    }
    return Row(cells | _done(one, own), page=plan.page, person_id=plan.view.person_id)


def _done(one: Resource, own: list[Entry]) -> dict[str, Cell]:
    """Write what was committed and paid of a share; what is in kind is neither."""
    if one.kind == "natura":
        return {"state": kind("kind", STATES["kind"])}
    committed, paid = (_sum(own, kind) for kind in ("impegno", "liquidazione"))
    state = "all" if paid and paid >= (one.value or committed) else "part" if paid else "none"
    days = {what: [it.on for it in own if it.kind == what] for what in ("impegno", "liquidazione")}
    return {
        "state": kind(state, STATES[state]),
        "committed": euros(committed),
        "paid": euros(paid),
        "left": euros(committed - paid),
        "free": euros((one.value or Decimal(0)) - committed),
        "committed_on": day_cell(max(days["impegno"], default=None)),
        "paid_on": day_cell(max(days["liquidazione"], default=None)),
        "commitment": text(_papers(own, "impegno")),
        "payment": text(_papers(own, "liquidazione")),
    }


def _sum(own: list[Entry], what: str) -> Decimal:
    """Add up the entries of a kind."""
    return sum((it.amount for it in own if it.kind == what), Decimal(0))


def _papers(own: list[Entry], what: str) -> str:
    """Name the documents of the entries of a kind."""
    return "; ".join(dict.fromkeys(it.document for it in own if it.kind == what))
