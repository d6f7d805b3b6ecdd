"""Add files to the library: incremental, idempotent, one transaction an act, able to go on after a kill."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from knowledge.errors import KnowledgeError
from knowledge.library.citations import with_edges
from knowledge.library.connections import reading, writing
from knowledge.library.journal import Entry, UnitChange, write_entry
from knowledge.library.mentions import name_of_urn
from knowledge.library.places import urn_of
from knowledge.library.rows import delete_document, hash_document, insert_document, insert_source
from knowledge.library.tables import DocumentRow, SourceRow, VersionRow
from knowledge.norms.identifiers import NormRef
from knowledge.norms.model import Kind, hash_text
from knowledge.readers import is_act_file, read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Set
    from datetime import date

    from sqlalchemy import Connection, Engine

    from knowledge.norms.model import Document


_EMPTY = hash_text("")


@dataclass(slots=True)
class AddReport:
    """
    What adding did.

    Attributes
    ----------
    added, changed, unchanged
        URNs of acts, one for each document.
    refused
        Pairs of file and message, of files that the user named.
    skipped
        The same, of files found in a folder, which may hold other things than acts.
    units_added, units_changed, units_removed
        Against the same file as it was before; all units are "added" the first time.
    changes
        The commi, and articles without commi, that differ from the same file as it was before.
    """

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    skipped: list[tuple[str, str]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    units_added: int = 0
    units_changed: int = 0
    units_removed: int = 0
    changes: list[UnitChange] = field(default_factory=list)


def add_paths(
    engine: Engine,
    paths: Iterable[Path],
    added: date | None = None,
    progress: Callable[[int, int, str], None] | None = None,
) -> AddReport:
    """
    Add files and folders; a file that cannot be read is refused, the others go in.

    Parameters
    ----------
    engine
        Of the library.
    paths
        Files, or folders whose acts are added.
    added
        The day to write in the register.
    progress
        Called with the files done, their number, and the name of the next.

    Returns
    -------
    AddReport
        A file already there with the same bytes is "unchanged" and is not read again.
    """
    report = AddReport()
    chosen = [(path, asked) for path, asked in _files(paths)]
    for done, (path, asked) in enumerate(chosen):
        if progress:
            progress(done, len(chosen), path.name)
        try:
            add_file(engine, path, report, added)
        except KnowledgeError as error:
            (report.refused if asked else report.skipped).append((str(path), str(error)))
    if progress:
        progress(len(chosen), len(chosen), "")
    return report


def add_file(engine: Engine, path: Path, report: AddReport, added: date | None = None) -> None:
    """Add the acts of a file, each in one transaction."""
    known = _acts_of_file(engine, path)
    if known is not None:
        report.unchanged += known
        return
    documents = read(path)
    for document in documents:
        add_document(engine, document, report, added)
    with writing(engine) as connection:
        for source in {document.source.path: document.source for document in documents}.values():
            connection.execute(
                update(SourceRow)
                .where(SourceRow.path == source.path, SourceRow.sha256 == source.sha256)
                .values(complete=True)
            )


def add_document(engine: Engine, document: Document, report: AddReport, added: date | None = None) -> None:
    """Add one act with its edges, or replace what the same file said of it before."""
    with reading(engine) as connection:
        document = _canonical(connection, document)
    document = with_edges(document)
    report.warnings += [f"{document.source.path}: {warning}" for warning in document.warnings]
    with writing(engine) as connection:
        put_document(connection, document, report, added)


def put_document(
    connection: Connection, document: Document, report: AddReport, added: date | None = None
) -> None:
    """Write one act, in a transaction of the caller's; nothing when it is there as it is."""
    before = _document_before(connection, document)
    if before and before[1] == hash_document(document) and before[2] == document.source.sha256:
        report.unchanged.append(document.act.urn)
        return
    old = _hashes(connection, before[0]) if before else {}
    if before:
        delete_document(connection, before[0])
    insert_document(connection, document, insert_source(connection, document, added))
    texts = {version.key: version.sha256 for version in document.versions}
    new = {unit.key: texts.get(unit.key, _EMPTY) for unit in document.units}
    appeared, removed = new.keys() - old.keys(), old.keys() - new.keys()
    changed = {key for key in new.keys() & old.keys() if old[key] != new[key]}
    report.units_added += len(appeared)
    report.units_removed += len(removed)
    report.units_changed += len(changed)
    (report.changed if before else report.added).append(document.act.urn)
    if document.source.format == "cards":
        return
    told = {"aggiunto": appeared, "cambiato": changed, "tolto": removed} if before else {}
    changes = list(_name_changes(document, told))
    report.changes += changes
    counts = (len(appeared), len(changed), len(removed))
    write_entry(connection, Entry(added, document.act.urn, document.source.path, *counts, tuple(changes)))


def _name_changes(document: Document, told: Mapping[str, Set[str]]) -> Iterator[UnitChange]:
    """Name the provisions that differ, at the grain of the comma; a lost one only by its key."""
    units = {unit.key: unit for unit in document.units}
    divided = {unit.parent for unit in document.units if unit.kind is Kind.COMMA}
    for what, keys in told.items():
        for key in sorted(keys - divided):
            unit = units.get(key)
            if unit is None:
                if re.fullmatch(r"(?:all[^-]+-)?art[^-]+(?:-com[^-]+)?", key):
                    yield UnitChange(
                        f"{document.act.urn}~{key}", name_of_urn(f"{document.act.urn}~{key}"), what
                    )
            elif unit.kind in {Kind.COMMA, Kind.ARTICLE, Kind.ANNEX, Kind.ROW}:
                urn = urn_of(document.act.urn, unit)
                yield UnitChange(urn, name_of_urn(urn), what)


def _files(paths: Iterable[Path]) -> Iterator[tuple[Path, bool]]:
    """Give the files to read, and whether the user named each one."""
    for path in paths:
        if path.is_dir():
            for found in sorted(path.rglob("*")):
                if found.is_file() and not found.name.startswith(".") and is_act_file(found):
                    yield found, False
        else:
            yield path, True


def _acts_of_file(engine: Engine, path: Path) -> list[str] | None:
    """Give the acts of a file that is already there with these bytes; None when it must be read."""
    try:
        data = Path(path).read_bytes() if path.is_file() and path.stat().st_size < 2**26 else None
    except OSError:
        data = None
    if data is None:
        return None
    with reading(engine) as connection:
        rows = connection.scalars(
            select(DocumentRow.act_urn)
            .join(SourceRow, SourceRow.id == DocumentRow.source_id)
            .where(SourceRow.path == str(path), SourceRow.sha256 == hashlib.sha256(data).hexdigest())
            .where(SourceRow.complete)
        ).all()
    return list(rows) or None


def _canonical(connection: Connection, document: Document) -> Document:
    """Give an act that its file names by year alone the full name that the library knows."""
    ref = NormRef(document.act.urn)
    if len(ref.name.day) > 4:
        return document
    for urn in connection.scalars(select(DocumentRow.act_urn).distinct()):
        other = NormRef(urn)
        if ref.same_as(other):
            act = replace(document.act, urn=other.act, enacted=document.act.enacted)
            return replace(document, act=act)
    return document


def _document_before(connection: Connection, document: Document) -> tuple[int, str, str] | None:
    """Find what the same file said of the same act: id, hash, hash of the file."""
    row = connection.execute(
        select(DocumentRow.id, DocumentRow.sha256, SourceRow.sha256)
        .join(SourceRow, SourceRow.id == DocumentRow.source_id)
        .where(SourceRow.path == document.source.path, DocumentRow.act_urn == document.act.urn)
        .where(DocumentRow.text_as_of.is_not_distinct_from(document.act.text_as_of))
    ).first()
    return (row[0], row[1], row[2]) if row else None


def _hashes(connection: Connection, document_id: int) -> dict[str, str]:
    """Give the hash of each unit of a document."""
    rows = connection.execute(
        select(VersionRow.key, VersionRow.sha256).where(VersionRow.document_id == document_id)
    )
    return {row.key: row.sha256 for row in rows}
