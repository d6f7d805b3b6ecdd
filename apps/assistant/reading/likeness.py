"""Say which kinds of question a question is like, from examples that anyone may read and add to."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from apps.assistant.reading.nearness import LENGTHS, PARTS, SHARP, Nearness, alone, together
from apps.assistant.reading.words import normal
from coordinator.model.datafile import read_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from knowledge.encoder.packed import PackedEncoder

    Floats = NDArray[np.float32]

EXAMPLES = Path(__file__).parent / "examples.yaml"
KEPT = EXAMPLES.with_suffix(".npz")
"""What was learnt from the examples, kept: the encoder takes some milliseconds for each."""

RIDGE = 0.2
"""How far the weights of single examples are held back: the best where like examples are left out together."""

NEAREST = 50
"""Examples among which the nearest kind is sought."""

DIGITS = 256
"""Steps of a kept vector's number between 0 and 1: an eighth of the size, and a question is routed alike."""


def likeness(question: str) -> Mapping[str, float]:
    """
    Say how much a question is like the examples of each kind.

    Kernel ridge regression on one column a kind, 1 for its own examples and 0 for the others; the kernel is `Nearness`.

    Parameters
    ----------
    question
        In Italian; names are best left out.

    Returns
    -------
    Mapping of str to float
        Kind of question → about 1 when it is like its examples, about 0 when it is not; may be a little outside.
    """
    return dict(_likeness(normal(question).strip()))


def nearest_kind(question: str) -> float:
    """
    Say how near the examples of the nearest kind are.

    Parameters
    ----------
    question
        In Italian; names are best left out.

    Returns
    -------
    float
        As `together` weighs them; 0 for no words.
    """
    words = normal(question).strip()
    if not words:
        return 0.0
    near = _learnt().near.of(words, vector_of(words))
    of = _learnt().of
    held: dict[str, list[float]] = {}
    for at in np.argsort(-near)[:NEAREST]:
        held.setdefault(of[at], []).append(float(near[at]))
    return max(map(together, held.values()))


@lru_cache(maxsize=256)
def _likeness(words: str) -> tuple[tuple[str, float], ...]:
    """Say the likeness of normalised words, remembered for questions asked again."""
    if not words:
        return ()
    known = _learnt()
    found = alone(known.weights, known.near.of(words, vector_of(words)))
    return tuple(zip(known.kinds, map(float, found), strict=True))


@dataclass(frozen=True, slots=True)
class Taught:
    """The examples, and what was learnt from them."""

    asked: tuple[str, ...]
    kinds: tuple[str, ...]  # of each
    vectors: NDArray[np.int8]  # shape (examples, 384), in steps of 1 / `DIGITS`
    weights: Floats | None = None  # shape (examples, kinds); None before it is learnt

    @property
    def order(self) -> tuple[str, ...]:
        """The kinds, each once."""
        return tuple(dict.fromkeys(self.kinds))

    def near(self) -> Nearness:
        """Say how near questions are to them."""
        return Nearness(self.asked, self.vectors.astype(np.float32) / np.float32(DIGITS))

    def wanted(self) -> Floats:
        """Return 1 for the kind of each and 0 for the others; shape ``(examples, kinds)``."""
        return np.array([[kind == one for one in self.order] for kind in self.kinds], np.float32)


@dataclass(frozen=True, slots=True)
class _Learnt:
    """What the examples teach."""

    kinds: tuple[str, ...]
    of: tuple[str, ...]  # the kind of each example
    near: Nearness
    weights: Floats  # shape (kinds, examples)


@cache
def _learnt() -> _Learnt:
    """Open what was learnt; learn it anew where the examples are others since."""
    known = examples()
    near = known.near()
    weights = solve(near.all(), known.wanted()) if known.weights is None else known.weights
    return _Learnt(known.order, known.kinds, near, np.ascontiguousarray(weights.T))


def solve(near: Floats, wanted: Floats) -> Floats:
    """
    Find the weights of the examples by which each kind is told.

    Parameters
    ----------
    near
        How near each is to each; shape ``(examples, examples)``.
    wanted
        Of each, 1 for its kind; shape ``(examples, kinds)``.

    Returns
    -------
    array of float
        Shape ``(examples, kinds)``.
    """
    from scipy.linalg import solve as solved

    held = near + RIDGE * np.eye(len(near), dtype=np.float32)
    return np.asarray(solved(held, wanted, assume_a="pos"), np.float32)


def examples() -> Taught:
    """
    Open the examples, with what was learnt from them if they are still the same.

    Returns
    -------
    Taught
        Where the file was changed since, without weights; what is new in it is encoded now.
    """
    text = EXAMPLES.read_text(encoding="utf-8")
    before: dict[str, NDArray[np.int8]] = {}
    if KEPT.exists():
        with np.load(KEPT) as kept:
            asked, kinds = (tuple(json.loads(str(kept[one]))) for one in ("asked", "kinds"))
            if str(kept["of"]) == _sum(text):
                return Taught(asked, kinds, kept["vectors"], kept["weights"].astype(np.float32))
            before = dict(zip(asked, kept["vectors"], strict=True))
    rows = [(normal(words).strip(), kind) for kind, asked in read_yaml(text).items() for words in asked]
    vectors = [before[words] if words in before else _rounded(vector_of(words)) for words, _ in rows]
    return Taught(tuple(words for words, _ in rows), tuple(kind for _, kind in rows), np.stack(vectors))


def _sum(text: str) -> str:
    """Sum the examples' text and all by which they are weighed."""
    return sha256(f"{PARTS}{SHARP}{RIDGE}{LENGTHS}{text}".encode()).hexdigest()


def _rounded(vector: Floats) -> NDArray[np.int8]:
    """Write a vector in few digits."""
    return np.clip(np.round(vector * DIGITS), -128, 127).astype(np.int8)


@lru_cache(maxsize=256)
def vector_of(words: str) -> Floats:
    """
    Encode words as the examples are.

    Parameters
    ----------
    words
        As `normal` writes them.

    Returns
    -------
    array of float
        Shape ``(384,)``.
    """
    return _encoder().encode_query(words)


@cache
def vectors_kept() -> Mapping[str, Floats]:
    """
    Read the vectors of the examples, so that nobody encodes them again.

    Returns
    -------
    Mapping of str to array of float
        Normalised words → shape ``(384,)``.
    """
    known = examples()
    return dict(zip(known.asked, known.vectors.astype(np.float32) / np.float32(DIGITS), strict=True))


@cache
def _encoder() -> PackedEncoder:
    """Open the packed encoder, whichever one the norms use: the kept vectors are its own."""
    from knowledge.encoder.packed import PackedEncoder

    return PackedEncoder()


def keep() -> int:
    """
    Learn from the examples, and keep their vectors and weights beside them.

    Returns
    -------
    int
        How many there are.
    """
    known = examples()
    np.savez_compressed(
        KEPT,
        of=np.array(_sum(EXAMPLES.read_text(encoding="utf-8"))),
        asked=np.array(json.dumps(known.asked)),
        kinds=np.array(json.dumps(known.kinds)),
        vectors=known.vectors,
        weights=_learnt().weights.T.astype(np.float16),
    )
    return len(known.asked)
