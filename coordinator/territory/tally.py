"""Tell how many persons there are of some kind, to who plans for them and sees none of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import and_, func, select

from coordinator.model import Person
from coordinator.network.census import BANDS
from coordinator.network.conditions import conditions, population
from coordinator.protection.disclosure import in_words

if TYPE_CHECKING:
    from datetime import date

    from coordinator.network.wanted import Wanted
    from coordinator.protection import Viewer
    from coordinator.store import Store


def tally(store: Store, wanted: Wanted, day: date, viewer: Viewer) -> str:
    """
    Tell how many persons there are of some kind, without naming any.

    Ages are counted from those of `BANDS` alone and nothing is asked of helpers, services or single persons, so that
    the difference of two answers is never about a few.

    Parameters
    ----------
    store
        The record.
    wanted
        What must hold of each.
    day
        On which it must.
    viewer
        Who asks; needs to read the territory.

    Returns
    -------
    str
        ``"0"``, ``"meno di 5"`` or e.g. ``"circa 80"``; reserved persons are not counted.

    Raises
    ------
    NotAllowedError
        If the viewer may not read the territory.
    ValueError
        If more is asked than may be told.
    """
    viewer.require("read", "territory")
    if not is_coarse(wanted):
        edges = ", ".join(map(str, BANDS))
        message = (
            f"A count without names is by area, sex, a need, living alone, from ages {edges}. Ask for these."
        )
        raise ValueError(message)
    asked = (one.holds for one in conditions(wanted, day, frozenset()))
    found = and_(Person.hidden.is_(False), population(wanted, day), *asked)
    with viewer.reading() as session:
        return in_words(session.scalar(select(func.count(Person.key)).where(found)) or 0)


def is_coarse(wanted: Wanted) -> bool:
    """
    Say whether a count may be told to who sees no persons.

    Parameters
    ----------
    wanted
        What must hold of each.

    Returns
    -------
    bool
        False where it asks for an age between two of `BANDS`, a year of birth, or of ties, contacts or single persons.
    """
    edges = {*BANDS, None}
    ages = wanted.least_age in edges and (wanted.most_age is None or wanted.most_age + 1 in edges)
    ages = ages and wanted.born_from is None and wanted.born_to is None
    fine = (
        wanted.ties or wanted.many_needs or wanted.quiet_since or wanted.within is not None or wanted.without
    )
    return ages and not fine and len(wanted.needs) <= 1


def nearest_coarse(wanted: Wanted) -> Wanted:
    """
    Move ages to the nearest at which `tally` counts.

    Parameters
    ----------
    wanted
        What is asked of each.

    Returns
    -------
    Wanted
        With ages at the edges of `BANDS`; of two edges as near, the one that leaves nobody out.
    """
    low, high = wanted.least_age, wanted.most_age
    least = None if low is None else min((0, *BANDS), key=lambda one: (abs(one - low), one))
    most = None if high is None else min(BANDS, key=lambda one: (abs(one - high - 1), -one)) - 1
    if most is not None and high is not None and high >= BANDS[-1] + (BANDS[-1] - BANDS[-2]) / 2:
        most = None
    if low is not None and most is not None and most < (least or 0):  # within one band: that one
        least = max(one for one in (0, *BANDS) if one <= low)
        most = next((one - 1 for one in BANDS if one > low), None)
    return replace(wanted, least_age=least or None, most_age=most)
