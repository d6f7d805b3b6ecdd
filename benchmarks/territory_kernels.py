"""
Measure four indicators of continuity over 15 million contacts, against memory, polars, and the store's read-out.

    python -m benchmarks.territory_kernels [--contacts 15000000] [--store DIR] [--runs 5]

Limits: at most 15 passes over memory from the sorted columns; at least 4 times polars from the same unsorted ones;
at most 0.6 GB beyond the input; projection at most a quarter of scipy's time; from a cold SQLite file at most 6 s.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.territory_data import draw_contacts
from coordinator.territory.columns import sort_contacts
from coordinator.territory.continuity import tally
from coordinator.territory.density import care_density
from coordinator.territory.projection import shared_persons

if TYPE_CHECKING:
    from collections.abc import Callable

    from coordinator.territory.columns import Columns

PASSES, TIMES_POLARS, MEMORY_GB, OF_SCIPY, COLD_SECONDS = 15.0, 4.0, 0.6, 0.25, 6.0


def main() -> None:
    """Print each figure with its ratio; stop with an error if one is beyond its limit."""
    options = _options()
    begin = time.perf_counter()
    sort_contacts(*draw_contacts(1_000))
    _indicators(sort_contacts(*draw_contacts(1_000)))
    ready = time.perf_counter() - begin
    print(f"load {os.getloadavg()[0]:.1f} · kernels ready in {ready:.1f} s (compiled once a machine)")
    contacts = draw_contacts(options.contacts)
    size = sum(column.nbytes for column in contacts)
    columns = sort_contacts(*contacts)
    print(f"{len(columns):,} contacts of {columns.persons.size:,} persons with {columns.services.size:,} services; "
          f"input {size / 1e6:.0f} MB, sorted {_bytes(columns) / 1e6:.0f} MB")  # fmt: skip
    memory = time_of(lambda: [int(column.sum(dtype=np.int64)) for column in contacts], 2 * options.runs)
    whole = time_of(lambda: _indicators(columns), options.runs)
    unsorted = time_of(lambda: _indicators(sort_contacts(*contacts)), options.runs)
    other = time_of(lambda: _polars(*contacts), max(2, options.runs // 2))
    passes, times = whole / memory, other / unsorted
    fits = [
        _say("one pass over the input", memory, "", True),
        _say("four indicators, sorted columns", whole, f"{passes:.1f} passes, at most 15", passes <= PASSES),
        _say("four indicators, unsorted columns", unsorted, "", True),
        _say("the same by polars", other, f"{times:.1f} times, at least 4", times >= TIMES_POLARS),
    ]
    fits += [_equal(columns, contacts), *_projection(columns, options.runs), _memory(options.contacts)]
    fits.append(_cold(options.store, options.contacts))
    raise SystemExit(0 if all(fits) else 1)


def time_of(run: Callable[[], object], runs: int) -> float:
    """Return the least CPU seconds of several runs: on shared cores the wall clock measures the neighbours too."""
    taken = []
    for _ in range(runs):
        begin = time.process_time()
        run()
        taken.append(time.process_time() - begin)
    return min(taken)


def _indicators(columns: Columns) -> tuple[np.ndarray, ...]:
    """Compute COC, UPC, SECON and care density of every person."""
    found = tally(columns)
    shared = shared_persons(found, columns.services.size)
    return found.coc, found.upc, found.secon, care_density(found, shared)


def _polars(person: np.ndarray, service: np.ndarray, day: np.ndarray) -> tuple[float, ...]:
    """Compute the same in polars; returns the sums."""
    import polars as pl

    frame = pl.LazyFrame({"person": person, "service": service, "day": day})
    pairs = frame.group_by("person", "service").len("n")
    n = pl.col("n").cast(pl.Int64)
    by_person = pairs.group_by("person").agg(
        n.sum().alias("visits"), (n * n).sum().alias("squares"), n.max().alias("most"), pl.len().alias("m")
    )
    ordered = frame.sort("person", "day", maintain_order=True)
    same = (pl.col("service") == pl.col("service").shift()) & (pl.col("person") == pl.col("person").shift())
    repeats = ordered.select("person", same.fill_null(value=False).alias("same"))
    repeats = repeats.group_by("person").agg(pl.col("same").sum())
    both = pairs.select("person", "service")
    joined = both.join(both, on="person", suffix="_2").filter(pl.col("service") < pl.col("service_2"))
    weights = joined.group_by("service", "service_2").len("w")
    shared = joined.join(weights, on=["service", "service_2"]).group_by("person").agg(pl.col("w").sum())
    v, m = pl.col("visits"), pl.col("m").cast(pl.Int64)
    table = by_person.join(repeats, on="person").join(shared, on="person", how="left")
    two = v > 1
    return table.select(
        ((pl.col("squares") - v) / (v * (v - 1))).filter(two).sum().alias("coc"),
        (pl.col("most") / v).sum().alias("upc"),
        (pl.col("same") / (v - 1)).filter(two).sum().alias("secon"),
        (pl.col("w") / (m * (m - 1) / 2)).filter(m > 1).sum().alias("density"),
    ).collect().row(0)  # fmt: skip


def _equal(columns: Columns, contacts: tuple[np.ndarray, ...]) -> bool:
    """Compare the sums with those of polars."""
    ours = np.array([np.nansum(values) for values in _indicators(columns)])
    worst = float(np.max(np.abs(ours / np.array(_polars(*contacts)) - 1.0)))
    print(f"  sums equal to those of polars within {worst:.1e}")
    return worst < 1e-9  # noqa: PLR2004


def _projection(columns: Columns, runs: int) -> list[bool]:
    """Time the pairs of services against scipy's product of sparse matrices."""
    from scipy.sparse import csr_array

    found, size = tally(columns), columns.services.size
    seen = csr_array(
        (np.ones(found.distinct.size, np.int32), found.distinct, found.saw),
        shape=(columns.persons.size, size),
    )
    ours = time_of(lambda: shared_persons(found, size), runs)
    theirs = time_of(lambda: seen.T @ seen, runs)
    shared = shared_persons(found, size)
    product = (seen.T @ seen).tocoo()
    upper = product.coords[0] < product.coords[1]
    equal = int(product.data[upper].sum()) == int(shared.persons.sum())
    print(f"  {shared.pairs.size:,} pairs of services share persons, {'equal to' if equal else 'NOT'} scipy's; "
          f"table {4 * size * size / 1e6:.0f} MB")  # fmt: skip
    fits = ours <= OF_SCIPY * theirs
    return [
        equal,
        _say("projection", ours, f"{ours / theirs:.2f} of scipy's {theirs:.3f} s, at most 0.25", fits),
    ]


def _memory(contacts: int) -> bool:
    """Measure in a process of its own how far memory grows beyond the input."""
    words = ["-m", "benchmarks.territory_kernels", "--contacts", str(contacts), "--memory"]
    done = subprocess.run([sys.executable, *words], check=True, capture_output=True, text=True)
    beyond = float(done.stdout)
    print(
        f"  {'✓' if beyond <= MEMORY_GB else '✗'} {beyond:.2f} GB beyond the input from unsorted columns, at most 0.6"
    )
    return beyond <= MEMORY_GB


def _print_memory(contacts: int) -> None:
    """Print by how many gigabytes this process grows while it measures."""
    _indicators(sort_contacts(*draw_contacts(1_000)))
    columns = draw_contacts(contacts)
    import gc

    gc.collect()
    watch, peaks = threading.Event(), [_resident()]
    first = peaks[0]

    def look() -> None:
        while not watch.wait(0.002):
            peaks.append(_resident())

    thread = threading.Thread(target=look)
    thread.start()
    _indicators(sort_contacts(*columns))
    watch.set()
    thread.join()
    print((max(peaks) - first) / 1e9)


def _resident() -> int:
    """Read how much memory this process holds now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()


def _cold(store: Path | None, contacts: int) -> bool:
    """Read contacts out of a SQLite file that nothing has open, sort them, and compute the four."""
    with tempfile.TemporaryDirectory() as folder:
        home = store or _filled(Path(folder), contacts)
        words = ["-m", "benchmarks.territory_kernels", "--store", str(home), "--cold"]
        done = subprocess.run([sys.executable, *words], check=True, capture_output=True, text=True)
    rows, wall, work = (float(word) for word in done.stdout.split())
    limit = COLD_SECONDS * max(1.0, rows / 15e6)
    sign = "✓" if wall <= limit else "✗"
    print(
        f"  {sign} from a cold SQLite file: {rows:,.0f} contacts in {wall:.1f} s by the clock, at most {limit:.1f}"
    )
    print(f"    ({work:.1f} s of CPU on {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f})")
    return wall <= limit


def _print_cold(home: Path) -> None:
    """Print contacts, seconds by the clock, and CPU seconds with those of the readers."""
    from sqlalchemy import func, select

    from coordinator.model import Contact
    from coordinator.store.engine import make_engine, sqlite_url
    from coordinator.store.store import FILE_NAME, Store
    from coordinator.territory.columns_read import read_columns

    _indicators(sort_contacts(*draw_contacts(1_000)))  # the kernels are there at each start but the first
    store = Store(make_engine(sqlite_url(home / FILE_NAME)))
    begin, before = time.perf_counter(), _work()
    with store.reading() as session:
        last = session.scalar(select(func.max(Contact.key))) or 0
    columns = read_columns(store, last)
    _indicators(columns)
    print(len(columns), time.perf_counter() - begin, _work() - before)


def _work() -> float:
    """Return the CPU seconds of this process and of those that it waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _filled(home: Path, contacts: int) -> Path:
    """Make a store with nothing but contacts, and close it."""
    import sqlite3

    from coordinator.store import open_store
    from coordinator.store.store import FILE_NAME

    open_store(home=home).close()
    person, service, day = draw_contacts(contacts)
    with sqlite3.connect(home / FILE_NAME) as connection:
        rows = zip(person.tolist(), service.tolist(), day.tolist(), strict=True)
        words = "INSERT INTO contact (person_key, with_key, day, kind) VALUES (?, ?, ?, 'visita')"
        connection.executemany(words, rows)
    connection.close()
    return home


def _bytes(columns: Columns) -> int:
    """Add up what the columns hold."""
    return sum(getattr(columns, name).nbytes for name in ("persons", "starts", "services", "service", "day"))


def _say(what: str, seconds: float, ratio: str, fits: bool) -> bool:
    """Print a figure and whether it is within its limit."""
    print(f"  {'✓' if fits else '✗'} {what}: {seconds:.3f} s{f' · {ratio}' if ratio else ''}")
    return fits


def _options() -> argparse.Namespace:
    """Read the command line; two options are for this program's own processes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--contacts", type=int, default=15_000_000)
    parser.add_argument(
        "--store", type=Path, help="a folder with ponte.db; by default one is made and thrown away"
    )
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--memory", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--cold", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.memory or options.cold:
        _print_memory(options.contacts) if options.memory else _print_cold(options.store)
        raise SystemExit(0)
    return options


if __name__ == "__main__":
    main()
