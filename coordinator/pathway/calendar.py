"""Tell working days from holidays, with the national calendar and the local patron saint."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

SATURDAY, SUNDAY = 5, 6


@dataclass(frozen=True, slots=True)
class LocalCalendar:
    """The days on which offices of one comune are closed."""

    patron: tuple[int, int] | None = None  # month and day of the patron saint, e.g. (8, 26)
    patron_since: date | None = None  # the first day on which it was kept; None: always
    province: str | None = None  # ISO 3166-2 code without "IT-", when the library knows its patron, e.g. "LE"

    def is_holiday(self, day: date) -> bool:
        """
        Say whether a day is a Sunday, a national holiday or the patron saint's.

        Parameters
        ----------
        day
            Any day; the national list is the one in force in its year, so that 4 October is a holiday from
            2026 on and not before.

        Returns
        -------
        bool
            True on Sundays, national holidays and the patron's day; Saturdays are not holidays here, since a
            term says by itself what it makes of them.
        """
        return day.weekday() == SUNDAY or self._is_patron(day) or day in _holidays_of(day.year, self.province)

    def name_of(self, day: date) -> str | None:
        """Name the holiday that falls on a day, in Italian; None when it is none."""
        if self._is_patron(day):
            return "santo patrono"
        if name := _holidays_of(day.year, self.province).get(day):
            return name
        return "domenica" if day.weekday() == SUNDAY else None

    def _is_patron(self, day: date) -> bool:
        return (day.month, day.day) == self.patron and (self.patron_since is None or self.patron_since <= day)

    def is_working(self, day: date, *, saturday_works: bool) -> bool:
        """Say whether offices are open on a day."""
        return not self.is_holiday(day) and (saturday_works or day.weekday() != SATURDAY)

    def next_working(self, day: date, *, saturday_works: bool) -> date:
        """Return the day itself if it is a working one, else the first that follows."""
        while not self.is_working(day, saturday_works=saturday_works):
            day += timedelta(days=1)
        return day


@lru_cache(maxsize=256)
def _holidays_of(year: int, province: str | None) -> dict[date, str]:
    """List the holidays of a year, named in Italian."""
    found = _italy()(subdiv=province, years=year, language="it_IT")
    return {day: str(name) for day, name in found.items()}


@cache
def _italy() -> Callable[..., Mapping[date, object]]:
    """Import Italy's holidays alone: the package's own door imports those of every country, for half a second."""
    import holidays

    place = Path(holidays.__file__).parent / "countries" / "italy.py"
    if (found := spec_from_file_location("holidays.countries.italy", place)) and found.loader:
        module = module_from_spec(found)
        found.loader.exec_module(module)
    else:
        module = import_module("holidays.countries.italy")
    italy: Callable[..., Mapping[date, object]] = module.Italy
    return italy
