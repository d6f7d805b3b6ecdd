"""Hold what the library has of one act: its texts, row by row, and what other acts change in it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from knowledge.library.places import placed_edges, urn_of
from knowledge.library.rows import act_from_json, read_stream
from knowledge.library.tables import DocumentRow, EdgeRow, SourceRow, VersionRow
from knowledge.library.text import Text
from knowledge.library.timeline import Change, start_of
from knowledge.norms.identifiers import NormRef, parse_urn
from knowledge.norms.labels import UnreadableReferenceError
from knowledge.norms.model import Act, TextState
from knowledge.norms.official import is_official, with_known_address

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Connection

_CHANGES = ("replaces", "repeals", "modifies", "suspends")


@dataclass(slots=True)
class Corpus:
    """All that the library holds of one act."""

    act: Act
    texts: list[Text]
    changes: list[tuple[NormRef, Change]]
    _keys: dict[str, list[Text]] = field(default_factory=dict)

    def keys(self) -> dict[str, list[Text]]:
        """Give the documents that hold each unit, official ones before cards, in the order of the act."""
        if not self._keys:
            self._keys = self._sorted_keys()
        return self._keys

    def _sorted_keys(self) -> dict[str, list[Text]]:
        """Walk over the documents, the fullest first."""
        found: dict[str, list[Text]] = defaultdict(list)
        for text in sorted(self.texts, key=lambda text: (not text.official, -len(text.rows))):
            for row in text.rows:
                found[row.key].append(text)
        return found


def load(
    connection: Connection, act_urn: str, streams: dict[int, str], hosts: Collection[str]
) -> Corpus | None:
    """Load an act with all its texts, their addresses where official; None when the library does not hold it."""
    texts = []
    documents = connection.execute(
        select(DocumentRow, SourceRow.id, SourceRow.address, SourceRow.path)
        .join(SourceRow, SourceRow.id == DocumentRow.source_id)
        .where(DocumentRow.act_urn == act_urn)
        .order_by(DocumentRow.id)
        .with_only_columns(
            DocumentRow.id,
            DocumentRow.act,
            DocumentRow.official,
            SourceRow.id,
            SourceRow.address,
            SourceRow.path,
        )
    ).all()
    for document_id, act_json, official, source_id, address, path in documents:
        if source_id not in streams:
            streams[source_id] = read_stream(connection, source_id)
        rows = connection.execute(
            select(VersionRow.__table__)
            .where(VersionRow.document_id == document_id)
            .order_by(VersionRow.position)
        ).all()
        act = with_known_address(act_from_json(act_json), hosts, address)
        source = (address if is_official(address, hosts) else act.address) or path
        text = Text(document_id, act, official, source, path, streams[source_id], list(rows))
        text.index()
        texts.append(text)
    if not texts:
        return None
    act = merge_acts([text.act for text in texts])
    for text in texts:
        own = text.act
        text.shown = replace(
            act,
            text_state=own.text_state,
            text_as_of=own.text_as_of,
            official=own.official,
            declared_address=own.declared_address,
        )
        text.told = replace(
            own, in_force=own.in_force or act.in_force, published=own.published or act.published
        )
    return Corpus(act, texts, _changes(connection, act_urn))


def merge_acts(acts: list[Act]) -> Act:
    """Join what several files say of one act: the fullest text first, what it lacks from the others."""
    order = {TextState.CONSOLIDATED: 0, TextState.ORIGINAL: 1, TextState.EXTRACT: 2}
    ranked = sorted(acts, key=lambda act: (not act.official, order[act.text_state]))
    merged = ranked[0]
    for act in ranked[1:]:
        lacking = {
            name: getattr(act, name)
            for name in (
                "title",
                "short_names",
                "published",
                "in_force",
                "enacted",
                "number",
                "address",
                "declared_address",
                "issuer",
            )
            if not getattr(merged, name) and getattr(act, name)
        }
        merged = replace(merged, **lacking)
    return merged


def _changes(connection: Connection, act_urn: str) -> list[tuple[NormRef, Change]]:
    """Find what other acts of the library say that they change in an act."""
    rows = connection.execute(
        placed_edges()
        .where(EdgeRow.target_act == act_urn, EdgeRow.kind.in_(_CHANGES))
        .where((DocumentRow.act_urn != act_urn) | (EdgeRow.kind == "suspends"))
    ).all()
    found = []
    acts: dict[str, Act] = {}
    for row in rows:
        if row.act_urn not in acts:
            told = connection.scalars(select(DocumentRow.act).where(DocumentRow.act_urn == row.act_urn))
            acts[row.act_urn] = merge_acts([act_from_json(text) for text in told])
        ref = _ref(row.target)
        if ref is not None and ref.article:
            act = acts[row.act_urn]
            exact = bool(row.effective or act.in_force or act.published)
            day = row.effective or start_of(act)
            change = Change(row.kind, urn_of(row.act_urn, row), day, exact, row.last_day)
            found.append((ref, change))
    return found


def _ref(target: str) -> NormRef | None:
    """Read the target of an edge."""
    try:
        return parse_urn(target)
    except UnreadableReferenceError:
        return None
