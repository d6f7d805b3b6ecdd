"""Tell which indicators of the territory a question asks for, by how people ask for each."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from apps.assistant.reading.likeness import vector_of, vectors_kept
from apps.assistant.reading.nearness import Nearness
from apps.assistant.reading.words import normal
from coordinator.model.datafile import read_yaml
from coordinator.territory.indicator import definitions

if TYPE_CHECKING:
    from collections.abc import Mapping

NEAR = 0.4
"""From here a question asks for an indicator."""

BESIDE = 0.9
"""Of the nearest, how near another must be to be meant too."""


def near_indicators(question: str, near: float = NEAR) -> tuple[str, ...]:
    """
    List the indicators that a question asks for.

    Parameters
    ----------
    question
        In Italian.
    near
        How near it must come to how one is asked for, from 0 to 1.

    Returns
    -------
    tuple of str
        The nearest first; empty where it asks for none, or nobody knows which.
    """
    words = normal(question).strip()
    if not words:
        return ()
    ids, asked = _asked()
    best: dict[str, float] = {}
    for one, like in zip(ids, asked.of(words, vector_of(words)), strict=True):
        best[one] = max(best.get(one, 0.0), float(like))
    least = max(near, BESIDE * max(best.values()))
    return tuple(one for one in sorted(best, key=lambda one: -best[one]) if best[one] >= least)


@cache
def _asked() -> tuple[tuple[str, ...], Nearness]:
    """Read how each is asked for: its label, and what people say."""
    rows: Mapping[str, list[str]] = read_yaml(
        Path(__file__).with_name("indicators.yaml").read_text(encoding="utf-8")
    )
    pairs = [(key, normal(one.label).strip()) for key, one in definitions().items()]
    pairs += [(key, normal(words).strip()) for key, asked in rows.items() for words in asked]
    texts, kept = [words for _, words in pairs], vectors_kept()
    vectors = np.stack([kept[one] if one in kept else vector_of(one) for one in texts])
    return tuple(key for key, _ in pairs), Nearness(texts, vectors)
