"""Turn the editorial cards into documents, so that they are kept and found like any other text."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from knowledge.norms.identifiers import NormRef, parse_urn
from knowledge.norms.labels import attached
from knowledge.norms.model import Act, Document, Kind, Rank, Source, Status, TextState, Unit, Version
from knowledge.readers.cards import FOLDER, read_cards

if TYPE_CHECKING:
    from pathlib import Path

    from knowledge.readers.cards import Card, CardFile

LICENCE = "Scheda redazionale di Ponte, non testo ufficiale (EUPL-1.2)"


def hash_cards(folder: Path = FOLDER) -> str:
    """Hash the card files, in hexadecimal."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.yaml")):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def card_documents() -> list[Document]:
    """Give a document for each act of the digest."""
    return [_document(file) for file in read_cards()]


def act_of_cards(file: CardFile) -> Act:
    """Give the act that a card file describes."""
    act = file.act
    return Act(
        urn=NormRef(act.urn).act,
        kind=act.kind,
        number=act.number,
        enacted=act.enacted,
        published=act.published,
        in_force=act.in_force,
        rank=Rank(act.rank),
        territory=act.territory,
        title=act.title,
        short_names=tuple(act.short_names),
        address=act.address,
        text_state=TextState(act.text_state),
        text_as_of=act.text_as_of,
        licence=LICENCE,
        official=False,
    )


def _document(file: CardFile) -> Document:
    """Write the cards of an act one after the other, and cut each from that stream."""
    act = act_of_cards(file)
    stream = "\n\n".join(card.summary for card in file.cards)
    units, versions, position = [], [], 0
    for card in file.cards:
        unit = _unit(parse_urn(card.ref), card)
        span = (position, position + len(card.summary))
        position = span[1] + 2
        units.append(unit)
        versions.append(
            Version(
                unit.key,
                card.summary,
                (span,),
                card.valid_from,
                card.valid_to,
                end_known=card.valid_to is not None,
                known_from=act.text_as_of,
                status=Status(card.status),
                cause=card.changed_by,
            )
        )
    data = hashlib.sha256(stream.encode()).hexdigest()
    source = Source(f"schede/{act.urn}", data, stream, "cards", act.address, LICENCE)
    return Document(act, source, tuple(units), tuple(versions))


def _unit(ref: NormRef, card: Card) -> Unit:
    """Name the unit that a card is about."""
    parts = (
        ("art", ref.article),
        ("com", ref.comma),
        ("let", ref.letter),
        ("num", ref.number),
    )
    key = "-".join(prefix + attached(label) for prefix, label in parts if label) or "atto"
    kind = Kind.ARTICLE
    for candidate, label in ((Kind.COMMA, ref.comma), (Kind.LETTER, ref.letter), (Kind.NUMBER, ref.number)):
        kind = candidate if label else kind
    if ref.annex and not ref.article:
        kind = Kind.ANNEX
    return Unit(
        f"all{attached(ref.annex)}-{key}" if ref.annex else key,
        kind,
        None,
        ref.comma or ref.article,
        card.heading,
        ref.annex,
        ref.article,
        ref.comma,
        ref.letter,
        ref.number,
    )
