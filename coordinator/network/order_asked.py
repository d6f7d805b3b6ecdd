"""Write in SQL in which order many persons are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coordinator.model import Person
from coordinator.network.contacts_asked import last_contact
from coordinator.network.ties_asked import first_day, ties_of
from coordinator.network.wanted import SERVED

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from sqlalchemy import SQLColumnExpression

    from coordinator.network.wanted import Wanted


def order_of(wanted: Wanted, day: date, blind: Collection[int]) -> tuple[SQLColumnExpression[Any], ...]:
    """
    Write the order in which persons are asked for; by name where nothing else tells them apart.

    Parameters
    ----------
    wanted, day, blind
        As `conditions.conditions` takes them.

    Returns
    -------
    tuple of ColumnElement
        For the ORDER BY of a query over `Person`.
    """
    by_name = (Person.family_name, Person.given_name, Person.id)
    if wanted.order == "longest":
        waits = [one for one in wanted.ties if one.present and one.kinds[0] in SERVED]
        return (first_day(waits[-1], day).asc(), *by_name)
    firsts: dict[str, tuple[SQLColumnExpression[Any], ...]] = {
        "oldest": (Person.born_on.is_(None), Person.born_on.asc()),
        "youngest": (Person.born_on.is_(None), Person.born_on.desc()),
        "fewest": (ties_of(day).asc(),),
        "quietest": (last_contact(day, blind).is_not(None), last_contact(day, blind).asc()),
    }
    return (*firsts.get(wanted.order, ()), *by_name)
