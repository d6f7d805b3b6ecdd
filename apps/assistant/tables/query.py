"""Hold what a question asks of a table: which rows, in which order, counted by what, what of each; and find them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from apps.assistant.reading.words import normal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from apps.assistant.tables.table import Cell, Row


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that is asked of each row."""

    column: str
    test: str  # is, has, among, more, less, empty, filled, within
    said: str  # in Italian, after the table's title
    value: object = None
    last: object = None  # the other end, of "within"
    not_: bool = False
    weight: int = 1  # how many things it asks

    def holds(self, row: Row) -> bool:
        """Say whether a row is one of them; what is not written is neither more nor less than anything."""
        return self._holds(row.cell(self.column)) is not self.not_

    def _holds(self, cell: Cell) -> bool:
        held = cell.value
        if self.test in {"empty", "filled"}:
            return (held is None) is (self.test == "empty")
        if held is None:
            return False
        wanted = self.value if isinstance(self.value, frozenset) else {self.value}
        if self.test == "has":  # one of several words
            return isinstance(held, str) and not wanted.isdisjoint(held.split())
        if self.test == "is":
            return held in wanted
        if self.test == "among":
            return isinstance(self.value, frozenset) and not self.value.isdisjoint(cell.parts)
        if self.test == "within":
            return _within(held, self.value, self.last)
        if isinstance(held, str) or not isinstance(self.value, (int, float)) or isinstance(held, date):
            return False
        return held > self.value if self.test == "more" else held < self.value


def _within(held: object, first: object, last: object) -> bool:
    """Say whether a day or a number is between two, both included; an end that is not given is open."""
    if isinstance(held, date):
        return (not isinstance(first, date) or held >= first) and (not isinstance(last, date) or held <= last)
    if not isinstance(held, (int, float)):
        return False
    return (not isinstance(first, (int, float)) or held >= first) and (
        not isinstance(last, (int, float)) or held <= last
    )


@dataclass(frozen=True, slots=True)
class Query:
    """What a question asks of a table."""

    table: str
    conditions: tuple[Condition, ...] = ()
    order: str = ""  # column by which they are put in order
    down: bool = False  # whether the greatest is first
    first: int | None = None  # how many of them; None for all
    skip: int = 0  # how many before them: 1 for the second
    shown: tuple[str, ...] = ()  # columns that are asked for
    counts: bool = False  # whether it is asked how many
    totals: tuple[str, ...] = ()  # columns that are added up
    by: str = ""  # column by which they are counted
    person_id: str = ""  # of whom alone it is
    among: tuple[tuple[str, ...], ...] | None = None  # keys of the rows that alone are meant, in their order
    of_all: bool = False  # whether it says that it is of all persons
    further: int = 0  # how many rows on from the one that was told: the one before it, the one after it
    others: bool = False  # whether it is of those that were not chosen before
    named: bool = False  # whether the question calls the table by its name
    whether: bool = False  # whether it is answered by yes or no

    @property
    def asks(self) -> bool:
        """Whether it asks something of the rows, beside choosing them."""
        return bool(self.shown or self.totals or self.counts or self.by or self.order or self.first)

    @property
    def strong(self) -> bool:
        """Whether it asks what only a table knows: a bound, what is missing, an order, a figure, two things."""
        bounds = any(one.not_ or one.test in BOUNDS or one.weight > 1 for one in self.conditions)
        figure = bool(self.order or self.by or self.totals or self.first or self.others)
        return bounds or figure or len(self.shown) > 1

    @property
    def parts(self) -> int:
        """How many things it asks that a bare table does not say."""
        return (
            sum(one.weight for one in self.conditions)
            + len(self.shown)
            + bool(self.order)
            + 2 * bool(self.by)
            + 2 * len(self.totals)
            + (self.first is not None)
            + self.others
            + bool(self.further)
            + self.of_all
        )


BOUNDS = frozenset({"more", "less", "within", "empty", "filled"})
"""Tests that compare, or ask whether something is written."""


def found_rows(rows: Sequence[Row], query: Query) -> list[Row]:
    """
    Choose the rows that a query asks for, in its order.

    Parameters
    ----------
    rows
        Of its table.
    query
        What is asked.

    Returns
    -------
    list of Row
        Those without what they are put in order by are last, and are not the first that is asked for.
    """
    held = [
        row
        for row in rows
        if (query.among is None or row.key in query.among)
        and query.person_id in ("", row.person_id)
        and all(one.holds(row) for one in query.conditions)
    ]
    if query.among is not None and not query.order:
        held.sort(key=lambda row: query.among.index(row.key) if query.among else 0)
    if query.order:
        written = [row for row in held if row.cell(query.order).written]
        written.sort(key=lambda row: _weight(row.cell(query.order)), reverse=query.down)
        held = (
            written if query.first is not None else [*written, *(row for row in held if row not in written)]
        )
    if query.first is None:
        return held[query.skip :]
    if query.skip < 0:
        return held[query.skip :]
    chosen = held[query.skip : query.skip + query.first]
    if query.order and chosen:  # those that equal the last are as much the first as it is
        last = chosen[-1].cell(query.order).value
        chosen += [row for row in held[query.skip + query.first :] if row.cell(query.order).value == last]
    return chosen


def _weight(cell: Cell) -> tuple[float, str]:
    """Weigh a fact, so that numbers and days come in their order."""
    if isinstance(cell.value, date):
        return float(cell.value.toordinal()), ""
    if isinstance(cell.value, (int, float)):
        return float(cell.value), ""
    return 0.0, normal(cell.shown)


def parted_by(rows: Sequence[Row], column: str) -> list[tuple[str, list[Row]]]:
    """
    Part rows by what a column says.

    Parameters
    ----------
    rows
        Rows of a table.
    column
        Its key.

    Returns
    -------
    list of tuple of str and list of Row
        Times in their order, else the most rows first; what is not written is under an empty name.
    """
    parts: dict[str, list[Row]] = {}
    for row in rows:
        for name in row.cell(column).parts:
            parts.setdefault(name, []).append(row)
    times = {name: own[0].cell(column).value for name, own in parts.items()}
    if all(isinstance(one, date) for one in times.values()):
        return sorted(parts.items(), key=lambda one: _weight(one[1][0].cell(column)))
    return sorted(parts.items(), key=lambda one: -len(one[1]))


def joined(before: Query, now: Query) -> Query:
    """
    Ask of what was asked before what is asked now.

    Parameters
    ----------
    before, now
        Queries of the same table.

    Returns
    -------
    Query
        With the conditions of both, a new one in the place of an old one of the same column where it says another
        value; with the order, the columns and the figure of the new one.
    """
    replaced = {(one.column, one.test) for one in now.conditions if one.test in OTHERWISE and not one.not_}
    kept = tuple(
        one
        for one in before.conditions
        if one not in now.conditions
        and not any(_denies(one, other) for other in now.conditions)
        and not (one.test == "empty" and one.column == now.order)
        and (one.not_ or (one.column, one.test) not in replaced)
        and not (
            one.test == "among" and one.column in {*now.shown, now.by}
        )  # who it is, of which it was asked
    )
    if now.further and before.first == 1:  # back in time is on where the newest is first
        on = now.further if before.order and not before.down else -now.further
        now = replace(now, order=before.order, down=before.down, first=1, skip=max(before.skip + on, 0))
    bare = not (now.conditions or now.order or now.first)  # it asks more of what was chosen
    if bare and before.order and before.first == 1 and now.counts:  # "quante in tutto?", after the last
        before = replace(before, first=None, skip=0, order="")
    same = not now.asks  # of others, the same
    return replace(
        now,
        shown=before.shown if same else now.shown,
        whether=now.whether or (same and before.whether),
        totals=now.totals or (before.totals if same or (now.by and not now.shown) else ()),
        conditions=(*kept, *now.conditions),
        person_id=now.person_id or before.person_id,
        order=now.order or before.order,
        down=now.down if now.order else before.down,
        first=before.first if bare else now.first,
        skip=before.skip if bare else now.skip,
        among=before.among,
    )


def _denies(one: Condition, other: Condition) -> bool:
    """Say whether no row is as both ask: with places and without, written and not written."""
    if one.column != other.column or one.not_ or other.not_:
        return False
    if {one.test, other.test} == {"empty", "filled"}:
        return True
    ends = {it.test: it.value for it in (one, other)}
    more, less = ends.get("more"), ends.get("less")
    return isinstance(more, (int, float)) and isinstance(less, (int, float)) and less - more <= 1


OTHERWISE = frozenset({"is", "has", "among", "within"})
"""Tests that ask for one value, so that another takes its place."""


def of_others(before: Query, now: Query) -> Query:
    """
    Ask of others, which were not among those chosen before, what was asked of these: "e le passeggiate?".

    Parameters
    ----------
    before, now
        Queries of the same table.

    Returns
    -------
    Query
        As `joined`, without what chose rows by their names.
    """
    kept = tuple(one for one in before.conditions if one.test != "among" or one.not_)
    return joined(replace(before, conditions=kept, among=None), now)
