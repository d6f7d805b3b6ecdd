"""Hold who may enter, with which roles and since when, and the log of every access."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from coordinator.model.base import Base, DayNumber, Instant


class Account(Base):
    """A user of this store and the role she acts in when she names none."""

    __tablename__ = "account"

    user: Mapped[str] = mapped_column("user_name", String(60), primary_key=True)
    role: Mapped[str] = mapped_column(String(40))
    party_id: Mapped[str | None] = mapped_column(String(60))  # who she is in the network, if there
    name: Mapped[str | None] = mapped_column(String(120))  # what colleagues call her
    password: Mapped[str | None] = mapped_column(
        String(200)
    )  # argon2's string; None: enters nowhere by herself
    must_change: Mapped[bool] = mapped_column(default=False)  # somebody else knows the password
    opened_on: Mapped[date | None] = mapped_column(DayNumber)
    closed_on: Mapped[date | None] = mapped_column(DayNumber)  # first day on which she no longer enters


class AccountRole(Base):
    """A role that an account has from one day to another, both included; only ended, never taken away."""

    __tablename__ = "account_role"

    key: Mapped[int] = mapped_column(Integer, primary_key=True)
    user: Mapped[str] = mapped_column("user_name", String(60), index=True)
    role: Mapped[str] = mapped_column(String(40))
    since: Mapped[date] = mapped_column(DayNumber)
    until: Mapped[date | None] = mapped_column(DayNumber)
    recorded_at: Mapped[datetime] = mapped_column(Instant)
    author: Mapped[str] = mapped_column(String(60))


class Entry(Base):
    """An account that has entered from a browser: what its cookie stands for."""

    __tablename__ = "entry"

    token_hash: Mapped[str] = mapped_column(
        String(64), primary_key=True
    )  # SHA-256: the token itself is not kept
    user: Mapped[str] = mapped_column("user_name", String(60), index=True)
    role: Mapped[str] = mapped_column(String(40))
    purpose: Mapped[str] = mapped_column(String(60))
    begun_at: Mapped[datetime] = mapped_column(Instant)
    seen_at: Mapped[datetime] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)


class FailedEntry(Base):
    """How often a name was tried with a wrong password; also for names that no account has."""

    __tablename__ = "failed_entry"

    user: Mapped[str] = mapped_column("user_name", String(60), primary_key=True)
    times: Mapped[int]
    last_at: Mapped[datetime] = mapped_column(Instant)


class Identity(Base):
    """Who an account is to the entry of an organisation: the pair by which the two are matched."""

    __tablename__ = "identity"

    issuer: Mapped[str] = mapped_column(String(300), primary_key=True)
    subject: Mapped[str] = mapped_column(String(255), primary_key=True)  # never given to anybody else there
    user: Mapped[str] = mapped_column("user_name", String(60), index=True)
    linked_at: Mapped[datetime] = mapped_column(Instant)


class UsedReturn(Base):
    """A way back from an organisation's entry that was used: it is used once."""

    __tablename__ = "used_return"

    state_hash: Mapped[str] = mapped_column(String(64), primary_key=True)  # SHA-256
    at: Mapped[datetime] = mapped_column("recorded_at", Instant)


class Setting(Base):
    """One thing that this store was told about itself, such as whether its data are invented."""

    __tablename__ = "setting"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[str] = mapped_column(Text)  # JSON
    recorded_at: Mapped[datetime] = mapped_column(Instant)
    author: Mapped[str] = mapped_column(String(60))


class Emergency(Base):
    """Somebody opened for a short time a person who is not her own, with a reason; another looks into it."""

    __tablename__ = "emergency"

    key: Mapped[int] = mapped_column(Integer, primary_key=True)
    user: Mapped[str] = mapped_column("user_name", String(60), index=True)
    role: Mapped[str] = mapped_column(String(40))
    person_key: Mapped[int] = mapped_column(ForeignKey("party.key"), index=True)
    reason: Mapped[str] = mapped_column(Text)
    begun_at: Mapped[datetime] = mapped_column(Instant)
    ends_at: Mapped[datetime] = mapped_column(Instant)
    reviewed_at: Mapped[datetime | None] = mapped_column(Instant)
    reviewer: Mapped[str | None] = mapped_column(String(60))
    justified: Mapped[bool | None]  # None until somebody has looked into it
    remark: Mapped[str | None] = mapped_column(Text)  # of the reviewer


class Access(Base):
    """One entry of the log: who asked for what, about whom, and whether it was given."""

    __tablename__ = "access"

    key: Mapped[int] = mapped_column(Integer, primary_key=True)
    at: Mapped[datetime] = mapped_column("recorded_at", Instant)
    user: Mapped[str] = mapped_column("user_name", String(60))
    role: Mapped[str] = mapped_column(String(40))
    purpose: Mapped[str] = mapped_column(String(60))
    action: Mapped[str] = mapped_column(String(20))
    resource: Mapped[str] = mapped_column(String(40))
    of: Mapped[str | None] = mapped_column("about_id", String(60), index=True)
    allowed: Mapped[bool]
    previous: Mapped[str] = mapped_column(String(64))  # hash of the entry before
    hash: Mapped[str] = mapped_column(String(64))  # of this entry and `previous`
