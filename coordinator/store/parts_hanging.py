"""Read what hangs on a table of a PostgreSQL store, to make it again on one that is parted, or whole again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sqlalchemy import text

from coordinator.errors import StoreError
from coordinator.store.parts_rules import COLUMN, RULES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

TRIGGERS = text(
    "SELECT t.tgname, pg_get_triggerdef(t.oid), p.proname, obj_description(t.oid, 'pg_trigger') FROM pg_trigger t "
    "JOIN pg_proc p ON p.oid = t.tgfoid WHERE t.tgrelid = CAST(:table AS regclass) AND NOT t.tgisinternal ORDER BY 1"
)
INDEXES = text(
    "SELECT pg_get_indexdef(i.indexrelid) FROM pg_index i LEFT JOIN pg_constraint c ON c.conindid = i.indexrelid "
    "AND c.contype IN ('p', 'u') WHERE i.indrelid = CAST(:table AS regclass) AND c.oid IS NULL ORDER BY 1"
)
CONSTRAINTS = text(
    "SELECT conname, contype, pg_get_constraintdef(oid) FROM pg_constraint "
    "WHERE conrelid = CAST(:table AS regclass) AND contype IN ('p', 'u', 'f') AND conparentid = 0 "
    "ORDER BY contype = 'f', contype = 'u', 1"
)
NAMED_BY = text(
    "SELECT conname, conrelid::regclass::text FROM pg_constraint WHERE contype = 'f' "
    "AND confrelid = CAST(:table AS regclass) AND conparentid = 0 ORDER BY 1"
)
POLICIES = text("SELECT polname FROM pg_policy WHERE polrelid = CAST(:table AS regclass) ORDER BY 1")
RIGHTS = text(
    "SELECT format('GRANT %s ON %I TO %s', r.privilege_type, c.relname, "
    "CASE r.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(r.grantee)) END) "
    "FROM pg_class c, aclexplode(c.relacl) r WHERE c.oid = CAST(:table AS regclass) AND r.grantee <> c.relowner"
)
OURS, PLACES = "ponte_", "ponte_place_"
"""How the functions of the triggers begin that the store's migrations make, and of those that place rows."""
UNLESS_MOVED = "pg_trigger_depth() = 0"
"""Condition under which a log refuses a change: rows are moved to another part from within a trigger alone."""
FOR_EACH_ROW = re.compile(r"FOR EACH ROW (?:WHEN \((?P<when>.*)\) )?EXECUTE")


class PartsError(StoreError):
    """A store cannot be parted, or made whole; the group of tables that was at work is as it was."""

    def __init__(self, message: str, reason: str) -> None:
        super().__init__(message)
        self.reason = reason  # for who says it in Italian


def hanging(session: Session, table: str, group: Sequence[str], *, parting: bool) -> list[str]:
    """
    Write how to make again what hangs on a table: its keys, indexes, triggers and rights.

    Parameters
    ----------
    session
        Of a PostgreSQL store.
    table
        One of `RULES`.
    group
        The tables that are made anew together with it.
    parting
        Whether they will be parted; else they will be whole.

    Returns
    -------
    list of str
        Statements, in the order in which to run them.

    Raises
    ------
    PartsError
        If something hangs on it that these would not make again.
    """
    at = {"table": table}
    if foreign := [name for name, of in session.execute(NAMED_BY, at) if of not in group]:
        raise _refused(table, "hangs", "foreign keys from elsewhere", foreign)
    if policies := session.scalars(POLICIES, at).all():
        raise _refused(table, "triggers", "policies of its own", policies)
    indexes = session.scalars(INDEXES, at).all()
    if single := [one for one in indexes if one.startswith("CREATE UNIQUE")]:
        raise _refused(table, "hangs", "unique indexes of its own", single)
    return [
        *_constraints(session, table, parting=parting),
        *(one.replace(" ON ONLY ", " ON ") for one in indexes),
        *_triggers(session, table, parting=parting),
        *session.scalars(RIGHTS, at),
    ]


def _constraints(session: Session, table: str, *, parting: bool) -> list[str]:
    """Write the keys of a table: what is unique is so within a part, and triggers check what points into a part."""
    inner, found = RULES[table].inner, []
    for name, kind, words in session.execute(CONSTRAINTS, {"table": table}):
        if letter(kind) == "f":
            said = "" if parting and inner and name == inner[0] else words
        elif parting:
            said = words.replace(")", f", {COLUMN})")
        else:
            said = words.replace(f", {COLUMN})", ")")
        found += [f"ALTER TABLE {table} ADD CONSTRAINT {name} {said}"] if said else []
    if inner and not parting:
        name, column, whole = inner
        found.append(
            f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY ({column}) REFERENCES {whole} (key)"
        )
    return found


def _triggers(session: Session, table: str, *, parting: bool) -> list[str]:
    """Write the triggers of the log that a table is; parted, they let rows pass that are moved from part to part."""
    found = []
    for name, words, calls, before in session.execute(TRIGGERS, {"table": table}):
        if calls.startswith(PLACES):
            continue
        if not calls.startswith(OURS):
            raise _refused(table, "triggers", "triggers of its own", [name])
        if parting and "FOR EACH ROW" in words:
            found += _letting_pass(table, name, words)
        else:
            found.append(before or words)
    return found


def stubborn(session: Session, table: str) -> list[str]:
    """
    Write how to mend the triggers of a parted log that would not let a moved row pass, as a migration makes them.

    Parameters
    ----------
    session
        Of a PostgreSQL store.
    table
        A parted one.

    Returns
    -------
    list of str
        Statements; none where all let it pass.
    """
    found = []
    for name, words, calls, before in session.execute(TRIGGERS, {"table": table}):
        ours = calls.startswith(OURS) and not calls.startswith(PLACES)
        if ours and before is None and "FOR EACH ROW" in words:
            found += [f"DROP TRIGGER {name} ON {table}", *_letting_pass(table, name, words)]
    return found


def _letting_pass(table: str, name: str, words: str) -> list[str]:
    """Write how to make a trigger that lets moved rows pass; what it was without parts is its comment."""
    quoted = words.replace("'", "''")
    return [FOR_EACH_ROW.sub(_unless_moved, words), f"COMMENT ON TRIGGER {name} ON {table} IS '{quoted}'"]


def _unless_moved(found: re.Match[str]) -> str:
    """Add to the condition of a trigger that the row is not being moved."""
    more = f" AND {found['when']}" if found["when"] else ""
    return f"FOR EACH ROW WHEN ({UNLESS_MOVED}{more}) EXECUTE"


def _refused(table: str, reason: str, what: str, names: Sequence[str]) -> PartsError:
    """Word what would be lost."""
    message = (
        f"The table {table} has {what} ({', '.join(names)}), which parting would lose. Take them away first."
    )
    return PartsError(message, reason)


def letter(kind: str | bytes) -> str:
    """
    Read PostgreSQL's type of one letter.

    Parameters
    ----------
    kind
        As the driver gives it.

    Returns
    -------
    str
        The letter.
    """
    return kind.decode() if isinstance(kind, bytes) else kind
