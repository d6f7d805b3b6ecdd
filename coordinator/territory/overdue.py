"""Count the open paths whose term has passed, and those among them that nobody answers for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl
from sqlalchemy import select

from coordinator.model import CaseEvent, day_number, day_of
from coordinator.pathway.deadlines import compute_deadline
from coordinator.pathway.local_keeping import rules_in
from coordinator.pathway.reading import process_of
from coordinator.protection.disclosure import FEWEST
from coordinator.territory.courses import CLOSED
from coordinator.territory.frames import json_text, raw_day, read_frame
from coordinator.territory.rates import shares

if TYPE_CHECKING:
    from coordinator.pathway.local_rules import LocalRules
    from coordinator.pathway.process import TermRule
    from coordinator.store import Store
    from coordinator.territory.courses import Courses
    from coordinator.territory.indicator import Indicator

RESTING = "phase:sospeso"


def measure_overdue(store: Store, courses: Courses) -> tuple[Indicator, ...]:
    """
    Measure how many open paths are late, and how many of the late ones have nobody who answers for them.

    Parameters
    ----------
    store
        The record.
    courses
        Its paths up to a day, as a viewer who may read the territory read them.

    Returns
    -------
    tuple of Indicator
        ``scaduti`` and ``senza_nessuno``, for all, by area of care, district and comune. For all, ``inputs["few"]``
        says that there are some, fewer than five: rounded, they would pass for none.
    """
    with store.reading() as session:
        local = rules_in(session)
    rows = courses.cases.join(courses.first(CLOSED), on="case", how="anti")
    late = late_paths(courses, local)
    owned = _owned(store, courses.day)
    rows = rows.with_columns(
        late=pl.col("case").is_in(late.implode()), alone=~pl.col("case").is_in(owned.implode())
    )
    by = ("area", "district", "comune")
    unowned = rows.filter("late")
    late_ones, alone = shares("scaduti", rows, "late", by), shares("senza_nessuno", unowned, "alone", by)
    return (
        *(_some(one, int(rows["late"].sum())) for one in late_ones),
        *(_some(one, int(unowned["alone"].sum())) for one in alone),
    )


def late_paths(courses: Courses, local: LocalRules) -> pl.Series:
    """
    Name the paths in which a term of the process started, was not met and has passed.

    Parameters
    ----------
    courses
        The paths up to a day.
    local
        The terms and the holidays of the place.

    Returns
    -------
    pl.Series
        Keys of the paths, each once; suspended ones wait and are not there. Ended ones may be.
    """
    parts = [pl.Series("case", [], dtype=pl.Int64)]
    for area in sorted(courses.cases["area"].unique()):
        mine = courses.cases.filter(pl.col("area") == area).select("case")
        for rule in process_of(area, local.territory).terms:
            parts.append(_late_by(rule, courses, local).join(mine, on="case", how="semi")["case"])
    late = pl.concat(parts).unique()
    moved = courses.marks.filter(
        pl.col("mark").str.starts_with("phase:") | (pl.col("mark") == "passage:riprendi")
    )
    last = moved.sort("case", "number").group_by("case").last()
    resting = last.filter(pl.col("mark") == RESTING)["case"]
    return late.filter(~late.is_in(resting.implode()))


def _some(one: Indicator, many: int) -> Indicator:
    """Say of the whole territory whether there are none, or some that are too few to be counted out."""
    if one.among != "tutti" or many >= FEWEST:
        return one
    told = {key: value for key, value in one.inputs.items() if many or key != "below"}
    return replace(one, inputs=told | {"few": bool(many)})


def _late_by(rule: TermRule, courses: Courses, local: LocalRules) -> pl.DataFrame:
    """Name the paths that are late by one rule."""
    starts = courses.last(rule.starts_with).join(
        courses.last(rule.met_by).rename({"on": "met"}), on="case", how="left"
    )
    running = starts.filter(pl.col("met").is_null() | (pl.col("met") < pl.col("on")))
    dues = {start: _due(rule, local, start) for start in running["on"].unique()}
    due = pl.col("on").replace_strict(dues, default=None, return_dtype=pl.Int32)
    return running.with_columns(due.alias("due")).filter(pl.col("due") < courses.day)


def _due(rule: TermRule, local: LocalRules, start: int) -> int | None:
    """Say on which day a term that starts on a day ends; None where it was not in force."""
    term = local.term(rule.term, day_of(start))
    if not term.is_in_force_on(day_of(start)):
        return None
    due = compute_deadline(term, day_of(start), local.calendar).due
    return None if due is None else day_number(due)


def _owned(store: Store, day: int) -> pl.Series:
    """Name the paths that somebody answers for: a case manager, or whom the PUA named."""
    role = json_text(store, CaseEvent.content, "role")
    query = select(CaseEvent.case_key.label("case")).where(
        (CaseEvent.kind == "triaged") | ((CaseEvent.kind == "joined") & (role == "case_manager")),
        raw_day(CaseEvent.day) <= day,
    )
    return read_frame(store, query.distinct(), case=pl.Int64())["case"]
