"""Give each name a free place, and ask its neighbours to give way where there is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from numpy.typing import NDArray

    from coordinator.network.layout.parts import Box, Label

BETWEEN = 3.0
"""Air between two names: one must not read as the next line of the other."""

TRIED, WORTH = 24, 40.0
"""Of how many better places a name tries to get one, and how much better its best must be."""

GIVE_WAY = 3
"""The most neighbours asked to give way to one name."""


@dataclass(frozen=True, slots=True)
class Choices:
    """The places that a name may take: whole ones first, then shortened ones, each from the best."""

    boxes: NDArray[np.float64]  # one row a place, as of `corners`
    costs: NDArray[np.float64]  # what each hides, passes or crowds
    whole: int  # how many of them hold the whole name
    write: Callable[[int], Label]  # gives the label of a place


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
    ndarray of bool
        Shape ``(boxes, others)``.
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
        For each party the places that hide nothing.
    """

    def __init__(self, open_to: Mapping[str, Choices]) -> None:
        self.placed: dict[str, int] = {}
        self._parties = list(open_to)
        self._row = {party: row for row, party in enumerate(self._parties)}
        self._open_to = open_to
        self._taken = np.full((len(self._parties), 4), np.nan)
        reach = np.array([_reach(one.boxes) for one in open_to.values()]).reshape(-1, 4)
        near = (np.flatnonzero(row) for row in overlaps(reach, reach, BETWEEN))
        self._near = dict(zip(self._parties, near, strict=True))

    def labels(self) -> dict[str, Label]:
        """Write the names that found a place."""
        return {party: self._open_to[party].write(place) for party, place in self.placed.items()}

    def settle(self, party: str) -> None:
        """
        Give a party its best free place; failing that, one whose few neighbours can give way.

        Parameters
        ----------
        party
            Its id; without any place it stays off the board.
        """
        choices, near = self._open_to[party], self._near[party]
        crowded = overlaps(choices.boxes, self._taken[near], BETWEEN)
        in_the_way = crowded.sum(axis=1)
        for first, end in ((0, choices.whole), (choices.whole, len(choices.boxes))):
            free = first + np.flatnonzero(in_the_way[first:end] == 0)
            if free.size:
                self._put(party, int(free[0]))
                return
            for place in first + np.flatnonzero(in_the_way[first:end] <= GIVE_WAY):
                neighbours = {self._parties[row] for row in near[crowded[place]]}
                moved = self._moves(party, int(place), neighbours)
                if moved is not None:
                    self._put(party, int(place), moved)
                    return

    def improve(self, party: str) -> None:
        """
        Give a party a better place where its few neighbours lose less by giving way than it gains.

        Parameters
        ----------
        party
            Its id; one without a place stays without.
        """
        if party not in self.placed:
            return
        choices, near = self._open_to[party], self._near[party]
        now = self.placed[party]
        better = min(now, choices.whole, TRIED)
        if choices.costs[now] < choices.costs[0] + WORTH:
            return
        crowded = overlaps(choices.boxes[:better], self._taken[near], BETWEEN)
        crowded[:, near == self._row[party]] = False
        for place in np.flatnonzero(crowded.sum(axis=1) <= GIVE_WAY).tolist():
            moved = self._moves(party, place, {self._parties[row] for row in near[crowded[place]]})
            if moved is not None and self._gained({party: place, **moved}) > 0.0:
                self._put(party, place, moved)
                return

    def _gained(self, places: Mapping[str, int]) -> float:
        """Say how much less names cost at other places."""
        costs = ((self._open_to[party].costs, self.placed[party], place) for party, place in places.items())
        return float(sum(cost[now] - cost[then] for cost, now, then in costs))

    def _moves(self, newcomer: str, wanted: int, neighbours: set[str]) -> dict[str, int] | None:
        """Find other free places for the few names in a newcomer's way; None unless all find one."""
        taken = self._taken.copy()
        taken[[self._row[party] for party in neighbours]] = np.nan
        taken[self._row[newcomer]] = self._open_to[newcomer].boxes[wanted]
        moved: dict[str, int] = {}
        for party in [one for one in self.placed if one in neighbours]:
            boxes = self._open_to[party].boxes
            free = np.flatnonzero(~overlaps(boxes, taken[self._near[party]], BETWEEN).any(axis=1))
            if not free.size:
                return None
            moved[party] = int(free[0])
            taken[self._row[party]] = boxes[free[0]]
        return moved

    def _put(self, newcomer: str, wanted: int, moved: Mapping[str, int] | None = None) -> None:
        """Write a name down, and those that gave way to it."""
        for party, place in {**(moved or {}), newcomer: wanted}.items():
            self.placed[party] = place
            self._taken[self._row[party]] = self._open_to[party].boxes[place]


def _reach(boxes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the box that holds all boxes; NaN where there is none."""
    if not len(boxes):
        return np.full(4, np.nan)
    return np.concatenate([boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)])
