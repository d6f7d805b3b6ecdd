"""Measure what is done twice: paths that go round, persons who come back, services that overlap."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from coordinator.territory.courses import CLOSED
from coordinator.territory.intervals import YEAR
from coordinator.territory.rates import shares

if TYPE_CHECKING:
    from coordinator.territory.courses import Courses
    from coordinator.territory.indicator import Indicator
    from coordinator.territory.supply import Supply

BACK_WITHIN = 90
"""Days after the end of a path within which a new one is a return: a local choice."""
BEGINNINGS = ("phase:valutazione_multidimensionale", "phase:piano")
ENDED_WELL = ("passage:concludi", "passage:orienta", "passage:nessun_bisogno")


def measure_waste(courses: Courses, supply: Supply, span: int = YEAR) -> tuple[Indicator, ...]:
    """
    Measure loops, returns and double services.

    Parameters
    ----------
    courses
        The paths up to a day.
    supply
        Whom each service has in care.
    span
        How many days before that day are looked at.

    Returns
    -------
    tuple of Indicator
        ``giri``, ``ritorni`` and ``doppi``, for all, by area of care and district.
    """
    by = ("area", "district")
    loops, back = _loops(courses, span), _returns(courses, span)
    double = _doubles(supply, courses)
    return (
        *shares("giri", loops, "again", by), *shares("ritorni", back, "again", by),
        *shares("doppi", double, "again", ("district",)),
    )  # fmt: skip


def _loops(courses: Courses, span: int) -> pl.DataFrame:
    """Say of each path that was assessed in the span whether it began again from the UVM or the plan."""
    first = courses.first(BEGINNINGS[0]).filter(pl.col("on") > courses.day - span)
    times = courses.marks.filter(pl.col("mark").is_in(BEGINNINGS)).group_by("case", "mark").len()
    most = times.group_by("case").agg(pl.col("len").max().alias("times"))
    rows = courses.cases.join(first, on="case").join(most, on="case")
    return rows.with_columns((pl.col("times") > 1).alias("again"))


def _returns(courses: Courses, span: int) -> pl.DataFrame:
    """Say of each path that ended long enough ago whether the same person came back soon."""
    ended = courses.last(CLOSED).rename({"on": "ended"})
    well = courses.marks.filter(pl.col("mark").is_in(ENDED_WELL)).select("case").unique()
    seen = pl.col("ended").is_between(courses.day - span, courses.day - BACK_WITHIN)
    rows = courses.cases.join(ended, on="case").join(well, on="case", how="semi").filter(seen)
    began = courses.cases.join(courses.first("phase:segnalazione"), on="case").select(
        "person", "on", other="case"
    )
    soon = (pl.col("on") >= pl.col("ended")) & (pl.col("on") <= pl.col("ended") + BACK_WITHIN)
    back = rows.join(began, on="person").filter((pl.col("other") != pl.col("case")) & soon)
    return rows.with_columns(pl.col("case").is_in(back["case"].implode()).alias("again"))


def _doubles(supply: Supply, courses: Courses) -> pl.DataFrame:
    """Say of each person in care whether two services of one kind have her."""
    care = supply.care.filter(pl.col("kind") == "in_carico").select("person", "service")
    kinds = care.join(supply.services.select("service", of="kind", district="district"), on="service")
    return (
        kinds.group_by("person", "of").agg(pl.len().alias("times"), pl.col("district").min())
        .group_by("person").agg((pl.col("times").max() > 1).alias("again"), pl.col("district").min())
    )  # fmt: skip
