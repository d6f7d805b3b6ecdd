"""Publish counts about persons so that no small one is seen, nor worked out from the others."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping

    from numpy.typing import NDArray

FEWEST = 5
"""Soglia locale: fewer persons than this, and more than none, are never shown as a number."""

Place = tuple[int, int]
"""Row and column in a table whose last row and last column hold the totals."""


@dataclass(frozen=True, slots=True)
class Published:
    """A table of counts with its totals, as it may be shown; None: hidden."""

    cells: Mapping[tuple[str, str], int | None]
    rows: Mapping[str, int | None]  # totals by row
    columns: Mapping[str, int | None]  # totals by column
    total: int | None

    @property
    def hidden(self) -> int:
        """How many counts are hidden, totals among them."""
        shown = [*self.cells.values(), *self.rows.values(), *self.columns.values(), self.total]
        return sum(count is None for count in shown)


def publish(counts: Mapping[tuple[str, str], int], fewest: int = FEWEST) -> Published:
    """
    Hide the small counts of a table, and others beside them until none of the small ones can be worked out.

    Who knows every shown count and total, and that no count is negative, is left with at least ``fewest``
    possible values for each small one: a linear program finds the smallest and the largest [1]_. Its bounds
    are those over whole numbers too, because a table with its totals is a flow in a network [2]_.

    Parameters
    ----------
    counts
        (row, column) → persons, none negative; a pair that is missing counts nobody.
    fewest
        The smallest count that may be shown; zero may always be.

    Returns
    -------
    Published
        All pairs of rows and columns, and the totals; rows and columns in order.

    Raises
    ------
    ValueError
        If a count is negative.

    References
    ----------
    .. [1] L. H. Cox, "Suppression Methodology and Statistical Disclosure Control", JASA 75(370), 1980.
    .. [2] R. K. Ahuja, T. L. Magnanti, J. B. Orlin, "Network Flows", 1993, chapter 11.
    """
    if any(count < 0 for count in counts.values()):
        message = "A count of persons is negative. Count them again: nothing can be published."
        raise ValueError(message)
    rows, columns = sorted({row for row, _ in counts}), sorted({column for _, column in counts})
    table = np.array([[counts.get((row, column), 0) for column in columns] for row in rows], dtype=int)
    whole = with_totals(table.reshape(len(rows), len(columns)))
    hidden = hide(whole, fewest)

    def shown(row: int, column: int) -> int | None:
        return None if hidden[row, column] else int(whole[row, column])

    return Published(
        {(row, column): shown(i, j) for i, row in enumerate(rows) for j, column in enumerate(columns)},
        {row: shown(i, -1) for i, row in enumerate(rows)},
        {column: shown(-1, j) for j, column in enumerate(columns)},
        shown(-1, -1),
    )


def with_totals(table: NDArray[np.int_]) -> NDArray[np.int_]:
    """Add the totals to a table: one more column, then one more row."""
    wide = np.hstack([table, table.sum(axis=1, keepdims=True)])
    return np.vstack([wide, wide.sum(axis=0, keepdims=True)])


def hide(whole: NDArray[np.int_], fewest: int = FEWEST) -> NDArray[np.bool_]:
    """
    Choose what to hide of a table with totals.

    Parameters
    ----------
    whole
        Shape ``(rows + 1, columns + 1)``, as `with_totals` gives it.
    fewest
        As in `publish`.

    Returns
    -------
    ndarray of bool
        Of the same shape: True where a count is hidden.
    """
    small = (whole > 0) & (whole < fewest)
    hidden = small.copy()
    while (open_to_view := _worked_out(whole, hidden, small, fewest)) is not None:
        more = _beside(whole, hidden, open_to_view, fewest)
        if not more:
            return np.ones_like(hidden)
        for place in more:
            hidden[place] = True
    return hidden


def bounds(whole: NDArray[np.int_], hidden: NDArray[np.bool_], place: Place) -> tuple[int, int]:
    """
    Find what a reader of the shown counts can conclude about a hidden one.

    Parameters
    ----------
    whole
        The table with totals.
    hidden
        What of it is hidden.
    place
        Of the hidden count.

    Returns
    -------
    int, int
        The smallest and the largest value that fits all that is shown; the largest is cut off at ten times
        the table's total, plus ten, when nothing bounds it.
    """
    least, _ = _extreme(whole, hidden, place, 1)
    _, most = _extreme(whole, hidden, place, -1)
    return least, most


def class_sizes(rows: Iterable[Hashable]) -> Counter[Hashable]:
    """Count how many rows share each combination of quasi-identifiers."""
    return Counter(rows)


def _worked_out(
    whole: NDArray[np.int_], hidden: NDArray[np.bool_], small: NDArray[np.bool_], fewest: int
) -> Place | None:
    """Find a small count that a reader could bound too closely; None when there is none."""
    low, high = whole.copy(), whole.copy()
    for i, j in zip(*np.nonzero(small), strict=True):
        place = (int(i), int(j))
        for sign in (1, -1):
            if high[place] - low[place] >= fewest - 1:
                break
            found = _solve(whole, hidden, place, sign)
            low, high = np.minimum(low, found), np.maximum(high, found)
        if high[place] - low[place] < fewest - 1:
            return place
    return None


def _extreme(whole: NDArray[np.int_], hidden: NDArray[np.bool_], place: Place, sign: int) -> tuple[int, int]:
    """Return the value of a place where it is least (sign 1) or most (-1), twice."""
    value = int(_solve(whole, hidden, place, sign)[place])
    return value, value


def _solve(whole: NDArray[np.int_], hidden: NDArray[np.bool_], place: Place, sign: int) -> NDArray[np.int_]:
    """Find the table that fits what is shown and has the least (sign 1) or most (-1) at a place."""
    from scipy.optimize import linprog
    from scipy.sparse import coo_array

    places = np.argwhere(hidden)
    number = {(int(i), int(j)): n for n, (i, j) in enumerate(places)}
    last_row, last_column = whole.shape[0] - 1, whole.shape[1] - 1
    signs = np.where(np.arange(whole.shape[1]) == last_column, -1, 1)
    signs = np.outer(np.where(np.arange(whole.shape[0]) == last_row, -1, 1), signs)
    known = np.where(hidden, 0, whole) * signs  # each line, with its total taken away, sums to zero
    lines = [*(-known.sum(axis=1)), *(-known.sum(axis=0))]
    data = [(signs[i, j], i, n) for (i, j), n in number.items()]
    data += [(signs[i, j], whole.shape[0] + j, n) for (i, j), n in number.items()]
    values, at, of = zip(*data, strict=True)
    equations: Any = coo_array((values, (at, of)), shape=(len(lines), len(number))).tocsr()
    cost = np.zeros(len(number))
    cost[number[place]] = sign
    most = 10 * int(whole[-1, -1]) + 10
    result = linprog(cost, A_eq=equations, b_eq=lines, bounds=(0, most), method="highs-ds")
    found = whole.copy()
    answer: Any = result.x  # there always is one: the true table
    found[hidden] = np.rint(answer).astype(int)
    return found


def _beside(whole: NDArray[np.int_], hidden: NDArray[np.bool_], place: Place, fewest: int) -> list[Place]:
    """Choose what else to hide: the cheapest rectangle with a count that lets it vary enough."""
    best: tuple[tuple[int, int], list[Place]] | None = None
    i, j = place
    for other_row in range(whole.shape[0]):
        for other_column in range(whole.shape[1]):
            if other_row == i or other_column == j:
                continue
            corners = [(i, other_column), (other_row, j), (other_row, other_column)]
            more = [corner for corner in corners if not hidden[corner]]
            if not more:
                continue
            price = sum(_price(whole, corner) for corner in more)
            short = max(0, fewest - 1 - _room(whole, place, corners))
            if best is None or (short, price) < best[0]:
                best = ((short, price), more)
    return best[1] if best else [place for place in np.ndindex(whole.shape) if not hidden[place]]


def _price(whole: NDArray[np.int_], place: Place) -> int:
    """Say how much is lost by hiding a count: its persons; a total weighs more than all that it sums."""
    totals = sum(at == size - 1 for at, size in zip(place, whole.shape, strict=True))
    lost: int = int(whole[place]) + 1 + int(totals) * (int(whole[-1, -1]) + 1)
    return lost


def _room(whole: NDArray[np.int_], place: Place, corners: list[Place]) -> int:
    """Say by how much a count can move when the other three corners of a rectangle are hidden with it."""
    last_row, last_column = whole.shape[0] - 1, whole.shape[1] - 1

    def sign(row: int, column: int) -> int:
        at_ends = (row == last_row) + (column == last_column)
        return -1 if at_ends == 1 else 1

    turns = [sign(*place), -sign(*corners[0]), -sign(*corners[1]), sign(*corners[2])]
    turns = [turn * turns[0] for turn in turns]  # +1: it grows as the count grows
    values = [int(whole[one]) for one in (place, *corners)]
    up = [value for value, turn in zip(values, turns, strict=True) if turn < 0]
    down = [value for value, turn in zip(values, turns, strict=True) if turn > 0]
    return (min(up) if up else 10**9) + (min(down) if down else 10**9)
