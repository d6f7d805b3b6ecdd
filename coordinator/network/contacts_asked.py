"""Write in SQL when somebody was last in touch with each of many persons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from coordinator.model import Contact, Person

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from sqlalchemy import ColumnElement, ScalarSelect, Select


def last_contact(day: date, blind: Collection[int]) -> ScalarSelect[date]:
    """
    Write the last day on which a person and who helps her were in touch.

    Parameters
    ----------
    day
        The day until which.
    blind
        Keys of the parties whose ties the viewer is not told of.

    Returns
    -------
    ScalarSelect
        Of each `Person`; NULL where nothing is written.
    """
    asked = select(func.max(Contact.day)).where(Contact.person_key == Person.key, Contact.day <= day)
    return _told(asked, blind).correlate(Person).scalar_subquery()


def met_after(since: date, day: date, blind: Collection[int]) -> ColumnElement[bool]:
    """
    Write that somebody was in touch with a person after a day.

    Parameters
    ----------
    since
        The day after which.
    day, blind
        As `last_contact` takes them.

    Returns
    -------
    ColumnElement of bool
        Of each `Person`.
    """
    asked = select(Contact.key).where(
        Contact.person_key == Person.key, Contact.day > since, Contact.day <= day
    )
    return _told(asked, blind).correlate(Person).exists()


def _told(asked: Select[Any], blind: Collection[int]) -> Select[Any]:
    """Leave out contacts with those of whom the viewer is not told."""
    return asked.where(Contact.with_key.not_in(sorted(blind))) if blind else asked
