"""Hold the cases of a path as what happened, one event after the other, and the drafts not yet sent."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from coordinator.model.base import Base, DayNumber, Instant


class Case(Base):
    """One path of one person; its columns repeat what its events add up to, so that lists are quick."""

    __tablename__ = "care_case"

    key: Mapped[int] = mapped_column(Integer, primary_key=True)
    id: Mapped[str] = mapped_column(String(60), unique=True)  # "cas:…"
    person_key: Mapped[int] = mapped_column(ForeignKey("party.key"), index=True)
    area: Mapped[str] = mapped_column(String(40))
    instrument: Mapped[str] = mapped_column(String(40))
    phase: Mapped[str] = mapped_column(String(40), index=True)
    opened_on: Mapped[date] = mapped_column(DayNumber)
    closed_on: Mapped[date | None] = mapped_column(DayNumber)


class CaseEvent(Base):
    """One thing that happened in a case; only added to."""

    __tablename__ = "case_event"
    __table_args__ = (UniqueConstraint("case_key", "number"),)

    key: Mapped[int] = mapped_column(Integer, primary_key=True)
    case_key: Mapped[int] = mapped_column(ForeignKey("care_case.key"))
    number: Mapped[int] = mapped_column(Integer)  # 1, 2, 3 … within the case
    kind: Mapped[str] = mapped_column(String(30))
    day: Mapped[date] = mapped_column(DayNumber)  # on which it happened
    recorded_at: Mapped[datetime] = mapped_column(Instant)
    author: Mapped[str] = mapped_column(String(60))
    role: Mapped[str] = mapped_column(String(40))
    norm: Mapped[str | None] = mapped_column(String(200))
    content: Mapped[str] = mapped_column(Text)  # JSON, of the shape that the kind has


class Draft(Base):
    """What a user has typed in a form and not yet sent."""

    __tablename__ = "draft"

    user: Mapped[str] = mapped_column("user_name", String(60), primary_key=True)
    form: Mapped[str] = mapped_column(String(200), primary_key=True)
    about_id: Mapped[str] = mapped_column(String(60), primary_key=True)  # "" when about nobody yet
    fields: Mapped[str] = mapped_column(Text)  # JSON, name → what was typed
    saved_at: Mapped[datetime] = mapped_column(Instant)
