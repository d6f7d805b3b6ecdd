"""Name the provisions that users ask for and that the library does not hold."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

import yaml
from sqlalchemy import select

from knowledge.library.tables import DocumentRow, VersionRow
from knowledge.norms.identifiers import parse_urn

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Gap:
    """A wanted provision of which there is neither card nor text."""

    urn: str
    what: str  # its matter, in Italian


def find_gaps(connection: Connection) -> tuple[Gap, ...]:
    """Give what of ``wanted.yaml`` is not in the library, in its order."""
    text = (files("knowledge") / "library" / "wanted.yaml").read_text(encoding="utf-8")
    wanted = [Gap(item["ref"], item["what"]) for item in yaml.safe_load(text)]
    return tuple(gap for gap in wanted if not _is_held(connection, gap.urn))


def _is_held(connection: Connection, urn: str) -> bool:
    """Whether a unit of that act and article is in the library."""
    ref = parse_urn(urn)
    asked = select(VersionRow.id).join(DocumentRow, DocumentRow.id == VersionRow.document_id)
    asked = asked.where(DocumentRow.act_urn == ref.act)
    if ref.annex:
        asked = asked.where(VersionRow.annex == ref.annex)
    if ref.article:
        asked = asked.where(VersionRow.article == ref.article)
    return connection.scalar(asked.limit(1)) is not None
