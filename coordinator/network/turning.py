"""Turn every row that names one party to another, and back: the tables themselves say where parties are named."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, select, update

from coordinator.model import Base, MergeMove, Party

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Column, ColumnElement, Table
    from sqlalchemy.orm import Session

BY_ID = {"party_id", "person_id", "about_id"}
"""Columns that hold the id of a party and not its key."""

STAYS = {"access", "merge"}
"""Tables that say what happened to a record under its own name: the log of accesses, the merges themselves."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A column in which rows name a party."""

    table: Table
    column: Column[Any]

    @property
    def by_id(self) -> bool:
        """Whether it holds ids and not keys."""
        return self.column.name in BY_ID

    @property
    def others(self) -> tuple[Column[Any], ...]:
        """The columns that, beside this one, tell rows apart."""
        return tuple(column for column in self.table.primary_key if column is not self.column)


@cache
def references() -> tuple[Reference, ...]:
    """
    Find every column in which the record names a party.

    Returns
    -------
    tuple of Reference
        Those that turn when two records become one: neither a party's own row, nor what `STAYS`.
    """
    return tuple(
        Reference(table, column)
        for table in Base.metadata.sorted_tables
        if table.name not in STAYS
        for column in table.columns
        if column.name in BY_ID
        or any(one.column is Party.__table__.c.key for one in column.foreign_keys)
        and column.name not in {"key", "merged_into"}
    )


def turn(session: Session, merge_key: int, one: Party, other: Party) -> Iterator[tuple[Reference, int]]:
    """
    Turn the rows that name a party to another, and remember each.

    A row that would repeat one of the other's (both signed one agreement) stays where it is.

    Parameters
    ----------
    session
        A writing session.
    merge_key
        Number of the merge.
    one, other
        From whom, to whom.

    Yields
    ------
    tuple of (Reference, int)
        The column and the first of the row's keys, for rows whose key is a number.
    """
    for reference in references():
        start, end = _values(reference, one, other)
        theirs = set(_rows(session, reference, end)) if reference.column.primary_key else set()
        for row in _rows(session, reference, start):
            if row in theirs:
                continue
            _set(session, reference, row, start, end)
            remember(session, merge_key, reference.table.name, reference.column.name, row)
            if isinstance(row[0], int):
                yield reference, row[0]


def turn_back(session: Session, merge_key: int, one: Party, other: Party) -> Iterator[tuple[Reference, int]]:
    """
    Turn the rows that a merge turned back to where they were.

    Parameters
    ----------
    session
        A writing session.
    merge_key
        Number of the merge.
    one, other
        As they were given to `turn`.

    Yields
    ------
    tuple of (Reference, int)
        As `turn` does.
    """
    known = {(one.table.name, one.column.name): one for one in references()}
    for move in remembered(session, merge_key):
        reference = known.get((move.table_name, move.column_name))
        if reference is None:
            continue
        row = tuple(json.loads(move.row_id))
        start, end = _values(reference, other, one)
        _set(session, reference, row, start, end)
        if isinstance(row[0], int):
            yield reference, row[0]


def remember(session: Session, merge_key: int, table: str, column: str, row: Sequence[Any]) -> None:
    """
    Write down what a merge did to one row.

    Parameters
    ----------
    session
        A writing session.
    merge_key
        Number of the merge.
    table, column
        Where.
    row
        What tells the row from the others of its table.
    """
    session.add(
        MergeMove(merge_key=merge_key, table_name=table, column_name=column, row_id=json.dumps(list(row)))
    )


def remembered(session: Session, merge_key: int) -> list[MergeMove]:
    """
    Read what a merge did.

    Parameters
    ----------
    session
        Of the store.
    merge_key
        Number of the merge.

    Returns
    -------
    list of MergeMove
        One a row and column.
    """
    return list(session.scalars(select(MergeMove).where(MergeMove.merge_key == merge_key)))


def _values(reference: Reference, one: Party, other: Party) -> tuple[int | str, int | str]:
    """Return what a column holds for each of two parties."""
    return (one.id, other.id) if reference.by_id else (one.key, other.key)


def _rows(session: Session, reference: Reference, value: int | str) -> list[tuple[Any, ...]]:
    """List what tells apart the rows that name a party."""
    return [tuple(row) for row in session.execute(select(*reference.others).where(reference.column == value))]


def _set(
    session: Session, reference: Reference, row: tuple[Any, ...], start: int | str, end: int | str
) -> None:
    """Write another party into one row, if it names the first."""
    same: list[ColumnElement[bool]] = [
        column == value for column, value in zip(reference.others, row, strict=True)
    ]
    where = and_(reference.column == start, *same)
    session.execute(update(reference.table).where(where).values({reference.column.name: end}))
