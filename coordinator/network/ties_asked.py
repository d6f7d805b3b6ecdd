"""Write in SQL which ties are asked of each of many persons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import aliased

from coordinator.model import Need, Party, Person, Tie, vocabulary

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import ColumnElement, ScalarSelect

    from coordinator.network.wanted import Having


def has(having: Having, day: date) -> ColumnElement[bool]:
    """
    Write that a person has a tie.

    Parameters
    ----------
    having, day
        As `tie_where` takes them.

    Returns
    -------
    ColumnElement of bool
        Of each `Person`.
    """
    tie = aliased(Tie)
    asked, other = tie_where(tie, having, day)
    if having.least == 1 and having.most is None:
        return select(tie.key).where(asked).correlate(Person).exists()
    many = select(func.count(getattr(tie, other).distinct())).where(asked).correlate(Person).scalar_subquery()
    enough = many >= having.least
    return enough if having.most is None else and_(enough, many <= having.most)


def first_day(having: Having, day: date) -> ScalarSelect[date]:
    """
    Write since when a person has a tie.

    Parameters
    ----------
    having, day
        As `tie_where` takes them.

    Returns
    -------
    ScalarSelect
        Of each `Person`; NULL without such a tie.
    """
    tie = aliased(Tie)
    asked, _ = tie_where(tie, having, day)
    return select(func.min(tie.since)).where(asked).correlate(Person).scalar_subquery()


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
        asked = select(func.count(tie.key)).where(getattr(tie, end) == Person.key, holds(tie, day))
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
    asked = [getattr(tie, mine) == Person.key, tie.kind.in_(having.kinds), holds(tie, day)]
    if having.others:
        asked.append(getattr(tie, other).in_(select(Party.key).where(Party.id.in_(having.others))))
    if having.strain is not None:
        asked.append(tie.strain >= having.strain)
    if having.hours is not None:
        asked.append(tie.hours_per_week > having.hours)
    if having.before is not None:
        asked.append(tie.since <= having.before)
    return and_(*asked), other


def holds(row: type[Need | Tie], day: date) -> ColumnElement[bool]:
    """
    Write that a row holds on a day.

    Parameters
    ----------
    row
        `Need` or `Tie`, or an alias.
    day
        The day.

    Returns
    -------
    ColumnElement of bool
        Both its days included.
    """
    return and_(row.since <= day, or_(row.until.is_(None), row.until >= day))
