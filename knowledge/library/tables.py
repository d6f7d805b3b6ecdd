"""
Lay down the tables of the library.

The library is derived from files, so it needs no migrations: when the schema changes, `SCHEMA` grows by one,
the tables are made anew and the same files are read again.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import Date, ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

SCHEMA = 3


class Base(DeclarativeBase):
    """The tables of the library."""


class MetaRow(Base):
    """A fact about the library itself."""

    __tablename__ = "norm_meta"
    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[str] = mapped_column(Text)


class SourceRow(Base):
    """A file, and the characters it shows."""

    __tablename__ = "norm_source"
    id: Mapped[int] = mapped_column(primary_key=True)
    path: Mapped[str] = mapped_column(Text, index=True)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    format: Mapped[str] = mapped_column(String(20))
    address: Mapped[str] = mapped_column(Text)
    licence: Mapped[str] = mapped_column(Text)
    stream: Mapped[bytes] = mapped_column(LargeBinary)  # zlib, UTF-8
    stream_sha256: Mapped[str] = mapped_column(String(64))
    added: Mapped[date | None] = mapped_column(Date)
    complete: Mapped[bool] = mapped_column(default=False)  # all its acts are in: a kill leaves it False


class DocumentRow(Base):
    """An act as one file tells it."""

    __tablename__ = "norm_document"
    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("norm_source.id"), index=True)
    act_urn: Mapped[str] = mapped_column(String(200), index=True)
    act: Mapped[str] = mapped_column(Text)  # JSON
    official: Mapped[bool]
    text_state: Mapped[str] = mapped_column(String(20))
    text_as_of: Mapped[date | None] = mapped_column(Date)
    territory: Mapped[str] = mapped_column(String(100))
    sha256: Mapped[str] = mapped_column(String(64))  # of the hashes of its units
    warnings: Mapped[str] = mapped_column(Text)  # one a line


class VersionRow(Base):
    """A unit and its text, as one document tells it."""

    __tablename__ = "norm_version"
    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("norm_document.id"), index=True)
    position: Mapped[int]
    key: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(20))
    parent: Mapped[str | None] = mapped_column(String(200))
    label: Mapped[str | None] = mapped_column(Text)
    heading: Mapped[str] = mapped_column(Text)
    annex: Mapped[str | None] = mapped_column(Text)
    article: Mapped[str | None] = mapped_column(String(40))
    comma: Mapped[str | None] = mapped_column(String(40))
    letter: Mapped[str | None] = mapped_column(String(40))
    number: Mapped[str | None] = mapped_column(String(40))
    spans: Mapped[str] = mapped_column(Text)  # "12-40 44-60", characters of the stream
    sha256: Mapped[str] = mapped_column(String(64))
    valid_from: Mapped[date | None] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
    end_known: Mapped[bool]
    known_from: Mapped[date | None] = mapped_column(Date)
    status: Mapped[str] = mapped_column(String(20))
    cause: Mapped[str | None] = mapped_column(Text)


class EdgeRow(Base):
    """A citation or a modification, from a unit to what it names."""

    __tablename__ = "norm_edge"
    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("norm_document.id"), index=True)
    source_key: Mapped[str] = mapped_column(String(200))
    target: Mapped[str] = mapped_column(Text)
    target_act: Mapped[str | None] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(20))
    start: Mapped[int]
    end: Mapped[int]
    resolved: Mapped[bool]
    effective: Mapped[date | None] = mapped_column(Date)
    last_day: Mapped[date | None] = mapped_column(Date)


Index("norm_version_key", VersionRow.document_id, VersionRow.key)
Index("norm_version_article", VersionRow.document_id, VersionRow.article)
Index("norm_edge_target", EdgeRow.target_act, EdgeRow.kind)
