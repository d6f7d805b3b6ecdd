"""Say how near a question is to each example: in meaning, in letters, in words."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

PARTS = (0.65, 0.175, 0.175)
"""Weights of meaning (the encoder), of letters (typing errors) and of words; they sum to 1."""

SHARP = 2.0
"""
How fast nearness in meaning fades. Where like examples are left out together, 3 in 100 more are told rightly than by
the bare cosine.
"""

LENGTHS = (3, 4, 5)
"""Letters of a gram."""


FEW, STEEP = 5, 4
"""Examples of a kind that count together, and how much more the nearest counts than the others."""


class Nearness:
    """
    The examples, and how near a question is to each: a number from 0 to 1.

    The weighted sum of a Gaussian of the packed encoder's vectors and of two cosines: of character grams, and of words
    and pairs of words.

    Parameters
    ----------
    asked
        The examples, normalised.
    vectors
        Their vectors, shape ``(examples, 384)``.
    """

    def __init__(self, asked: Sequence[str], vectors: Floats) -> None:
        self._meaning = _Meaning(vectors)
        self._letters = _Counted([*map(_grams, asked)])
        self._words = _Counted([*map(_pairs, asked)])

    def of(self, words: str, vector: Floats) -> Floats:
        """Say how near a normalised question is to each example; shape ``(examples,)``."""
        near = PARTS[0] * self._meaning.near(vector)
        near += PARTS[1] * self._letters.near(_grams(words))
        near += PARTS[2] * self._words.near(_pairs(words))
        return near

    def all(self) -> Floats:
        """Say how near each example is to each; shape ``(examples, examples)``."""
        near = PARTS[0] * self._meaning.all_near()
        near += PARTS[1] * self._letters.all_near()
        near += PARTS[2] * self._words.all_near()
        return near


class _Meaning:
    """The examples as vectors, their mean taken away."""

    def __init__(self, vectors: Floats) -> None:
        self._mean = vectors.mean(axis=0)
        apart = vectors - self._mean
        self.rows = apart / np.linalg.norm(apart, axis=1, keepdims=True)

    def near(self, vector: Floats) -> Floats:
        """Say how near each example is."""
        apart = vector - self._mean
        return _faded(alone(self.rows, apart / np.float32(max(float(np.linalg.norm(apart)), 1e-9))))

    def all_near(self) -> Floats:
        """Say how near each example is to each."""
        return _faded(self.rows @ self.rows.T)


def together(near: Iterable[float]) -> float:
    """
    Say how near a question is to several examples of one kind: the nearest few count, the nearest most.

    Parameters
    ----------
    near
        How near it is to each, from 0 to 1.

    Returns
    -------
    float
        At least the nearest, and more where others are about as near; 1.5 at most.
    """
    few = sorted(near, reverse=True)[:FEW]
    return float(sum(one**STEEP for one in few) ** (1 / STEEP))


def alone(rows: Floats, vector: Floats) -> Floats:
    """
    Multiply rows by a vector in one thread: of so few numbers, threads that wait for each other take thrice as long.

    Parameters
    ----------
    rows
        Shape ``(many, parts)``.
    vector
        Shape ``(parts,)``.

    Returns
    -------
    array of float
        Shape ``(many,)``.
    """
    found: Floats = np.einsum("ij,j->i", rows, vector)
    return found


def _faded(cosines: Floats) -> Floats:
    """Turn cosines of unit rows into a Gaussian of how far apart they are."""
    near: Floats = np.exp(SHARP * (cosines - 1))
    return near


class _Counted:
    """The examples as counts of grams or words, weighted by how rare each is."""

    def __init__(self, counts: Sequence[Counter[str]]) -> None:
        self._column: dict[str, int] = {}
        for part in chain.from_iterable(counts):
            self._column.setdefault(part, len(self._column))
        columns, ends = self._columns(counts)
        self._rare = np.log(1 + len(counts) / np.bincount(columns)).astype(np.float32)
        values = self._values(counts, columns)
        lengths = np.sqrt(np.add.reduceat(values**2, ends[:-1]))
        values /= np.repeat(lengths, np.diff(ends))
        self._rows = csr_array((values, columns, ends), shape=(len(counts), len(self._column)))

    def near(self, counts: Counter[str]) -> Floats:
        """Say how near each example is."""
        held = Counter({part: many for part, many in counts.items() if part in self._column})
        columns, _ = self._columns([held])
        row = np.zeros(len(self._column), np.float32)
        row[columns] = self._values([held], columns)
        found: Floats = self._rows @ (row / max(float(np.linalg.norm(row)), 1e-9))
        return found

    def all_near(self) -> Floats:
        """Say how near each example is to each."""
        found: Floats = (self._rows @ self._rows.T).toarray()
        return found

    def _columns(self, counts: Sequence[Counter[str]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the columns of what is counted, one count after the other, and where each begins and ends."""
        parts = chain.from_iterable(counts)
        columns = np.fromiter(map(self._column.__getitem__, parts), np.int64)
        return columns, np.cumsum([0, *map(len, counts)])

    def _values(self, counts: Sequence[Counter[str]], columns: NDArray[np.int64]) -> Floats:
        """Return what each part counts: little more when it is there twice, more where it is rare."""
        many = np.fromiter(chain.from_iterable(one.values() for one in counts), np.float32)
        values: Floats = (1 + np.log(many)) * self._rare[columns]
        return values


def _grams(words: str) -> Counter[str]:
    """Count the character grams of a question."""
    text = f" {words} "
    return Counter(text[at : at + long] for long in LENGTHS for at in range(len(text) - long + 1))


def _pairs(words: str) -> Counter[str]:
    """Count the words of a question, and which follows which."""
    row = ["^", *words.replace("'", " ").split(), "$"]
    return Counter([*row[1:-1], *(f"{one} {two}" for one, two in zip(row, row[1:], strict=False))])
