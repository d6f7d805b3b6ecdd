"""Turn Italian text into vectors, with the packed encoder or with any other one that keeps the same protocol."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray


@runtime_checkable
class Encoder(Protocol):
    """What the search asks of an encoder."""

    @property
    def id(self) -> str:
        """Name and checksum of the weights: vectors of two ids are never compared."""
        ...

    @property
    def dimensions(self) -> int:
        """How many numbers a vector holds."""
        ...

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """Turn a question into a unit vector of shape ``(dimensions,)``."""
        ...

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Turn passages into unit vectors of shape ``(len(texts), dimensions)``."""
        ...
