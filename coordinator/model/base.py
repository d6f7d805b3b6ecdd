"""Lay the ground of the stored model: the declarative base, days as numbers, instants as integers."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, Integer, MetaData
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

if TYPE_CHECKING:
    from sqlalchemy import Dialect

DAY_ZERO = date(1970, 1, 1)
ORDINAL_ZERO = DAY_ZERO.toordinal()
INSTANT_ZERO = datetime(1970, 1, 1, tzinfo=UTC)

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
"""Names of constraints and indexes, the same on every store, so that a migration can name them."""


class Base(DeclarativeBase):
    """The root of every stored class."""

    metadata = MetaData(naming_convention=NAMES)


def day_number(day: date) -> int:
    """
    Count the days from 1 January 1970 to a day.

    Parameters
    ----------
    day
        Any day; those before 1970 give a negative number.

    Returns
    -------
    int
        Days; 0 on 1 January 1970.
    """
    return day.toordinal() - ORDINAL_ZERO


def day_of(number: int) -> date:
    """
    Return the day that a day number stands for.

    Parameters
    ----------
    number
        Days since 1 January 1970, as `day_number` counts them.

    Returns
    -------
    date
        The day.
    """
    return date.fromordinal(ORDINAL_ZERO + number)


class DayNumber(TypeDecorator[date]):
    """A day kept as an integer: days since 1 January 1970, so that an index stays small."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> int | None:
        """Turn a day into its number on the way in."""
        return None if value is None else day_number(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> date | None:
        """Turn a number into its day on the way out."""
        return None if value is None else day_of(value)


def instant_number(instant: datetime) -> int:
    """
    Count the microseconds from 1 January 1970, UTC, to an instant.

    Parameters
    ----------
    instant
        A time that knows its zone.

    Returns
    -------
    int
        Microseconds.

    Raises
    ------
    ValueError
        If the time knows no zone: it would be read differently on another machine.
    """
    if instant.tzinfo is None:
        message = f"{instant!r} has no time zone: give it one, e.g. tzinfo=UTC."
        raise ValueError(message)
    return (instant - INSTANT_ZERO) // timedelta(microseconds=1)


@lru_cache(maxsize=4_096)
def instant_of(number: int) -> datetime:
    """
    Return the instant that a number of microseconds stands for.

    Parameters
    ----------
    number
        Microseconds since 1 January 1970, UTC.

    Returns
    -------
    datetime
        The instant, in UTC.
    """
    return INSTANT_ZERO + timedelta(microseconds=number)


class Instant(TypeDecorator[datetime]):
    """A point in time kept as microseconds since 1970, UTC: the same on every store."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Turn an instant into microseconds on the way in."""
        return None if value is None else instant_number(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """Turn microseconds into an instant on the way out."""
        return None if value is None else instant_of(value)
