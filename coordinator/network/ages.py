"""Count how old persons are on a day, hundreds of them at once."""

from __future__ import annotations

from bisect import bisect_left
from calendar import monthrange
from datetime import MINYEAR, date
from functools import lru_cache
from typing import TYPE_CHECKING

from coordinator.model import day_number

if TYPE_CHECKING:
    from collections.abc import Sequence

OLDEST = 130
"""Years; who was born before that is told as old as this."""


@lru_cache(maxsize=64)
def last_births(day: date) -> Sequence[int]:
    """
    List the latest day of birth of who has reached each age on a day.

    Parameters
    ----------
    day
        The day; who is born on the 29th of February has her birthday on the 1st of March of other years.

    Returns
    -------
    sequence of int
        Day numbers, from that of the oldest to that of the newborn, for `age`.
    """
    return [_last_birth(day, years) for years in range(OLDEST, -1, -1)]


def age(born_on: int, births: Sequence[int]) -> int | None:
    """
    Say how old a person is.

    Parameters
    ----------
    born_on
        Her day of birth, as a day number.
    births
        Of the day, from `last_births`.

    Returns
    -------
    int or None
        Birthdays up to the day; None before her birth.

    Examples
    --------
    >>> age(day_number(date(1942, 3, 2)), last_births(date(2026, 3, 1)))
    83
    """
    years = OLDEST - bisect_left(births, born_on)
    return years if years >= 0 else None


def _last_birth(day: date, years: int) -> int:
    """Say when one was born, at the latest, who has had so many birthdays on a day."""
    year = max(MINYEAR, day.year - years)
    return day_number(date(year, day.month, min(day.day, monthrange(year, day.month)[1])))
