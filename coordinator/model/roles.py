"""Hold dated roles, agreements between bodies, a person's needs, and contacts with services."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Float, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from coordinator.model.base import Base, DayNumber, Instant


class Role(Base):
    """
    What someone is, where or for whom, from one day to another, both included.

    A role at a service or body names the place in ``at_key``; a role in a case names the person in
    ``about_key`` and, where there is one, the case in ``case_id``. A role belongs to that place or case,
    never to its holder alone.
    """

    __tablename__ = "role"

    key: Mapped[int] = mapped_column(Integer, primary_key=True)
    role: Mapped[str] = mapped_column(String(40))  # of the vocabulary's roles
    holder_key: Mapped[int] = mapped_column(ForeignKey("party.key"), index=True)
    at_key: Mapped[int | None] = mapped_column(ForeignKey("party.key"), index=True)
    about_key: Mapped[int | None] = mapped_column(ForeignKey("party.key"), index=True)
    case_id: Mapped[str | None] = mapped_column(String(60), index=True)
    since: Mapped[date] = mapped_column(DayNumber)
    until: Mapped[date | None] = mapped_column(DayNumber)
    recorded_at: Mapped[datetime] = mapped_column(Instant)
    author: Mapped[str] = mapped_column(String(60))
    document: Mapped[str | None] = mapped_column(String(200))

    __table_args__ = (
        CheckConstraint("until IS NULL OR until >= since - 1", name="span"),
        CheckConstraint("at_key IS NOT NULL OR about_key IS NOT NULL", name="place_or_case"),
    )


class Agreement(Base):
    """An agreement between bodies, in force from one day to another, both included."""

    __tablename__ = "agreement"

    key: Mapped[int] = mapped_column(Integer, primary_key=True)
    id: Mapped[str] = mapped_column(String(60), unique=True)  # "agr:…"
    title: Mapped[str] = mapped_column(String(300))
    agreement_kind: Mapped[str] = mapped_column(String(40))  # of the vocabulary's agreement kinds
    level: Mapped[str | None] = mapped_column(String(20))  # of integration, one of the five
    since: Mapped[date] = mapped_column(DayNumber)
    until: Mapped[date | None] = mapped_column(DayNumber)
    norm_urn: Mapped[str | None] = mapped_column(String(200))
    document: Mapped[str | None] = mapped_column(String(200))


class AgreementParty(Base):
    """A body that signed an agreement."""

    __tablename__ = "agreement_party"

    agreement_key: Mapped[int] = mapped_column(ForeignKey("agreement.key"), primary_key=True)
    institution_key: Mapped[int] = mapped_column(ForeignKey("party.key"), primary_key=True)
    signed_on: Mapped[date | None] = mapped_column(DayNumber)


class SpanEvent(Base):
    """
    One writing of from when to when a role or an agreement holds: it is stated, ended, or taken back.

    Rows are only added.
    """

    __tablename__ = "span_event"

    key: Mapped[int] = mapped_column(Integer, primary_key=True)
    table_name: Mapped[str] = mapped_column(String(12))  # role, agreement
    row_key: Mapped[int] = mapped_column(Integer)
    act: Mapped[str] = mapped_column(String(10))  # stated, ended, taken back
    until: Mapped[date | None] = mapped_column(DayNumber)  # its last day since then; None: still holds
    recorded_at: Mapped[datetime] = mapped_column(Instant)
    author: Mapped[str] = mapped_column(String(60))

    __table_args__ = (Index("ix_span_event_row", "table_name", "row_key"),)


class Need(Base):
    """What a person needs help with, from one day to another, as one source says."""

    __tablename__ = "need"

    key: Mapped[int] = mapped_column(Integer, primary_key=True)
    person_key: Mapped[int] = mapped_column(ForeignKey("party.key"), index=True)
    need: Mapped[str] = mapped_column(String(40))  # of the vocabulary's needs
    hours_per_week: Mapped[float | None] = mapped_column(Float)
    since: Mapped[date] = mapped_column(DayNumber)
    until: Mapped[date | None] = mapped_column(DayNumber)
    recorded_at: Mapped[datetime] = mapped_column(Instant)
    author: Mapped[str] = mapped_column(String(60))
    stated_by: Mapped[str | None] = mapped_column(String(120))
    document: Mapped[str | None] = mapped_column(String(200))


class ServiceNeed(Base):
    """A need that a service may meet."""

    __tablename__ = "service_need"

    service_key: Mapped[int] = mapped_column(ForeignKey("party.key"), primary_key=True)
    need: Mapped[str] = mapped_column(String(40), primary_key=True)


class Contact(Base):
    """Something that happened on a day between a person and a service or practitioner."""

    __tablename__ = "contact"

    key: Mapped[int] = mapped_column(Integer, primary_key=True)
    person_key: Mapped[int] = mapped_column(ForeignKey("party.key"))
    with_key: Mapped[int] = mapped_column(ForeignKey("party.key"))
    day: Mapped[date] = mapped_column(DayNumber)
    kind: Mapped[str] = mapped_column(String(20))  # of the vocabulary's contact kinds

    __table_args__ = (Index("ix_contact_person", "person_key", "day", "with_key"),)
