"""Write in SQL what is asked of each of many persons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, func, not_, or_, select, true
from sqlalchemy.orm import aliased

from coordinator.model import Need, Person, Tie, day_of
from coordinator.network.ages import OLDEST, last_births
from coordinator.network.contacts_asked import met_after
from coordinator.network.households import MEMBER
from coordinator.network.needs_asked import has_need, unmet
from coordinator.network.record import TAKEN_CHARGE
from coordinator.network.ties_asked import has, holds
from coordinator.network.wanted import Having

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date

    from sqlalchemy import ColumnElement

    from coordinator.network.wanted import Wanted


@dataclass(frozen=True, slots=True)
class Condition:
    """What must hold of a person, and where the record knows enough to tell."""

    holds: ColumnElement[bool]
    known: ColumnElement[bool] | None = None  # None: what is not written is not so


def conditions(wanted: Wanted, day: date, blind: Collection[int]) -> Iterator[Condition]:
    """
    Write what is asked of each person.

    Parameters
    ----------
    wanted
        What is asked.
    day
        On which it must hold.
    blind
        Keys of the parties whose ties the viewer is not told of.

    Yields
    ------
    Condition
        For the WHERE of a query over `Person`.
    """
    yield from _of_herself(wanted, day)
    if wanted.alone is not None:
        lives_with, known = _lives_with(day), _has_household(day)
        yield Condition(and_(known, not_(lives_with)) if wanted.alone else lives_with, known)
    yield from (Condition(has_need(need, day)) for need in wanted.needs)
    if wanted.unmet:
        need = aliased(Need)
        asked = select(need.key).where(unmet(need, day))
        asked = asked.where(need.need.in_(wanted.needs)) if wanted.needs else asked
        yield Condition(asked.correlate(Person).exists())
    if wanted.many_needs > 1:
        need = aliased(Need)
        hers = unmet(need, day) if wanted.unmet else and_(need.person_key == Person.key, holds(need, day))
        many = select(func.count(need.need.distinct())).where(hers).correlate(Person)
        yield Condition(many.scalar_subquery() >= wanted.many_needs)
    for having in wanted.ties:
        held = has(having, day)
        yield Condition(held if having.present else not_(held))
    if wanted.quiet_since is not None:
        yield Condition(not_(met_after(wanted.quiet_since, day, blind)))
    if wanted.within is not None:
        yield Condition(Person.id.in_(sorted(wanted.within)))
    if wanted.without:
        yield Condition(Person.id.not_in(sorted(wanted.without)))


def population(wanted: Wanted, day: date) -> ColumnElement[bool]:
    """
    Write among whom persons are looked for.

    Parameters
    ----------
    wanted, day
        As `conditions` takes them.

    Returns
    -------
    ColumnElement of bool
        The living, each once; only those who are followed where nothing else says that they are in care.
    """
    if not wanted.of_followed:
        return living(day)
    any_need = select(Need.key).where(Need.person_key == Person.key, holds(Need, day))
    followed = (has(Having((kind,)), day) for kind in TAKEN_CHARGE)
    return and_(living(day), or_(any_need.correlate(Person).exists(), *followed))


def living(day: date) -> ColumnElement[bool]:
    """
    Write that a person is alive on a day, and her record no duplicate that was set aside.

    Parameters
    ----------
    day
        The day.

    Returns
    -------
    ColumnElement of bool
        Of each `Person`.
    """
    return and_(Person.merged_into.is_(None), or_(Person.died_on.is_(None), Person.died_on > day))


def _of_herself(wanted: Wanted, day: date) -> Iterator[Condition]:
    """Write what is asked of a person's own data."""
    if wanted.least_age is not None:
        yield Condition(Person.born_on <= born_by(wanted.least_age, day), Person.born_on.is_not(None))
    if wanted.most_age is not None:
        yield Condition(Person.born_on > born_by(wanted.most_age + 1, day), Person.born_on.is_not(None))
    if wanted.born_from is not None:
        yield Condition(Person.born_on >= wanted.born_from, Person.born_on.is_not(None))
    if wanted.born_to is not None:
        yield Condition(Person.born_on <= wanted.born_to, Person.born_on.is_not(None))
    if wanted.sex:
        yield Condition(Person.sex == wanted.sex, Person.sex.is_not(None))
    if wanted.areas:
        yield Condition(Person.area.in_(wanted.areas), Person.area.is_not(None))


def born_by(years: int, day: date) -> date:
    """
    Say when one was born, at the latest, who has had so many birthdays on a day.

    Parameters
    ----------
    years
        Age.
    day
        The day.

    Returns
    -------
    date
        Who is older than `OLDEST` is told as old as that.
    """
    return day_of(last_births(day)[OLDEST - min(years, OLDEST)])


def _has_household(day: date) -> ColumnElement[bool]:
    """Write that it is known with whom a person lives."""
    home = aliased(Tie)
    asked = (home.from_key == Person.key, home.kind == MEMBER, holds(home, day))
    return select(home.key).where(*asked).correlate(Person).exists()


def _lives_with(day: date) -> ColumnElement[bool]:
    """Write that somebody else is of a person's household."""
    home, other = aliased(Tie), aliased(Tie)
    hers = (home.from_key == Person.key, home.kind == MEMBER, holds(home, day))
    theirs = (other.to_key == home.to_key, other.from_key != Person.key, other.kind == MEMBER)
    asked = select(other.key).join(home, true()).where(*hers, *theirs, holds(other, day))
    return asked.correlate(Person).exists()
