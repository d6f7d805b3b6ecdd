"""Say which persons are a professional's own: those whom a dated tie, role or case puts in her hands."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import and_, exists, false, or_, select

from coordinator.model import Case, CaseEvent, Party, PartyEvent, Role, Tie
from coordinator.protection.policy import policy

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import InstrumentedAttribute

WORKS = "lavora_presso"


def is_own(
    person_key: InstrumentedAttribute[int], user: str, party_id: str | None, day: date
) -> ColumnElement[bool]:
    """
    Write the condition that a person is a user's own on a day.

    She is when the user has a tie with her or a role in her case; when a service where the user works has
    her in charge, has been asked to, or has her waiting; when the user wrote in her open case; when the user
    entered her. What ended less than the policy's days ago still counts, so that it can be handed over.

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
    own, since = policy().own, day - timedelta(days=policy().own.days_after)
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
    places = select(Role.at_key).where(Role.holder_key == me, role, Role.at_key.is_not(None))
    works = select(Tie.to_key).where(Tie.from_key == me, Tie.kind == WORKS, tie)
    there = or_(Tie.to_key.in_(places), Tie.to_key.in_(works))
    return or_(
        entered,
        wrote,
        exists().where(Tie.from_key == person_key, Tie.to_key == me, tie),
        exists().where(Tie.to_key == person_key, Tie.from_key == me, tie),
        exists().where(Role.about_key == person_key, Role.holder_key == me, role),
        exists().where(Tie.from_key == person_key, Tie.kind.in_(own.places), there, tie),
    )


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


def _held(table: type[Tie] | type[Role], day: date, since: date) -> ColumnElement[bool]:
    """Ask for rows that hold on a day, or ended not long before, and were never withdrawn."""
    ended = or_(table.until.is_(None), and_(table.until >= since, table.until >= table.since))
    return and_(table.since <= day, ended)
