"""Say in whose hands the events of a case put a person: the team, the owner of a step, who does what is planned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import String, and_, cast, exists, literal, or_
from sqlalchemy.orm import aliased

from coordinator.model import Case, CaseEvent

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import InstrumentedAttribute

TEAM, OWNER, DOER = ("joined", "party"), ("triaged", "owner"), ("action_planned", "responsible")
"""Kind of event, and its field that names in whose hands the case is."""

LEFT = "left"
UNDONE = "undone"


def in_team(
    person_key: InstrumentedAttribute[int], party_id: str, day: date, since: date
) -> ColumnElement[bool]:
    """
    Write the condition that a case puts a person in somebody's hands.

    She has joined the team and not left it, owns the step that comes next, or must do something of the plan, in a case
    that is open; what ended on `since` or later still counts. An event that was taken back puts her in nobody's.

    Parameters
    ----------
    person_key
        The column that holds the key of the person.
    party_id
        In whose hands.
    day
        The day.
    since
        The earliest day on which what has ended still counts.

    Returns
    -------
    ColumnElement of bool
        For the WHERE of a query over that column.
    """
    event, later = aliased(CaseEvent), aliased(CaseEvent)
    after = and_(later.case_key == event.case_key, later.number > event.number)
    left = exists().where(
        after, later.kind == LEFT, _names(later, "party", party_id), later.day < since, ~_taken_back(later)
    )
    owned = exists().where(after, later.kind == OWNER[0], later.day < since, ~_taken_back(later))
    named = or_(
        and_(event.kind == TEAM[0], _names(event, TEAM[1], party_id), ~left),
        and_(event.kind == OWNER[0], _names(event, OWNER[1], party_id), ~owned),
        and_(event.kind == DOER[0], _names(event, DOER[1], party_id)),
    )
    return exists().where(
        Case.person_key == person_key,
        event.case_key == Case.key,
        event.day <= day,
        or_(Case.closed_on.is_(None), Case.closed_on >= since),
        named,
        ~_taken_back(event),
    )


def _names(event: type[CaseEvent], field: str, party_id: str) -> ColumnElement[bool]:
    """Ask for events in which a field is a party; they are kept as JSON without blanks."""
    return event.content.contains(f'"{field}":"{party_id}"', autoescape=True)


def _taken_back(event: type[CaseEvent]) -> ColumnElement[bool]:
    """Ask for events that a later one takes back."""
    undoing = aliased(CaseEvent)
    number = literal('%"number":') + cast(event.number, String)
    return exists().where(
        undoing.case_key == event.case_key,
        undoing.kind == UNDONE,
        or_(undoing.content.like(number + literal(",%")), undoing.content.like(number + literal("}%"))),
    )
