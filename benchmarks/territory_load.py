"""
Measure how fast a province is loaded: against a prepared loop in C on SQLite, a server's own COPY on PostgreSQL.

``python -m benchmarks.territory_load --home DIR [--postgresql URL] [--persons N]`` fills the largest tables, one at a
time and empty, their primary keys in place and their other indexes gone, by turns with the limit; ``--whole`` also
loads a whole province and prints its seconds and memory.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import sqlite3
import statistics
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from coordinator.district.province import invent, load
from coordinator.protection import open_viewer
from coordinator.store import open_store
from coordinator.store.bulk_fill import filling
from coordinator.store.bulk_indexes import definitions

if TYPE_CHECKING:
    from collections.abc import Callable

    from coordinator.store import Store
    from coordinator.store.bulk_fill import Filler

MEASURED = ("tie", "tie_event", "contact", "case_event")
REQUIRED = {"sqlite": 0.80, "postgresql": 0.85}
"""Least rows a second, as a share of the limit's, over all measured tables."""
WHOLE_LIMIT = 360.0
"""Seconds for 1.5 million persons, generated and loaded."""


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds of one filling."""

    clock: float
    work: float  # of the processor, this process and the program it ran


def main() -> None:
    """Measure, print the ratios, fail below what is required."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument(
        "--home", type=Path, required=True, help="a folder for what is written; emptied at the end"
    )
    options.add_argument("--postgresql", help="URL of a database to be emptied, whose server can read --home")
    options.add_argument("--persons", type=int, default=150_000)
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--whole", action="store_true", help="load a whole province too")
    asked = options.parse_args()
    home = Path(tempfile.mkdtemp(dir=asked.home))
    home.chmod(0o755)
    try:
        good = _measure(asked, home)
    finally:
        shutil.rmtree(home)
    raise SystemExit(0 if good else 1)


def _measure(asked: argparse.Namespace, home: Path) -> bool:
    """Measure what was asked for; False when something is below what is required."""
    if asked.whole:
        return _load_whole(asked, home)
    tables = invent(asked.persons, 7).tables()
    print(f"SQLite {sqlite3.sqlite_version} of the system, {_sqlite_of_adbc()} in ADBC")
    print(f"{asked.persons} persons, load average {os.getloadavg()[0]:.1f}")
    good = True
    if compiler := shutil.which("cc"):
        good &= _against(
            "sqlite", "a prepared loop in C", asked.runs, tables,
            lambda name, rows: _fill(open_store(home=_fresh(home)), name, rows), _c_loop(compiler, home),
        )  # fmt: skip
    else:
        print("no C compiler (cc) here: SQLite's limit cannot be measured")
    if asked.postgresql:
        store = open_store(asked.postgresql)
        good &= _against(
            "postgresql", "the server's own COPY", asked.runs, tables,
            lambda name, rows: _fill(store, name, rows), _server_copy(store, home),
        )  # fmt: skip
    return good


def _sqlite_of_adbc() -> str:
    """Ask which SQLite ADBC brings."""
    from adbc_driver_sqlite import dbapi

    with dbapi.connect() as connection, connection.cursor() as cursor:
        cursor.execute("SELECT sqlite_version()")
        return str(cursor.fetchall()[0][0])


def _against(
    dialect: str,
    limit: str,
    runs: int,
    tables: dict[str, pa.Table],
    ours: Callable[[str, pa.Table], Took],
    theirs: Callable[[str, pa.Table], Took],
) -> bool:
    """Fill each table by turns in both ways, print the ratios, and check the one over all tables."""
    total = [0.0, 0.0]
    for name in MEASURED:
        rows = tables[name]
        pairs = [(ours(name, rows), theirs(name, rows)) for _ in range(runs)]
        mine, its = (statistics.median(pair[side].clock for pair in pairs) for side in (0, 1))
        work = [min(pair[side].work for pair in pairs) for side in (0, 1)]
        total[0] += mine
        total[1] += its
        print(
            f"{dialect} {name}: {rows.num_rows / mine:,.0f} rows/s, {limit} {rows.num_rows / its:,.0f}: "
            f"ratio {its / mine:.2f}{f' ({work[1] / work[0]:.2f} by the processor)' if dialect == 'sqlite' else ''}; "
            f"columns {', '.join(rows.column_names)}"
        )
    ratio = total[1] / total[0]
    print(f"{dialect}: {ratio:.2f} of {limit} over all these tables, required {REQUIRED[dialect]}")
    return ratio >= REQUIRED[dialect]


def _fill(store: Store, name: str, rows: pa.Table) -> Took:
    """Fill an empty table as a province does."""
    with filling(store) as filler:
        _empty(filler, store.dialect, name)
        begin, worked = time.perf_counter(), time.process_time()
        filler.append(name, rows)
        filler.commit()
        took = Took(time.perf_counter() - begin, time.process_time() - worked)
    store.close()
    return took


def _empty(filler: Filler, dialect: str, name: str) -> None:
    """Leave a table with its primary key alone, and nothing in it."""
    for taking in reversed(definitions(filler, dialect, (name,))):
        filler.run(taking)
    if dialect == "postgresql":
        for kept in MEASURED:  # the logs refuse to be emptied
            filler.run(f"ALTER TABLE {kept} DISABLE TRIGGER USER")
        filler.run(f"TRUNCATE {name} CASCADE")
    filler.commit()


def _fresh(home: Path) -> Path:
    """Make a folder with an empty store, copied from one that is made once."""
    template, place = home / "template", home / "store"
    if not template.exists():
        open_store(home=template).close()
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(template, place)
    return place


def _c_loop(compiler: str, home: Path) -> Callable[[str, pa.Table], Took]:
    """Compile the loop; return what fills a table by it."""
    program = home / "loop"
    source = Path(__file__).with_suffix(".c")
    subprocess.run([compiler, "-O2", "-o", program, source, "-lsqlite3"], check=True)

    def fill(name: str, rows: pa.Table) -> Took:
        store = open_store(home=_fresh(home))
        with filling(store) as filler:
            _empty(filler, "sqlite", name)
        store.close()
        columns = home / f"{name}.columns"
        if not columns.exists():
            _write_columns(rows, columns)
        marks = ", ".join("?" * rows.num_columns)
        insert = f"INSERT INTO {name} ({', '.join(rows.column_names)}) VALUES ({marks})"
        said = subprocess.run(
            [program, home / "store" / "ponte.db", columns, insert],
            check=True,
            capture_output=True,
            text=True,
        )
        return Took(*map(float, said.stdout.split()))

    return fill


def _write_columns(rows: pa.Table, path: Path) -> None:
    """Write columns as the loop in C reads them."""
    with path.open("wb") as file:
        file.write(np.array([rows.num_rows, rows.num_columns], np.int64).tobytes())
        for column in rows.columns:
            values = column.combine_chunks()
            nulls = np.asarray(values.is_null().to_numpy(zero_copy_only=False), np.uint8).tobytes()
            if pa.types.is_string(values.type):
                letters = values.fill_null("")
                sizes = pa.compute.binary_length(letters).to_numpy()
                text = b"".join(one.encode() for one in letters.to_pylist())
                file.write(b"s" + nulls + np.cumsum(sizes, dtype=np.int64).tobytes() + text)
            elif pa.types.is_floating(values.type):
                file.write(b"d" + nulls + values.fill_null(0.0).to_numpy().astype(np.float64).tobytes())
            else:
                whole = (
                    values.cast(pa.int64())
                    if not pa.types.is_boolean(values.type)
                    else values.cast(pa.int8())
                )
                file.write(
                    b"i"
                    + nulls
                    + whole.fill_null(0).to_numpy(zero_copy_only=False).astype(np.int64).tobytes()
                )


def _server_copy(store: Store, home: Path) -> Callable[[str, pa.Table], Took]:
    """Return what fills a table by the server's own COPY, from a binary file beside it."""

    def fill(name: str, rows: pa.Table) -> Took:
        from pgpq import ArrowToPostgresBinaryEncoder

        path = home / f"{name}.copy"
        if not path.exists():
            encoder = ArrowToPostgresBinaryEncoder(rows.schema)
            with path.open("wb") as file:
                file.write(encoder.write_header())
                for batch in rows.to_batches(max_chunksize=50_000):
                    file.write(encoder.write_batch(batch))
                file.write(encoder.finish())
            path.chmod(0o644)
        with filling(store) as filler:
            _empty(filler, "postgresql", name)
            begin, worked = time.perf_counter(), time.process_time()
            filler.run(f"COPY {name} ({', '.join(rows.column_names)}) FROM '{path}' (FORMAT binary)")
            filler.commit()
            took = Took(time.perf_counter() - begin, time.process_time() - worked)
        store.close()
        return took

    return fill


def _load_whole(asked: argparse.Namespace, home: Path) -> bool:
    """Generate and load a whole province, and print how long it took."""
    store = open_store(asked.postgresql, home / "whole")
    viewer = open_viewer(store, "banco", role="coordinatore_distretto")
    begin, worked = time.perf_counter(), time.process_time()
    rows = load(store, invent(asked.persons, 7), viewer)
    taken, worked = time.perf_counter() - begin, time.process_time() - worked
    store.close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    limit = WHOLE_LIMIT * asked.persons / 1_500_000
    print(
        f"{store.dialect}: {rows['person']:,} persons, {rows['tie']:,} ties, {rows['contact']:,} contacts "
        f"in {taken:.0f} s ({worked:.0f} s of this process's work), {taken / limit:.2f} of the limit; "
        f"peak {peak:.0f} MB; load average {os.getloadavg()[0]:.1f}"
    )
    return bool(taken <= limit)


if __name__ == "__main__":
    main()
