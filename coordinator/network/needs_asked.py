"""Write in SQL which needs are asked of each of many persons, and whether somebody meets them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, not_, or_, select
from sqlalchemy.orm import aliased

from coordinator.model import Need, Person, ServiceNeed, Tie, vocabulary
from coordinator.network.coverage import HELP, supports_that_meet
from coordinator.network.record import TAKEN_CHARGE
from coordinator.network.ties_asked import holds

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from sqlalchemy import ColumnElement


def has_need(need: str, day: date) -> ColumnElement[bool]:
    """
    Write that a person has a need.

    Parameters
    ----------
    need
        Word of the vocabulary's needs.
    day
        On which she has it.

    Returns
    -------
    ColumnElement of bool
        Of each `Person`.
    """
    asked = select(Need.key).where(Need.person_key == Person.key, Need.need == need, holds(Need, day))
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
        .where(served.from_key == Person.key, served.kind == TAKEN_CHARGE[0], holds(served, day))
        .where(served.to_key.in_(offers.correlate(need)))
    )
    supported = select(helped.key).where(
        *(helped.to_key == Person.key, helped.kind.in_(HELP), holds(helped, day)),
        or_(
            *(and_(need.need == name, _meets(helped, meets)) for name, meets in supports_that_meet().items())
        ),
    )
    return and_(
        need.person_key == Person.key,
        holds(need, day),
        not_(answered.correlate(Person, need).exists()),
        not_(supported.correlate(Person, need).exists()),
    )


def _meets(tie: type[Tie], supports: Collection[str]) -> ColumnElement[bool]:
    """Write that what a tie gives, or usually gives, is one of some supports."""
    usual = [kind for kind in HELP if vocabulary().kinds[kind].support in supports]
    given = tie.support.in_(sorted(supports))
    return or_(given, and_(tie.support.is_(None), tie.kind.in_(usual)))
