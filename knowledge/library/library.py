"""Open the library: the shipped cards, and the official texts that the user added."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import create_engine, delete, event, insert, inspect, select
from sqlalchemy.pool import StaticPool

from knowledge.library.coverage import Coverage, measure
from knowledge.library.digest import card_documents, hash_cards
from knowledge.library.loading import AddReport, add_document, add_paths
from knowledge.library.passages import Corpus, history_of, load, passages_on
from knowledge.library.rows import delete_document
from knowledge.library.tables import SCHEMA, Base, DocumentRow, MetaRow, SourceRow
from knowledge.library.territory import holds_in
from knowledge.norms.identifiers import NormRef
from knowledge.norms.model import Act, Document, Kind, Passage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from sqlalchemy import Connection, Engine

FOUND = (Kind.ARTICLE, Kind.COMMA, Kind.LETTER, Kind.NUMBER, Kind.ROW, Kind.ANNEX, Kind.UNREAD)


class Library:
    """
    The corpus at hand, as of any day.

    Made by `Library.open`; close it when done, or use it in a ``with`` block.
    """

    def __init__(self, engine: Engine, home: Path | None = None) -> None:
        self._engine = engine
        self.home = home  # where indexes over this library may be kept
        self._streams: dict[int, str] = {}
        self._corpora: dict[str, Corpus] = {}

    @classmethod
    def open(cls, home: Path | None = None, url: str | None = None) -> Library:
        """
        Open the library, with the shipped cards in it.

        Parameters
        ----------
        home
            Folder that holds ``norms.db``; made when it is not there.
        url
            Of a database, instead of ``home``. With neither, the library is in memory.
        """
        library = cls(_engine(home, url), home)
        library._prepare()
        return library

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def __enter__(self) -> Library:
        """Use the library in a ``with`` block."""
        return self

    def __exit__(self, *error: object) -> None:
        """Close it."""
        self.close()

    @property
    def version(self) -> str:
        """Hash of all the texts held, in hexadecimal: two libraries with one version give one answer."""
        with self._engine.connect() as connection:
            hashes = connection.scalars(select(DocumentRow.sha256)).all()
        return hashlib.sha256("".join(sorted(hashes)).encode()).hexdigest()

    def add(
        self,
        what: Path | str | Document | Iterable[Path],
        *,
        on: date | None = None,
        progress: Callable[[int, int, str], None] | None = None,
    ) -> AddReport:
        """
        Add a file, a folder, several of them, or an act already read.

        Parameters
        ----------
        what
            What to add; a file already there with the same bytes is left alone.
        on
            The day to write in the register of sources.
        progress
            Called with the files done, their number, and the name of the next.

        Returns
        -------
        AddReport
            Files that cannot be read are in ``refused`` with the reason; the others are in.
        """
        self._forget()
        if isinstance(what, Document):
            report = AddReport()
            add_document(self._engine, what, report, on)
            return report
        paths = [Path(what)] if isinstance(what, Path | str) else [Path(path) for path in what]
        return add_paths(self._engine, paths, on, progress)

    def acts(self) -> list[Act]:
        """List the acts, by URN."""
        return [corpus.act for urn in self._urns() if (corpus := self._corpus(urn))]

    def act(self, urn: str) -> Act | None:
        """Find an act by its URN, in any spelling."""
        corpus = self._corpus(self._known(NormRef(urn)))
        return corpus.act if corpus else None

    def passages(self, on: date, territory: str | None = None) -> Iterator[Passage]:
        """
        Walk over what can be found on a day, act by act, in the order of each act.

        Parameters
        ----------
        on
            The day. Repealed and not-yet texts come too, with their status; units without words do not.
        territory
            A region or a place in it, such as ``"IT-Toscana"``: its norms come with those of State and Union.
            None leaves every local norm out.

        Yields
        ------
        Passage
            Every comma whole, then each of its letters and numbers; an article whose commi have no number;
            rows of tables with caption and header in ``opening``; annexes without commi; what was not read.
        """
        for urn in self._urns():
            corpus = self._corpus(urn)
            if corpus and holds_in(corpus.act, territory):
                yield from _findable(passages_on(corpus, on, FOUND))

    def find(self, ref: NormRef, on: date) -> list[Passage]:
        """
        Find what a reference names on a day.

        Returns
        -------
        list of Passage
            The letter or the comma; for an article its commi in order, or the article when they have no
            number; for an act its articles; empty when the library does not hold it.
        """
        corpus = self._corpus(self._known(ref))
        if corpus is None:
            return []
        found = [passage for passage in passages_on(corpus, on, FOUND) if _within(passage, ref)]
        if not found and ref.comma == "1" and ref.letter is None:
            found = [
                passage
                for passage in passages_on(corpus, on, (Kind.ARTICLE,))
                if passage.article == ref.article and passage.annex == ref.annex
            ]
        return _narrowed(found, ref)

    def history(self, ref: NormRef) -> list[Passage]:
        """List the texts of what a reference names, oldest first, each as it stood when it began."""
        corpus = self._corpus(self._known(ref))
        if corpus is None:
            return []
        keys = [key for key, texts in corpus.keys().items() if _names(texts[0].by_key[key], ref)]
        return [passage for key in keys for passage in history_of(corpus, key)]

    def coverage(self) -> Coverage:
        """Count what the library holds, what it could not read or resolve, and check every hash."""
        with self._engine.connect() as connection:
            return measure(connection)

    def _prepare(self) -> None:
        """Make the tables, or make them anew for a new schema; put the cards in."""
        with self._engine.begin() as connection:
            schema = _meta(connection, "schema")
        again: list[Path] = []
        if schema not in {None, str(SCHEMA)}:
            with self._engine.connect() as connection:
                again = [Path(path) for path in connection.scalars(select(SourceRow.path))]
            Base.metadata.drop_all(self._engine)
        Base.metadata.create_all(self._engine)
        self._put_cards()
        if again:
            add_paths(self._engine, [path for path in again if path.exists()])

    def _put_cards(self) -> None:
        """Put the shipped cards in, unless these very cards are there."""
        now = hash_cards()
        with self._engine.begin() as connection:
            if _meta(connection, "cards") == now:
                return
            old = select(DocumentRow.id).join(SourceRow).where(SourceRow.format == "cards")
            for document_id in connection.scalars(old).all():
                delete_document(connection, document_id)
        for document in card_documents():
            add_document(self._engine, document, AddReport())
        with self._engine.begin() as connection:
            for key, value in (("cards", now), ("schema", str(SCHEMA))):
                connection.execute(delete(MetaRow).where(MetaRow.key == key))
                connection.execute(insert(MetaRow).values(key=key, value=value))

    def _urns(self) -> list[str]:
        """List the URNs of the acts."""
        with self._engine.connect() as connection:
            return list(
                connection.scalars(select(DocumentRow.act_urn).distinct().order_by(DocumentRow.act_urn))
            )

    def _known(self, ref: NormRef) -> str:
        """Give the URN under which the library holds the act of a reference."""
        urns = self._urns()
        if ref.act in urns:
            return ref.act
        return next((urn for urn in urns if NormRef(urn).same_as(ref.of_act)), ref.act)

    def _corpus(self, urn: str) -> Corpus | None:
        """Load an act, once."""
        if urn not in self._corpora:
            with self._engine.connect() as connection:
                corpus = load(connection, urn, self._streams)
            if corpus is None:
                return None
            self._corpora[urn] = corpus
        return self._corpora[urn]

    def _forget(self) -> None:
        """Forget what was loaded, since it may change."""
        self._streams.clear()
        self._corpora.clear()


def _engine(home: Path | None, url: str | None) -> Engine:
    """Make an engine; SQLite with a write-ahead log, so that readers do not wait for a writer."""
    if url is None and home is None:
        return create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
    if url is None and home is not None:
        home.mkdir(parents=True, exist_ok=True)
        url = f"sqlite:///{home / 'norms.db'}"
    engine = create_engine(url or "sqlite://")
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
    return engine


def _set_up_sqlite(connection: object, _record: object) -> None:
    """Set SQLite up for one writer and many readers."""
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=10000", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")  # type: ignore[attr-defined]


def _meta(connection: Connection, key: str) -> str | None:
    """Read a fact about the library; None where there are no tables yet."""
    if not inspect(connection).has_table(MetaRow.__tablename__):
        return None
    return connection.scalar(select(MetaRow.value).where(MetaRow.key == key))


def _findable(passages: Iterable[Passage]) -> Iterator[Passage]:
    """Leave out articles and annexes that are divided, and units without words."""
    kept = list(passages)
    divided = {
        (passage.annex, passage.article) for passage in kept if passage.comma and passage.kind is Kind.COMMA
    }
    for passage in kept:
        whole = passage.kind in {Kind.ARTICLE, Kind.ANNEX}
        if passage.text and not (whole and (passage.annex, passage.article) in divided):
            yield passage


def _within(passage: Passage, ref: NormRef) -> bool:
    """Whether a passage is named by a reference, or is part of what it names."""
    pairs = (
        (ref.annex, passage.annex),
        (ref.article, passage.article),
        (ref.comma, passage.comma),
        (ref.letter, passage.letter),
        (ref.number, passage.number),
    )
    return all(asked is None or asked == held for asked, held in pairs) and (
        ref.annex == passage.annex or ref.article is None
    )


def _narrowed(found: list[Passage], ref: NormRef) -> list[Passage]:
    """Keep the grain that a reference asks for."""
    if ref.number:
        grain = [Kind.NUMBER]
    elif ref.letter:
        grain = [Kind.LETTER]
    elif ref.comma:
        grain = [Kind.COMMA, Kind.ARTICLE]
    elif ref.article:
        grain = [Kind.COMMA]
    else:
        grain = [Kind.ARTICLE, Kind.ANNEX]
    kept = [passage for passage in found if passage.kind in grain]
    if ref.article and not ref.comma and not kept:
        kept = [passage for passage in found if passage.kind is Kind.ARTICLE]
    return kept


def _names(row: object, ref: NormRef) -> bool:
    """Whether a row is exactly what a reference names."""
    return all(
        getattr(row, name) == getattr(ref, name) for name in ("annex", "article", "comma", "letter", "number")
    ) and getattr(row, "kind", "") in {Kind.ARTICLE, Kind.COMMA, Kind.LETTER, Kind.NUMBER, Kind.ANNEX}
