"""Take what a caller has at hand: a person in any form, a day as a date or in words."""

from __future__ import annotations

from datetime import date
from typing import Any


def day_of(day: date | str | None) -> date | None:
    """
    Take a day.

    Parameters
    ----------
    day
        A date, or one written as ``"2026-10-31"``.

    Returns
    -------
    date or None
        None for None.

    Raises
    ------
    ValueError
        If it is no day.
    """
    if day is None or isinstance(day, date):
        return day
    try:
        return date.fromisoformat(day)
    except (TypeError, ValueError) as error:
        message = f"{day!r} non è un giorno: scrivilo come «2026-10-31», o come date(2026, 10, 31)."
        raise ValueError(message) from error


def id_of(person: object) -> str:
    """
    Take the id of a person from what a caller has at hand.

    Parameters
    ----------
    person
        An id, a person, a network of hers, or None.

    Returns
    -------
    str
        Empty for None.

    Raises
    ------
    TypeError
        If it is nothing that has an id.
    """
    found = "" if person is None else person if isinstance(person, str) else _attribute(person)
    if not isinstance(found, str):
        message = f"{type(person).__name__} non è una persona: dai un id, per esempio «per:ada»."
        raise TypeError(message)
    return found


def _attribute(person: object) -> Any:  # noqa: ANN401  whatever it has; `id_of` checks
    """Look for an id under the names that our values use."""
    return getattr(person, "person_id", None) or getattr(person, "id", None)
