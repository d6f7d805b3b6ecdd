"""Give each name a free place, and ask its neighbours to give way where there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from coordinator.network.layout.parts import Box, Label

BETWEEN = 3.0
"""Air between two names: one must not read as the next line of the other."""

GIVE_WAY = 3
"""The most neighbours asked to give way to one name."""


def corners(boxes: Iterable[Box]) -> NDArray[np.float64]:
    """
    Put boxes into rows.

    Parameters
    ----------
    boxes
        Any number.

    Returns
    -------
    ndarray of shape (boxes, 4)
        Left, top, right, bottom, in map units.
    """
    return np.array([(one.left, one.top, one.right, one.bottom) for one in boxes]).reshape(-1, 4)


def overlaps(boxes: NDArray[np.float64], others: NDArray[np.float64], air: float = 0.0) -> NDArray[np.bool_]:
    """
    Say which boxes share more than a border, or stand closer than some air.

    Parameters
    ----------
    boxes, others
        Rows of `corners`; a row of NaN overlaps nothing.
    air
        In map units.

    Returns
    -------
    ndarray of bool, of shape (boxes, others)
    """
    left, top, right, bottom = (boxes[:, None, side] for side in range(4))
    lefts, tops, rights, bottoms = (others[None, :, side] for side in range(4))
    found: NDArray[np.bool_] = (
        (left < rights + air) & (lefts < right + air) & (top < bottoms + air) & (tops < bottom + air)
    )
    return found


class Board:
    """
    The names placed so far.

    Parameters
    ----------
    open_to
        For each party the places that hide nothing, best first.
    """

    def __init__(self, open_to: Mapping[str, Sequence[Label]]) -> None:
        self.placed: dict[str, Label] = {}
        self._open_to = open_to
        self._parties = list(open_to)
        self._row = {party: row for row, party in enumerate(self._parties)}
        self._choices = {party: corners(one.box for one in labels) for party, labels in open_to.items()}
        self._taken = np.full((len(self._parties), 4), np.nan)

    def settle(self, party: str) -> None:
        """
        Give a party its best free place; failing that, one whose few neighbours can give way.

        Parameters
        ----------
        party
            Its id; without any place it stays off the board.
        """
        labels = self._open_to[party]
        crowded = overlaps(self._choices[party], self._taken, BETWEEN)
        in_the_way = crowded.sum(axis=1)
        for cut in (False, True):  # a whole name before a shortened one
            places = [place for place, label in enumerate(labels) if label.cut is cut]
            if (free := next((place for place in places if not in_the_way[place]), None)) is not None:
                self._put(party, labels[free])
                return
            for place in places:
                if in_the_way[place] > GIVE_WAY:
                    continue
                neighbours = [self._parties[row] for row in np.flatnonzero(crowded[place])]
                if self._moved(labels[place], neighbours):
                    self._put(party, labels[place])
                    return

    def _moved(self, newcomer: Label, neighbours: Sequence[str]) -> bool:
        """Move the few names in a newcomer's way to other free places, all or none."""
        taken = np.vstack([self._taken, corners([newcomer.box])])
        taken[[self._row[party] for party in neighbours]] = np.nan
        moved: dict[str, Label] = {}
        for party in sorted(neighbours, key=list(self.placed).index):
            free = np.flatnonzero(~overlaps(self._choices[party], taken, BETWEEN).any(axis=1))
            if not free.size:
                return False
            moved[party] = self._open_to[party][free[0]]
            taken[self._row[party]] = self._choices[party][free[0]]
        for party, label in moved.items():
            self._put(party, label)
        return True

    def _put(self, party: str, label: Label) -> None:
        """Write a name down."""
        self.placed[party] = label
        box = label.box
        self._taken[self._row[party]] = (box.left, box.top, box.right, box.bottom)
