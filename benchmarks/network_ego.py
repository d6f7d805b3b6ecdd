"""Measure how soon a person's network of two steps is there, on 8 million ties, against arrays in memory."""

from __future__ import annotations

import argparse
import gc
import statistics
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from sqlalchemy import text

from benchmarks.network_data import LAST_DAY, PERSONS, fill_postgresql, fill_sqlite, invent, tables
from coordinator.model import day_of
from coordinator.network.ego import CAP, among, ego, gather
from coordinator.network.graph import build_network
from coordinator.network.rows import Rows
from coordinator.protection import open_viewer
from coordinator.store import open_store
from coordinator.store.pause import collecting_nothing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from coordinator.store import Store

DAY = LAST_DAY - 30
LIMITS = {"sqlite": 4.0, "postgresql": 5.0}
"""Milliseconds within which 95 of 100 networks of two steps must be there."""

FLOOR_RATIO = 6.0


class Arrays:
    """The same ties as arrays sorted by party, newest first: the floor that no store can go below."""

    def __init__(self, columns: dict[str, np.ndarray]) -> None:
        self.columns = columns
        self.sides = [self._side("from_key", "to_key"), self._side("to_key", "from_key")]

    def _side(
        self, side: str, other: str
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        c = self.columns
        order = np.lexsort((-c[other], -c["kind"], -c["since"], c[side]))
        starts = np.searchsorted(c[side][order], np.arange(max(c["from_key"].max(), c["to_key"].max()) + 2))
        until = np.where(c["until"] < 0, 2**31 - 1, c["until"])[order]
        return starts, order, c["since"][order], until, c[other][order]

    def gather(self, centre: int, radius: int, cap: int) -> dict[int, int]:
        """Find the ties up to a number of steps, as `coordinator.network.ego.gather` does."""
        ties: dict[int, int] = {}
        seen, ring = {centre}, {centre}
        for _ in range(radius):
            met: set[int] = set()
            for key in ring:
                for starts, order, since, until, other in self.sides:
                    for place in self._newest(starts[key], starts[key + 1], since, until, cap):
                        ties[int(order[place])] = 1
                        met.add(int(other[place]))
            ring = met - seen
            seen |= ring
        return ties

    @staticmethod
    def _newest(first: int, last: int, since: np.ndarray, until: np.ndarray, cap: int) -> np.ndarray:
        """Look at as many ties as it takes to find the newest that hold, twice as many each time."""
        size = 2 * cap
        while True:
            end = min(first + size, last)
            held = np.flatnonzero((since[first:end] <= DAY) & (until[first:end] >= DAY))
            if len(held) >= cap or end == last:
                return first + held[:cap]
            size *= 2


@dataclass(frozen=True, slots=True)
class Figures:
    """How long a call takes, in milliseconds: by the wall clock, and this process's own work."""

    p50: float
    p95: float
    work_p50: float  # on shared cores the wall clock measures the neighbours too
    work_p95: float


def time_calls(run: Callable[[int], object], persons: Iterable[int]) -> Figures:
    """Time one call a person."""
    taken: list[tuple[float, float]] = []
    for person in persons:
        wall, work = time.perf_counter(), time.thread_time()
        found = run(person)
        taken.append((1000 * (time.perf_counter() - wall), 1000 * (time.thread_time() - work)))
        del found  # the clock says when it is there, not when it is gone
    by_wall, by_work = (statistics.quantiles(times, n=100) for times in zip(*taken, strict=True))
    return Figures(by_wall[49], by_wall[94], by_work[49], by_work[94])


def measure(store: Store, persons: list[int], floor: Figures | None) -> bool:
    """Print the figures of one store; returns whether they are within the limits."""
    viewer = open_viewer(store, "banco", role="coordinatore_distretto")
    day = day_of(DAY)
    with store.reading() as session:
        rows = Rows(session.connection(), DAY)
        centres = {party.key: party for party in rows.parties(persons)}
        reach = time_calls(lambda person: gather(rows, centres[person], 2, CAP), persons)

        def to_graph(person: int) -> object:
            with collecting_nothing():
                found = gather(rows, centres[person], 2, CAP)
                parties = among(rows, found, centres[person])
                return build_network(parties, found.ties.values(), f"per:{person}", day)

        graph = time_calls(to_graph, [p for p in persons if gather(rows, centres[p], 1, CAP).ties])
    whole = time_calls(lambda person: ego(store, f"per:{person}", day, viewer, radius=2), persons)
    near = time_calls(lambda person: ego(store, f"per:{person}", day, viewer), persons)
    limit = LIMITS[store.dialect]
    say(
        store.dialect,
        "two steps, ties found",
        reach,
        f"{reach.p50 / floor.p50:.1f} x arrays at p50" if floor else "",
    )
    say(
        store.dialect,
        "two steps, to networkx",
        graph,
        f"{graph.p95 / limit:.2f} of the limit of {limit} ms at p95",
    )
    say(store.dialect, "two steps, checked, logged, hubs counted", whole, "")
    say(store.dialect, "one step, checked and logged", near, "")
    return graph.p95 <= limit and (floor is None or reach.p50 <= FLOOR_RATIO * floor.p50)


def warm(store: Store) -> None:
    """Read the store once, as a server that has run for a while has: no cold disk is measured."""
    queries = ["SELECT max(name) FROM party", "SELECT max(author) FROM tie"]
    queries += [f"SELECT count(*) FROM tie WHERE {side} > 0 AND since > 0" for side in ("from_key", "to_key")]
    with store.reading() as session:
        for query in queries:
            session.execute(text(query)).all()


def say(place: str, what: str, took: Figures, more: str) -> None:
    """Print one line."""
    wall, work = (
        f"p50 {took.p50:7.3f}  p95 {took.p95:7.3f} ms",
        f"{took.work_p50:.3f} and {took.work_p95:.3f}",
    )
    print(f"{place:10} {what:40} {wall} (own work {work})  {more}", flush=True)


def _floor(columns: dict[str, np.ndarray], persons: list[int]) -> Figures:
    """Time the arrays, then let go of them."""
    arrays = Arrays(columns)
    floor = time_calls(lambda person: arrays.gather(person, 2, CAP), persons)
    say("arrays", "two steps, ties found", floor, "numpy, in memory")
    return floor


def main() -> None:
    """Make the province where it is not there yet, and measure."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--home", type=Path, required=True, help="folder for the SQLite store; kept")
    options.add_argument("--postgresql", help="URL of an empty or filled database")
    options.add_argument("--scale", type=float, default=1.0, help="share of the 8 million ties")
    options.add_argument("--egos", type=int, default=300)
    asked = options.parse_args()
    columns = invent(asked.scale)
    persons = np.random.default_rng(3).integers(1, int(PERSONS * asked.scale), asked.egos).tolist()
    within = []
    floor = _floor(columns, persons)
    for url, fill in ((None, fill_sqlite), (asked.postgresql, fill_postgresql)):
        if fill is fill_postgresql and url is None:
            continue
        store = open_store(url, asked.home)
        with store.reading() as session:
            empty = Rows(session.connection(), DAY).party("per:1") is None
        if empty:
            store.close()  # ADBC brings a SQLite of its own: two never have one file open in one process
            place = url or str(asked.home / "ponte.db")
            print(
                f"{store.dialect}: loaded with indexes in {fill(place, tables(columns, asked.scale)):.0f} s"
            )
        warm(store)
        gc.freeze()
        within.append(measure(store, persons, floor if url is None else None))
        store.close()
    raise SystemExit(0 if all(within) else 1)


if __name__ == "__main__":
    main()
