"""Read every path of a territory as days: when it came to which point, how it ended, where its person lives."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import case, select

from coordinator.model import Case, CaseEvent, Institution, Person, Tie, day_number
from coordinator.pathway.applying import UVM_ENDS
from coordinator.pathway.case import FIRST_PHASE
from coordinator.pathway.reading import process_of
from coordinator.territory.frames import json_text, raw_day, read_frame

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    import polars as pl

    from coordinator.protection import Viewer
    from coordinator.store import Store

COMMON = "poverta"
"""An area that runs the common path: every passage of it is in every path."""
KINDS = ("opened", "triaged", "moved", "delivered", "contacted", "goal_reviewed", "minutes_written", "undone")
"""Kinds of event that mark a point of the way, or take one back."""
CLOSED = "phase:chiuso"
ASSESSED = "valutazione_multidimensionale"
"""Phase in which a UVM is convened."""
MANAGER = "case_manager"
"""Role of who answers for a path, from the assessment on."""
NOWHERE = ""
"""Comune, or district, of who has none in the record."""


@dataclass(frozen=True, slots=True)
class Courses:
    """The paths of a territory up to a day."""

    day: int  # day number
    cases: pl.DataFrame  # case, person, area, comune, district, instrument, body: one row a path
    marks: pl.DataFrame  # case, number, mark, on: one row each time that a path came to a mark
    stops: pl.DataFrame  # case, since, until: the days in which it was suspended, until excluded

    def first(self, mark: str) -> pl.DataFrame:
        """Say on which day each path first came to a mark: columns case, on."""
        return self._at(mark).group_by("case").agg(_column("on").min())

    def last(self, mark: str) -> pl.DataFrame:
        """Say on which day each path last came to a mark: columns case, on."""
        return self._at(mark).group_by("case").agg(_column("on").max())

    def _at(self, mark: str) -> pl.DataFrame:
        """Keep the rows of one mark."""
        return self.marks.filter(_column("mark") == mark)


def read_courses(store: Store, day: date, viewer: Viewer) -> Courses:
    """
    Read the paths of a territory.

    Parameters
    ----------
    store
        The record.
    day
        What happened later is left out.
    viewer
        Who asks; needs to read the territory.

    Returns
    -------
    Courses
        With the marks that `coordinator.pathway` notes: ``phase:…``, ``passage:…``, ``event:…``, ``uvm:met``; what
        was taken back is not there.
    """
    import polars as pl

    viewer.require("read", "territory")
    number = day_number(day)
    events = _events(store, number)
    void = events.filter(pl.col("kind") == "undone").select(
        "case", pl.col("what").cast(pl.Int64, strict=False).alias("number")
    )
    events = events.filter(pl.col("kind") != "undone").join(void, on=["case", "number"], how="anti")
    passages = events.filter(pl.col("kind") == "moved")
    marks = pl.concat(
        [
            _marked(events, pl.format("event:{}", pl.col("kind"))),
            _marked(events.filter(pl.col("kind") == "opened"), pl.lit(f"phase:{FIRST_PHASE}")),
            _marked(passages, pl.format("passage:{}", pl.col("what"))),
            _marked(
                passages.with_columns(pl.col("what").replace_strict(_targets(), default=None)).drop_nulls(
                    "what"
                ),
                pl.format("phase:{}", pl.col("what")),
            ),
            _marked(_meetings(events), pl.lit("uvm:met")),
        ]
    )
    opened = marks.filter(pl.col("mark") == f"phase:{FIRST_PHASE}").select("case")
    cases = (
        _cases(store).join(opened, on="case", how="semi").join(_bodies(store, number), on="case", how="left")
    )
    cases = cases.with_columns(pl.col("body").fill_null(NOWHERE))
    return Courses(number, cases, marks, _stops(passages, number))


def _events(store: Store, day: int) -> pl.DataFrame:
    """Read the events that mark a point of the way."""
    import polars as pl

    what = case(
        (CaseEvent.kind == "moved", json_text(store, CaseEvent.content, "passage")),
        (CaseEvent.kind == "undone", json_text(store, CaseEvent.content, "number")),
        else_="",
    )
    query = select(
        CaseEvent.case_key.label("case"), CaseEvent.number.label("number"), CaseEvent.kind.label("kind"),
        raw_day(CaseEvent.day).label("on"), what.label("what"),
    ).where(
        CaseEvent.kind.in_(KINDS),
        raw_day(CaseEvent.day) <= day,
    )  # fmt: skip
    return read_frame(
        store, query, case=pl.Int64(), number=pl.Int64(), kind=pl.String(), on=pl.Int32(), what=pl.String()
    )


def _cases(store: Store) -> pl.DataFrame:
    """Read whose each path is, of which area of care, in which comune and district."""
    import polars as pl

    query = select(
        Case.key.label("case"), Case.person_key.label("person"), Case.area.label("area"),
        Case.instrument.label("instrument"), Person.area.label("comune"),
    ).join(Person, Person.key == Case.person_key).where(Person.hidden.is_(False))  # fmt: skip
    frame = read_frame(store, query, comune=pl.String(), area=pl.String(), instrument=pl.String())
    districts = read_districts(store)
    return frame.with_columns(pl.col("comune").fill_null(NOWHERE)).with_columns(
        pl.col("comune").replace_strict(districts, default=NOWHERE, return_dtype=pl.String).alias("district")
    )


def _bodies(store: Store, day: int) -> pl.DataFrame:
    """Read for which body the case manager of each path works: of the last one, where she was changed."""
    import polars as pl

    query = select(
        CaseEvent.case_key.label("case"), CaseEvent.number.label("number"),
        json_text(store, CaseEvent.content, "body").label("body"),
    ).where(
        CaseEvent.kind == "joined",
        json_text(store, CaseEvent.content, "role") == MANAGER,
        raw_day(CaseEvent.day) <= day,
    )  # fmt: skip
    rows = read_frame(store, query, case=pl.Int64(), number=pl.Int64(), body=pl.String())
    return rows.sort("number").group_by("case").agg(pl.col("body").last())


def read_districts(store: Store) -> Mapping[str, str]:
    """
    Say of which district, or ambito, each comune is part.

    Parameters
    ----------
    store
        The record.

    Returns
    -------
    Mapping
        Area of a comune → id of the body above it; a comune that is part of none is not there.
    """
    from sqlalchemy.orm import aliased

    whole = aliased(Institution)
    query = (
        select(Institution.area, whole.id)
        .join(Tie, Tie.from_key == Institution.key)
        .join(whole, whole.key == Tie.to_key)
        .where(
            Tie.kind == "parte_di", Institution.institution_kind == "comune", Institution.area.is_not(None),
            whole.institution_kind.in_(["ambito", "distretto"]), Tie.until.is_(None),
        )
        .order_by(Institution.area, whole.institution_kind.desc(), whole.id)
    )  # fmt: skip
    with store.reading() as session:
        return {str(area): body for area, body in reversed(session.execute(query).all())}


@cache
def _targets() -> dict[str, str]:
    """Say to which phase each passage leads; those that go back to where one was mark none."""
    process = process_of(COMMON)
    return {key: one.target for key, one in process.passages.items() if one.target in process.phases}


def _meetings(events: pl.DataFrame) -> pl.DataFrame:
    """Keep what says that a UVM met: its minutes, or its outcome where none were written since it was convened."""
    import polars as pl

    convened = [key for key, phase in _targets().items() if phase == ASSESSED]
    ends, minutes = pl.col("what").is_in(sorted(UVM_ENDS)), pl.col("kind") == "minutes_written"
    turns = events.filter(minutes | ends | pl.col("what").is_in(convened)).sort("case", "number")
    before = pl.col("kind").shift(1).over("case").fill_null("")
    return turns.filter((minutes | ends) & (before != "minutes_written"))


def _stops(passages: pl.DataFrame, day: int) -> pl.DataFrame:
    """Read from when to when each path was suspended: to its next passage, or to the day."""
    import polars as pl

    ordered = passages.sort("case", "number").with_columns(
        pl.col("on").shift(-1).over("case").fill_null(day).alias("until")
    )
    return ordered.filter(pl.col("what") == "sospendi").select("case", pl.col("on").alias("since"), "until")


def _marked(events: pl.DataFrame, mark: pl.Expr) -> pl.DataFrame:
    """Give each event a mark."""
    return events.select("case", "number", mark.alias("mark"), "on")


def _column(name: str) -> pl.Expr:
    """Name a column."""
    import polars as pl

    return pl.col(name)
