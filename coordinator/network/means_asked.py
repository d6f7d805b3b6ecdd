"""Ask for a mean over many persons: how old they are, how many services, carers or needs each has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import and_, func, select
from sqlalchemy.orm import aliased

from coordinator.model import Need, Person, Tie
from coordinator.network.census import require_census, seen_by
from coordinator.network.conditions import conditions, population
from coordinator.network.ties_asked import holds, tie_where
from coordinator.network.wanted import Having

if TYPE_CHECKING:
    from coordinator.network.wanted import Wanted
    from coordinator.protection import Viewer
    from coordinator.store import Store

What = Literal["age", "services", "carers", "needs"]

COUNTED = {
    "services": Having(("in_carico",)),
    "carers": Having(("caregiver_principale", "caregiver")),
}
"""Ties of which each person has a number."""


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean over persons, with the least and the greatest."""

    known: int  # persons over whom it is taken
    unknown: int  # persons of whom it is not written
    value: float | None  # None over nobody
    least: float | None
    most: float | None


def mean_of(
    store: Store, wanted: Wanted, what: What, day: date, viewer: Viewer, *, mine: bool = False
) -> Mean:
    """
    Take a mean over the persons of whom something holds.

    Parameters
    ----------
    store, wanted
        As `census` takes them.
    what
        ``"age"`` in years; ``"services"``, ``"carers"`` or ``"needs"``, as many as each has on the day, none included.
    day, viewer, mine
        As `census` takes them.

    Returns
    -------
    Mean
        Whose age is not written is counted apart.

    Raises
    ------
    NotAllowedError
        As `census`; also if the viewer may not read networks, where ties are counted.
    """
    require_census(viewer, wanted)
    if what in COUNTED:
        viewer.require("read", "network")
    asked = conditions(wanted, day, viewer.sight().blind)
    found = and_(seen_by(viewer, mine=mine), population(wanted, day), *(one.holds for one in asked))
    with viewer.reading() as session:
        rows = session.scalars(
            select(_each(what, day)).select_from(Person).where(found).order_by(Person.key)
        ).all()
    known = [_years(one, day) if isinstance(one, date) else float(one) for one in rows if one is not None]
    if not known:
        return Mean(0, len(rows), None, None, None)
    return Mean(len(known), len(rows) - len(known), sum(known) / len(known), min(known), max(known))


def _each(what: What, day: date) -> Any:  # noqa: ANN401 - a column or a count
    """Write what each person has."""
    if what == "age":
        return Person.born_on
    if what == "needs":
        need = aliased(Need)
        many = select(func.count(need.need.distinct())).where(need.person_key == Person.key, holds(need, day))
        return many.correlate(Person).scalar_subquery()
    tie = aliased(Tie)
    asked, other = tie_where(tie, COUNTED[what], day)
    return select(func.count(getattr(tie, other).distinct())).where(asked).correlate(Person).scalar_subquery()


def _years(born_on: date, day: date) -> float:
    """Count the birthdays that have passed."""
    return float(day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day)))
