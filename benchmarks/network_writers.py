"""Let 2 writers and 8 readers work on one SQLite store at once, and count who is told that it is locked."""

from __future__ import annotations

import argparse
import multiprocessing
import random
import time
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from benchmarks.network_data import LAST_DAY
from coordinator.errors import CoordinatorError
from coordinator.model import day_of
from coordinator.network import Statement, ego, end_tie, state_tie
from coordinator.protection import open_viewer
from coordinator.store import open_store

if TYPE_CHECKING:
    from multiprocessing.synchronize import Barrier

WRITERS, READERS = 2, 8
START: Barrier
Count = tuple[str, int, int]  # what it did, how often, how often it was refused


def share(barrier: Barrier) -> None:
    """Hand a worker the barrier at which all ten wait for each other."""
    global START  # noqa: PLW0603 - a worker's only way to get it
    START = barrier


def work(home: Path, writes: bool, seed: int, seconds: float, persons: int) -> Count:
    """Write or read, each with its check and entry in the log, until the time is over."""
    store, draw, done, locked = open_store(home=home), random.Random(seed), 0, 0
    viewer = open_viewer(store, f"banco-{seed}", role="coordinatore_distretto")
    day = day_of(LAST_DAY)
    ego(store, "per:1", day, viewer)  # a server that has run for a while has its modules and its vocabulary
    START.wait()
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        one, other = (f"per:{draw.randrange(1, persons)}" for _ in range(2))
        try:
            if writes:
                tie = state_tie(store, Statement("amicizia", one, other, day - timedelta(days=9)), viewer)
                end_tie(store, tie, day, viewer)
            else:
                ego(store, one, day, viewer)
            done += 1
        except OperationalError:
            locked += 1
        except CoordinatorError:
            continue  # a person drawn twice, or unknown
    store.close()
    return "writes" if writes else "reads", done, locked


def main() -> None:
    """Start the ten processes and add up what they did."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--home", type=Path, required=True, help="a store filled by benchmarks.network_ego")
    options.add_argument("--seconds", type=float, default=10.0)
    asked = options.parse_args()
    store = open_store(home=asked.home)
    with store.reading() as session:
        persons = session.execute(text("SELECT count(*) FROM party WHERE kind = 'persona'")).scalar_one()
    store.close()
    context, all_ten = multiprocessing.get_context("spawn"), WRITERS + READERS
    tasks = [(asked.home, n < WRITERS, n, asked.seconds, persons) for n in range(all_ten)]
    with context.Pool(all_ten, initializer=share, initargs=(context.Barrier(all_ten),)) as pool:
        counts = pool.starmap(work, tasks, chunksize=1)
    locked = sum(count[2] for count in counts)
    for what in ("writes", "reads"):
        done = sum(count[1] for count in counts if count[0] == what)
        print(f"{what}: {done / asked.seconds:.0f} a second, each checked and logged")
    print(f"locked: {locked} (limit 0)")
    raise SystemExit(1 if locked else 0)


if __name__ == "__main__":
    main()
