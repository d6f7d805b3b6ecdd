"""Open the indexes of a library for a day: from disk where they were built before, in memory else."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from knowledge.library.digest import hash_cards
from knowledge.search.columns import Columns
from knowledge.search.dense import VectorStore
from knowledge.search.digest import load_digest, shipped_cards
from knowledge.search.engine import Engine
from knowledge.search.lexical import Entry, LexicalIndex
from knowledge.search.near import index_of, load_index
from knowledge.search.rows import gather_rows, piece_key, pieces
from knowledge.search.shared import shared_or_own
from knowledge.search.shelf import Shelf, write_shelf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from knowledge.encoder import Encoder
    from knowledge.readers.cards import Card
    from knowledge.search.dense import DenseIndex
    from knowledge.search.rows import Passages, Row
    from knowledge.search.shared import SharedVectors

VECTORS = "vectors.db"
LAYOUT = "2"  # of what is kept; another one is built again
_KEPT = {"rows-*": 4, "index-*": 4, "day-*": 32}  # how many are left on disk


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
    vectors: Callable[[], VectorStore] | None = None,
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
        Where rows and indexes are kept between two runs, to be opened at once; in memory when None.
    encoder, vectors
        Both or none: without them the search goes by words alone. The vectors are opened only where those laid
        out beside the rows lack some.
    cards
        The shipped digest when None.

    Returns
    -------
    Engine
        Its meaning leg knows the rows whose vectors are computed.
    """
    if folder is None:
        rows: Sequence[Row] = _gathered(library, on, territory, cards)
        columns, (commi, articles) = Columns.of(rows), _built(rows)
    else:
        place = _place(library, on, territory, folder, cards)
        rows, columns = Shelf(place), Columns.load(place)
        commi, articles = _kept_indexes(rows, place)
    dense: DenseIndex | SharedVectors | None = None
    if encoder is not None and vectors is not None:
        dense = open_dense(rows, vectors()) if folder is None else _kept_dense(rows, place, encoder, vectors)
        if dense is not None and folder is not None:
            dense = shared_or_own(dense, place.name, encoder.id)
    return Engine(rows, commi, articles, columns, dense, encoder if dense else None)


def open_vectors(encoder: Encoder, folder: Path | None) -> VectorStore:
    """Open the vectors kept in a folder, with those that ship for the digest."""
    file = folder / VECTORS if folder else None
    vectors = VectorStore(encoder.id, encoder.dimensions, file)
    vectors.lend(*load_digest(encoder.id))
    return vectors


def _gathered(library: Passages, on: date, territory: str | None, cards: Iterable[Card] | None) -> list[Row]:
    """Read the rows of a day from the library."""
    return gather_rows(library.passages(on, territory), shipped_cards() if cards is None else cards)


def _place(
    library: Passages, on: date, territory: str | None, folder: Path, cards: Iterable[Card] | None
) -> Path:
    """Find the folder with the rows of a day; where there is none, read the library and write it."""
    asked = hashlib.sha256(
        f"{LAYOUT} {library.version} {on} {territory} {hash_cards()}".encode()
    ).hexdigest()[:16]
    note = folder / f"day-{asked}"
    if note.exists() and (place := folder / note.read_text(encoding="utf-8")).exists():
        return place
    rows = _gathered(library, on, territory, cards)
    folder.mkdir(parents=True, exist_ok=True)

    def write(new: Path) -> None:
        write_shelf(rows, new)
        Columns.of(rows).save(new)
        (new / "texts").write_text(_fingerprint(rows), encoding="utf-8")

    half = _half(folder, write)
    place = _settled(half, folder / f"rows-{_sum(half / 'rows.jsonl')}")
    note.write_text(place.name, encoding="utf-8")
    _tidy(folder)
    return place


def _kept_indexes(rows: Sequence[Row], place: Path) -> tuple[LexicalIndex, LexicalIndex]:
    """Open the two word indexes of some rows, or build them; days with the same texts share them."""
    index = place.parent / f"index-{(place / 'texts').read_text(encoding='utf-8')}"
    if not index.exists():
        _settled(_half(place.parent, lambda new: _built(rows, new)), index)
        _tidy(place.parent)
    return LexicalIndex.open(index / "commi"), LexicalIndex.open(index / "articles")


def _kept_dense(
    rows: Sequence[Row], place: Path, encoder: Encoder, vectors: Callable[[], VectorStore]
) -> DenseIndex | None:
    """Map the vectors laid out beside the rows, or lay them out anew where more were computed since."""
    beside = place / encoder.id
    laid_out = beside / "as_of"
    newest = _last_written(place.parent)
    if laid_out.exists() and laid_out.read_text(encoding="utf-8") in ("complete", newest):
        return load_index(beside, encoder.id)
    held = vectors()
    dense = open_dense(rows, held)
    if dense is not None:
        beside.mkdir(exist_ok=True)
        dense.save(beside, encoder.id)
        missing = held.missing(texts_of(rows).keys)
        laid_out.write_text(newest if missing else "complete", encoding="utf-8")
    return dense


def _last_written(folder: Path) -> str:
    """Tell when vectors were last written."""
    files = [folder / VECTORS, folder / f"{VECTORS}-wal"]
    return str(max([file.stat().st_mtime_ns for file in files if file.exists()], default=0))


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
    return index_of(matrix, np.array([texts.owners[i] for i in held], np.int64), len(rows))


def _built(rows: Sequence[Row], folder: Path | None = None) -> tuple[LexicalIndex, LexicalIndex]:
    """Build the two word indexes, of commi and of articles."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row.article_key, []).append(row)
    articles = [_article_entry(number, group) for number, group in enumerate(groups.values())]
    return (
        LexicalIndex.build((_entry(row) for row in rows), folder / "commi" if folder else None),
        LexicalIndex.build(articles, folder / "articles" if folder else None),
    )


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
    """Hash what is indexed: the same texts always find the index that was built for them."""
    digest = hashlib.sha256(LAYOUT.encode())
    for row in rows:
        digest.update(f"{row.passage.urn} {row.passage.sha256} {row.card_text}\n".encode())
    return digest.hexdigest()[:16]


def _sum(file: Path) -> str:
    """Sum a file."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()[:16]


def _half(folder: Path, write: Callable[[Path], object]) -> Path:
    """Write into a folder of its own, so that who reads never meets half of it."""
    new = Path(tempfile.mkdtemp(prefix="half-", dir=folder))
    new.chmod(0o755)  # who shares the store reads it too
    write(new)
    return new


def _settled(half: Path, place: Path) -> Path:
    """Put a written folder in its place; where another process was quicker, its work stands."""
    try:
        half.rename(place)
    except OSError:
        shutil.rmtree(half, ignore_errors=True)
    return place


def _tidy(folder: Path) -> None:
    """Remove the oldest of what is kept, beyond what may be of use, and what was left half written."""
    for pattern, count in _KEPT.items():
        places = sorted(folder.glob(pattern), key=lambda place: place.stat().st_mtime, reverse=True)
        for place in places[count:]:
            if place.is_dir():
                shutil.rmtree(place, ignore_errors=True)
            else:
                place.unlink(missing_ok=True)
    yesterday = time.time() - 86_400
    for half in folder.glob("half-*"):
        if half.stat().st_mtime < yesterday:
            shutil.rmtree(half, ignore_errors=True)
