"""Read the ties around parties as plain rows, straight from the covering indexes."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from coordinator.model.vocabulary import FIRST_HELPER_CODE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sqlalchemy import Connection


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


PARTIES = (
    "SELECT party.key, id, kind, name, sector, detail, born_on, died_on "
    "FROM party LEFT JOIN person ON person.key = party.key"
)
COLUMNS = ", ".join(TieRow._fields)
TO = TieRow._fields.index("to_key")
HOLDS = "since <= :day AND coalesce(until, 2147483647) >= :day"
"""Without OR, which makes PostgreSQL read and sort every tie of a hub; the number is the last day there is."""

OTHER = {"from_key": "to_key", "to_key": "from_key"}


@dataclass(slots=True)
class Reach:
    """What hops found: ties by key, and the sides of parties where older ties were left out."""

    ties: dict[int, TieRow] = field(default_factory=dict)
    cut: set[tuple[int, str]] = field(default_factory=set)  # (party key, "from_key" or "to_key")


@dataclass(frozen=True, slots=True)
class Rows:
    """The ties of a store on a day, read over one connection; hidden ones only when asked for."""

    connection: Connection
    day: int
    with_hidden: bool = False

    def key_of(self, party_id: str) -> int | None:
        """
        Find the key of a party.

        Parameters
        ----------
        party_id
            E.g. ``"per:ada"``.

        Returns
        -------
        int or None
            None when the store has no such party.
        """
        rows = self._run("SELECT key FROM party WHERE id = :id", id=party_id)
        return rows[0][0] if rows else None

    def parties(self, keys: Collection[int]) -> list[PartyRow]:
        """
        Read parties, in the order of their ids.

        Parameters
        ----------
        keys
            Of the parties.

        Returns
        -------
        list of PartyRow
            One row a key.
        """
        sql = f"{PARTIES} WHERE party.key {self._among}"
        rows = sorted(self._run(sql, keys=self._list(keys)), key=itemgetter(1))
        return list(map(PartyRow._make, rows))

    def hop(self, keys: Collection[int], cap: int) -> Reach:
        """
        Find the newest ties of each party, at most ``cap`` on each of its two sides.

        The indexes are read newest first, and no further than the cap.

        Parameters
        ----------
        keys
            Of the parties.
        cap
            Ties kept of those that start at a party, and of those that end there.

        Returns
        -------
        Reach
            Ties found, and where older ones were left out.
        """
        reach = Reach()
        for key, side, ties in self._newest(keys, cap + 1):
            if len(ties) > cap:
                reach.cut.add((key, side))
                ties.pop()
            reach.ties.update((tie[0], tie) for tie in ties)
        return reach

    def among_helpers(self, keys: Collection[int]) -> dict[int, TieRow]:
        """
        Find the ties that services, bodies and professionals have among themselves.

        Parameters
        ----------
        keys
            Of the parties; ties to others are left out.

        Returns
        -------
        dict
            Ties by key.
        """
        where = f"from_key {self._among} AND kind >= {FIRST_HELPER_CODE} AND {self._visible}"
        rows = self._run(f"SELECT {COLUMNS} FROM tie WHERE {where}", keys=self._list(keys))
        return {row[0]: TieRow._make(row) for row in rows if row[TO] in keys}

    def helper_ties(self, keys: Collection[int], most: int) -> list[TieRow]:
        """
        Read the ties that parties have with services, bodies and professionals, from either end.

        Parameters
        ----------
        keys
            Of the parties.
        most
            Ties read on each side, of all parties together times their number.

        Returns
        -------
        list of TieRow
            Each tie once.
        """
        found: dict[int, TieRow] = {}
        for side in OTHER:
            where = f"{side} {self._among} AND kind >= {FIRST_HELPER_CODE} AND {self._visible}"
            sql = f"SELECT {COLUMNS} FROM tie WHERE {where} ORDER BY key LIMIT :limit"
            rows = self._run(sql, keys=self._list(keys), limit=most * len(keys))
            found.update((row[0], TieRow._make(row)) for row in rows)
        return list(found.values())

    def count(self, key: int, side: str) -> int:
        """
        Count all ties on one side of a party.

        Parameters
        ----------
        key
            Of the party.
        side
            ``"from_key"`` or ``"to_key"``.

        Returns
        -------
        int
            Ties that hold on the day.
        """
        sql = f"SELECT count(*) FROM tie WHERE {side} = :key AND {self._visible}"
        total: int = self._run(sql, key=key)[0][0]
        return total

    @property
    def _visible(self) -> str:
        """The condition that a tie holds on the day and may be seen."""
        return HOLDS if self.with_hidden else f"{HOLDS} AND NOT hidden"

    @property
    def _on_sqlite(self) -> bool:
        return self.connection.dialect.name == "sqlite"

    @property
    def _among(self) -> str:
        """The condition that a column is among the values of a list."""
        return "IN (SELECT value FROM json_each(:keys))" if self._on_sqlite else "= ANY(:keys)"

    def _list(self, keys: Collection[int]) -> str | list[int]:
        return json.dumps(list(keys)) if self._on_sqlite else list(keys)

    def _newest(self, keys: Collection[int], limit: int) -> Iterator[tuple[int, str, list[TieRow]]]:
        """Find the newest ties on each side of each party: a probe a party and side, or one lateral join."""
        ties_of = f"SELECT {COLUMNS} FROM tie WHERE"
        newest = {
            side: f"{self._visible} ORDER BY since DESC, kind DESC, {other} DESC LIMIT :limit"
            for side, other in OTHER.items()
        }
        if self._on_sqlite:
            for side, order in newest.items():
                for key in keys:
                    rows = self._run(f"{ties_of} {side} = :key AND {order}", key=key, limit=limit)
                    yield key, side, list(map(TieRow._make, rows))
            return
        sql = " UNION ALL ".join(
            f"SELECT ties.*, asked.key, '{side}' FROM unnest(CAST(:keys AS int[])) AS asked(key), "
            f"LATERAL ({ties_of} {side} = asked.key AND {order}) AS ties"
            for side, order in newest.items()
        )
        found: dict[tuple[int, str], list[TieRow]] = {}
        for *tie, key, side in self._run(sql, keys=list(keys), limit=limit):
            found.setdefault((key, side), []).append(TieRow._make(tie))
        for (key, side), ties in found.items():
            yield key, side, ties

    def _run(self, sql: str, **values: Any) -> list[Any]:
        """Run one statement on the driver's own cursor: an ego asks dozens of small ones."""
        driver, named = self.connection.connection, {"day": self.day, **values}
        cursor = driver.cursor() if self._on_sqlite else driver.cursor(binary=True)
        cursor.execute(sql if self._on_sqlite else _for_psycopg(sql), named)
        return list(cursor.fetchall())


@cache
def _for_psycopg(sql: str) -> str:
    """Write ``:name`` as psycopg wants it."""
    return re.sub(r":(\w+)", r"%(\1)s", sql)
