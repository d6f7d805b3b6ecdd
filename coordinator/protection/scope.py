"""Say which persons are a professional's own: those whom a dated tie, role or case puts in her hands."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from sqlalchemy import and_, exists, false, or_, select
from sqlalchemy.orm import aliased

from coordinator.model import Case, CaseEvent, Party, PartyEvent, Role, Tie
from coordinator.protection.policy import policy
from coordinator.protection.team import in_team

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import InstrumentedAttribute

WORKS = "lavora_presso"
written = lru_cache(maxsize=128)
"""Keeps conditions that were written: to write one takes longer than to ask it, and each request asks several."""


@written
def is_own(
    person_key: InstrumentedAttribute[int], user: str, party_id: str | None, day: date
) -> ColumnElement[bool]:
    """
    Write the condition that a person is a user's own on a day: by name, or by a service where the user works.

    What ended less than the policy's days ago still counts, so that it can be handed over.

    Parameters
    ----------
    person_key
        The column that holds the key of the person.
    user
        Her name at the login.
    party_id
        Who she is in the network; None for who is not in it.
    day
        The day.

    Returns
    -------
    ColumnElement of bool
        For the WHERE of a query over that column.
    """
    mine = by_name(person_key, user, party_id, day)
    if party_id is None:
        return mine
    return or_(mine, _followed(person_key, places_of(Tie.to_key, party_id, day), day))


@written
def is_of_body(
    person_key: InstrumentedAttribute[int], party_id: str | None, day: date
) -> ColumnElement[bool]:
    """
    Write the condition that a service of the user's body follows a person, or the body itself does.

    Parameters
    ----------
    person_key
        The column that holds the key of the person.
    party_id
        Who the user is in the network; None for who is not in it.
    day
        The day.

    Returns
    -------
    ColumnElement of bool
        For the WHERE of a query over that column.
    """
    if party_id is None:
        return false()
    run = aliased(Tie)
    answers = and_(run.kind.in_(policy().own.runs), _held(run, day, _since(day)))
    bodies = select(run.to_key).where(
        places_of(run.from_key, party_id, day), answers
    )  # of a service where she works
    hers = or_(places_of(run.to_key, party_id, day), run.to_key.in_(bodies))
    services = select(run.from_key).where(hers, answers)
    return _followed(person_key, Tie.to_key.in_(services), day)


@written
def by_name(
    person_key: InstrumentedAttribute[int], user: str, party_id: str | None, day: date
) -> ColumnElement[bool]:
    """
    Write the condition that a person is in a user's own hands, not only in those of a service.

    She is when the user has a tie with her, a role or a part in her case, wrote in her open case, or entered her.

    Parameters
    ----------
    person_key
        The column that holds the key of the person.
    user
        Her name at the login.
    party_id
        Who she is in the network; None for who is not in it.
    day
        The day.

    Returns
    -------
    ColumnElement of bool
        For the WHERE of a query over that column; true also of the user herself.
    """
    since = _since(day)
    entered = exists().where(
        PartyEvent.party_key == person_key,
        PartyEvent.author == user,
        PartyEvent.act == "added",
        PartyEvent.recorded_at >= datetime.combine(since, time(), UTC),
    )
    wrote = exists().where(
        Case.person_key == person_key,
        CaseEvent.case_key == Case.key,
        CaseEvent.author == user,
        or_(Case.closed_on.is_(None), Case.closed_on >= since),
    )
    if party_id is None:
        return or_(entered, wrote)
    me = select(Party.key).where(Party.id == party_id).scalar_subquery()
    tie, role = _held(Tie, day, since), _held(Role, day, since)
    return or_(
        entered,
        wrote,
        person_key == me,
        exists().where(Tie.from_key == person_key, Tie.to_key == me, tie),
        exists().where(Tie.to_key == person_key, Tie.from_key == me, tie),
        exists().where(Role.about_key == person_key, Role.holder_key == me, role),
        in_team(person_key, party_id, day, since),
    )


@written
def places_of(key: InstrumentedAttribute[int], party_id: str, day: date) -> ColumnElement[bool]:
    """
    Write the condition that a service or body is one where somebody works, or did not long before.

    Parameters
    ----------
    key
        The column that holds the key of the service or body.
    party_id
        Who works there.
    day
        The day.

    Returns
    -------
    ColumnElement of bool
        For the WHERE of a query over that column.
    """
    since, work = _since(day), aliased(Tie)
    me = select(Party.key).where(Party.id == party_id).scalar_subquery()
    roles = select(Role.at_key).where(
        Role.holder_key == me, _held(Role, day, since), Role.at_key.is_not(None)
    )
    works = select(work.to_key).where(work.from_key == me, work.kind == WORKS, _held(work, day, since))
    return or_(key.in_(roles), key.in_(works))


@written
def is_self(person_key: InstrumentedAttribute[int], party_id: str | None, day: date) -> ColumnElement[bool]:
    """
    Write the condition that a person is who asks, or somebody whom she represents by law on a day.

    Parameters
    ----------
    person_key
        The column that holds the key of the person.
    party_id
        Who asks, in the network; None for who is not in it.
    day
        The day.

    Returns
    -------
    ColumnElement of bool
        For the WHERE of a query over that column; without any days of grace.
    """
    if party_id is None:
        return false()
    me = select(Party.key).where(Party.id == party_id).scalar_subquery()
    represents = exists().where(
        Tie.from_key == me,
        Tie.to_key == person_key,
        Tie.kind.in_(policy().own.represents),
        _held(Tie, day, day),
    )
    return or_(person_key == me, represents)


def _followed(
    person_key: InstrumentedAttribute[int], there: ColumnElement[bool], day: date
) -> ColumnElement[bool]:
    """Ask for persons whom some services have in their hands, or did not long before."""
    held = _held(Tie, day, _since(day))
    return exists().where(Tie.from_key == person_key, Tie.kind.in_(policy().own.places), there, held)


def _since(day: date) -> date:
    """Return the earliest day on which what has ended still counts."""
    return day - timedelta(days=policy().own.days_after)


def _held(table: type[Tie] | type[Role], day: date, since: date) -> ColumnElement[bool]:
    """Ask for rows that hold on a day, or ended not long before, and were never withdrawn."""
    ended = or_(table.until.is_(None), and_(table.until >= since, table.until >= table.since))
    return and_(table.since <= day, ended)
