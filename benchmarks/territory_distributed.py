"""
Measure a territory of 60 million contacts on two workers, against one process, and compare every row.

    python -m benchmarks.territory_distributed [--contacts 60000000] [--home DIR] [--runs 3]

Limit: at most 1.3 times the wall time of the single process, once the workers are warm; start-up is told apart.
Needs the extra `cluster`, some 4 GB of memory, and two free processors for the ratio to mean anything.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from pathlib import Path

import numpy as np

from benchmarks.territory_data import draw_contacts
from coordinator.territory.columns import sort_contacts
from coordinator.territory.continuity import Tally
from coordinator.territory.partitions import measure, read_part, split, write_parts
from coordinator.territory.partitions_cluster import fetch, measure_on

RATIO, WORKERS = 1.3, 2


def main() -> None:
    """Print the ratio; stop with an error if it is beyond its limit or a row differs."""
    from distributed import Client, LocalCluster, wait

    options = _options()
    with tempfile.TemporaryDirectory(dir=options.home) as folder:
        columns = sort_contacts(*draw_contacts(options.contacts))
        parts = write_parts(columns, Path(folder) / "parts", options.parts)
        whole = write_parts(columns, Path(folder) / "whole", 1)[0]
        print(f"{len(columns):,} contacts of {columns.persons.size:,} persons in {len(parts)} parts")
        measure(split(columns, 1_000)[0])
        del columns
        begin = time.perf_counter()
        plain = {"threads_per_worker": 1, "host": "127.0.0.1", "dashboard_address": None, "memory_limit": 0}
        with LocalCluster(WORKERS, **plain) as cluster, Client(cluster) as client:
            wait(measure_on(client, parts))
            print(f"  start-up of {WORKERS} workers, with the first run: {time.perf_counter() - begin:.1f} s")
            alone, shared = [], []
            for _ in range(options.runs):  # by turns, so that the neighbours trouble both alike
                begin = time.perf_counter()
                single = measure(read_part(whole))
                alone.append(time.perf_counter() - begin)
                begin = time.perf_counter()
                measured = measure_on(client, parts)
                wait(measured)
                shared.append(time.perf_counter() - begin)
            begin = time.perf_counter()
            apart = fetch(client, measured)
            fetched = time.perf_counter() - begin
        one, two = statistics.median(alone), statistics.median(shared)
        equal = np.array_equal(apart.shared, single.shared) and all(
            np.array_equal(getattr(apart.tally, word), getattr(single.tally, word))
            for word in Tally.__slots__
        )
    print(f"  {'✓' if equal else '✗'} all {single.persons.size:,} rows equal to the last digit")
    sign = "✓" if two <= RATIO * one else "✗"
    print(
        f"  {sign} {two:.2f} s on {WORKERS} warm workers, {one:.2f} s in one process: {two / one:.2f}, at most 1.3"
    )
    print(f"    (load {os.getloadavg()[0]:.1f}; all rows fetched in {fetched:.2f} s more)")
    raise SystemExit(0 if equal and two <= RATIO * one else 1)


def _options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--contacts", type=int, default=60_000_000)
    parser.add_argument(
        "--home", type=Path, help="a folder with 1 GB of room; by default that of temporary files"
    )
    parser.add_argument("--parts", type=int, default=8)
    parser.add_argument("--runs", type=int, default=3)
    return parser.parse_args()


if __name__ == "__main__":
    main()
