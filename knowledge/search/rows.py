"""Turn what the library holds on a day into rows to search: one a comma, with its letters and its card."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from knowledge.norms import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from knowledge.norms import Act, Passage
    from knowledge.readers.cards import Card

PIECE = 700  # characters of a text that one vector stands for
_SENTENCE = re.compile(r"(?<=[.;:])\s+")
_BELOW = frozenset({Kind.LETTER, Kind.NUMBER})


class Passages(Protocol):
    """What the search asks of a library."""

    @property
    def version(self) -> str:
        """Hash of the corpus."""
        ...

    def passages(self, on: date, territory: str | None = None) -> Iterator[Passage]:
        """Walk over every comma, then its letters, on a day."""
        ...


@dataclass(slots=True)
class Row:
    """A comma (or an article without numbered commi, or a table row) with all that helps to find it."""

    number: int
    passage: Passage  # official where there is one, else the card's
    letters: list[Passage] = field(default_factory=list)
    card: Card | None = None

    @property
    def act(self) -> Act:
        """The act it belongs to."""
        return self.passage.act

    @property
    def article_key(self) -> str:
        """What all commi of one article share."""
        return f"{self.passage.act.urn}~{self.passage.annex or ''}~{self.passage.article or self.passage.urn}"

    @property
    def card_text(self) -> str:
        """The words of the editorial card, which are those of its readers."""
        if self.card is None:
            return ""
        return " ".join((self.card.heading, self.card.summary, *self.card.questions, *self.card.topics))


def gather_rows(passages: Iterable[Passage], cards: Iterable[Card]) -> list[Row]:
    """
    Gather passages into rows, in their order.

    Parameters
    ----------
    passages
        As `Library.passages` gives them: a comma, then its letters; cards are not official.
    cards
        The digest; a card joins the official comma that it is about.

    Returns
    -------
    list[Row]
        Numbered from 0; a card without its official comma is a row of its own.
    """
    by_ref = {card.ref: card for card in cards}
    rows: list[Row] = []
    by_urn: dict[str, Row] = {}
    editorial: list[Passage] = []
    for passage in passages:
        if not passage.official:
            editorial.append(passage)
        elif passage.kind in _BELOW and rows and passage.urn.startswith(rows[-1].passage.urn):
            rows[-1].letters.append(passage)
        else:
            rows.append(Row(len(rows), passage, card=by_ref.get(passage.urn)))
            by_urn.setdefault(passage.urn, rows[-1])
    _add_cards_without_text(editorial, rows, by_urn, by_ref)
    return rows


def pieces(row: Row) -> list[str]:
    """
    Cut a row into the texts that get a vector each: none much longer than `PIECE`, each with its context.

    A row's letters keep the words that open their comma.
    """
    context = context_line(row.passage)
    found = [f"{context}\n{text}" for text in _texts(row)]
    return [*found, *card_pieces(row.card)] if row.card else found


def card_pieces(card: Card) -> list[str]:
    """Cut a card into the texts that get a vector each: its summary, and each question it answers."""
    return [f"{card.heading}. {card.summary}", *card.questions]


def context_line(passage: Passage) -> str:
    """Name the act and the article of a passage in one line."""
    name = passage.act.short_names[0] if passage.act.short_names else passage.act.title
    parts = (name[:120], f"art. {passage.article}" if passage.article else "", passage.heading)
    return ", ".join(part for part in parts if part)


def piece_key(text: str) -> str:
    """Hash a piece of text: the key of its vector."""
    return hashlib.sha256(text.encode()).hexdigest()


def _texts(row: Row) -> list[str]:
    """Cut the official text of a row: whole if short, by letters if it has any, else at sentences."""
    text = row.passage.text if row.passage.official else ""
    if not text:
        return []
    if len(text) <= PIECE * 1.3:
        return [text]
    if len(row.letters) > 1:
        return [cut for part in row.letters for cut in _cut(f"{part.opening[:200]} {part.text}")]
    return _cut(text)


def _cut(text: str) -> list[str]:
    """Cut a text at the ends of sentences into pieces of about the same length."""
    if len(text) <= PIECE * 1.3:
        return [text]
    found: list[str] = []
    current = ""
    for sentence in _hard_cut(_SENTENCE.split(text)):
        if current and len(current) + len(sentence) > PIECE:
            found.append(current)
            current = ""
        current = f"{current} {sentence}".strip()
    return [*found, current] if current else found


def _hard_cut(sentences: Sequence[str]) -> Iterator[str]:
    """Cut sentences that are longer than a piece."""
    for sentence in sentences:
        for start in range(0, max(1, len(sentence)), 2 * PIECE):
            yield sentence[start : start + 2 * PIECE]


def _add_cards_without_text(
    editorial: Iterable[Passage], rows: list[Row], by_urn: dict[str, Row], by_ref: dict[str, Card]
) -> None:
    """Add a row for each card whose official comma is not in the library."""
    for passage in editorial:
        if passage.urn not in by_urn:
            rows.append(Row(len(rows), passage, card=by_ref.get(passage.urn)))
            by_urn[passage.urn] = rows[-1]
