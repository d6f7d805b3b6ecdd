"""Open the askings: what is known to be asked in several wordings, and in which words the conversation reads it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from apps.assistant.reading.likeness import vector_of
from apps.assistant.reading.nearness import Nearness
from apps.assistant.reading.of_many import Names
from apps.assistant.restated.slots import HER, SIGN, signs_in, slotted
from coordinator.model.datafile import read_yaml

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

ASKINGS = Path(__file__).parent / "askings"
KEPT = ASKINGS / "askings.npz"
"""The vectors of the wordings, kept: the encoder takes some milliseconds for each."""

DIGITS = 256
"""Steps of a kept vector's number between 0 and 1."""


@dataclass(frozen=True, slots=True)
class Asking:
    """What is asked in several wordings."""

    reads: str  # the question as the conversation reads it
    asked: tuple[str, ...]  # its wordings
    after: frozenset[str]  # the kinds of answer that it goes on from; empty for a question that stands alone
    of: frozenset[str] = frozenset()  # the kinds of thing that it asks of, where that was spoken of before

    @property
    def of_her(self) -> bool:
        """Whether it is of the person in mind."""
        return HER in SIGN.findall(self.reads)


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording of an asking."""

    words: str  # as likeness is weighed
    of: int  # the place of its asking
    open: Counter[str]  # the parts that change in it
    fixed: Mapping[
        str, tuple[str, ...]
    ]  # and those that it says itself: what it asks, it asks of these alone

    def fits(self, parts: Mapping[str, tuple[str, ...]]) -> bool:
        """Say whether a question has these very parts, so that nothing that it says is passed over."""
        return all(
            len(parts.get(sign, ())) == self.open[sign]
            if self.open[sign]
            else parts.get(sign, ()) == self.fixed.get(sign, ())
            for sign in {*parts, *self.open, *self.fixed}
        )


@dataclass(frozen=True, slots=True)
class Bank:
    """All askings and their wordings."""

    askings: tuple[Asking, ...]
    wordings: tuple[Wording, ...]
    near: Nearness


@cache
def bank() -> Bank:
    """Open the askings, once."""
    askings = tuple(_read())
    wordings = tuple(
        _wording(words, at) for at, one in enumerate(askings) for words in (one.reads, *one.asked)
    )
    asked = [one.words for one in wordings]
    return Bank(askings, wordings, Nearness(asked, _vectors(asked)))


def keep() -> int:
    """
    Keep the vectors of the wordings beside them.

    Returns
    -------
    int
        How many there are.
    """
    asked = [one.words for one in bank().wordings]
    vectors = np.clip(np.round(_vectors(asked) * DIGITS), -128, 127).astype(np.int8)
    beside = KEPT.with_suffix(".new.npz")
    np.savez_compressed(beside, asked=np.array(json.dumps(asked)), vectors=vectors)
    beside.replace(KEPT)  # whoever opens it meanwhile finds all or nothing of it
    return len(asked)


def _read() -> Iterator[Asking]:
    """Read the files, in the order of their names; what stands in several is one asking."""
    asked: dict[tuple[str, frozenset[str], frozenset[str]], list[str]] = {}
    for path in sorted(ASKINGS.glob("*.yaml")):
        for row in read_yaml(path.read_text(encoding="utf-8")):
            told = (row["reads"], frozenset(row.get("after", ())), frozenset(row.get("of", ())))
            asked.setdefault(told, []).extend(row["asked"])
    for (reads, after, of), wordings in asked.items():
        yield Asking(reads, tuple(dict.fromkeys(wordings)), after, of)


def _wording(words: str, at: int) -> Wording:
    """Read a wording of the files: what changes in it, and what it says itself."""
    said = slotted(words, Names({}, {}, {}))
    return Wording(said.words, at, signs_in(words), said.parts)


def _vectors(wordings: Sequence[str]) -> Floats:
    """Read the vectors of some wordings; what is new is encoded now."""
    known: dict[str, Floats] = {}
    if KEPT.exists():
        with np.load(KEPT) as kept:
            rows = kept["vectors"].astype(np.float32) / np.float32(DIGITS)
            known = dict(zip(json.loads(str(kept["asked"])), rows, strict=True))
    return np.stack([known[one] if one in known else vector_of(one) for one in wordings])
