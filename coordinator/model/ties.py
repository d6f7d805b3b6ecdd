"""Hold the ties between parties, and the log of what was stated about each of them."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    CheckConstraint,
    Float,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    String,
    Text,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from coordinator.model.base import Base, DayNumber, Instant
from coordinator.model.codes import TieKind
from coordinator.model.vocabulary import FIRST_HELPER_CODE

if TYPE_CHECKING:
    from collections.abc import Mapping


RARE = (
    *("conflict", "frequency", "strain", "support", "level", "hidden", "case_id", "confirmed_on", "follows"),
    *("stated_by", "document", "note"),
)
"""What is said of few ties."""

ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, default=date.isoformat)


def _partial(name: str, first: str, second: str, where: str) -> Index:
    """Index the few ties that a condition picks out, on both stores."""
    return Index(name, first, second, sqlite_where=text(where), postgresql_where=text(where))


def said_seldom(dialect: str) -> str:
    """
    Write the one value that holds what is said of few ties: each value that a driver hands over has its price.

    Parameters
    ----------
    dialect
        ``"sqlite"`` or ``"postgresql"``.

    Returns
    -------
    str
        SQL that gives JSON, a list in the order of `RARE`, or NULL where none of these was said.
    """
    as_list = "json_array" if dialect == "sqlite" else "json_build_array"
    said = " OR ".join(name if name in {"conflict", "hidden"} else f"{name} IS NOT NULL" for name in RARE)
    return f"CASE WHEN {said} THEN CAST({as_list}({', '.join(RARE)}) AS text) END"


def _newest_first(name: str, side: str, other: str) -> tuple[Index, Index]:
    """
    Index the ties on one side of a party, newest last.

    SQLite keeps the whole tie in it: to fetch each row from its place in the table takes longer than all else
    that a map reads of a tie. PostgreSQL gains nothing from that, and its indexes may hold no long text.
    """
    order = (side, "since", "kind", other, "until", "hidden")
    rest = ("direction", "strength", "hours_per_week", "hours_available", "recorded_at", "author")
    return (
        Index(name, *order).ddl_if(dialect="postgresql"),
        Index(f"{name}_whole", *order, *rest, text(said_seldom("sqlite"))).ddl_if(dialect="sqlite"),
    )


class Tie(Base):
    """
    One tie, as one source states it, from one day to another, both included.

    A tie is never changed: its change is a new row that `follows` it. Only its last day is filled in, and
    `TieEvent` holds each statement that led here, so that a replay of the log gives these rows again.
    A tie recorded by mistake keeps its row with `until` on the eve of `since`: it holds on no day.
    """

    __tablename__ = "tie"

    key: Mapped[int] = mapped_column(Integer, primary_key=True)
    kind: Mapped[str] = mapped_column(TieKind)
    from_key: Mapped[int] = mapped_column(ForeignKey("party.key"))
    to_key: Mapped[int] = mapped_column(ForeignKey("party.key"))
    since: Mapped[date] = mapped_column(DayNumber)
    until: Mapped[date | None] = mapped_column(DayNumber)  # None: still holds
    direction: Mapped[str] = mapped_column(String(4), default="to")  # of help: to, from, both
    strength: Mapped[int | None] = mapped_column(SmallInteger)  # 0 to 3; None: nobody said
    conflict: Mapped[bool] = mapped_column(default=False)
    frequency: Mapped[str | None] = mapped_column(String(12))
    hours_per_week: Mapped[float | None] = mapped_column(Float)
    hours_available: Mapped[float | None] = mapped_column(Float)  # a week; what the helper can give
    strain: Mapped[int | None] = mapped_column(SmallInteger)  # 0 to 3, of the helper
    support: Mapped[str | None] = mapped_column(String(20))
    level: Mapped[str | None] = mapped_column(String(20))  # of integration, one of the five
    hidden: Mapped[bool] = mapped_column(default=False)  # shown only to who may read hidden ties
    case_id: Mapped[str | None] = mapped_column(String(60))  # when the tie belongs to one case
    confirmed_on: Mapped[date | None] = mapped_column(DayNumber)
    follows: Mapped[int | None] = mapped_column(ForeignKey("tie.key"))  # the tie that this one changes
    recorded_at: Mapped[datetime] = mapped_column(Instant)
    author: Mapped[str] = mapped_column(String(60))  # the user who wrote it
    stated_by: Mapped[str | None] = mapped_column(String(120))  # who said so
    document: Mapped[str | None] = mapped_column(String(200))  # on which paper
    note: Mapped[str | None] = mapped_column(Text)

    __table_args__ = (
        CheckConstraint("strength BETWEEN 0 AND 3", name="strength"),
        CheckConstraint("strain BETWEEN 0 AND 3", name="strain"),
        CheckConstraint("hours_per_week BETWEEN 0 AND 168", name="hours"),
        CheckConstraint("direction IN ('to', 'from', 'both')", name="direction"),
        CheckConstraint("until IS NULL OR until >= since - 1", name="span"),
        *_newest_first("ix_tie_out", "from_key", "to_key"),
        *_newest_first("ix_tie_in", "to_key", "from_key"),
        _partial("ix_tie_helpers", "from_key", "to_key", f"kind >= {FIRST_HELPER_CODE}"),
        _partial("ix_tie_helpers_in", "to_key", "from_key", f"kind >= {FIRST_HELPER_CODE}"),
        _partial("ix_tie_follows", "follows", "key", "follows IS NOT NULL"),
    )


class TieEvent(Base):
    """
    One statement about a tie: it is stated, confirmed, ended, moved or withdrawn.

    Rows are only added. ``state`` is JSON: the columns that the statement sets.
    """

    __tablename__ = "tie_event"

    key: Mapped[int] = mapped_column(Integer, primary_key=True)
    tie_key: Mapped[int] = mapped_column(ForeignKey("tie.key"), index=True)
    act: Mapped[str] = mapped_column(String(10))  # stated, confirmed, ended, moved, withdrawn
    day: Mapped[date] = mapped_column(DayNumber)  # the day that the statement speaks of
    recorded_at: Mapped[datetime] = mapped_column(Instant)
    author: Mapped[str] = mapped_column(String(60))
    stated_by: Mapped[str | None] = mapped_column(String(120))
    document: Mapped[str | None] = mapped_column(String(200))
    state: Mapped[str] = mapped_column(Text)


def as_state(state: Mapping[str, Any]) -> str:
    """
    Write what a statement sets as the log keeps it.

    Parameters
    ----------
    state
        Columns of `Tie` and their values.

    Returns
    -------
    str
        JSON, keys in order, days as 2026-03-31.
    """
    return ENCODER.encode(state)
