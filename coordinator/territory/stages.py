"""Count how far persons come: due, assessed, planned, served, reviewed, by area of care and district."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from coordinator.protection.disclosure import shown_groups
from coordinator.territory.indicator import Indicator
from coordinator.territory.intervals import GROUPS, YEAR
from coordinator.territory.rates import share

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from coordinator.territory.courses import Courses
    from coordinator.territory.indicator import Among

STAGES: Mapping[str, str] = {
    "valutate": "uvm:met",
    "con_piano": "phase:erogazione",
    "servite": "event:delivered",
    "verificate": "phase:monitoraggio",
}
"""Indicator → the mark that a path must have come to."""
SENT_ON = ("passage:orienta", "passage:nessun_bisogno")
"""Who is sent on, or has no need of care, is due no more."""


def measure_stages(courses: Courses, span: int = YEAR) -> tuple[Indicator, ...]:
    """
    Count the persons who are due an integrated path, and how many came to each of its stages.

    Parameters
    ----------
    courses
        The paths up to a day.
    span
        How many days before that day the paths may have begun.

    Returns
    -------
    tuple of Indicator
        ``dovute`` and those of `STAGES`, for all, by area of care, district and comune.
    """
    rows = _reached(courses, span)
    return tuple(
        one for column, among in {"": "tutti", **GROUPS}.items() for one in _counted(rows, column, among)
    )


def _reached(courses: Courses, span: int) -> pl.DataFrame:
    """Say of each person and area that is due a path how far she came."""
    began = courses.first("phase:segnalazione").filter(pl.col("on") > courses.day - span).select("case")
    rows = courses.cases.join(began, on="case", how="semi")
    for mark in SENT_ON:
        rows = rows.join(courses.first(mark), on="case", how="anti")
    for name, mark in STAGES.items():
        there = courses.first(mark).select("case", pl.lit(value=True).alias(name))
        rows = rows.join(there, on="case", how="left").with_columns(pl.col(name).fill_null(value=False))
    return rows.group_by("person", "area", "comune", "district").agg(pl.col(*STAGES).max())


def _counted(rows: pl.DataFrame, column: str, among: Among) -> Iterator[Indicator]:
    """Count the stages in each group of a grouping."""
    parts = (
        {str(key[0]): part for key, part in rows.group_by(column, maintain_order=True)}
        if column
        else {"": rows}
    )
    counts = {key: part["person"].n_unique() for key, part in parts.items()}
    told = shown_groups(counts)
    for key, part in sorted(parts.items()):
        many = told[key]
        if many is None:
            yield Indicator("dovute", among, key, None, "hidden")
            continue
        yield Indicator("dovute", among, key, float(many), "ok", inputs={"n": many})
        for name in STAGES:
            yield share(name, among, key, part.filter(name)["person"].n_unique(), counts[key])
