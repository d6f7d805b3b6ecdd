"""Search a library with other models than the packed encoder: one call, and all who search it use them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from knowledge.encoder.transformer import open_encoder, open_reranker
from knowledge.search.searcher import Searcher, search_with

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from knowledge.encoder import Encoder
    from knowledge.encoder.transformer import Reranker
    from knowledge.library import Library
    from knowledge.search.engine import Hit
    from knowledge.search.searcher import Searched

READ = 20  # best hits that a reranker reads


class RerankingSearcher(Searcher):
    """
    A search whose best hits are read again by a reranker.

    Parameters
    ----------
    reranker
        Scores question and comma together, 0 to 1; its score is added to the hit's, and shown among the reasons.
    """

    def __init__(
        self, library: Library, folder: Path | None, encoder: Encoder | None, reranker: Reranker
    ) -> None:
        super().__init__(library, folder, encoder)
        self._reranker = reranker

    def look(
        self,
        text: str,
        *,
        on: date,
        territory: str | None = None,
        top: int = 10,
        follows: Sequence[str] = (),
    ) -> Searched:
        """Search, then let the reranker order the best hits; named provisions stay first."""
        searched = super().look(text, on=on, territory=territory, top=max(top, READ), follows=follows)
        read = [hit for hit in searched.hits[:READ] if not hit.pinned]
        named = [hit for hit in searched.hits if hit.pinned]
        rest = [hit for hit in searched.hits[READ:] if not hit.pinned]
        return replace(searched, hits=[*named, *self._read(text, read), *rest][:top])

    def _read(self, text: str, hits: Sequence[Hit]) -> list[Hit]:
        """Add the reranker's score to each hit, and order them by the sum."""
        scores = self._reranker.score(text, [hit.row.passage.text for hit in hits])
        added = [
            replace(hit, score=hit.score + float(more), why={**hit.why, "reranker": float(more)})
            for hit, more in zip(hits, scores, strict=True)
        ]
        return sorted(added, key=lambda hit: -hit.score)


def use_models(library: Library, encoder: str | None = None, reranker: str | None = None) -> None:
    """
    Let every search of a library use other models, as long as the library lives.

    Parameters
    ----------
    library
        The search, the answers and the LangChain retriever over it all follow.
    encoder
        A SentenceTransformer's folder or hub name; the packed encoder when None or empty. Its vectors are kept in a
        folder of their own, so that one may go back and forth.
    reranker
        A CrossEncoder's folder or hub name; none when None or empty.

    Raises
    ------
    ModelError
        If a model cannot be used; the library is then searched as before.
    """
    if not encoder and not reranker:
        return
    opened, reads = open_encoder(encoder), open_reranker(reranker)
    beside = library.home / "search" if library.home else None
    folder = beside / opened.id if beside and encoder else beside
    search_with(
        RerankingSearcher(library, folder, opened, reads) if reads else Searcher(library, folder, opened)
    )
