"""Write documents into the tables, and read acts and texts back."""

from __future__ import annotations

import hashlib
import json
import zlib
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select

from knowledge.library.tables import DocumentRow, EdgeRow, SourceRow, VersionRow
from knowledge.norms.identifiers import NormRef
from knowledge.norms.labels import UnreadableReferenceError
from knowledge.norms.model import Act, Document, Rank, TextState, Version

if TYPE_CHECKING:
    from sqlalchemy import Connection

_DAYS = ("enacted", "published", "in_force", "text_as_of")


def act_to_json(act: Act) -> str:
    """Write an act."""
    return json.dumps(asdict(act), ensure_ascii=False, default=str)


def act_from_json(text: str) -> Act:
    """Read an act back."""
    fields = json.loads(text)
    for name in _DAYS:
        fields[name] = date.fromisoformat(fields[name]) if fields[name] else None
    fields["rank"] = Rank(fields["rank"])
    fields["text_state"] = TextState(fields["text_state"])
    fields["short_names"] = tuple(fields["short_names"])
    return Act(**fields)


def hash_document(document: Document) -> str:
    """Hash what a document says of every unit: two readings of one text are equal."""
    digest = hashlib.sha256(document.act.urn.encode())
    for version in document.versions:
        line = f"{version.key} {version.sha256} {version.valid_from} {version.valid_to} {version.status}\n"
        digest.update(line.encode())
    return digest.hexdigest()


def insert_source(connection: Connection, document: Document, added: date | None) -> int:
    """Keep a file's stream, once; return its id."""
    source = document.source
    stream = source.stream.encode("utf-8", "surrogatepass")
    stream_sha256 = hashlib.sha256(stream).hexdigest()
    known = connection.scalar(
        select(SourceRow.id).where(
            SourceRow.path == source.path,
            SourceRow.sha256 == source.sha256,
            SourceRow.stream_sha256 == stream_sha256,
        )
    )
    if known is not None:
        return known
    row = connection.execute(
        insert(SourceRow).values(
            path=source.path,
            sha256=source.sha256,
            format=source.format,
            address=source.address,
            licence=source.licence or document.act.licence,
            stream=zlib.compress(stream, 4),
            stream_sha256=stream_sha256,
            added=added,
            complete=False,
        )
    )
    return int(row.inserted_primary_key[0])  # type: ignore[index]


def insert_document(connection: Connection, document: Document, source_id: int) -> int:
    """Keep an act, its units, versions and edges; return the document's id."""
    act = document.act
    row = connection.execute(
        insert(DocumentRow).values(
            source_id=source_id,
            act_urn=act.urn,
            act=act_to_json(act),
            official=act.official,
            text_state=act.text_state.value,
            text_as_of=act.text_as_of,
            territory=act.territory,
            sha256=hash_document(document),
            warnings="\n".join(document.warnings),
        )
    )
    document_id = int(row.inserted_primary_key[0])  # type: ignore[index]
    if document.units:
        connection.execute(insert(VersionRow), _version_rows(document, document_id))
    if document.edges:
        connection.execute(insert(EdgeRow), _edge_rows(document, document_id))
    return document_id


def delete_document(connection: Connection, document_id: int) -> None:
    """Forget a document, and its source when no other document rests on it."""
    source_id = connection.scalar(select(DocumentRow.source_id).where(DocumentRow.id == document_id))
    for table in (VersionRow, EdgeRow):
        connection.execute(delete(table).where(table.document_id == document_id))
    connection.execute(delete(DocumentRow).where(DocumentRow.id == document_id))
    if connection.scalar(select(DocumentRow.id).where(DocumentRow.source_id == source_id).limit(1)) is None:
        connection.execute(delete(SourceRow).where(SourceRow.id == source_id))


def read_stream(connection: Connection, source_id: int) -> str:
    """Read the characters of a file."""
    data = connection.scalar(select(SourceRow.stream).where(SourceRow.id == source_id))
    return zlib.decompress(data or zlib.compress(b"")).decode("utf-8", "surrogatepass")


def spans_to_text(spans: tuple[tuple[int, int], ...]) -> str:
    """Write spans: ``12-40 44-60``."""
    return " ".join(f"{start}-{end}" for start, end in spans)


def spans_from_text(text: str) -> tuple[tuple[int, int], ...]:
    """Read spans back."""
    if " " not in text:
        start, _, end = text.partition("-")
        return ((int(start), int(end)),) if end else ()
    pairs = [part.split("-") for part in text.split()]
    return tuple([(int(start), int(end)) for start, end in pairs])


def _version_rows(document: Document, document_id: int) -> list[dict[str, Any]]:
    """Give the rows of the units and their versions, in the order of the file."""
    versions = {version.key: version for version in document.versions}
    rows = []
    for position, unit in enumerate(document.units):
        version = versions.get(unit.key) or Version(unit.key, "")
        rows.append(
            {
                "document_id": document_id,
                "position": position,
                "key": unit.key,
                "kind": unit.kind.value,
                "parent": unit.parent,
                "label": unit.label,
                "heading": unit.heading,
                "annex": unit.annex,
                "article": unit.article,
                "comma": unit.comma,
                "letter": unit.letter,
                "number": unit.number,
                "spans": spans_to_text(version.spans),
                "sha256": version.sha256,
                "valid_from": version.valid_from,
                "valid_to": version.valid_to,
                "end_known": version.end_known,
                "known_from": version.known_from,
                "status": version.status.value,
                "cause": version.cause,
            }
        )
    return rows


def _edge_rows(document: Document, document_id: int) -> list[dict[str, Any]]:
    """Give the rows of the edges."""
    return [
        {
            "document_id": document_id,
            "source_key": edge.source_key,
            "target": edge.target,
            "target_act": _act_of(edge.target) if edge.resolved else None,
            "kind": edge.kind.value,
            "start": edge.start,
            "end": edge.end,
            "resolved": edge.resolved,
            "effective": edge.effective,
            "last_day": edge.last_day,
        }
        for edge in document.edges
    ]


def _act_of(target: str) -> str | None:
    """Name the act of a URN; None when it names none."""
    try:
        return NormRef(target.split("~")[0].split("#")[0]).act
    except UnreadableReferenceError:
        return None
