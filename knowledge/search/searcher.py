"""Search a library on a day: read the question, find what it names, find what answers it."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from knowledge.norms.identifiers import NormRef, format_legal, parse_urn
from knowledge.references import find_references
from knowledge.search.opening import open_engine
from knowledge.search.question import read_question

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from knowledge.encoder import Encoder
    from knowledge.library import Library
    from knowledge.norms import Act
    from knowledge.search.dense import VectorStore
    from knowledge.search.engine import Engine, Hit
    from knowledge.search.question import Question
    from knowledge.search.rows import Row

_DAYS = 4  # engines of other days kept in memory


@dataclass(frozen=True)
class Searched:
    """What a question is about, and what was found."""

    question: Question
    hits: Sequence[Hit]
    missing: tuple[NormRef, ...]  # named, and not in the corpus
    missing_parts: tuple[str, ...]  # the same, in words, beside others that are there
    engine: Engine
    version: str

    @property
    def pinned(self) -> bool:
        """Whether the question names a provision that is there."""
        return any(hit.pinned for hit in self.hits)

    def article_of(self, row: Row) -> list[Row]:
        """List the commi of a row's article."""
        return self.engine.article_of(row)

    def rows_of_act(self, row: Row) -> list[Row]:
        """List the rows of a row's act."""
        return [other for other in self.engine.rows if other.act.urn == row.act.urn]


class Searcher:
    """
    The search over one library.

    Parameters
    ----------
    library
        Where the texts are.
    folder
        Where indexes are kept; in memory when None.
    encoder, vectors
        For the meaning leg; by words alone without them.
    """

    def __init__(
        self,
        library: Library,
        folder: Path | None = None,
        encoder: Encoder | None = None,
        vectors: VectorStore | None = None,
    ) -> None:
        self.library = library
        self._folder = folder
        self._encoder = encoder
        self._vectors = vectors
        self._engines: dict[tuple[str, date], Engine] = {}
        self._lock = threading.Lock()

    @classmethod
    def open(cls, library: Library, folder: Path | None = None) -> Searcher:
        """Open the search over a library, with the packed encoder where its weights are."""
        return cls(library, folder)

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
        engine = self.engine(on)
        references = find_references(text, follows)
        question = read_question(text, references)
        hits = engine.find(question, top=top, territory=territory) if question.terms or references else []
        missing = tuple(ref for ref in references if not engine.has(ref))
        parts = tuple(format_legal(ref) for ref in missing) if len(missing) < len(references) else ()
        only_missing = missing if len(missing) == len(references) else ()
        return Searched(question, hits, only_missing, parts, engine, self.version)

    def engine(self, on: date) -> Engine:
        """Open the indexes of a day; days are kept while the corpus does not change."""
        key = (self.version, on)
        with self._lock:
            if key not in self._engines:
                while len(self._engines) >= _DAYS:
                    self._engines.pop(next(iter(self._engines)))
                self._engines[key] = open_engine(
                    self.library, on, folder=self._folder, encoder=self._encoder, vectors=self._vectors
                )
            return self._engines[key]

    def act(self, urn: str) -> Act | None:
        """Find an act of the corpus; an act known by its year alone is found too."""
        return next((act for act in self.library.acts() if _same_act(act.urn, urn)), None)

    def holds(self, territory: str | None) -> bool:
        """Tell whether the corpus holds acts of a territory."""
        return any(act.territory == territory for act in self.library.acts())

    def range_of(self, urn: str) -> str:
        """Say which articles of an act the corpus holds, in Italian."""
        engine = next(reversed(self._engines.values()))
        labels = [r.passage.article for r in engine.rows if _same_act(r.act.urn, urn) and r.passage.article]
        distinct = list(dict.fromkeys(labels))
        if not distinct:
            return "non c'è alcun articolo."
        return f"gli articoli presenti vanno dal {distinct[0]} al {distinct[-1]}."


def _same_act(one: str, other: str) -> bool:
    """Tell whether two URNs name one act."""
    return parse_urn(one).of_act.same_as(parse_urn(other).of_act)
