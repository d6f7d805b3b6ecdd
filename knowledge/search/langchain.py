"""Hand the search to LangChain: a retriever of norms, and the encoder as embeddings."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - pydantic reads it
from typing import TYPE_CHECKING, Any

from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.retrievers import BaseRetriever

if TYPE_CHECKING:
    from langchain_core.callbacks import CallbackManagerForRetrieverRun

    from knowledge.encoder import Encoder


class NormRetriever(BaseRetriever):
    """
    Find the commi that answer a question, as LangChain documents.

    Attributes
    ----------
    library
        A `knowledge.library.Library`.
    on, territory
        When and where the provisions must hold.
    top
        How many documents at most.
    """

    library: Any
    on: date
    territory: str | None = None
    top: int = 5

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        """Search, and keep text, citation and status of each hit."""
        from knowledge.search.searcher import searcher_of

        searched = searcher_of(self.library).look(query, on=self.on, territory=self.territory, top=self.top)
        return [
            Document(
                page_content=hit.row.passage.text,
                metadata={
                    "urn": hit.row.passage.urn,
                    "act": hit.row.passage.act.urn,
                    "article": hit.row.passage.article,
                    "comma": hit.row.passage.comma,
                    "heading": hit.row.passage.heading,
                    "official": hit.row.passage.official,
                    "status": str(hit.row.passage.status),
                    "source": hit.row.passage.source,
                    "score": hit.score,
                    "why": dict(hit.why),
                },
                id=hit.row.passage.urn,
            )
            for hit in searched.hits
        ]


class EncoderEmbeddings(Embeddings):
    """
    Any encoder of ours as LangChain embeddings.

    Parameters
    ----------
    encoder
        Its query and passage prefixes are put by itself.
    """

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Turn passages into vectors."""
        return [[float(number) for number in vector] for vector in self._encoder.encode_passages(texts)]

    def embed_query(self, text: str) -> list[float]:
        """Turn a question into a vector."""
        return [float(number) for number in self._encoder.encode_query(text)]
