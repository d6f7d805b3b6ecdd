"""Count what the library holds, what it lacks, and whether its texts are still the ones that were read."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from knowledge.library.gaps import Gap, find_gaps
from knowledge.library.mentions import name_of_urn
from knowledge.library.rows import read_stream, spans_from_text
from knowledge.library.tables import DocumentRow, EdgeRow, SourceRow, VersionRow
from knowledge.norms.identifiers import NormRef
from knowledge.norms.model import Kind
from knowledge.norms.official import is_official

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date

    from sqlalchemy import Connection


_NAMED = 40


@dataclass(frozen=True, slots=True)
class SourceCoverage:
    """What one file gave."""

    path: str
    format: str
    address: str
    official_address: bool  # of a host that publishes official texts
    licence: str
    added: date | None
    acts: tuple[str, ...]
    units: int
    unread: int
    intact: bool  # the stream and every unit have the hash they had when they were read


@dataclass(frozen=True, slots=True)
class MissingAct:
    """An act that the texts name and that the library does not hold."""

    urn: str
    name: str  # in legal style
    times: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the library holds."""

    acts: int
    articles: int
    units: int
    versions: int
    references: int
    unresolved: int
    unread: int
    sources: tuple[SourceCoverage, ...] = ()
    damaged: tuple[str, ...] = ()
    only_cards: tuple[str, ...] = ()  # URNs of acts of which only cards are here
    warnings: tuple[str, ...] = field(default=())
    missing: tuple[MissingAct, ...] = ()  # the forty that are named most, in order
    gaps: tuple[Gap, ...] = ()  # provisions that users ask for, of which there is neither card nor text

    @property
    def last_update(self) -> date | None:
        """The last day on which a source was added; None where no day was written."""
        return max((source.added for source in self.sources if source.added), default=None)


def measure(connection: Connection, hosts: Collection[str]) -> Coverage:
    """Count, and check every hash."""
    sources, damaged = [], []
    for row in connection.execute(select(SourceRow).order_by(SourceRow.path)).all():
        source, broken = _source(connection, row, hosts)
        sources.append(source)
        damaged += broken
    count = func.count
    counted = select(VersionRow.kind, count().label("total")).group_by(VersionRow.kind)
    kinds = {row.kind: row.total for row in connection.execute(counted)}
    urns = set(connection.scalars(select(DocumentRow.act_urn)))
    official = set(connection.scalars(select(DocumentRow.act_urn).where(DocumentRow.official)))
    units = select(DocumentRow.act_urn, VersionRow.key).join(DocumentRow).distinct().subquery()
    warnings = [
        line for text in connection.scalars(select(DocumentRow.warnings)) for line in text.split("\n") if line
    ]
    return Coverage(
        acts=len(urns),
        articles=kinds.get(Kind.ARTICLE.value, 0),
        units=connection.scalar(select(count()).select_from(units)) or 0,
        versions=sum(kinds.values()),
        references=connection.scalar(select(count(EdgeRow.id))) or 0,
        unresolved=connection.scalar(select(count(EdgeRow.id)).where(~EdgeRow.resolved)) or 0,
        unread=kinds.get(Kind.UNREAD.value, 0),
        sources=tuple(sources),
        damaged=tuple(damaged),
        only_cards=tuple(sorted(urns - official)),
        warnings=tuple(warnings),
        missing=tuple(_missing(connection, urns)),
        gaps=find_gaps(connection),
    )


def _missing(connection: Connection, held: set[str]) -> Iterator[MissingAct]:
    """Name the acts that the texts name most, of those that are not here under any spelling."""
    times = func.count().label("times")
    asked = select(EdgeRow.target_act, times).where(
        EdgeRow.target_act.is_not(None), EdgeRow.kind != "defines"
    )
    rows = connection.execute(asked.group_by(EdgeRow.target_act).order_by(times.desc(), EdgeRow.target_act))
    names = [NormRef(urn) for urn in held]
    found = 0
    for urn, count in rows:
        ref = NormRef(urn or "")
        if urn is None or urn in held or any(ref.same_as(name) for name in names):
            continue
        yield MissingAct(urn, name_of_urn(urn), count)
        found += 1
        if found == _NAMED:
            return


def _source(connection: Connection, row: object, hosts: Collection[str]) -> tuple[SourceCoverage, list[str]]:
    """Count and check one file."""
    stream = read_stream(connection, row.id)  # type: ignore[attr-defined]
    whole = hashlib.sha256(stream.encode("utf-8", "surrogatepass")).hexdigest() == row.stream_sha256  # type: ignore[attr-defined]
    versions = connection.execute(
        select(VersionRow.key, VersionRow.kind, VersionRow.spans, VersionRow.sha256, DocumentRow.act_urn)
        .join(DocumentRow)
        .where(DocumentRow.source_id == row.id)  # type: ignore[attr-defined]
    ).all()
    broken = []
    for key, _, spans, sha256, urn in versions:
        text = "".join(stream[start:end] for start, end in spans_from_text(spans))
        if hashlib.sha256(text.encode()).hexdigest() != sha256:
            broken.append(f"{urn}#{key}")
    return (
        SourceCoverage(
            path=row.path,  # type: ignore[attr-defined]
            format=row.format,  # type: ignore[attr-defined]
            address=row.address,  # type: ignore[attr-defined]
            official_address=is_official(row.address, hosts),  # type: ignore[attr-defined]
            licence=row.licence,  # type: ignore[attr-defined]
            added=row.added,  # type: ignore[attr-defined]
            acts=tuple(sorted({version.act_urn for version in versions})),
            units=len(versions),
            unread=sum(version.kind == Kind.UNREAD for version in versions),
            intact=whole and not broken,
        ),
        broken,
    )
