"""Keep which findings were set aside, by whom, why, and until when."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from coordinator.model.base import Base, DayNumber, Instant


class Dismissal(Base):
    """
    A finding set aside.

    It holds for one fingerprint: when the data behind the finding change, the fingerprint is another one
    and the finding comes back. Rows are only added; `until` before `since` takes a dismissal back.
    """

    __tablename__ = "finding_dismissal"

    key: Mapped[int] = mapped_column(Integer, primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(24), index=True)
    rule: Mapped[str] = mapped_column(String(40))
    person_id: Mapped[str] = mapped_column(String(60), index=True)
    reason: Mapped[str] = mapped_column(String(300))
    since: Mapped[date] = mapped_column(DayNumber)
    until: Mapped[date | None] = mapped_column(DayNumber)  # to be looked at again after; None: never
    recorded_at: Mapped[datetime] = mapped_column(Instant)
    author: Mapped[str] = mapped_column(String(60))
