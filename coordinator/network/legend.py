"""Explain the map's lines and shapes with samples of themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordinator.network.layout import Curve
from coordinator.network.strokes import stroke

if TYPE_CHECKING:
    from coordinator.network.strokes import Stroke

SAMPLE = Curve((2.0, 9.0), (22.0, 9.0), (42.0, 9.0))
"""The line of a sample, in a box of 44 by 18."""

OWN = "altro"
"""Any sector: the samples show ties of the person herself, unless they say otherwise."""


def line_samples() -> list[tuple[str, Stroke]]:
    """
    Draw a sample of each kind of line.

    Returns
    -------
    list of (str, Stroke)
        Italian words, and a line in a box of 44 by 18.
    """
    return [
        ("forte", stroke(SAMPLE, 3, sector=OWN)),
        ("buono", stroke(SAMPLE, 2, sector=OWN)),
        ("debole", stroke(SAMPLE, 1, sector=OWN)),
        ("nessuno ha detto quanto", stroke(SAMPLE, None, sector=OWN)),
        ("in conflitto", stroke(SAMPLE, 1, conflict=True, sector=OWN)),
        ("verso chi va l’aiuto", stroke(SAMPLE, 2, "to", sector=OWN)),
        ("fra chi aiuta", stroke(SAMPLE, 2)),
    ]
