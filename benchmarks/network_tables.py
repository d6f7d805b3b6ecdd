"""Load 100,000 ties from CSV, checked cell by cell, against the time of reading the file alone."""

from __future__ import annotations

import argparse
import csv
import time
from pathlib import Path

from coordinator.district import generate
from coordinator.exchange import load_tables
from coordinator.exchange.tables import write_csv
from coordinator.protection import open_viewer
from coordinator.store import open_store

LIMIT = 10.0
"""Seconds for 100,000 ties with their persons."""


def main() -> None:
    """Write the files, load them into an empty store, print the ratio to the limit."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--home", type=Path, required=True, help="an empty folder")
    options.add_argument("--postgresql", help="URL of an empty database, in the place of SQLite")
    options.add_argument("--ties", type=int, default=100_000)
    asked = options.parse_args()
    records = generate(persons=asked.ties * 3 // 10, seed=2)
    del records.ties[asked.ties :]
    files = write_csv(records, asked.home / "csv")
    store = open_store(asked.postgresql, asked.home)
    viewer = open_viewer(store, "banco", role="coordinatore_distretto")
    begin, worked = time.perf_counter(), time.process_time()
    loaded = load_tables(store, files, viewer)
    taken, worked = time.perf_counter() - begin, time.process_time() - worked
    begin = time.perf_counter()
    for path in files:
        with path.open(encoding="utf-8-sig", newline="") as file:
            sum(1 for _ in csv.reader(file, delimiter=";"))
    reading = time.perf_counter() - begin
    rows = sum(loaded.rows.values())
    print(
        f"{store.dialect}: {loaded.rows['legami']} ties of {rows} rows in {taken:.1f} s (own work {worked:.1f} s)"
    )
    print(f"{taken / LIMIT:.2f} of the limit of {LIMIT:.0f} s; {taken / reading:.0f} x reading the files")
    store.close()
    raise SystemExit(0 if taken <= LIMIT else 1)


if __name__ == "__main__":
    main()
