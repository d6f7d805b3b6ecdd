"""Write the question for the newest ties of parties, and what a row of the answer holds."""

from __future__ import annotations

from typing import NamedTuple


class TieRow(NamedTuple):
    """One tie as the store holds it: keys, and numbers for days and kinds."""

    key: int
    from_key: int
    to_key: int
    kind: int
    since: int
    until: int | None
    direction: str
    strength: int | None
    conflict: bool
    frequency: str | None
    hours_per_week: float | None
    hours_available: float | None
    strain: int | None
    support: str | None
    level: str | None
    hidden: bool
    case_id: str | None
    confirmed_on: int | None
    follows: int | None
    recorded_at: int
    author: str
    stated_by: str | None
    document: str | None
    note: str | None


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


COLUMNS, PARTY = ", ".join(TieRow._fields), ", ".join(PartyRow._fields)
TIES = len(TieRow._fields)
FROM, TO = "from_key", "to_key"
OTHER = {FROM: TO, TO: FROM}


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
        found.append(f"SELECT {COLUMNS}, asked, far FROM hop_{step}")
    found.append(_step(radius, visible))
    return (
        f"WITH {', '.join(steps)} SELECT {_of('found', TieRow._fields)}, asked, {_of('party', PartyRow._fields)} "
        f"FROM ({' UNION ALL '.join(found)}) AS found, "
        f"LATERAL (SELECT {PARTY} FROM party WHERE party.key = found.far OFFSET 0) AS party"  # one row at a time
    )


def _step(step: int, visible: str, *, numbered: bool = False) -> str:
    """Write one step of the question; a numbered one says which tie of its party and side each is."""
    return " UNION ALL ".join(
        f"SELECT {_of('ties', TieRow._fields)}, asked.key AS asked, ties.{other} AS far{', place' * numbered} "
        f"FROM ring_{step - 1} AS asked, LATERAL (SELECT {COLUMNS}"
        f"{f', row_number() OVER (ORDER BY {_order(other)}) AS place' * numbered} "
        f"FROM tie WHERE {newest(side, 'asked.key', visible)}) AS ties"
        for side, other in OTHER.items()
    )


def _order(other: str) -> str:
    return f"since DESC, kind DESC, {other} DESC"


def _of(table: str, names: tuple[str, ...]) -> str:
    return ", ".join(f"{table}.{name}" for name in names)
