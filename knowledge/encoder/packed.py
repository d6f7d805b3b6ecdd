"""Run the packed Italian encoder on onnxruntime: 4-bit weights beside this file, no network, no torch."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

FOLDER = Path(__file__).parent
DIMENSIONS = 384
LONGEST = 512  # tokens; what follows is not read
REMEMBERED = 512
"""Questions: one is encoded for each day and territory that it is asked of, and again where it is asked again."""
RECIPE = 1  # of a vector: prefixes, tokens read, mean of the last layer; count on when one of them changes
_BATCH = 8
_PAD = 1  # the tokenizer's padding id


class PackedEncoder:
    """
    The packed encoder: intfloat/multilingual-e5-small, Italian vocabulary, 4 bit.

    Parameters
    ----------
    folder
        Where ``it_q4.onnx`` and ``tokenizer.json`` lie.
    threads
        Threads of one call. One is the default: with more, calls that run at the same time wait for each
        other's threads and a query goes from 10 to some hundred milliseconds.
    """

    def __init__(self, folder: Path = FOLDER, *, threads: int = 1) -> None:
        files = folder / "it_q4.onnx", folder / "tokenizer.json"
        written = tuple(file.stat().st_mtime_ns if file.exists() else 0 for file in files)
        self._session, self._tokenizer = _opened(*files, threads, written)
        self._folder = folder
        self._query = lru_cache(maxsize=REMEMBERED)(self._query_anew)

    @property
    def id(self) -> str:
        """Name and checksum of the weights, with the recipe from the second on."""
        weights = f"it_q4-{_checksum(self._folder / 'it_q4.onnx')}"
        return f"{weights}-r{RECIPE}" if RECIPE > 1 else weights

    @property
    def dimensions(self) -> int:
        """How many numbers a vector holds."""
        return DIMENSIONS

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """Turn a question into a unit vector of shape ``(384,)``; the last ones are remembered, and only to be read."""
        return self._query(text)

    def _query_anew(self, text: str) -> NDArray[np.float32]:
        """Encode a question."""
        vector: NDArray[np.float32] = self._encode([f"query: {text}"])[0]
        vector.setflags(write=False)
        return vector

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Turn passages into unit vectors of shape ``(len(texts), 384)``."""
        return self._encode([f"passage: {text}" for text in texts])

    def _encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Encode texts in batches of like length, so that little padding is computed."""
        tokens = [encoding.ids for encoding in self._tokenizer.encode_batch(list(texts))]
        order = np.argsort([len(ids) for ids in tokens], kind="stable")
        vectors = np.zeros((len(tokens), DIMENSIONS), np.float32)
        for start in range(0, len(order), _BATCH):
            rows = order[start : start + _BATCH]
            vectors[rows] = self._run([tokens[row] for row in rows])
        lengths = np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)
        unit: NDArray[np.float32] = vectors / lengths
        return unit

    def _run(self, batch: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        """Run one padded batch through the network."""
        longest = max(map(len, batch))
        ids = np.full((len(batch), longest), _PAD, np.int64)
        mask = np.zeros((len(batch), longest), np.int64)
        for row, tokens in enumerate(batch):
            ids[row, : len(tokens)] = tokens
            mask[row, : len(tokens)] = 1
        output: NDArray[np.float32] = self._session.run(None, {"input_ids": ids, "attention_mask": mask})[0]
        return output


@lru_cache(maxsize=2)
def _opened(model: Path, tokens: Path, threads: int, _written: tuple[int, ...]) -> tuple[Any, Any]:
    """Open the network and its tokenizer, once for a process: the chat and the norms use the same."""
    from tokenizers import Tokenizer

    session, tokenizer = _session(model, threads), Tokenizer.from_file(str(tokens))
    tokenizer.enable_truncation(LONGEST)
    return session, tokenizer


def _session(model: Path, threads: int) -> Any:  # noqa: ANN401
    """Open the network with threads that sleep, not spin, while they wait."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])


@lru_cache(maxsize=8)
def _checksum(path: Path) -> str:
    """Sum a file; the first twelve hexadecimal digits name the weights."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()[:12]
