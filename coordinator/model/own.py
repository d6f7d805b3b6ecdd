"""Hold what a body brings of its own: scales of assessment, templates of documents, rules of its place."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from coordinator.model.base import Base, Instant


class OwnFile(Base):
    """One version of a file that a body brought; only added to, the last one of a name counts."""

    __tablename__ = "own_file"

    key: Mapped[int] = mapped_column(Integer, primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))  # scala, modello, regole
    name: Mapped[str] = mapped_column(String(60))  # of the scale or of the sheet
    content: Mapped[bytes] = mapped_column(LargeBinary)
    sha256: Mapped[str] = mapped_column(String(64))
    recorded_at: Mapped[datetime] = mapped_column(Instant)
    author: Mapped[str] = mapped_column(String(60))

    __table_args__ = (Index("ix_own_file_name", "kind", "name"),)
