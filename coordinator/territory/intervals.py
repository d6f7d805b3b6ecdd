"""Measure the intervals of the path, with those who still wait, by area of care, district, comune and body."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from coordinator.protection.disclosure import rounded, shown_groups
from coordinator.territory.courses import CLOSED
from coordinator.territory.indicator import Definition, Indicator, definitions
from coordinator.territory.survival import kaplan_meier, later_than, wait_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Flags = NDArray[np.bool_]

    from collections.abc import Iterator, Mapping

    from coordinator.territory.courses import Courses
    from coordinator.territory.indicator import Among, Status

FIVE = ("contatto_triage", "triage_uvm", "uvm_pai", "pai_prestazione", "prestazione_verifica")
WHOLE = "presa_in_carico"
GROUPS: dict[str, Among] = {"area": "area", "district": "distretto", "comune": "comune"}
"""Column of the paths → what its groups are called."""
OF_A_BODY = ("pai_prestazione", "prestazione_verifica")
"""Intervals that begin when each path has a case manager: before, a body would have only those that came to one."""
YEAR = 365
"""Days before the day in which an interval must have begun to be counted."""


def measure_intervals(courses: Courses, span: int = YEAR) -> tuple[Indicator, ...]:
    """
    Measure the five intervals of the path, and the whole from the call to the first delivery.

    Parameters
    ----------
    courses
        The paths up to a day.
    span
        How many days before that day an interval may have begun; days.

    Returns
    -------
    tuple of Indicator
        For all, then by area of care, district and comune; from the plan on, by the case manager's body too. The value
        is the median; ``inputs`` has how many began (``n``), how many still wait (``open``), and the P90 with its
        interval.
    """
    return tuple(one for key in (*FIVE, WHOLE) for one in _interval(courses, definitions()[key], span))


def spells(courses: Courses, start: str, end: str, span: int = YEAR) -> pl.DataFrame:
    """
    Say how long each path took, or has taken so far, from one mark to another.

    Parameters
    ----------
    courses
        The paths up to a day.
    start, end
        Marks, e.g. ``"phase:accesso"``.
    span
        How many days before that day the first mark may be; days.

    Returns
    -------
    pl.DataFrame
        The columns of the paths, with ``days`` (without those in which it was suspended), ``arrived`` and ``open``.
    """
    began = courses.first(start).rename({"on": "start"}).filter(pl.col("start") > courses.day - span)
    frame = courses.cases.join(began, on="case")
    for name, marks in {"came": (end,), "out": (CLOSED, *_beyond(end))}.items():
        days = [courses.first(mark) for mark in marks]
        first = pl.concat(days).group_by("case").agg(pl.col("on").min().alias(name))
        frame = frame.join(first, on="case", how="left")
    frame = frame.with_columns(
        arrived=(pl.col("came") >= pl.col("start")).fill_null(value=False),
        open=pl.col("came").is_null() & pl.col("out").is_null(),
        until=pl.coalesce("came", "out", pl.lit(courses.day)),
    ).filter(pl.col("until") >= pl.col("start"))
    return frame.join(_stopped(frame, courses.stops), on="case", how="left").with_columns(
        days=pl.col("until") - pl.col("start") - pl.col("stopped").fill_null(0)
    )


def _beyond(end: str) -> tuple[str, ...]:
    """Name the points that lie beyond one: who is there has jumped it, and waits for it no more."""
    return WAY[WAY.index(end) + 1 :] if end in WAY else ()


WAY = (
    "phase:accesso", "phase:prima_valutazione", "phase:valutazione_multidimensionale", "uvm:met",
    "phase:piano", "phase:erogazione", "event:delivered", "phase:monitoraggio",
)  # fmt: skip


def _stopped(frame: pl.DataFrame, stops: pl.DataFrame) -> pl.DataFrame:
    """Add up the days of each spell in which its path was suspended."""
    both = stops.join(frame.select("case", "start", end="until"), on="case")
    length = pl.min_horizontal("until", "end") - pl.max_horizontal("since", "start")
    return both.group_by("case").agg(length.clip(lower_bound=0).sum().alias("stopped"))


def _interval(courses: Courses, what: Definition, span: int) -> Iterator[Indicator]:
    """Measure one interval for all, and by each grouping."""
    frame = spells(courses, what.start, what.end, span)
    yield from _measured(what, "tutti", {"": frame})
    by_body: dict[str, Among] = {"body": "ente"} if what.id in OF_A_BODY else {}
    for column, among in (GROUPS | by_body).items():
        parts = {str(key[0]): part for key, part in frame.group_by(column, maintain_order=True)}
        yield from _measured(what, among, dict(sorted(parts.items())))


def _measured(what: Definition, among: Among, parts: Mapping[str, pl.DataFrame]) -> Iterator[Indicator]:
    """Measure the groups of one grouping, and hide small counts among them."""
    began = shown_groups({key: part.height for key, part in parts.items()})
    waiting = shown_groups({key: int(part["open"].sum()) for key, part in parts.items()})
    whole = pl.concat(parts.values()) if parts else pl.DataFrame()
    for key, part in parts.items():
        if began[key] is None:
            yield Indicator(what.id, among, key, None, "hidden", inputs={"n": None, "open": None})
        else:
            yield _one(what, among, key, part, waiting[key], None if among == "tutti" else whole)


def _one(
    what: Definition,
    among: Among,
    key: str,
    part: pl.DataFrame,
    waiting: int | None,
    whole: pl.DataFrame | None,
) -> Indicator:
    """Measure one group that is large enough to be shown, and weigh it against the others."""
    curve = kaplan_meier(part["days"].to_numpy(), part["arrived"].to_numpy())
    median, late = wait_of(curve, 0.5), wait_of(curve, 0.9)
    inputs = {"n": rounded(part.height), "open": waiting,
              "p90": late.value, "p90_low": late.low, "p90_high": late.high}  # fmt: skip
    if whole is not None and whole.height > part.height:
        members = whole["case"].is_in(part["case"].implode()).to_numpy()
        inputs |= _against(whole["days"].to_numpy(), whole["arrived"].to_numpy(), members)
    status: Status = (
        "undefined" if median.value is None else "ok" if part.height >= what.minimum else "insufficient"
    )
    return Indicator(what.id, among, key, median.value, status, median.low, median.high, inputs)


def _against(days: Numbers, arrived: Flags, members: Flags) -> dict[str, float | None]:
    """Weigh a group against the others: their median, and by how many standard deviations it is later."""
    others = wait_of(kaplan_meier(days[~members], arrived[~members]), 0.5).value
    return {"elsewhere": others, "later_by": round(later_than(days, arrived, members), 1)}
