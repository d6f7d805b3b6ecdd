"""Learn from the examples again, after some were added: ``python -m apps.assistant.learn``."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import numpy as np

from apps.assistant.general.ways import keep as keep_ways
from apps.assistant.reading.likeness import examples, keep, solve
from apps.assistant.restated.bank import keep as keep_askings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

GROUPS = 4
"""An example in so many, at even steps, draws to itself those that are nearest to it: they are one group."""

FOLDS = 5
"""One group in so many is left out."""


def recognised() -> Mapping[str, tuple[int, int]]:
    """
    Try the examples on questions unlike them: whole groups of like examples are left out, and then asked.

    Returns
    -------
    Mapping of str to (int, int)
        Kind of question → how many of its examples that were left out are taken for it by their likeness alone, and
        how many were left out.
    """
    known = examples()
    near, wanted = known.near().all(), known.wanted()
    out = _left_out(near)
    weights = solve(near[np.ix_(~out, ~out)], wanted[~out])
    taken = (near[np.ix_(out, ~out)] @ weights).argmax(axis=1)
    kinds = wanted[out].argmax(axis=1)
    return {
        kind: (int((taken[kinds == at] == at).sum()), int((kinds == at).sum()))
        for at, kind in enumerate(known.order)
    }


def _left_out(near: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Choose the groups that are left out: shape ``(examples,)``."""
    drawn = near[:, ::GROUPS].argmax(axis=1)
    chosen: NDArray[np.bool_] = drawn % FOLDS == 0
    return chosen


if __name__ == "__main__":
    many = keep()
    keep_ways()
    keep_askings()
    right, asked = np.sum([*recognised().values()], axis=0)
    sys.stdout.write(f"{many} esempi. Senza quelli simili ne sono riconosciuti {right} su {asked}.\n")
