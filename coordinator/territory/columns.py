"""Hold a territory's contacts as columns: those of each person together, in the order of their days."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from coordinator.errors import CoordinatorError
from coordinator.model import day_number
from coordinator.territory import kernels
from coordinator.territory.engine import compiled

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

Whole: TypeAlias = "NDArray[Any]"
"""A column of whole numbers."""

GROUP_BITS, PEOPLE_BITS = 10, 15
"""Sorting deals contacts to about 2^10 groups of at most 2^15 keys: each fits the processor's own memory."""

SMALL = np.iinfo(np.int16).max
"""Services up to which a column names each in two bytes."""


class ColumnsError(CoordinatorError):
    """Columns cannot be made of what was given."""


def _none() -> Whole:
    return np.zeros(0, dtype=np.int16)


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """The contacts of a territory: of ``p`` persons, ``n`` contacts with ``s`` services or professionals."""

    persons: Whole  # (p,) int32, ascending: key of each person who has a contact
    starts: Whole  # (p + 1,) int64: the contacts of person i are those from starts[i] up to starts[i + 1]
    services: Whole  # (s,) int32, ascending: key of each service or professional
    service: Whole  # (n,) int16 or int32: place in `services`
    day: Whole  # (n,) int32: day number; ascending within a person
    area: Whole = field(default_factory=_none)  # (p,) int16: place in `areas`, -1 not known; empty: not asked
    areas: tuple[str, ...] = ()  # names of areas, in alphabetical order

    def __len__(self) -> int:
        """Return the number of contacts."""
        return int(self.service.size)

    @property
    def lengths(self) -> NDArray[np.int64]:
        """Contacts of each person, shape ``(p,)``."""
        return np.diff(self.starts)

    def of(self, person: int) -> slice:
        """Return where the contacts of a person are, by her place in `persons`."""
        return slice(int(self.starts[person]), int(self.starts[person + 1]))


def sort_contacts(person: Whole, provider: Whole, day: Whole) -> Columns:
    """
    Sort contacts by person, then by day.

    Parameters
    ----------
    person, provider
        Keys, 0 or more, shape ``(n,)``.
    day
        Day numbers, shape ``(n,)``.

    Returns
    -------
    Columns
        Contacts of one person and day stay in the order in which they came.

    Raises
    ------
    ColumnsError
        If the columns differ in length or hold a negative key.
    """
    _check(person, provider, day)
    if not person.size:
        return _nothing()
    services = np.flatnonzero(_counts(provider)).astype(np.int32)
    place = np.zeros(int(services[-1]) + 1, dtype=np.int32)
    place[services] = np.arange(services.size)
    kind = np.int16 if services.size <= SMALL else np.int32
    deal, settle = compiled(kernels.deal), compiled(kernels.settle)
    if deal is None or settle is None:
        return _sort_in_numpy(person, place[provider].astype(kind), day, services)
    shift = min(PEOPLE_BITS, max(0, int(person.max()).bit_length() - GROUP_BITS))
    sizes = _counts(person, shift)
    packed, first_day = np.empty(person.size, dtype=np.int64), int(day.min())
    deal(person, provider, day, place, first_day, shift, np.cumsum(sizes) - sizes, packed)
    persons, starts = np.empty(person.size, dtype=np.int32), np.empty(person.size + 1, dtype=np.int64)
    service, days = np.empty(person.size, dtype=kind), np.empty(person.size, dtype=np.int32)
    scratch, places = np.empty(int(sizes.max()), np.int64), np.empty(1 << max(shift, kernels.DIGIT), np.int64)
    digits, found = (
        -(-(int(day.max()) - first_day).bit_length() // kernels.DIGIT),
        np.zeros(1, dtype=np.int64),
    )
    ends = np.cumsum(sizes)
    settle(ends, packed, first_day, shift, digits, scratch, places, persons, starts, service, days, found)
    people = int(found[0])
    starts[people] = person.size
    return Columns(persons[:people].copy(), starts[: people + 1].copy(), services, service, days)


def between(columns: Columns, since: date | None, until: date | None) -> Columns:
    """
    Keep the contacts of a span of days.

    Parameters
    ----------
    columns
        Of a territory.
    since, until
        First and last day, both included; None: without bound.

    Returns
    -------
    Columns
        Persons without a contact in the span are left out; `services` stays as it is.

    Raises
    ------
    ColumnsError
        If the span ends before it begins.
    """
    if since is not None and until is not None and until < since:
        message = f"The span ends on {until}, before it begins on {since}. Give the days the other way round."
        raise ColumnsError(message)
    kept = np.ones(len(columns), dtype=bool)
    if since is not None:
        kept &= columns.day >= day_number(since)
    if until is not None:
        kept &= columns.day <= day_number(until)
    return keep(columns, kept)


def keep(columns: Columns, kept: NDArray[np.bool_]) -> Columns:
    """
    Keep some contacts.

    Parameters
    ----------
    columns
        Of a territory.
    kept
        Which contacts, shape ``(n,)``.

    Returns
    -------
    Columns
        Persons who keep none are left out; `services` stays as it is.
    """
    ends = np.concatenate([[0], np.cumsum(kept)])[columns.starts]
    some = np.diff(ends) > 0
    return replace(
        columns,
        persons=columns.persons[some],
        starts=np.concatenate([[0], ends[1:][some]]),
        service=columns.service[kept],
        day=columns.day[kept],
        area=columns.area[some] if columns.area.size else columns.area,
    )


def joined(columns: Columns, persons: Whole, fresh: Columns) -> Columns:
    """
    Put fresh contacts of some persons in the place of those that were there.

    Parameters
    ----------
    columns
        Of a territory.
    persons
        Keys of the persons whose contacts are given up.
    fresh
        All contacts that those persons have now.

    Returns
    -------
    Columns
        As if all had been sorted together; without areas.
    """
    others = ~np.isin(columns.persons, persons)
    parts = [keep(columns, np.repeat(others, columns.lengths)), fresh]
    person = np.concatenate([np.repeat(part.persons, part.lengths) for part in parts])
    provider = np.concatenate([part.services[part.service] for part in parts])
    return sort_contacts(person, provider, np.concatenate([part.day for part in parts]))


def _nothing() -> Columns:
    """Return the columns of no contact."""
    keys, starts = np.zeros(0, dtype=np.int32), np.zeros(1, dtype=np.int64)
    return Columns(keys, starts, keys, np.zeros(0, dtype=np.int16), keys)


def _check(person: Whole, provider: Whole, day: Whole) -> None:
    """Refuse columns that are none."""
    sizes = {name: one.size for name, one in (("person", person), ("provider", provider), ("day", day))}
    if len(set(sizes.values())) > 1:
        message = f"The columns differ in length: {sizes}. Give one row a contact."
        raise ColumnsError(message)
    if day.size and int(day.max()) - int(day.min()) > kernels.SPAN:
        message = "The days span more than 45,000 years. Give day numbers: days since 1 January 1970."
        raise ColumnsError(message)
    for name, keys in (("person", person), ("provider", provider)):
        if keys.size and int(keys.min()) < 0:
            message = f"The column {name!r} holds the key {int(keys.min())}. Keys are 0 or more."
            raise ColumnsError(message)


def _sort_in_numpy(person: Whole, service: Whole, day: Whole, services: Whole) -> Columns:
    """Sort whole columns: some times slower."""
    order = np.lexsort((day, person))
    persons, starts = np.unique(person[order], return_index=True)
    starts = np.concatenate([starts, [person.size]])
    return Columns(persons.astype(np.int32), starts, services, service[order], day[order].astype(np.int32))


def _counts(keys: Whole, shift: int = 0) -> NDArray[np.int64]:
    """Count how often each key occurs from 0 to the greatest, or each group of 2^shift keys."""
    count = compiled(kernels.count)
    if count is None:
        return np.bincount(keys >> shift)
    counts = np.zeros((int(keys.max()) >> shift) + 1, dtype=np.int64)
    count(keys, shift, counts)
    return counts
