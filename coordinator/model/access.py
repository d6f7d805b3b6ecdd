"""Hold who may enter, and the log of every access, each entry chained to the one before."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from coordinator.model.base import Base, Instant


class Account(Base):
    """A user of this store and the role she acts in when she names none."""

    __tablename__ = "account"

    user: Mapped[str] = mapped_column("user_name", String(60), primary_key=True)
    role: Mapped[str] = mapped_column(String(40))
    party_id: Mapped[str | None] = mapped_column(String(60))  # who she is in the network, if there


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
