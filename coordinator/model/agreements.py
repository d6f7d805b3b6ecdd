"""Hold agreements between bodies as they are drafted: versions, remarks of the parties, declared figures."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from coordinator.model.base import Base, DayNumber, Instant


class AgreementDraft(Base):
    """An agreement that is being written, or that was signed."""

    __tablename__ = "agreement_draft"

    key: Mapped[int] = mapped_column(Integer, primary_key=True)
    id: Mapped[str] = mapped_column(String(60), unique=True)  # "acc:…"
    title: Mapped[str] = mapped_column(String(300))  # of the last version
    begun_at: Mapped[datetime] = mapped_column(Instant)
    author: Mapped[str] = mapped_column(String(60))
    signed_on: Mapped[date | None] = mapped_column(DayNumber)
    signed_version: Mapped[int | None] = mapped_column(Integer)
    agreement_id: Mapped[str | None] = mapped_column(String(60))  # "agr:…" in the network, once signed


class AgreementVersion(Base):
    """The whole text as somebody saved it; only added to."""

    __tablename__ = "agreement_version"
    __table_args__ = (UniqueConstraint("draft_key", "number"),)

    key: Mapped[int] = mapped_column(Integer, primary_key=True)
    draft_key: Mapped[int] = mapped_column(ForeignKey("agreement_draft.key"))
    number: Mapped[int] = mapped_column(Integer)  # 1, 2, 3 …
    recorded_at: Mapped[datetime] = mapped_column(Instant)
    author: Mapped[str] = mapped_column(String(60))
    note: Mapped[str] = mapped_column(String(300), default="")  # what was done
    content: Mapped[str] = mapped_column(
        Text
    )  # JSON, of the shape of `coordinator.agreements.text.Agreement`


class AgreementRemark(Base):
    """What a party says of an article; answered at most once."""

    __tablename__ = "agreement_remark"

    key: Mapped[int] = mapped_column(Integer, primary_key=True)
    draft_key: Mapped[int] = mapped_column(ForeignKey("agreement_draft.key"), index=True)
    version: Mapped[int] = mapped_column(Integer)  # on which it was made
    article: Mapped[int] = mapped_column(Integer)  # 0: on the whole
    body: Mapped[str] = mapped_column(String(60))  # id of the party that speaks
    text: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime] = mapped_column(Instant)
    author: Mapped[str] = mapped_column(String(60))
    answer: Mapped[str | None] = mapped_column(Text)
    answered_at: Mapped[datetime | None] = mapped_column(Instant)
    answered_by: Mapped[str | None] = mapped_column(String(60))


class AgreementFigure(Base):
    """A figure on a commitment that no record can count, as somebody stated it; only added to."""

    __tablename__ = "agreement_figure"

    key: Mapped[int] = mapped_column(Integer, primary_key=True)
    draft_key: Mapped[int] = mapped_column(ForeignKey("agreement_draft.key"), index=True)
    commitment: Mapped[str] = mapped_column(String(20))
    figure: Mapped[str] = mapped_column(String(30))  # a decimal number
    day: Mapped[date] = mapped_column(DayNumber)
    document: Mapped[str] = mapped_column(String(200))
    recorded_at: Mapped[datetime] = mapped_column(Instant)
    author: Mapped[str] = mapped_column(String(60))
