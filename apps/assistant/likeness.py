"""Say which kinds of question a question is like, from examples that anyone may read and add to."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache
from math import log
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array

from apps.assistant.words import normal
from coordinator.model.datafile import read_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from knowledge.encoder.packed import PackedEncoder

    Floats = NDArray[np.float64]

EXAMPLES = Path(__file__).parent / "examples.yaml"
KEPT = EXAMPLES.with_suffix(".npz")
"""What was learnt from the examples, kept: the encoder takes some milliseconds for each."""

PARTS = (0.6, 0.2, 0.2)
"""Weights of meaning (the encoder), of letters (typing errors) and of words; they sum to 1."""

RIDGE = 0.3
"""How far the weights of single examples are held back: the best in leaving each example out in turn."""

LENGTHS = (3, 4, 5)
"""Letters of a gram."""


def likeness(question: str) -> Mapping[str, float]:
    """
    Say how much a question is like the examples of each kind.

    Kernel ridge regression on one column a kind, 1 for its own examples and 0 for the others. The kernel is the
    weighted sum of three cosines: of the packed encoder's vectors, of character grams, and of words and pairs of words.

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


@lru_cache(maxsize=256)
def _likeness(words: str) -> tuple[tuple[str, float], ...]:
    """Say the likeness of normalised words, remembered for questions asked again."""
    if not words:
        return ()
    known = _learnt()
    near = known.meaning.near(_vector(words)) * PARTS[0]
    near += known.letters.near(_grams(words)) * PARTS[1]
    near += known.words.near(_pairs(words)) * PARTS[2]
    return tuple(zip(known.kinds, map(float, near @ known.weights), strict=True))


@dataclass(frozen=True, slots=True)
class _Meaning:
    """The examples as vectors, their mean taken away."""

    mean: Floats
    rows: Floats  # unit rows

    def near(self, vector: Floats) -> Floats:
        """Say how near each example is."""
        apart = vector - self.mean
        return self.rows @ (apart / max(float(np.linalg.norm(apart)), 1e-9))


class _Counted:
    """The examples as counts of grams or words, weighted by how rare each is."""

    def __init__(self, counts: Sequence[Counter[str]]) -> None:
        seen = Counter(part for one in counts for part in one)
        self._rare = {part: log(1 + len(counts) / many) for part, many in seen.items()}
        self._column = {part: at for at, part in enumerate(self._rare)}
        self.rows = csr_array(np.stack([self._row(one) for one in counts]))

    def near(self, counts: Counter[str]) -> Floats:
        """Say how near each example is."""
        found: Floats = (self.rows @ self._row(counts)).astype(np.float64)
        return found

    def _row(self, counts: Counter[str]) -> NDArray[np.float32]:
        """Write counts as a unit row; what no example holds is not there."""
        row = np.zeros(len(self._column), np.float32)
        for part, many in counts.items():
            if part in self._column:
                row[self._column[part]] = (1 + log(many)) * self._rare[part]
        return row / max(float(np.linalg.norm(row)), 1e-9)


@dataclass(frozen=True, slots=True)
class _Learnt:
    """What the examples teach."""

    kinds: tuple[str, ...]
    meaning: _Meaning
    letters: _Counted
    words: _Counted
    weights: Floats  # shape (examples, kinds)


@cache
def _learnt() -> _Learnt:
    """Open what was learnt; learn it anew where an example was added since."""
    asked, kinds = _examples()
    order = tuple(dict.fromkeys(kinds))
    vectors, weights = _kept(asked, kinds)
    apart = vectors - vectors.mean(axis=0)
    meaning = _Meaning(vectors.mean(axis=0), apart / np.linalg.norm(apart, axis=1, keepdims=True))
    letters, words = _Counted([*map(_grams, asked)]), _Counted([*map(_pairs, asked)])
    if weights is None:
        cosines: Floats = PARTS[0] * (meaning.rows @ meaning.rows.T) + RIDGE * np.eye(len(asked))
        for part, one in zip(PARTS[1:], (letters, words), strict=True):
            cosines += part * (one.rows @ one.rows.T).toarray()
        wanted = np.array([[kind == one for one in order] for kind in kinds], np.float64)
        weights = np.linalg.solve(cosines, wanted).astype(np.float64)
    return _Learnt(order, meaning, letters, words, weights)


def _examples() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Read the examples, normalised, and the kind of each."""
    table = read_yaml(EXAMPLES.read_text(encoding="utf-8"))
    rows = [(normal(words).strip(), kind) for kind, asked in table.items() for words in asked]
    return tuple(words for words, _ in rows), tuple(kind for _, kind in rows)


def _kept(asked: Sequence[str], kinds: Sequence[str]) -> tuple[Floats, Floats | None]:
    """Return the vectors of examples, encoding those that are new, and the weights where none is."""
    if not KEPT.exists():
        return np.stack([_vector(one) for one in asked]), None
    with np.load(KEPT) as kept:
        before = json.loads(str(kept["asked"]))
        same = before == list(asked) and json.loads(str(kept["kinds"])) == list(kinds)
        known = dict(zip(before, kept["vectors"].astype(np.float64), strict=True))
        weights = kept["weights"].astype(np.float64)
    vectors = np.stack([known[one] if one in known else _vector(one) for one in asked])
    return vectors, weights if same else None


def _vector(words: str) -> Floats:
    """Encode words."""
    found: Floats = _encoder().encode_query(words).astype(np.float64)
    return found


@cache
def _encoder() -> PackedEncoder:
    """Open the packed encoder, whichever one the norms use: the kept vectors are its own."""
    from knowledge.encoder.packed import PackedEncoder

    return PackedEncoder()


def _grams(words: str) -> Counter[str]:
    """Count the character grams of a question."""
    text = f" {words} "
    return Counter(text[at : at + long] for long in LENGTHS for at in range(len(text) - long + 1))


def _pairs(words: str) -> Counter[str]:
    """Count the words of a question, and which follows which."""
    row = ["^", *words.replace("'", " ").split(), "$"]
    return Counter([*row[1:-1], *(f"{one} {two}" for one, two in zip(row, row[1:], strict=False))])


def keep() -> int:
    """
    Learn from the examples, and keep their vectors and weights beside them.

    Returns
    -------
    int
        How many there are.
    """
    asked, kinds = _examples()
    vectors, _ = _kept(asked, kinds)
    np.savez_compressed(
        KEPT,
        asked=np.array(json.dumps(asked)),
        kinds=np.array(json.dumps(kinds)),
        vectors=vectors.astype(np.float16),
        weights=_learnt().weights.astype(np.float32),
    )
    return len(asked)
