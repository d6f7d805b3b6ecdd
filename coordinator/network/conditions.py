"""Write in SQL what is asked of each of many persons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, not_, or_, select, true
from sqlalchemy.orm import aliased

from coordinator.model import Contact, Need, Party, Person, ServiceNeed, Tie, day_of, vocabulary
from coordinator.network.ages import OLDEST, last_births
from coordinator.network.coverage import HELP, supports_that_meet
from coordinator.network.households import MEMBER
from coordinator.network.record import TAKEN_CHARGE
from coordinator.network.wanted import SERVED, Having

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date

    from sqlalchemy import ColumnElement, ScalarSelect, Select, SQLColumnExpression

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
    yield from (Condition(_needs(need, day)) for need in wanted.needs)
    if wanted.unmet:
        need = aliased(Need)
        asked = select(need.key).where(unmet(need, day))
        asked = asked.where(need.need.in_(wanted.needs)) if wanted.needs else asked
        yield Condition(asked.correlate(Person).exists())
    for having in wanted.ties:
        held = _has(having, day)
        yield Condition(held if having.present else not_(held))
    if wanted.quiet_since is not None:
        yield Condition(not_(_met_after(wanted.quiet_since, day, blind)))
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
    living = and_(Person.merged_into.is_(None), or_(Person.died_on.is_(None), Person.died_on > day))
    if not wanted.of_followed:
        return living
    any_need = select(Need.key).where(Need.person_key == Person.key, _holds(Need, day))
    followed = (_has(Having((kind,)), day) for kind in TAKEN_CHARGE)
    return and_(living, or_(any_need.correlate(Person).exists(), *followed))


def order_of(wanted: Wanted, day: date, blind: Collection[int]) -> tuple[SQLColumnExpression[Any], ...]:
    """
    Write the order in which persons are asked for; by name where nothing else tells them apart.

    Parameters
    ----------
    wanted, day, blind
        As `conditions` takes them.

    Returns
    -------
    tuple of ColumnElement
        For the ORDER BY of a query over `Person`.
    """
    by_name = (Person.family_name, Person.given_name, Person.id)
    if wanted.order == "longest":
        waits = [one for one in wanted.ties if one.present and one.kinds[0] in SERVED]
        return (_first_day(waits[-1], day).asc(), *by_name)
    firsts: dict[str, tuple[SQLColumnExpression[Any], ...]] = {
        "oldest": (Person.born_on.is_(None), Person.born_on.asc()),
        "youngest": (Person.born_on.is_(None), Person.born_on.desc()),
        "fewest": (ties_of(day).asc(),),
        "quietest": (last_contact(day, blind).is_not(None), last_contact(day, blind).asc()),
    }
    return (*firsts.get(wanted.order, ()), *by_name)


def last_contact(day: date, blind: Collection[int]) -> ScalarSelect[date]:
    """
    Write the last day on which a person and who helps her were in touch.

    Parameters
    ----------
    day, blind
        As `conditions` takes them.

    Returns
    -------
    ScalarSelect
        Of each `Person`; NULL where nothing is written.
    """
    asked = select(func.max(Contact.day)).where(Contact.person_key == Person.key, Contact.day <= day)
    return _told(asked, blind).correlate(Person).scalar_subquery()


def ties_of(day: date) -> ScalarSelect[int]:
    """
    Write how many ties a person has on a day, of those that the viewer is told of.

    Parameters
    ----------
    day
        The day.

    Returns
    -------
    ScalarSelect
        Of each `Person`.
    """
    counts = []
    for end in ("from_key", "to_key"):
        tie = aliased(Tie)
        asked = select(func.count(tie.key)).where(getattr(tie, end) == Person.key, _holds(tie, day))
        counts.append(asked.correlate(Person).scalar_subquery())
    return counts[0] + counts[1]  # type: ignore[return-value]


def ends_of(kind: str) -> tuple[str, str]:
    """
    Say on which side of a kind of tie the person stands who is cared for, and on which the other.

    Parameters
    ----------
    kind
        Word of the vocabulary's tie kinds.

    Returns
    -------
    tuple of str
        Names of columns of `Tie`: hers, then the other's.

    Examples
    --------
    >>> ends_of("in_carico"), ends_of("caregiver_principale")
    (('from_key', 'to_key'), ('to_key', 'from_key'))
    """
    ends = ("from_key", "to_key")
    return (ends[1], ends[0]) if "persona" in vocabulary().kinds[kind].ends[1] else ends


def tie_where(tie: type[Tie], having: Having, day: date) -> tuple[ColumnElement[bool], str]:
    """
    Write which ties are meant, and the column of theirs that holds the other party.

    Parameters
    ----------
    tie
        An alias of `Tie`.
    having
        What is asked of the tie; whether it must be there is not looked at.
    day
        On which it holds.

    Returns
    -------
    tuple
        The condition, which also joins the tie to `Person`; and a name.
    """
    mine, other = ends_of(having.kinds[0])
    asked = [getattr(tie, mine) == Person.key, tie.kind.in_(having.kinds), _holds(tie, day)]
    if having.others:
        asked.append(getattr(tie, other).in_(select(Party.key).where(Party.id.in_(having.others))))
    if having.strain is not None:
        asked.append(tie.strain >= having.strain)
    if having.before is not None:
        asked.append(tie.since <= having.before)
    return and_(*asked), other


def _of_herself(wanted: Wanted, day: date) -> Iterator[Condition]:
    """Write what is asked of a person's own data."""
    if wanted.least_age is not None:
        yield Condition(Person.born_on <= born_by(wanted.least_age, day), Person.born_on.is_not(None))
    if wanted.most_age is not None:
        yield Condition(Person.born_on > born_by(wanted.most_age + 1, day), Person.born_on.is_not(None))
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


def _holds(row: type[Need | Tie], day: date) -> ColumnElement[bool]:
    """Write that a row holds on a day, both its days included."""
    return and_(row.since <= day, or_(row.until.is_(None), row.until >= day))


def _has(having: Having, day: date) -> ColumnElement[bool]:
    """Write that a person has a tie."""
    tie = aliased(Tie)
    asked, _ = tie_where(tie, having, day)
    return select(tie.key).where(asked).correlate(Person).exists()


def _first_day(having: Having, day: date) -> ScalarSelect[date]:
    """Write since when a person has a tie."""
    tie = aliased(Tie)
    asked, _ = tie_where(tie, having, day)
    return select(func.min(tie.since)).where(asked).correlate(Person).scalar_subquery()


def _has_household(day: date) -> ColumnElement[bool]:
    """Write that it is known with whom a person lives."""
    home = aliased(Tie)
    asked = (home.from_key == Person.key, home.kind == MEMBER, _holds(home, day))
    return select(home.key).where(*asked).correlate(Person).exists()


def _lives_with(day: date) -> ColumnElement[bool]:
    """Write that somebody else is of a person's household."""
    home, other = aliased(Tie), aliased(Tie)
    hers = (home.from_key == Person.key, home.kind == MEMBER, _holds(home, day))
    theirs = (other.to_key == home.to_key, other.from_key != Person.key, other.kind == MEMBER)
    asked = select(other.key).join(home, true()).where(*hers, *theirs, _holds(other, day))
    return asked.correlate(Person).exists()


def _needs(need: str, day: date) -> ColumnElement[bool]:
    """Write that a person has a need."""
    asked = select(Need.key).where(Need.person_key == Person.key, Need.need == need, _holds(Need, day))
    return asked.correlate(Person).exists()


def unmet(need: type[Need], day: date) -> ColumnElement[bool]:
    """
    Write that no service that follows a person answers to a need, and that nobody's support meets it.

    Parameters
    ----------
    need
        `Need`, or an alias of it, in a query over `Person`.
    day
        On which it holds.

    Returns
    -------
    ColumnElement of bool
        Of each need of each person.
    """
    served, helped = aliased(Tie), aliased(Tie)
    offers = select(ServiceNeed.service_key).where(ServiceNeed.need == need.need)
    answered = (
        select(served.key)
        .where(served.from_key == Person.key, served.kind == TAKEN_CHARGE[0], _holds(served, day))
        .where(served.to_key.in_(offers.correlate(need)))
    )
    supported = select(helped.key).where(
        *(helped.to_key == Person.key, helped.kind.in_(HELP), _holds(helped, day)),
        or_(
            *(and_(need.need == name, _meets(helped, meets)) for name, meets in supports_that_meet().items())
        ),
    )
    return and_(
        need.person_key == Person.key,
        _holds(need, day),
        not_(answered.correlate(Person, need).exists()),
        not_(supported.correlate(Person, need).exists()),
    )


def _meets(tie: type[Tie], supports: Collection[str]) -> ColumnElement[bool]:
    """Write that what a tie gives, or usually gives, is one of some supports."""
    usual = [kind for kind in HELP if vocabulary().kinds[kind].support in supports]
    given = tie.support.in_(sorted(supports))
    return or_(given, and_(tie.support.is_(None), tie.kind.in_(usual)))


def _met_after(since: date, day: date, blind: Collection[int]) -> ColumnElement[bool]:
    """Write that somebody was in touch with a person after a day."""
    asked = select(Contact.key).where(
        Contact.person_key == Person.key, Contact.day > since, Contact.day <= day
    )
    return _told(asked, blind).correlate(Person).exists()


def _told(asked: Select[Any], blind: Collection[int]) -> Select[Any]:
    """Leave out contacts with those of whom the viewer is not told."""
    return asked.where(Contact.with_key.not_in(sorted(blind))) if blind else asked
