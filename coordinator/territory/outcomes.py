"""Measure how plans came out: of how many goals the last review says that they were reached, by area of care."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
from sqlalchemy import select

from coordinator.model import CaseEvent
from coordinator.territory.frames import json_text, raw_day, read_frame
from coordinator.territory.rates import shares

if TYPE_CHECKING:
    from coordinator.store import Store
    from coordinator.territory.courses import Courses
    from coordinator.territory.indicator import Indicator

AS_EXPECTED = 0
"""The step of attainment from which a goal is reached."""


def measure_outcomes(store: Store, courses: Courses) -> tuple[Indicator, ...]:
    """
    Measure how many goals were reached, of those that a review weighed.

    Parameters
    ----------
    store
        The record.
    courses
        Its paths up to a day, as a viewer who may read the territory read them.

    Returns
    -------
    tuple of Indicator
        ``obiettivi``, for all, by area of care and district; a goal counts as its last review says.
    """
    query = select(
        CaseEvent.case_key.label("case"), CaseEvent.number.label("number"),
        json_text(store, CaseEvent.content, "goal").label("goal"),
        json_text(store, CaseEvent.content, "attainment").label("attainment"),
    ).where(CaseEvent.kind == "goal_reviewed", raw_day(CaseEvent.day) <= courses.day)  # fmt: skip
    rows = read_frame(
        store, query, goal=pl.String(), attainment=pl.String(), case=pl.Int64(), number=pl.Int64()
    )
    still = courses.marks.filter(pl.col("mark") == "event:goal_reviewed").select("case", "number")
    rows = rows.join(still, on=["case", "number"], how="semi")
    last = rows.sort("case", "number").group_by("case", "goal").last()
    reached = pl.col("attainment").cast(pl.Int64, strict=False) >= AS_EXPECTED
    goals = last.join(courses.cases, on="case").with_columns(reached.alias("reached"))
    return tuple(shares("obiettivi", goals, "reached", ("area", "district")))
