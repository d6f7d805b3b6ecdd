"""Hold what a person has said of each sharing of her data: yes or no, to whom, since when."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from coordinator.model.base import Base, DayNumber, Instant


class Consent(Base):
    """One yes or no of a person; only added to, the last one about a recipient counts."""

    __tablename__ = "consent"

    key: Mapped[int] = mapped_column(Integer, primary_key=True)
    person_key: Mapped[int] = mapped_column(ForeignKey("party.key"))
    sharing: Mapped[str] = mapped_column(String(40))  # of bases.yaml
    recipient_key: Mapped[int | None] = mapped_column(ForeignKey("party.key"))  # None: all of the kind
    given: Mapped[bool]
    day: Mapped[date] = mapped_column(DayNumber)  # on which it was said
    by: Mapped[str] = mapped_column("said_by", String(120))  # the person, or who represents her
    recorded_at: Mapped[datetime] = mapped_column(Instant)
    author: Mapped[str] = mapped_column(String(60))

    __table_args__ = (Index("ix_consent_person", "person_key", "sharing", "recipient_key"),)
