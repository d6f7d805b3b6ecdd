"""Part the record of a province by territory on a PostgreSQL server, keep the parts true, and read one of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select, text

from coordinator.errors import UnknownPartyError
from coordinator.model import Party
from coordinator.store.parts import (
    MAKE_TERRITORIES,
    add_parts,
    misplaced,
    part_group,
    parted,
    unite_group,
    write_functions,
)
from coordinator.store.parts_hanging import PartsError
from coordinator.store.parts_rules import GROUPS, RULES
from coordinator.territory.columns_read import read_home
from coordinator.territory.courses import read_districts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy.orm import Session

    from coordinator.protection import Viewer
    from coordinator.store import Store
    from coordinator.territory.columns import Columns

MOST = 250
"""Territories of one store, at most."""
NOBODY = 0
"""Key of the part that holds what belongs to no territory."""
SET = text(
    "INSERT INTO territory_area (area, territory) VALUES (:area, :territory) "
    "ON CONFLICT (area) DO UPDATE SET territory = excluded.territory"
)
MOVE_PERSONS = text(
    "UPDATE person SET territory = found.home FROM (SELECT one.key, COALESCE(its.territory, 0) AS home "
    "FROM person AS one LEFT JOIN territory_area AS its ON its.area = one.area "
    "WHERE one.territory <> COALESCE(its.territory, 0)) AS found WHERE person.key = found.key"
)


@dataclass(frozen=True, slots=True)
class Territory:
    """A district or ambito whose record lies in a part of its own."""

    key: int  # in the column ``territory`` of each parted table
    id: str  # of the body, e.g. "ist:p000001"; empty for those who live in none
    name: str
    persons: int


def part_record(
    store: Store, viewer: Viewer, progress: Callable[[str, int], None] = lambda _table, _rows: None
) -> list[Territory]:
    """
    Part a store's record by territory, go on where that was stopped, or follow comuni that changed district.

    Each group of tables is parted in one transaction: stopped, it is as it was, and the next call goes on with it.

    Parameters
    ----------
    store
        On PostgreSQL. Who works with a table waits while it is parted.
    viewer
        Who asks; needs to write registers.
    progress
        Called with each table that was parted and its rows.

    Returns
    -------
    list of Territory
        The first is of those who live in none.

    Raises
    ------
    PartsError
        If the store is not on PostgreSQL, knows no district, or something hangs on a table that would be lost.
    NotAllowedError
        If the viewer may not write registers.
    """
    viewer.require("write", "register")
    _check_server(store)
    numbers = _note_territories(store)
    for group in GROUPS:
        with store.writing() as session:
            if set(group) <= parted(session):
                continue
            rows = part_group(session, group, numbers)
        for table, many in rows.items():
            progress(table, many)
    _settle(store)
    return territories(store, viewer)


def unite_record(
    store: Store, viewer: Viewer, progress: Callable[[str, int], None] = lambda _table, _rows: None
) -> int:
    """
    Make the tables of a parted store whole again; stopped, the next call goes on.

    Parameters
    ----------
    store
        On PostgreSQL.
    viewer
        Who asks; needs to write registers.
    progress
        Called with each table that was made whole and its rows.

    Returns
    -------
    int
        Tables that were parted.

    Raises
    ------
    PartsError
        If the store is not on PostgreSQL, or something hangs on a table that would be lost.
    NotAllowedError
        If the viewer may not write registers.
    """
    viewer.require("write", "register")
    _check_server(store)
    done = 0
    for group in reversed(GROUPS):
        with store.writing() as session:
            if not set(group) & parted(session):
                continue
            rows = unite_group(session, group)
        for table, many in rows.items():
            progress(table, many)
        done += len(rows)
    with store.writing() as session:
        session.execute(text("DROP TABLE IF EXISTS territory_area, territory"))
    _settle(store)
    return done


def territories(store: Store, viewer: Viewer) -> list[Territory]:
    """
    List the territories by which a store is parted.

    Parameters
    ----------
    store
        The record.
    viewer
        Who asks; needs to read the territory.

    Returns
    -------
    list of Territory
        The first is of those who live in none; empty when the store is whole.
    """
    viewer.require("read", "territory")
    if store.dialect != "postgresql":
        return []
    with store.reading() as session:
        if "person" not in parted(session):
            return []
        counted = session.execute(text("SELECT territory, count(*) FROM person GROUP BY territory"))
        persons = {int(key): int(many) for key, many in counted}
        rows = session.execute(text("SELECT key, id, name FROM territory ORDER BY key"))
        named = [Territory(key, body, name, persons.get(key, 0)) for key, body, name in rows]
    return [Territory(NOBODY, "", "", persons.get(NOBODY, 0)), *named]


def read_territory(store: Store, body: str, viewer: Viewer) -> Columns:
    """
    Read the contacts of those who live in one territory: of a parted store its part alone, and the same of any other.

    Parameters
    ----------
    store
        The record, on PostgreSQL or in a file.
    body
        Id of a district or ambito, e.g. ``"ist:p000001"``.
    viewer
        Who asks; needs to read the territory.

    Returns
    -------
    Columns
        For the kernels of `coordinator.territory`; several territories measured apart are a part each.

    Raises
    ------
    UnknownPartyError
        If no comune of the store is part of such a body.
    """
    viewer.require("read", "territory")
    areas = [area for area, whole in read_districts(store).items() if whole == body]
    if not areas:
        raise UnknownPartyError(body)
    parts = {one.id: one.key for one in territories(store, viewer)}
    return read_home(store, areas, parts.get(body))


def count_misplaced(store: Store, viewer: Viewer) -> Mapping[str, int]:
    """
    Count the rows that lie in another territory than their own.

    Parameters
    ----------
    store
        On PostgreSQL.
    viewer
        Who asks; needs to read the territory.

    Returns
    -------
    Mapping
        Parted table → such rows: 0, unless somebody changed what the store's triggers do.
    """
    viewer.require("read", "territory")
    with store.reading() as session:
        return {table: misplaced(session, table) for table in sorted(parted(session))}


def _check_server(store: Store) -> None:
    """Refuse a file."""
    if store.dialect != "postgresql":
        message = "Only a PostgreSQL store can be parted: this one is a SQLite file. Name the server's URL."
        raise PartsError(message, "server")


def _note_territories(store: Store) -> list[int]:
    """Note the districts and their comuni as they are today; what is parted already follows them."""
    districts = read_districts(store)
    if not districts:
        message = "No comune of this store is part of a district or ambito: write that (tie parte_di) first."
        raise PartsError(message, "districts")
    with store.writing() as session:
        for statement in MAKE_TERRITORIES:
            session.execute(text(statement))
        numbers = _numbers(session, sorted(set(districts.values())))
        session.execute(
            text("DELETE FROM territory_area WHERE NOT area = ANY(:areas)"), {"areas": list(districts)}
        )
        session.execute(SET, [{"area": area, "territory": numbers[body]} for area, body in districts.items()])
        tables = parted(session)
        add_parts(session, sorted(tables), numbers.values())
        if "person" in tables:
            write_functions(session, tables)
            session.execute(MOVE_PERSONS)
    return sorted(numbers.values())


def _numbers(session: Session, bodies: list[str]) -> dict[str, int]:
    """Give each body a number; one that has a number keeps it."""
    kept = {body: int(key) for body, key in session.execute(text("SELECT id, key FROM territory"))}
    new = [body for body in bodies if body not in kept]
    if len(kept) + len(new) > MOST:
        message = f"{len(kept) + len(new)} territories are too many for one store: at most {MOST}."
        raise PartsError(message, "number")
    first = max(kept.values(), default=NOBODY) + 1
    named = session.execute(select(Party.id, Party.name).where(Party.id.in_(bodies)))
    names = {row.id: row.name for row in named}
    numbers = kept | {body: key for key, body in enumerate(new, first)}
    add = text(
        "INSERT INTO territory (key, id, name) VALUES (:key, :id, :name) "
        "ON CONFLICT (key) DO UPDATE SET name = excluded.name"
    )
    session.execute(add, [{"key": numbers[body], "id": body, "name": names[body]} for body in bodies])
    return numbers


def _settle(store: Store) -> None:
    """Let the server count its rows anew, and note which pages an index alone may answer for."""
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(f"VACUUM (ANALYZE) {', '.join(RULES)}")
