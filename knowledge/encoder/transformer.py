"""Use any SentenceTransformer as the encoder, and any CrossEncoder as the reranker; torch comes in only here."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from knowledge.encoder.packed import PackedEncoder
from knowledge.errors import KnowledgeError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from knowledge.encoder import Encoder

_BATCH = 8
_MEND = (
    "Installa l'extra con «pip install ponte-care[transformers]», oppure togli PONTE_ENCODER e PONTE_RERANKER: "
    "Ponte cerca con il suo modello, che non ne ha bisogno."
)


class Reranker(Protocol):
    """What the search asks of a reranker."""

    @property
    def id(self) -> str:
        """Name of the model."""
        ...

    def score(self, question: str, passages: Sequence[str]) -> NDArray[np.float32]:
        """Score passages, the higher the better; shape ``(len(passages),)``, each from 0 to 1."""
        ...


class ModelError(KnowledgeError):
    """A model named by a setting cannot be used; the message says which, why, and the mend."""

    def __init__(self, name: str, reason: str, mend: str) -> None:
        super().__init__(f"{name}: {reason} {mend}")
        self.name = name


class TransformerEncoder:
    """
    A SentenceTransformer as our encoder.

    Parameters
    ----------
    name
        A folder, or a name on the Hugging Face hub; what is in the hub's cache needs no network.

    Raises
    ------
    ModelError
        If sentence-transformers is not installed, or there is no such model here.
    """

    def __init__(self, name: str) -> None:
        self._model: Any = _open("SentenceTransformer", name)
        self._id = f"{Path(name).name}-{_checksum(self._model)}"

    @property
    def id(self) -> str:
        """Name and checksum of the weights."""
        return self._id

    @property
    def dimensions(self) -> int:
        """How many numbers a vector holds."""
        return int(self._model.get_embedding_dimension())

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """Turn a question into a unit vector of shape ``(dimensions,)``; the model's own prompt is put."""
        vector: NDArray[np.float32] = self._model.encode_query(text, **_QUIET)
        return vector.astype(np.float32)

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Turn passages into unit vectors of shape ``(len(texts), dimensions)``."""
        if not texts:
            return np.zeros((0, self.dimensions), np.float32)
        vectors: NDArray[np.float32] = self._model.encode_document(list(texts), batch_size=_BATCH, **_QUIET)
        return vectors.astype(np.float32)


class CrossReranker:
    """
    A CrossEncoder as our reranker: it reads question and passage together.

    Parameters
    ----------
    name
        A folder, or a name on the Hugging Face hub, of a model with one output.

    Raises
    ------
    ModelError
        If sentence-transformers is not installed, there is no such model, or it is no reranker.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._model: Any = _open("CrossEncoder", name)
        if self._model.num_labels != 1:
            reason = f"divide i testi in {self._model.num_labels} classi, e per riordinare serve un solo punteggio."
            raise ModelError(name, reason, "Scegli un CrossEncoder con una sola uscita.")

    @property
    def id(self) -> str:
        """Name of the model."""
        return Path(self._name).name

    def score(self, question: str, passages: Sequence[str]) -> NDArray[np.float32]:
        """Score passages from 0 to 1, the higher the better; shape ``(len(passages),)``."""
        import torch

        if not passages:
            return np.zeros(0, np.float32)
        scores: NDArray[np.float32] = self._model.predict(
            [(question, passage) for passage in passages],
            batch_size=_BATCH,
            activation_fn=torch.nn.Sigmoid(),
            show_progress_bar=False,
        )
        return scores.astype(np.float32)


_QUIET = {"normalize_embeddings": True, "show_progress_bar": False}


def open_encoder(name: str | None = None) -> Encoder:
    """
    Open the encoder that a setting names.

    Parameters
    ----------
    name
        A SentenceTransformer's folder or hub name; the packed encoder when None or empty.

    Returns
    -------
    Encoder
        Its `id` differs from any other's, so that vectors of two encoders never mix.

    Raises
    ------
    ModelError
        If the model cannot be used.
    """
    return TransformerEncoder(name) if name else PackedEncoder()


def open_reranker(name: str | None = None) -> Reranker | None:
    """Open the CrossEncoder that a setting names; no reranker when None or empty."""
    return CrossReranker(name) if name else None


def _open(kind: str, name: str) -> Any:  # noqa: ANN401 - the library is not imported for types
    """Open a model on the CPU: from its folder, from the hub's cache, or else from the hub."""
    try:
        import sentence_transformers
    except ImportError as error:
        raise ModelError(
            name, "questo modello vuole sentence-transformers, che qui non c'è.", _MEND
        ) from error
    opened = getattr(sentence_transformers, kind)
    try:
        return opened(name, device="cpu", local_files_only=Path(name).exists())
    except (OSError, ValueError) as error:
        reason = f"non si apre come {kind} ({' '.join(str(error).split())[:160]})."
        mend = "Indica una cartella scritta da sentence-transformers, o il nome di un modello già scaricato."
        raise ModelError(name, reason, mend) from error


def _checksum(model: Any) -> str:  # noqa: ANN401
    """Sum the weights in memory; the first twelve hexadecimal digits."""
    digest = hashlib.sha256()
    for name, tensor in sorted(model.state_dict().items()):
        digest.update(name.encode())
        digest.update(tensor.detach().contiguous().view(-1).numpy().tobytes())
    return digest.hexdigest()[:12]
