"""Measure how much of the ties runs under a piece of the map, so that names are written where it is clear."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from coordinator.network.layout.parts import Curve

CELL = 4.0
"""Side of the squares in which ties are counted, in map units."""


class Ink:
    """The ties of a map, each with its weight, summed square by square: any box is measured at once."""

    def __init__(self, curves: Iterable[tuple[Curve, float]], width: float, height: float) -> None:
        cells = np.zeros((int(height / CELL) + 3, int(width / CELL) + 3))
        for curve, weight in curves:
            steps = max(int(curve.span / CELL * 1.2), 2)
            shares = np.linspace(0.0, 1.0, steps + 1)
            ends = np.array([curve.start, curve.control, curve.end])
            weights = np.stack([(1.0 - shares) ** 2, 2.0 * shares * (1.0 - shares), shares**2], axis=1)
            across, down = (weights @ ends / CELL).T
            rows = np.clip(down.astype(int), 0, cells.shape[0] - 2)
            columns = np.clip(across.astype(int), 0, cells.shape[1] - 2)
            np.add.at(cells, (rows + 1, columns + 1), weight)
        self._sums = cells.cumsum(axis=0).cumsum(axis=1)

    def under(self, boxes: NDArray[np.float64]) -> NDArray[np.float64]:
        """
        Measure the ties under boxes.

        Parameters
        ----------
        boxes
            Shape ``(boxes, 4)``: left, top, right, bottom, in map units.

        Returns
        -------
        ndarray of shape (boxes,)
            Their length in map units times their weights, about.
        """
        rows, columns = self._sums.shape
        cells = (boxes / CELL).astype(int)
        left, right = (np.clip(cells[:, side], 0, columns - 2) for side in (0, 2))
        top, bottom = (np.clip(cells[:, side], 0, rows - 2) for side in (1, 3))
        sums = self._sums
        inside = sums[bottom + 1, right + 1] - sums[top, right + 1] - sums[bottom + 1, left] + sums[top, left]
        length: NDArray[np.float64] = inside * CELL
        return length
