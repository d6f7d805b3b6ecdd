"""Count to how many persons each essential level is due, and how many have it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import polars as pl
from sqlalchemy import select

from coordinator.model import Person, day_number
from coordinator.pathway.levels import EVERYONE, levels_table, majority
from coordinator.territory.courses import CLOSED, NOWHERE
from coordinator.territory.frames import raw_day, read_frame
from coordinator.territory.indicator import Indicator
from coordinator.territory.rates import share

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from coordinator.pathway.levels import Level
    from coordinator.store import Store
    from coordinator.territory.courses import Courses
    from coordinator.territory.supply import Supply

NAME = "livello"
COUNTED = frozenset({"services", "phase", "path", "instruments", "place"})
"""Ways of having a level that are counted over a territory; others are told person by person."""


def measure_levels(store: Store, day: date, courses: Courses, supply: Supply) -> tuple[Indicator, ...]:
    """
    Measure of how many persons to whom an essential level is due have it.

    To whom it is due is what `coordinator.pathway.entitlements` says of one person: by the area of her open paths
    or her age, and the needs written in her record.

    Parameters
    ----------
    store
        The record.
    day
        The day.
    courses, supply
        Its paths, needs and services on that day, as a viewer who may read the territory read them.

    Returns
    -------
    tuple of Indicator
        ``livello``, one for each level in force: of persons, or of districts where the place must have it. Those that
        only a professional can tell are undefined.
    """
    counter = _Counter(store, day, courses, supply)
    return tuple(counter.measure(level) for level in levels_table() if level.is_in_force_on(day))


class _Counter:
    """The persons of each area and what they have, read once."""

    def __init__(self, store: Store, day: date, courses: Courses, supply: Supply) -> None:
        self.courses, self.supply = courses, supply
        self.open = courses.cases.join(courses.first(CLOSED), on="case", how="anti")
        care = supply.care.filter(pl.col("kind") == "in_carico").select("person", "service")
        self.care = care.join(supply.services.select("service", of="kind"), on="service")
        known = pl.concat([supply.needs.select("person"), self.open.select("person")]).unique()
        self.minors = _minors(store, day).join(known, on="person", how="semi")

    def measure(self, level: Level) -> Indicator:
        """Count one level."""
        told = {"name": level.name, "system": level.system, "norm": level.norm}
        ways = set(level.had_by)
        due = self._due(level)
        if due is None or not ways <= COUNTED:
            return Indicator(NAME, "livello", level.id, None, "undefined", inputs=told)
        if "place" in ways:
            return self._places(level, told)
        has = pl.concat(list(self._has(level))).unique()
        found = share(NAME, "livello", level.id, due.join(has, on="person", how="semi").height, due.height)
        return Indicator(NAME, "livello", level.id, found.value, found.status, found.low, found.high,
                         told | dict(found.inputs))  # fmt: skip

    def _due(self, level: Level) -> pl.DataFrame | None:
        """Return to whom a level is due; None where no datum says."""
        if set(level.due_when) - {"needs"}:
            return None
        parts = [self.open.filter(pl.col("area").is_in(level.areas)).select("person")]
        parts += [self.minors] if "minori" in level.areas else []
        of_area = pl.concat(parts).unique()
        wanted = level.due_when.get("needs")
        if wanted is None:
            return of_area if EVERYONE not in level.areas or "place" in level.had_by else None
        with_need = self.supply.needs.filter(pl.col("need").is_in(wanted)).select("person").unique()
        return with_need if EVERYONE in level.areas else with_need.join(of_area, on="person", how="semi")

    def _has(self, level: Level) -> Iterator[pl.DataFrame]:
        """
        Give who has a level, way by way.

        Yields
        ------
        DataFrame
            Column ``person``: whom one way gives it. A person may come more than once.
        """
        yield self.care.filter(pl.col("of").is_in(level.had_by.get("services", []))).select("person").unique()
        yield self.open.filter(pl.col("instrument").is_in(level.had_by.get("instruments", []))).select(
            "person"
        )
        phase = "monitoraggio" if level.had_by.get("path") else level.had_by.get("phase")
        if phase:
            yield self.open.join(self.courses.first(f"phase:{phase}"), on="case", how="semi").select("person")

    def _places(self, level: Level, told: dict[str, Any]) -> Indicator:
        """Count the districts that have a service; one of the whole territory serves them all."""
        places = self.supply.services.filter(pl.col("kind").is_in(level.had_by["place"]))["district"].unique()
        every = set(self.supply.needs["district"].unique()) | set(self.courses.cases["district"].unique())
        every = every - {NOWHERE} or {NOWHERE}
        has = len(every) if NOWHERE in places else len(every & set(places))
        inputs = told | {"districts": len(every), "with_it": has}
        return Indicator(NAME, "livello", level.id, round(100 * has / len(every), 1), "ok", inputs=inputs)


def _minors(store: Store, day: date) -> pl.DataFrame:
    """Read who is not of age."""
    eighteen = day_number(day - timedelta(days=int(majority() * 365.25)))
    query = select(Person.key.label("person")).where(
        raw_day(Person.born_on) > eighteen,
        Person.died_on.is_(None),
        Person.merged_into.is_(None),
        Person.hidden.is_(False),
    )
    return read_frame(store, query, person=pl.Int64())
