"""Find how a thing is done in Ponte by how people ask for it: the row of the guide whose wordings it is like."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from apps.assistant.reading.likeness import solve, vector_of
from apps.assistant.reading.nearness import Nearness, alone
from apps.assistant.reading.words import normal
from apps.assistant.reply import Line
from coordinator.model.datafile import read_yaml

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

GUIDE = Path(__file__).parent / "guide.yaml"
KEPT = GUIDE.with_suffix(".npz")
"""The vectors of the wordings, kept: the encoder takes some milliseconds for each."""

LIKE = 0.15
"""How like its wordings a question for the use of Ponte must be for a row to be told: below, it is of none."""

BESIDE = 0.8
"""The share of the best that a second row must reach to be told beside it."""


@dataclass(frozen=True, slots=True)
class Way:
    """How one thing is done."""

    says: str
    page: str
    asked: tuple[str, ...]
    of: str = ""  # person, case, call: on whom the page opens

    def line(self, person_id: str = "") -> Line:
        """Say it, with the page of the person in mind."""
        if not person_id or self.of not in {"person", "call"}:
            return Line(self.says, page=self.page)
        return Line(self.says, page=f"{self.page}?{'persona' if self.of == 'call' else 'id'}={person_id}")


@cache
def ways() -> tuple[Way, ...]:
    """Read the guide, in its order."""
    rows = read_yaml(GUIDE.read_text(encoding="utf-8"))
    return tuple(Way(row["says"], row["page"], tuple(row["asked"]), row.get("of", "")) for row in rows)


def best_ways(question: str, but: frozenset[str] = frozenset()) -> list[tuple[float, Way]]:
    """
    Find what the guide tells on a question.

    Parameters
    ----------
    question
        In Italian.
    but
        What was told already: it is passed over.

    Returns
    -------
    list of (float, Way)
        How like each is, about 1 at most, the best first; two at most, and none that is not like enough.
    """
    words = normal(question.replace("?", " ")).strip()
    if not words:
        return []
    near, weights = _learnt()
    found = alone(weights, near.of(words, vector_of(words)))
    found[[one.says in but for one in ways()]] = -1.0
    best, second = (int(at) for at in np.argsort(-found)[:2])
    if found[best] < LIKE:
        return []
    told = [(float(found[best]), ways()[best])]
    if found[second] >= BESIDE * found[best]:
        told.append((float(found[second]), ways()[second]))
    return told


def keep() -> int:
    """
    Keep the vectors of the guide's wordings beside it.

    Returns
    -------
    int
        How many there are.
    """
    asked = _asked()
    vectors = np.stack([*_vectors(asked)]).astype(np.float16)
    np.savez_compressed(KEPT, asked=np.array(json.dumps(asked)), vectors=vectors)
    return len(asked)


@cache
def _learnt() -> tuple[Nearness, Floats]:
    """Learn the rows from their wordings: how near a question is to each, and the weights, shape (rows, wordings)."""
    asked = _asked()
    near = Nearness(asked, np.stack([*_vectors(asked)]))
    wanted = np.zeros((len(asked), len(ways())), np.float32)
    wanted[np.arange(len(asked)), [at for at, one in enumerate(ways()) for _ in one.asked]] = 1
    return near, np.ascontiguousarray(solve(near.all(), wanted).T)


def _asked() -> list[str]:
    """List the wordings of all rows, normalised."""
    return [normal(words).strip() for one in ways() for words in one.asked]


def _vectors(asked: list[str]) -> list[Floats]:
    """Read the vectors of some wordings; what is new is encoded now."""
    known: dict[str, Floats] = {}
    if KEPT.exists():
        with np.load(KEPT) as kept:
            names = json.loads(str(kept["asked"]))
            known = dict(zip(names, kept["vectors"].astype(np.float32), strict=True))
    return [known[one] if one in known else vector_of(one) for one in asked]
