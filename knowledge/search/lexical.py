"""Find commi and articles by their words: BM25 over Italian stems, headings, act names and character grams."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from knowledge.search.words import content_words, grams, stem, terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

FIELDS = ("words", "heading", "context", "grams", "card")


@dataclass(frozen=True, slots=True)
class Entry:
    """A document of the index: a row number and the texts of its fields."""

    row: int
    text: str
    heading: str
    context: str  # names of the act, place in it
    card: str = ""  # of the editorial card, in lay words


class LexicalIndex:
    """One tantivy index in a folder; without a folder it lives in memory."""

    def __init__(self, index: Any) -> None:  # noqa: ANN401
        _register(index)
        self._index = index
        self._schema = index.schema
        self._searcher = index.searcher()

    @classmethod
    def build(cls, entries: Iterable[Entry], folder: Path | None = None) -> LexicalIndex:
        """Build an index of entries, in one segment, so that equal entries give equal scores everywhere."""
        import tantivy

        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
        index = tantivy.Index(_schema(), path=str(folder) if folder else None)
        _register(index)
        writer = index.writer(heap_size=64_000_000, num_threads=1)
        for entry in entries:
            writer.add_document(_document(entry))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        return cls(index)

    @classmethod
    def open(cls, folder: Path) -> LexicalIndex:
        """Open an index that was built before."""
        import tantivy

        return cls(tantivy.Index.open(str(folder)))

    def search(self, weights: Mapping[str, Mapping[str, float]], limit: int) -> dict[int, float]:
        """
        Score rows by weighted terms.

        Parameters
        ----------
        weights
            Field → term → weight of that term; fields as in `FIELDS`.
        limit
            How many rows to return at most.

        Returns
        -------
        dict[int, float]
            Row → BM25 score, the best first; empty when no term is known.
        """
        import tantivy

        clauses = [
            (tantivy.Occur.Should, tantivy.Query.boost_query(self._term(field, term), weight))
            for field, weighted in weights.items()
            for term, weight in weighted.items()
            if weight > 0
        ]
        if not clauses:
            return {}
        query = tantivy.Query.boolean_query(clauses)
        hits = self._searcher.search(query, limit, count=False).hits
        rows = self._searcher.fast_field_values("row", [address for _, address in hits])
        return {int(row): float(score) for row, (score, _) in zip(rows, hits, strict=True)}

    def frequency(self, term: str) -> int:
        """Count the documents that hold a stemmed term in their text."""
        return int(self._searcher.doc_freq("words", term))

    @property
    def size(self) -> int:
        """How many documents the index holds."""
        return int(self._searcher.num_docs)

    def _term(self, field: str, term: str) -> Any:  # noqa: ANN401
        """Ask for one term in one field."""
        import tantivy

        return tantivy.Query.term_query(self._schema, field, term, "freq")


def _schema() -> Any:  # noqa: ANN401
    """Lay out the fields; texts come in already cut into terms, so the index only splits at spaces."""
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("row", stored=False, indexed=True, fast=True)
    for field in FIELDS:
        builder.add_text_field(field, stored=False, tokenizer_name="terms", index_option="freq")
    return builder.build()


def _register(index: Any) -> None:  # noqa: ANN401
    """Teach an index to split at spaces; without stop words, stems or case, which are done before."""
    import tantivy

    analyzer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer("terms", analyzer)


def _document(entry: Entry) -> Any:  # noqa: ANN401
    """Cut one entry into the terms of its fields."""
    import tantivy

    cut = content_words(entry.text)
    heading = content_words(entry.heading)
    document = tantivy.Document()
    document.add_unsigned("row", entry.row)
    document.add_text("words", " ".join(stem(word) for word in (*heading, *heading, *cut)))
    document.add_text("heading", " ".join(map(stem, heading)))
    document.add_text("context", " ".join(terms(entry.context)))
    document.add_text("card", " ".join(terms(entry.card)))
    document.add_text("grams", " ".join(grams((*heading, *cut))))
    return document
