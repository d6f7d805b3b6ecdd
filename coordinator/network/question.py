"""Write the question for the newest ties of parties, and what a row of the answer holds."""

from __future__ import annotations

from operator import itemgetter
from typing import Any, NamedTuple

from coordinator.model.ties import said_seldom

Row = tuple[Any, ...]
"""A row as the driver gives it, in the order of `TieRow` or `PartyRow`: to name its values costs time."""


class TieRow(NamedTuple):
    """One tie as the store gives it: keys, and numbers for days and kinds."""

    key: int
    from_key: int
    to_key: int
    kind: int
    since: int
    until: int | None
    direction: str | None  # None: to, as most
    strength: int | None
    hours_per_week: float | None
    hours_available: float | None
    recorded_at: int
    author: str
    more: str | None  # see `said_seldom`


class PartyRow(NamedTuple):
    """One party as the map shows it."""

    key: int
    id: str
    kind: str
    name: str
    sector: str | None
    detail: str | None
    born_on: int | None = None
    died_on: int | None = None


def tie_columns(dialect: str) -> str:
    """
    Write what is read of a tie.

    Parameters
    ----------
    dialect
        ``"sqlite"`` or ``"postgresql"``.

    Returns
    -------
    str
        The columns of `TieRow`.
    """
    written = {
        "direction": "nullif(direction, 'to') AS direction",
        "more": f"{said_seldom(dialect)} AS more",
    }
    return ", ".join(written.get(name, name) for name in TieRow._fields)


COLUMNS = {dialect: tie_columns(dialect) for dialect in ("sqlite", "postgresql")}
PARTY = ", ".join(PartyRow._fields)
TIES = len(TieRow._fields)
FROM, TO = "from_key", "to_key"
OTHER = {FROM: TO, TO: FROM}
ENDS = itemgetter(TieRow._fields.index(FROM), TieRow._fields.index(TO))
"""Takes out of the row of a tie the keys of its two ends."""


def newest(side: str, party: str, visible: str) -> str:
    """
    Write the condition for the newest ties on one side of a party, in the order of the index.

    Parameters
    ----------
    side
        ``"from_key"`` or ``"to_key"``.
    party
        The value or column that holds the key of the party.
    visible
        The condition that a tie holds and may be seen.

    Returns
    -------
    str
        From ``WHERE`` on; it asks for ``:limit`` ties.
    """
    return f"{side} = {party} AND {visible} ORDER BY {_order(OTHER[side])} LIMIT :limit"


def all_steps(radius: int, visible: str) -> str:
    """
    Write one question for all steps around parties, for PostgreSQL.

    In ``ring_n`` is whom step n reaches first, in ``hop_n`` their newest ties.

    Parameters
    ----------
    radius
        Steps, at least 1.
    visible
        As in `newest`.

    Returns
    -------
    str
        It asks for ``:keys``, ``:limit`` and ``:cap``. A row is a tie, the key of the party that it was found
        from, and the party at its other end.
    """
    steps = ["ring_0(key) AS MATERIALIZED (SELECT unnest(CAST(:keys AS int[])))"]
    found = []
    for step in range(1, radius):
        seen = "".join(f" EXCEPT SELECT key FROM ring_{before}" for before in range(step))
        steps += [
            f"hop_{step} AS MATERIALIZED ({_step(step, visible, numbered=True)})",
            f"ring_{step}(key) AS MATERIALIZED (SELECT far FROM hop_{step} WHERE place <= :cap{seen})",
        ]
        found.append(f"SELECT {', '.join(TieRow._fields)}, asked, far FROM hop_{step}")
    found.append(_step(radius, visible))
    return (
        f"WITH {', '.join(steps)} SELECT {of('found', TieRow._fields)}, asked, {of('party', PartyRow._fields)} "
        f"FROM ({' UNION ALL '.join(found)}) AS found, "
        f"LATERAL (SELECT {PARTY} FROM party WHERE party.key = found.far OFFSET 0) AS party"  # one row at a time
    )


def among_pairs(visible: str) -> str:
    """
    Write the question for the ties between any two of some parties, for PostgreSQL.

    It looks up each pair: left to choose, the server reads all ties of a professional who works with thousands.

    Parameters
    ----------
    visible
        The condition that a tie is asked for.

    Returns
    -------
    str
        It asks for ``:keys``. A row is a tie.
    """
    ends = "from_key = one.key AND to_key = other.key"
    pair = (
        f"SELECT {COLUMNS['postgresql']} FROM tie WHERE {ends} AND {visible} OFFSET 0"  # one pair at a time
    )
    keys = "unnest(CAST(:keys AS int[]))"
    found = f"{keys} AS one(key), {keys} AS other(key), LATERAL ({pair}) AS ties"
    return f"SELECT {of('ties', TieRow._fields)} FROM {found}"


def _step(step: int, visible: str, *, numbered: bool = False) -> str:
    """Write one step of the question; a numbered one says which tie of its party and side each is."""
    return " UNION ALL ".join(
        f"SELECT {of('ties', TieRow._fields)}, asked.key AS asked, ties.{other} AS far{', place' * numbered} "
        f"FROM ring_{step - 1} AS asked, LATERAL (SELECT {COLUMNS['postgresql']}"
        f"{f', row_number() OVER (ORDER BY {_order(other)}) AS place' * numbered} "
        f"FROM tie WHERE {newest(side, 'asked.key', visible)}) AS ties"
        for side, other in OTHER.items()
    )


def _order(other: str) -> str:
    return f"since DESC, kind DESC, {other} DESC"


def of(table: str, names: tuple[str, ...]) -> str:
    """
    Write columns with the name of their table.

    Parameters
    ----------
    table, names
        E.g. ``"party"``, ``("key", "id")``.

    Returns
    -------
    str
        E.g. ``"party.key, party.id"``.
    """
    return ", ".join(f"{table}.{name}" for name in names)
