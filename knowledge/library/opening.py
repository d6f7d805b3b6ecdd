"""Lay down the library's tables on opening, with the shipped cards in them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select

from knowledge.library.connections import get_meta, reading, set_meta, writing
from knowledge.library.digest import card_documents, hash_cards
from knowledge.library.loading import AddReport, add_paths, put_document
from knowledge.library.rows import delete_document
from knowledge.library.tables import SCHEMA, Base, DocumentRow, SourceRow

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine


def prepare(engine: Engine) -> None:
    """Make the tables, or make them anew for a new schema; put the cards in, unless these very ones are there."""
    cards = hash_cards()
    with reading(engine) as connection:
        if _is_ready(connection, cards):
            return
    documents = card_documents()
    again: list[Path] = []
    with writing(engine) as connection:
        if get_meta(connection, "schema") not in {None, str(SCHEMA)}:
            again = [Path(path) for path in connection.scalars(select(SourceRow.path))]
            Base.metadata.drop_all(connection)
        Base.metadata.create_all(connection)
        if not _is_ready(connection, cards):
            old = select(DocumentRow.id).join(SourceRow).where(SourceRow.format == "cards")
            for document_id in connection.scalars(old).all():
                delete_document(connection, document_id)
            for document in documents:
                put_document(connection, document, AddReport())
            set_meta(connection, "cards", cards)
            set_meta(connection, "schema", str(SCHEMA))
    if again:
        add_paths(engine, [path for path in again if path.exists()])


def _is_ready(connection: Connection, cards: str) -> bool:
    """Whether the tables are of this schema, and hold these cards."""
    return get_meta(connection, "schema") == str(SCHEMA) and get_meta(connection, "cards") == cards
