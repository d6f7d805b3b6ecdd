"""Take persons out of every table, but for an empty row: that there was somebody, and her number is not given again."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, or_, select, text

from coordinator.model import Base, Case, Draft, Household, MergeMove, Party, Person, SpanEvent, Tie
from coordinator.model.datafile import read_yaml

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from sqlalchemy import ColumnElement, Table
    from sqlalchemy.orm import Session

    from coordinator.store import Store

ERASED = "Persona cancellata"
"""The name of who was erased; the triggers of the logs let go of the rows of nobody else."""
HOME_ERASED = "Nucleo cancellato"
AT_ONCE = 200
"""Persons that are erased by one statement."""

_PARTIES: frozenset[str] = frozenset(
    mapper.local_table.name  # type: ignore[attr-defined]
    for mapper in Party.__mapper__.polymorphic_map.values()
)


@cache
def kept_tables() -> Mapping[str, str]:
    """
    Return the tables in which nothing is erased with a person.

    Returns
    -------
    mapping
        Name of the table → why, in Italian.
    """
    held = files("coordinator.protection").joinpath("retention.yaml").read_text(encoding="utf-8")
    kept: Mapping[str, str] = read_yaml(held)["kept_tables"]
    return kept


def erased_tables() -> frozenset[str]:
    """
    Return the tables from which a person is erased: those that lead to a party, and those that name one.

    Returns
    -------
    frozenset of str
        Worked out from the tables themselves, so that a new one is among them.
    """
    found = set(_PARTIES)
    for table in Base.metadata.sorted_tables:
        if any(key.column.table.name in found for key in table.foreign_keys):
            found.add(table.name)
    return frozenset(found | {column.table.name for column in _NAMING})


def erase_persons(session: Session, keys: Iterable[int]) -> list[str]:
    """
    Erase persons: with their duplicates, the households that only they lived in, and all that leads to them.

    Parameters
    ----------
    session
        A writing session.
    keys
        Of persons.

    Returns
    -------
    list of str
        Their ids, which the log goes on naming.
    """
    asked, ids = sorted(keys), []
    for at in range(0, len(asked), AT_ONCE):
        ids += _erase(session, asked[at : at + AT_ONCE])
    return ids


def overwrite_what_is_deleted(session: Session) -> None:
    """Let SQLite write zeros over what a session deletes; PostgreSQL gives the space to others by itself."""
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text("PRAGMA secure_delete = ON"))


def empty_the_journal(store: Store) -> None:
    """Write SQLite's journal into its file, and cut it: old pages were in it."""
    if store.dialect == "sqlite":
        connection = store.engine.raw_connection()
        try:
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.close()


def _erase(session: Session, asked: list[int]) -> list[str]:
    """Erase some persons."""
    persons = _with_duplicates(session, asked)
    hers = persons | _homes_of(session, persons)
    ids = set(session.scalars(select(Party.id).where(Party.key.in_(hers))))
    words = _words_of(session, persons)
    _blank(session, persons, ERASED)
    _blank(session, hers - persons, HOME_ERASED)
    gone = _rows_of(session, hers)
    cases = set(session.scalars(select(Case.id).where(Case.key.in_(gone["care_case"]))))
    for table in (Tie.__table__, Base.metadata.tables["role"]):
        session.execute(table.update().where(table.c.case_id.in_(cases)).values(case_id=None))  # type: ignore[attr-defined]
    for table in reversed(Base.metadata.sorted_tables):
        if table.name not in _PARTIES and (leads := _leads(table, gone)):
            session.execute(table.delete().where(or_(*leads)))
    _unname(session, ids | cases, words, gone)
    return list(session.scalars(select(Party.id).where(Party.key.in_(asked))))


def _with_duplicates(session: Session, keys: Collection[int]) -> set[int]:
    """Add the records that were found to be the same persons."""
    found, new = set(keys), set(keys)
    while new:
        new = set(session.scalars(select(Party.key).where(Party.merged_into.in_(new)))) - found
        found |= new
    return found


def _homes_of(session: Session, persons: set[int]) -> set[int]:
    """Find the households that nobody else was ever tied to."""
    ends = (Tie.from_key, Tie.to_key), (Tie.to_key, Tie.from_key)
    homes: set[int] = set()
    for home, other in ends:
        query = select(home).join(Party, Party.key == home).where(Party.kind == "nucleo", other.in_(persons))
        homes |= set(session.scalars(query))
    for home, other in ends:
        homes -= set(session.scalars(select(home).where(home.in_(homes), other.not_in(persons | homes))))
    return homes


def _words_of(session: Session, persons: set[int]) -> list[tuple[str, ...]]:
    """Collect by which words a draft about a person not yet chosen would tell her."""
    query = select(Person.given_name, Person.family_name, Person.tax_code).where(Person.key.in_(persons))
    found: list[tuple[str, ...]] = []
    for given, family, code in session.execute(query):
        found += [(code,)] if code else []
        found += [(given, family)] if given and family else []
    return found


def _blank(session: Session, keys: set[int], name: str) -> None:
    """Empty the rows of parties, down to number, id, kind and whose duplicate it was."""
    for model in (Party, Person, Household):
        table: Any = model.__table__
        values = {
            column.name: None if column.nullable else column.default.arg if column.default else ""
            for column in table.columns
            if column.name not in {"key", "id", "kind", "merged_into"}
        }
        values |= {"name": name} if model is Party else {"family_name": name} if model is Person else {}
        session.execute(table.update().where(table.c.key.in_(keys)).values(**values))


def _rows_of(session: Session, hers: set[int]) -> dict[str, list[int]]:
    """Find, table by table, the rows that lead to the erased."""
    gone: dict[str, list[int]] = dict.fromkeys(_PARTIES, sorted(hers))
    for table in Base.metadata.sorted_tables:
        if table.name not in _PARTIES and "key" in table.columns and (leads := _leads(table, gone)):
            gone[table.name] = list(session.scalars(select(table.c.key).where(or_(*leads))))
    return gone


def _leads(table: Table, gone: Mapping[str, list[int]]) -> list[ColumnElement[bool]]:
    """Write the conditions that a row leads to one that goes."""
    return [
        key.parent.in_(gone[key.column.table.name])
        for key in table.foreign_keys
        if key.column.table.name in gone and key.column.table is not table
    ]


def _unname(
    session: Session, ids: set[str], words: list[tuple[str, ...]], gone: Mapping[str, list[int]]
) -> None:
    """Delete the rows that name the erased, or a row that went, without leading to them."""
    for column in _NAMING[:2]:
        session.execute(column.table.delete().where(column.in_(ids)))
    told = [
        and_(*(func.lower(Draft.fields).contains(one.lower(), autoescape=True) for one in many))
        for many in words
    ]
    told += [Draft.fields.contains(f'"{one}"', autoescape=True) for one in ids]
    for at in range(0, len(told), 100):
        session.execute(Draft.__table__.delete().where(or_(*told[at : at + 100])))  # type: ignore[attr-defined]
    for name, keys in gone.items():
        rows = [json.dumps([key]) for key in keys]
        spans, moves = SpanEvent.__table__, MergeMove.__table__
        session.execute(spans.delete().where(SpanEvent.table_name == name, SpanEvent.row_key.in_(keys)))  # type: ignore[attr-defined]
        session.execute(moves.delete().where(MergeMove.table_name == name, MergeMove.row_id.in_(rows)))  # type: ignore[attr-defined]


_NAMING: tuple[Any, ...] = (
    Base.metadata.tables["draft"].c.about_id,
    Base.metadata.tables["finding_dismissal"].c.person_id,
    Base.metadata.tables["span_event"].c.row_key,
    Base.metadata.tables["merge_move"].c.row_id,
)
"""Columns that name a party or a row without leading to it; the first two by an id."""
