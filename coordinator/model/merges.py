"""Remember which records were found to be one person, and every row that moved, so that it can be undone."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from coordinator.model.base import Base, Instant


class Merge(Base):
    """Two records of one party, made one."""

    __tablename__ = "merge"

    key: Mapped[int] = mapped_column(Integer, primary_key=True)
    kept_key: Mapped[int] = mapped_column(ForeignKey("party.key"), index=True)
    dropped_key: Mapped[int] = mapped_column(ForeignKey("party.key"), index=True)
    reason: Mapped[str] = mapped_column(Text)  # why they are one
    filled: Mapped[str] = mapped_column(Text)  # JSON: blanks of the kept record that the other filled
    merged_at: Mapped[datetime] = mapped_column(Instant)
    author: Mapped[str] = mapped_column(String(60))
    undone_at: Mapped[datetime | None] = mapped_column(Instant)


class MergeMove(Base):
    """One reference that a merge turned from the dropped record to the kept one."""

    __tablename__ = "merge_move"

    merge_key: Mapped[int] = mapped_column(ForeignKey("merge.key"), primary_key=True)
    table_name: Mapped[str] = mapped_column(String(30), primary_key=True)
    column_name: Mapped[str] = mapped_column(String(30), primary_key=True)
    row_id: Mapped[str] = mapped_column(String(200), primary_key=True)  # JSON: what tells the row from others
