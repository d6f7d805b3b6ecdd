"""Load every real act and print each figure against its limit: ``python benchmarks/norms_load.py CORPUS``."""

import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from knowledge.library import Library

SECONDS, MEGABYTES = 60.0, 1024.0
LOOSE = "dlgs_2023_36/articles"  # single articles, of which the whole texts are beside


def main(corpus: Path) -> None:
    """Load in a new process, so that time and memory are this work's own."""
    if len(sys.argv) < 3:
        subprocess.run([sys.executable, __file__, str(corpus), "measure"], check=True)
        return
    files = [
        path
        for folder in ("norms", "akn_samples")
        for path in sorted((corpus / folder).rglob("*"))
        if path.is_file() and LOOSE not in str(path)
    ]
    with tempfile.TemporaryDirectory() as home:
        wall, cpu = time.perf_counter(), time.process_time()
        with Library.open(Path(home)) as library:
            report = library.add(files, on=date(2026, 1, 1))
            wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
            again = time.perf_counter()
            library.add(files, on=date(2026, 1, 1))
            again = time.perf_counter() - again
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            walk = time.perf_counter()
            passages = sum(1 for _ in library.passages(date(2026, 1, 1)))
            walk = time.perf_counter() - walk
            coverage = library.coverage()
    _print("load, wall", wall, SECONDS, "s")
    _print("load, processor", cpu, SECONDS, "s")
    _print("peak memory", memory, MEGABYTES, "MB")
    _print("load again, nothing changed", again, SECONDS, "s")
    print(f"{len(report.added)} acts, {coverage.articles} articles, {coverage.units} units")
    print(f"{coverage.references} references, of which unresolved {coverage.unresolved}")
    print(f"{coverage.unread} regions unread, {len(coverage.damaged)} units damaged")
    print(f"{passages} passages on a day in {walk:.1f} s; {len(report.refused)} files refused")


def _print(what: str, value: float, limit: float, unit: str) -> None:
    """Print a figure and its ratio to the limit."""
    verdict = "ok" if value <= limit else "OVER"
    print(f"{what:32} {value:8.1f} {unit:3} of {limit:6.0f}  ratio {value / limit:5.2f}  {verdict}")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("Name the folder of the real acts.")
    main(Path(sys.argv[1]))
