"""Read the ties around parties as plain rows, straight from the covering indexes."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from coordinator.model.vocabulary import FIRST_HELPER_CODE
from coordinator.network.question import (
    COLUMNS,
    FROM,
    OTHER,
    PARTY,
    TIES,
    TO,
    PartyRow,
    Row,
    TieRow,
    all_steps,
    among_pairs,
    newest,
    of,
)

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Connection


HOLDS = "since <= :day AND coalesce(until, 2147483647) >= :day"
"""Without OR, which makes PostgreSQL read and sort every tie of a hub; the number is the last day there is."""


@dataclass(slots=True)
class Reach:
    """What was found around parties: ties and parties by key, and where older ties were left out."""

    ties: dict[int, Row] = field(default_factory=dict)
    parties: dict[int, Row] = field(default_factory=dict)  # those that came with the ties; see `among`
    cut: set[tuple[int, str]] = field(default_factory=set)  # (party key, "from_key" or "to_key")


@dataclass(frozen=True, slots=True)
class Rows:
    """The ties of a store on a day, read over one connection; hidden ones only when asked for."""

    connection: Connection
    day: int
    with_hidden: bool = False
    blind: Collection[int] = ()  # keys of parties whose ties are left out

    def party(self, party_id: str) -> PartyRow | None:
        """
        Find a party by its id.

        Parameters
        ----------
        party_id
            E.g. ``"per:ada"``.

        Returns
        -------
        PartyRow or None
            None when the store has no such party.
        """
        rows = self._run(f"SELECT {PARTY} FROM party WHERE id = :id", id=party_id)
        return PartyRow._make(rows[0]) if rows else None

    def parties(self, keys: Collection[int]) -> list[PartyRow]:
        """
        Read parties.

        Parameters
        ----------
        keys
            Of the parties.

        Returns
        -------
        list of PartyRow
            One row a key, in no order to rely on.
        """
        return list(map(PartyRow._make, self.party_rows(keys)))

    def party_rows(self, keys: Collection[int]) -> list[Row]:
        """
        Read parties as plain rows, in the order of `PartyRow`.

        Parameters
        ----------
        keys
            Of the parties.

        Returns
        -------
        list of tuple
            As `parties` does.
        """
        if self._on_sqlite:  # in their order, and with no list of its own to look them up in
            rows = "json_each(:keys) AS asked CROSS JOIN party ON party.key = asked.value"
            return self._run(
                f"SELECT {of('party', PartyRow._fields)} FROM {rows}", keys=json.dumps(sorted(keys))
            )
        return self._run(f"SELECT {PARTY} FROM party WHERE key = ANY(:keys)", keys=list(keys))

    def reach(self, keys: Collection[int], radius: int, cap: int) -> Reach:
        """
        Find the newest ties of each party, at most ``cap`` on each of its two sides; then those of the parties found.

        The indexes are read newest first, and no further than the cap.

        Parameters
        ----------
        keys
            Of the parties.
        radius
            Steps, at least 1.
        cap
            Ties kept of those that start at a party, and of those that end there.

        Returns
        -------
        Reach
            Ties found, and where older ones were left out.
        """
        return self._step_by_step(keys, radius, cap) if self._on_sqlite else self._at_once(keys, radius, cap)

    def among_helpers(self, keys: Collection[int]) -> dict[int, Row]:
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
        of_helpers = f"kind >= {FIRST_HELPER_CODE} AND {self._visible}"
        if self._on_sqlite:
            where = f"from_key {self._among} AND to_key {self._among} AND {of_helpers}"
            sql = f"SELECT {self._columns} FROM tie WHERE {where}"
        else:
            sql = among_pairs(of_helpers)
        rows = self._run(sql, keys=self._list(keys))
        return {row[0]: row for row in rows}

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
            sql = f"SELECT {self._columns} FROM tie WHERE {where} ORDER BY key LIMIT :limit"
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
        seen = HOLDS if self.with_hidden else f"{HOLDS} AND NOT hidden"
        if not self.blind:
            return seen
        keys = ", ".join(str(int(key)) for key in sorted(self.blind))
        return f"{seen} AND from_key NOT IN ({keys}) AND to_key NOT IN ({keys})"

    @property
    def _on_sqlite(self) -> bool:
        return self.connection.dialect.name == "sqlite"

    @property
    def _columns(self) -> str:
        return COLUMNS[self.connection.dialect.name]

    @property
    def _among(self) -> str:
        """The condition that a column is among the values of a list."""
        return "IN (SELECT value FROM json_each(:keys))" if self._on_sqlite else "= ANY(:keys)"

    def _list(self, keys: Collection[int]) -> str | list[int]:
        return json.dumps(list(keys)) if self._on_sqlite else list(keys)

    def _step_by_step(self, keys: Collection[int], radius: int, cap: int) -> Reach:
        """Ask for each party and side: on SQLite a question costs microseconds, so nothing is written twice."""
        reach, seen, ring = Reach(), set(keys), set(keys)
        ties = reach.ties
        cursor = self.connection.connection.cursor()
        asked = {"day": self.day, "limit": cap + 1}
        for _ in range(radius):
            far: set[int] = set()
            for side, other in OTHER.items():
                sql = f"SELECT {self._columns} FROM tie WHERE {newest(side, ':asked', self._visible)}"
                place = TieRow._fields.index(other)
                for key in ring:
                    rows = cursor.execute(sql, asked | {"asked": key}).fetchall()
                    if len(rows) > cap:
                        reach.cut.add((key, side))
                        rows.pop()
                    ties.update([(row[0], row) for row in rows])
                    far.update([row[place] for row in rows])
            ring = far - seen
            seen |= ring
        return reach

    def _at_once(self, keys: Collection[int], radius: int, cap: int) -> Reach:
        """Ask once for all steps, with the parties: on PostgreSQL each question is a way to the server and back."""
        from coordinator.store.stream import stream

        reach = Reach()
        ties, parties, cut = reach.ties, reach.parties, reach.cut
        counts: dict[tuple[int, str], int] = {}
        asked_for = {"day": self.day, "keys": list(keys), "limit": cap + 1, "cap": cap}
        question = _for_psycopg(all_steps(radius, self._visible))
        for row in stream(self.connection, question, asked_for):
            tie, asked, far = row[:TIES], row[TIES], row[TIES + 1]
            place = (asked, FROM if tie[1] == asked else TO)
            counts[place] = count = counts.get(place, 0) + 1
            if count > cap:  # the newest come first, as the index gives them
                cut.add(place)
                continue
            ties[tie[0]] = tie
            if far not in parties:
                parties[far] = row[TIES + 1 :]
        return reach

    def _run(self, sql: str, **values: Any) -> list[Row]:
        """Run one statement on the driver's own cursor: an ego asks dozens of small ones."""
        driver, named = self.connection.connection, {"day": self.day, **values}
        cursor = driver.cursor() if self._on_sqlite else driver.cursor(binary=True)
        cursor.execute(sql if self._on_sqlite else _for_psycopg(sql), named)
        return list(cursor.fetchall())


@cache
def _for_psycopg(sql: str) -> str:
    """Write ``:name`` as psycopg wants it."""
    return re.sub(r":(\w+)", r"%(\1)s", sql)
