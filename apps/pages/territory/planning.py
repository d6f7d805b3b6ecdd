"""Show the needs of the territory, and of each comune, beside what services, agreements and budgets provide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apps.components.words import curly, place_name
from apps.pages.agreements.drafts import ABOVE
from apps.pages.task import show_task
from apps.pages.territory.charts import pairs
from coordinator.agreements.planning import plan_needs
from coordinator.model import vocabulary
from coordinator.protection.disclosure import FEWEST

if TYPE_CHECKING:
    from decimal import Decimal

    from apps.components.desk import Desk
    from coordinator.agreements.planning import NeedPlan


def show_planning(desk: Desk) -> None:
    """Fill the document with needs and resources, territory by territory."""
    plans = sorted(plan_needs(desk.store, desk.today(), desk.viewer()), key=_order)
    lead = "Quante persone hanno ciascun bisogno, e che cosa c’è: servizi, accordi firmati, budget dei piani."
    show_task(
        desk,
        "programmazione",
        "Bisogni e risorse per territorio",
        lead,
        body="territory/planning.html",
        here="servizi",
        above=ABOVE,
        plans=plans,
        drawn=pairs([(one.persons, one.places_free) for one in plans]),
        need_label=lambda need: curly(vocabulary().label("needs", need)),
        fewest=FEWEST,
        euro=_euro,
        place=lambda area: place_name(area) or "territorio non scritto",
        year=desk.today().year,
    )


def _order(plan: NeedPlan) -> tuple[int, int, str]:
    """Put first what nobody covers, then what is full, then by how many persons."""
    return (0 if plan.uncovered else 1 if plan.crowded else 2, -(plan.persons or 0), plan.need)


def _euro(amount: Decimal) -> str:
    """Write a sum as Italians do."""
    return f"{amount:,.0f}".replace(",", ".")
