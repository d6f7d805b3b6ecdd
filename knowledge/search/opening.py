"""Open the indexes of a library for a day: from disk where they were built before, in memory else."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from knowledge.search import snapshot
from knowledge.search.dense import DenseIndex, VectorStore
from knowledge.search.digest import load_digest, shipped_cards
from knowledge.search.engine import Engine
from knowledge.search.lexical import Entry, LexicalIndex
from knowledge.search.rows import gather_rows, piece_key, pieces

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from pathlib import Path

    from knowledge.encoder import Encoder
    from knowledge.norms import Passage
    from knowledge.readers.cards import Card
    from knowledge.search.rows import Passages, Row

LAYOUT = "1"  # of the index; another one is built again
_KEPT = 4  # days and corpora left on disk


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of all rows that get a vector."""

    keys: tuple[str, ...]
    owners: tuple[int, ...]  # row of each key
    by_key: dict[str, str]


def open_engine(
    library: Passages,
    on: date,
    territory: str | None = None,
    *,
    folder: Path | None = None,
    encoder: Encoder | None = None,
    vectors: VectorStore | None = None,
    cards: Iterable[Card] | None = None,
) -> Engine:
    """
    Open the indexes over what a library holds on a day.

    Parameters
    ----------
    library
        Any thing with `passages`.
    on, territory
        When and where the provisions must hold.
    folder
        Where the word indexes are kept between two runs; in memory when None.
    encoder, vectors
        Both or none: without them the search goes by words alone.
    cards
        The shipped digest when None.

    Returns
    -------
    Engine
        Its meaning leg knows the rows whose vectors are computed.
    """
    passages = _passages(library, on, territory, folder)
    rows = gather_rows(passages, shipped_cards() if cards is None else cards)
    article_rows = _by_article(rows)
    commi, articles = _word_indexes(rows, article_rows, folder)
    dense = open_dense(rows, vectors) if vectors is not None else None
    return Engine(rows, commi, articles, article_rows, dense, encoder if dense else None)


def open_vectors(encoder: Encoder, folder: Path | None) -> VectorStore:
    """Open the vectors kept in a folder, with those that ship for the digest."""
    file = folder / "vectors.db" if folder else None
    vectors = VectorStore(encoder.id, encoder.dimensions, file)
    vectors.lend(*load_digest(encoder.id))
    return vectors


def _passages(library: Passages, on: date, territory: str | None, folder: Path | None) -> list[Passage]:
    """Read the passages of a day from the snapshot beside the indexes, else from the library."""
    if folder is None:
        return list(library.passages(on, territory))
    asked = hashlib.sha256(f"{library.version} {on} {territory}".encode()).hexdigest()[:16]
    file = folder / f"passages-{asked}.json.z"
    kept = snapshot.load(file)
    if kept is not None:
        return kept
    passages = list(library.passages(on, territory))
    folder.mkdir(parents=True, exist_ok=True)
    snapshot.save(passages, file)
    _tidy(folder, "passages-*")
    return passages


def texts_of(rows: Sequence[Row]) -> Texts:
    """Gather the texts of all rows that get a vector, with their hashes."""
    keys: list[str] = []
    owners: list[int] = []
    by_key: dict[str, str] = {}
    for row in rows:
        for text in pieces(row):
            key = piece_key(text)
            keys.append(key)
            owners.append(row.number)
            by_key[key] = text
    return Texts(tuple(keys), tuple(owners), by_key)


def open_dense(rows: Sequence[Row], vectors: VectorStore) -> DenseIndex | None:
    """Lay out the vectors that are there, of all rows; None when there is none."""
    texts = texts_of(rows)
    held = [i for i, key in enumerate(texts.keys) if key in vectors]
    if not held:
        return None
    matrix = vectors.matrix([texts.keys[i] for i in held])
    return DenseIndex(matrix, np.array([texts.owners[i] for i in held], np.int64), len(rows))


def _by_article(rows: Sequence[Row]) -> list[list[int]]:
    """Group rows by article, in order."""
    groups: dict[str, list[int]] = {}
    for row in rows:
        groups.setdefault(row.article_key, []).append(row.number)
    return list(groups.values())


def _word_indexes(
    rows: Sequence[Row], article_rows: Sequence[Sequence[int]], folder: Path | None
) -> tuple[LexicalIndex, LexicalIndex]:
    """Open the two word indexes, or build them where they are missing or of another corpus."""
    commi = (_entry(row) for row in rows)
    articles = (_article_entry(n, [rows[r] for r in group]) for n, group in enumerate(article_rows))
    if folder is None:
        return LexicalIndex.build(commi), LexicalIndex.build(articles)
    place = folder / f"index-{_fingerprint(rows)}"
    if not (place / "done").exists():
        shutil.rmtree(place, ignore_errors=True)
        LexicalIndex.build(commi, place / "commi")
        LexicalIndex.build(articles, place / "articles")
        (place / "done").touch()
        _tidy(folder, "index-*")
    return LexicalIndex.open(place / "commi"), LexicalIndex.open(place / "articles")


def _entry(row: Row) -> Entry:
    """Write a row for the index of commi."""
    passage = row.passage
    text = f"{passage.opening} {passage.text}"
    return Entry(row.number, text, passage.heading, _context(row), row.card_text)


def _article_entry(number: int, rows: Sequence[Row]) -> Entry:
    """Write an article, all its commi together, for the index of articles."""
    text = " ".join(row.passage.text for row in rows)
    return Entry(number, text, rows[0].passage.heading, _context(rows[0]))


def _context(row: Row) -> str:
    """Join the names of a row's act and its place in it."""
    return " ".join((row.act.title, *row.act.short_names, row.passage.path))


def _fingerprint(rows: Sequence[Row]) -> str:
    """Hash what is indexed: the same rows always find the index that was built for them."""
    digest = hashlib.sha256(LAYOUT.encode())
    for row in rows:
        digest.update(f"{row.passage.urn} {row.passage.sha256} {row.card_text}\n".encode())
    return digest.hexdigest()[:16]


def _tidy(folder: Path, pattern: str) -> None:
    """Remove the oldest of what is kept, beyond what may be of use."""
    places = sorted(folder.glob(pattern), key=lambda place: place.stat().st_mtime, reverse=True)
    for place in places[_KEPT:]:
        if place.is_dir():
            shutil.rmtree(place, ignore_errors=True)
        else:
            place.unlink(missing_ok=True)
