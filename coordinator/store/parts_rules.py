"""
Say in which territory each row of the record belongs, and write the triggers by which PostgreSQL puts it there.

A person's rows lie where she lives; a tie lies with the person it starts at, else with the one it ends at. No writer
says so: a row enters the part of those of no territory, and the statement that wrote it moves it to its own before it
ends. What a whole table checks by a key (an event's tie, a tie's forerunner, one case of an id) these triggers check,
for PostgreSQL holds a key unique within a part alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

COLUMN = "territory"
"""Column of a parted table; its rows of no territory have 0."""


@dataclass(frozen=True, slots=True)
class Rule:
    """How the rows of one table are placed; in SQL a row is called ``one``."""

    table: str
    joins: str  # what has to be looked up
    home: str  # its territory, from what was looked up
    said_by: tuple[str, ...]  # columns that it depends on
    owner: str = ""  # column with the key of the person whose rows they are
    inner: tuple[str, str, str] | None = None  # foreign key into a parted table: name, column, table
    single: str = ""  # column that tells rows apart, beside the key
    hubs: tuple[str, ...] = ()  # columns in which few values have most rows

    @property
    def follows(self) -> str:
        """Table whose rows take these with them when they move."""
        return self.inner[2] if self.inner and self.inner[2] != self.table else ""


def _of_person(table: str, single: str = "") -> Rule:
    """Place rows where their person lives."""
    joins = "LEFT JOIN person AS its ON its.key = one.person_key"
    return Rule(
        table, joins, "COALESCE(its.territory, 0)", ("person_key",), owner="person_key", single=single
    )


def _of_whole(table: str, name: str, column: str, whole: str) -> Rule:
    """Place rows beside what they are part of."""
    joins = f"LEFT JOIN {whole} AS its ON its.key = one.{column}"
    return Rule(table, joins, "its.territory", (column,), inner=(name, column, whole))


RULES = {
    rule.table: rule
    for rule in (
        Rule(
            "person",
            "LEFT JOIN territory_area AS its ON its.area = one.area",
            "COALESCE(its.territory, 0)",
            ("area",),
        ),
        _of_person("need"),
        _of_person("consent"),
        _of_person("contact"),
        _of_person("care_case", single="id"),
        _of_whole("case_event", "fk_case_event_case_key", "case_key", "care_case"),
        Rule(
            "tie",
            "LEFT JOIN person AS its ON its.key = one.from_key LEFT JOIN person AS others ON others.key = one.to_key",
            "COALESCE(NULLIF(its.territory, 0), others.territory, 0)",
            ("from_key", "to_key"),
            inner=("fk_tie_follows", "follows", "tie"),
            hubs=("from_key", "to_key"),
        ),
        _of_whole("tie_event", "fk_tie_event_tie_key", "tie_key", "tie"),
    )
}
GROUPS = (("person",), ("need", "consent"), ("contact",), ("care_case", "case_event"), ("tie", "tie_event"))
"""Tables that are parted in one transaction, in the order in which to part them."""

FRESH, STALE = "NEW TABLE AS fresh", "OLD TABLE AS stale"
TRIGGER = (
    "CREATE TRIGGER {table}_placed_{act} AFTER {act} ON {table} REFERENCING {rows} "
    "FOR EACH STATEMENT EXECUTE FUNCTION ponte_place_{table}()"
)
FUNCTION = (
    "CREATE OR REPLACE FUNCTION ponte_place_{table}() RETURNS trigger LANGUAGE plpgsql AS "
    "$ponte$ DECLARE met boolean; BEGIN {body} RETURN NULL; END $ponte$"
)
BOTH = "fresh AS one JOIN stale AS was USING (key)"
MOVED = f"SELECT key, one.territory FROM {BOTH} WHERE one.territory <> was.territory"


def triggers(table: str) -> list[str]:
    """
    Write the triggers of a parted table.

    Parameters
    ----------
    table
        One of `RULES`.

    Returns
    -------
    list of str
        Statements; the function that they call is `function`'s.
    """
    acts = {"insert": FRESH, "update": f"{STALE} {FRESH}"}
    if any(rule.inner and rule.inner[2] == table for rule in RULES.values()):
        acts["delete"] = STALE
    return [TRIGGER.format(table=table, act=act, rows=rows) for act, rows in acts.items()]


def function(table: str, parted: Collection[str]) -> str:
    """
    Write the function that checks and places the rows that a statement wrote, and what moves with them.

    Parameters
    ----------
    table
        One of `RULES`.
    parted
        The tables that are parted: others have no territory yet.

    Returns
    -------
    str
        One statement. Its questions are planned each time: one that was planned for a register of a hundred
        thousand rows would read a whole table for one.
    """
    said = " OR ".join(f"one.{name} IS DISTINCT FROM was.{name}" for name in (*RULES[table].said_by, COLUMN))
    body = (
        f"IF TG_OP = 'DELETE' THEN {_parts_left(table, parted)} RETURN NULL; END IF; "
        f"IF TG_OP = 'INSERT' THEN {_checks(table)} "
        f"ELSE {_ask(f'FROM {BOTH} WHERE {said}')} IF NOT met THEN RETURN NULL; END IF; END IF; "
        f"{_run(place('fresh', table))} "
        f"IF TG_OP = 'UPDATE' THEN {_take_along(table, parted)} END IF;"
    )
    return FUNCTION.format(table=table, body=body)


def place(rows: str, table: str) -> str:
    """
    Write the statement that moves rows that lie in another territory than their own.

    Parameters
    ----------
    rows
        Name of a table, or a question in parentheses, that holds them.
    table
        Where they are.

    Returns
    -------
    str
        An UPDATE.
    """
    rule = RULES[table]
    return (
        f"UPDATE {table} AS kept SET territory = found.home "
        f"FROM (SELECT one.key, one.territory AS lies, {rule.home} AS home FROM {rows} AS one {rule.joins}) AS found "
        "WHERE kept.key = found.key AND kept.territory = found.lies AND found.home <> found.lies"
    )


def _take_along(table: str, parted: Collection[str]) -> str:
    """Move what belongs to rows that moved."""
    columns = {
        rule.table: rule.inner[1] for rule in RULES.values() if rule.inner and rule.follows == table
    } or {rule.table: rule.owner for rule in RULES.values() if rule.owner and table == "person"}
    steps = [
        f"UPDATE {name} AS kept SET territory = moved.territory FROM ({MOVED}) AS moved "
        f"WHERE kept.{column} = moved.key AND kept.territory <> moved.territory"
        for name, column in columns.items()
        if name in parted
    ]
    if table == "person" and "tie" in parted:
        ends = " UNION ".join(
            f"SELECT key, territory, from_key, to_key FROM tie WHERE {end} IN (SELECT key FROM ({MOVED}) AS moved)"
            for end in ("from_key", "to_key")
        )
        steps.append(place(f"({ends})", "tie"))
    return " ".join(map(_run, steps))


def _checks(table: str) -> str:
    """Refuse rows that name what is not there, or repeat what is."""
    rule, checks = RULES[table], ""
    if rule.inner:
        name, column, whole = rule.inner
        checks += _ask(
            f"FROM fresh WHERE fresh.{column} IS NOT NULL "
            f"AND NOT EXISTS (SELECT FROM {whole} AS whole WHERE whole.key = fresh.{column})"
        )
        checks += _refuse(
            "foreign_key_violation", f"{name}: a row of {table} names a {whole} that is not there"
        )
    if rule.single:
        checks += _ask(f"FROM fresh JOIN {table} AS other USING ({rule.single}) WHERE other.key <> fresh.key")
        checks += _refuse(
            "unique_violation", f"uq_{table}_{rule.single}: two rows of {table} have one {rule.single}"
        )
    return checks


def _parts_left(table: str, parted: Collection[str]) -> str:
    """Refuse to take away rows of which others are part."""
    refusals = ""
    for rule in RULES.values():
        if rule.inner and rule.inner[2] == table and rule.table in parted:
            name, column, _ = rule.inner
            refusals += _ask(f"FROM stale JOIN {rule.table} AS part ON part.{column} = stale.key")
            refusals += _refuse(
                "foreign_key_violation", f"{name}: a row of {rule.table} names one of {table}"
            )
    return refusals


def _ask(rows: str) -> str:
    """Note whether there are such rows."""
    return f"EXECUTE $words$SELECT EXISTS (SELECT {rows})$words$ INTO met; "


def _refuse(kind: str, message: str) -> str:
    """Refuse the statement where there are."""
    return f"IF met THEN RAISE {kind} USING MESSAGE = '{message}'; END IF; "


def _run(statement: str) -> str:
    """Run a statement as if it were new: see `function`."""
    return f"EXECUTE $words${statement}$words$;"
