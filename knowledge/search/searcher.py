"""Search a library on a day: read the question, find what it names, find what answers it."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from knowledge.library.territory import holds_in
from knowledge.norms.identifiers import parse_urn
from knowledge.search.dense import fill
from knowledge.search.mending import join_broken_words
from knowledge.search.naming import act_names, named_in
from knowledge.search.opening import open_engine, open_vectors, texts_of
from knowledge.search.question import Kind, read_question

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from pathlib import Path

    from knowledge.encoder import Encoder
    from knowledge.library import Library
    from knowledge.norms import Act
    from knowledge.norms.identifiers import NormRef
    from knowledge.references import ActNames
    from knowledge.search.dense import VectorStore
    from knowledge.search.engine import Engine, Hit
    from knowledge.search.question import Question
    from knowledge.search.rows import Row

_KEPT = 4  # engines of other days and territories kept in memory


@dataclass(frozen=True)
class Searched:
    """What a question is about, and what was found."""

    question: Question
    hits: Sequence[Hit]
    missing: tuple[NormRef, ...]  # named, and not in the corpus
    engine: Engine
    version: str

    @property
    def pinned(self) -> bool:
        """Whether the question names a provision that is there."""
        return any(hit.pinned for hit in self.hits)

    @property
    def present(self) -> bool:
        """Whether some provision that the question names is there, or its matter can be searched anyway."""
        return len(self.missing) < len(self.question.references) or self.question.kind is Kind.LONG

    def article_of(self, row: Row) -> list[Row]:
        """List the commi of a row's article."""
        return self.engine.article_of(row)

    def rows_of_act(self, row: Row) -> list[Row]:
        """List the rows of a row's act."""
        return self.engine.act_of(row)


class Searcher:
    """
    The search over one library.

    Parameters
    ----------
    library
        Where the texts are.
    folder
        Where indexes are kept; in memory when None.
    encoder
        For the meaning leg; by words alone without it.
    """

    def __init__(self, library: Library, folder: Path | None = None, encoder: Encoder | None = None) -> None:
        self.library = library
        self._folder = folder
        self._encoder = encoder
        self._vectors: VectorStore | None = None
        self._engines: dict[tuple[str, date, str | None], Engine] = {}
        self._known: tuple[str, ActNames] | None = None
        self._lock = threading.Lock()

    @classmethod
    def open(cls, library: Library, folder: Path | None = None) -> Searcher:
        """
        Open the search over a library, with the packed encoder.

        Indexes are kept in ``folder``, else beside the library, else in memory.
        """
        from knowledge.encoder.packed import PackedEncoder

        beside = library.home / "search" if library.home else None
        return cls(library, folder or beside, PackedEncoder())

    @property
    def version(self) -> str:
        """Hash of the corpus."""
        return self.library.version

    def look(
        self,
        text: str,
        *,
        on: date,
        territory: str | None = None,
        top: int = 10,
        follows: Sequence[str] = (),
    ) -> Searched:
        """
        Read a question and search for it.

        Parameters
        ----------
        text
            The question.
        on, territory
            When and where it must hold.
        top
            How many hits.
        follows
            URNs that the answer before showed: "e il comma 2?" means the article of the first.

        Returns
        -------
        Searched
            With the named provisions that the corpus lacks.
        """
        engine = self.engine(on, territory)
        question = self.read(text, engine, follows)
        hits = engine.find(question, top=top) if question.terms or question.references else []
        missing = tuple(ref for ref in question.references if not engine.has(ref))
        return Searched(question, hits, missing, engine, self.version)

    def read(self, text: str, engine: Engine, follows: Sequence[str] = ()) -> Question:
        """Read a question over the corpus of an engine, whose words tell where one of the question's is broken."""
        whole = join_broken_words(text, engine.commi.frequency)
        return read_question(whole, self.named(whole, follows))

    def named(self, text: str, follows: Sequence[str] = ()) -> tuple[NormRef, ...]:
        """Find the provisions that a question names, of this corpus or known by name."""
        return named_in(text, self._names(), follows)

    def engine(self, on: date, territory: str | None = None) -> Engine:
        """Open the indexes of a day and a territory; they are kept while the corpus does not change."""
        key = (self.version, on, territory)
        with self._lock:
            if key not in self._engines:
                while len(self._engines) >= _KEPT:
                    self._engines.pop(next(iter(self._engines)))
                self._engines[key] = open_engine(
                    self.library,
                    on,
                    territory,
                    folder=self._folder,
                    encoder=self._encoder,
                    vectors=self.vectors,
                )
            return self._engines[key]

    def prepare(
        self,
        on: date,
        *,
        report: Callable[[int, int], None] | None = None,
        stop: Callable[[], bool] | None = None,
    ) -> int:
        """
        Compute the vectors that a day's provisions lack, local ones too; stopped, it goes on from there the next time.

        Parameters
        ----------
        on
            The day.
        report
            Called with (done, to do).
        stop
            Asked now and then; True ends the work.

        Returns
        -------
        int
            How many were computed; 0 without an encoder.
        """
        if self._encoder is None:
            return 0
        local = {act.territory for act in self.library.acts()} - {"IT", "UE"}
        texts = dict(texts_of(self.engine(on).rows).by_key)
        for place in sorted(local):
            texts |= texts_of(self.engine(on, place).rows).by_key
        computed = fill(self.vectors(), self._encoder, texts, report=report, stop=stop)
        if computed:
            with self._lock:
                self._engines.clear()
        return computed

    def vectors(self) -> VectorStore:
        """Open the kept vectors, when they are first asked for."""
        if self._encoder is None:
            message = "A search by words alone has no vectors; open it with an encoder."
            raise ValueError(message)
        if self._vectors is None:
            self._vectors = open_vectors(self._encoder, self._folder)
        return self._vectors

    def act(self, urn: str) -> Act | None:
        """Find an act of the corpus; an act known by its year alone is found too."""
        return self.library.act(urn)

    def holds(self, territory: str | None) -> bool:
        """Tell whether the corpus holds acts of a territory's own."""
        local = (act for act in self.library.acts() if act.territory not in ("IT", "UE"))
        return territory is not None and any(holds_in(act, territory) for act in local)

    def articles_of(self, urn: str, on: date) -> list[str]:
        """List the articles of an act that the corpus holds, in order."""
        return self.engine(on).articles_of(parse_urn(urn))

    def _names(self) -> ActNames:
        """Prepare the names of the acts, again when the corpus has changed."""
        version = self.version
        if self._known is None or self._known[0] != version:
            self._known = (version, act_names(self.library.acts()))
        return self._known[1]


_SEARCHERS: WeakKeyDictionary[Library, Searcher] = WeakKeyDictionary()


def searcher_of(library: Library) -> Searcher:
    """Open the search over a library, once as long as the library lives."""
    if library not in _SEARCHERS:
        _SEARCHERS[library] = Searcher.open(library)
    return _SEARCHERS[library]


def search_with(searcher: Searcher) -> None:
    """Let all who search this searcher's library use it."""
    _SEARCHERS[searcher.library] = searcher
