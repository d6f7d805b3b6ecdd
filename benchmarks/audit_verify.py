"""Measure how long a log of a million entries takes to verify, against hashing the same bytes in a bare loop."""

from __future__ import annotations

import argparse
import hashlib
import json
import resource
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from coordinator.protection.audit import ADD, COLUMNS, FIRST_HASH, fingerprint, head, verify
from coordinator.store import open_store

if TYPE_CHECKING:
    from coordinator.store import Store

LIMIT = 60.0
"""Seconds within which a million entries must be verified."""
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
CHUNK = 20_000


def main() -> None:
    """Fill a store's log, verify it with its anchor, and print the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=1_000_000)
    entries = parser.parse_args().entries
    with TemporaryDirectory() as home:
        store = open_store(home=Path(home))
        fill(store, entries)
        begun, cpu = time.perf_counter(), _cpu()
        found = verify(store, [head(store)])
        took, busy = time.perf_counter() - begun, _cpu() - cpu
        store.close()
    if not found.whole or found.entries != entries:
        message = f"the log should be whole with {entries} entries: {found}"
        raise SystemExit(message)
    floor = bare(entries)
    limit = LIMIT * entries / 1_000_000
    print(f"audit verify  {entries:,} entries  {took:.1f} s ({busy:.1f} s of processor)")
    print(
        f"audit verify  {took / limit:.2f} of the limit ({limit:.0f} s); {busy / floor:.1f} times a bare loop of hashes"
    )


def fill(store: Store, entries: int) -> None:
    """Write a log of so many entries, chained."""
    previous, rows = FIRST_HASH, []
    with store.writing() as session:
        for key in range(1, entries + 1):
            entry = {
                "key": key,
                "at": BEGIN + timedelta(seconds=key),
                "user": f"utente.{key % 97}",
                "role": "assistente_sociale",
                "purpose": "cura",
                "action": "read",
                "resource": "network",
                "of": f"per:p{key % 40_000}",
                "allowed": key % 50 > 0,
                "previous": previous,
            }
            previous = fingerprint(entry)
            rows.append({COLUMNS[name]: value for name, value in entry.items()} | {"hash": previous})
            if len(rows) == CHUNK or key == entries:
                session.execute(ADD, rows)
                rows = []


def bare(entries: int) -> float:
    """Return the processor's seconds that hashing as many lines of the same length takes, and nothing else."""
    words = ["utente.12", "assistente_sociale", "cura", "read", "network", "per:p1234", True, "0" * 64]
    line = json.dumps([123_456, 1_767_225_600_000_000, *words]).encode()
    begun = _cpu()
    for _ in range(entries):
        hashlib.sha256(line).hexdigest()
    return _cpu() - begun


def _cpu() -> float:
    """Return the seconds that this process has used of the processor."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
