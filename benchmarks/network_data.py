"""Invent a province of 8 million ties with heavy hubs, and load it into a store, indexes last."""

from __future__ import annotations

import time
from typing import Any

import numpy as np
import pyarrow as pa

from coordinator.model import vocabulary

PERSONS, SERVICES, PROFESSIONALS, TIES = 1_500_000, 2_000, 10_000, 8_000_000
FIRST_BIRTH = -17_000  # in 1923
FIRST_DAY, LAST_DAY = 16_000, 20_700  # day numbers: from October 2013 to September 2026
RECORDED_AT = 1_790_000_000_000_000
SHARES = {"in_carico": 0.45, "segue": 0.2, "medico_base": 0.1, "genitore": 0.1, "caregiver": 0.07,
          "vicinato": 0.05, "si_coordina": 0.03}  # fmt: skip


def invent(scale: float = 1.0, seed: int = 11) -> dict[str, np.ndarray]:
    """Draw the ties as columns; ``scale`` shrinks the province for a quick look."""
    draw = np.random.default_rng(seed)
    persons, ties = int(PERSONS * scale), int(TIES * scale)
    kinds = draw.choice(len(SHARES), size=ties, p=list(SHARES.values()))
    words = list(SHARES)
    one, other = draw.integers(1, persons + 1, ties), draw.integers(1, persons + 1, ties)
    service = persons + 1 + _heavy(draw, SERVICES, ties)
    professional = persons + SERVICES + 1 + _heavy(draw, PROFESSIONALS, ties)
    to_service = kinds == words.index("in_carico")
    by_professional = [words.index(word) for word in ("segue", "medico_base", "si_coordina")]
    from_professional = np.isin(kinds, by_professional)
    other = np.where(other == one, other % persons + 1, other)
    since = draw.integers(FIRST_DAY, LAST_DAY, ties)
    ended = draw.random(ties) < 0.4
    return {
        "kind": np.array([vocabulary().tie_kind(word).code for word in words], dtype=np.int16)[kinds],
        "from_key": np.where(from_professional, professional, one).astype(np.int32),
        "to_key": np.where(to_service, service, other).astype(np.int32),
        "since": since.astype(np.int32),
        "until": np.where(ended, since + draw.integers(1, 1500, ties), -1).astype(np.int32),
    }


def _heavy(draw: np.random.Generator, size: int, count: int) -> np.ndarray:
    """Draw places with a heavy tail: the first has many times the ties of the middle one."""
    weights = 1.0 / np.arange(1, size + 1) ** 0.8
    return draw.choice(size, size=count, p=weights / weights.sum())


def tables(columns: dict[str, np.ndarray], scale: float = 1.0) -> dict[str, pa.Table]:
    """Write parties and ties as Arrow tables with the columns of the store."""
    persons = int(PERSONS * scale)
    sizes = [persons, SERVICES, PROFESSIONALS]
    keys = np.arange(1, sum(sizes) + 1, dtype=np.int32)
    kinds = np.repeat(["persona", "servizio", "professionista"], sizes)
    prefixes = np.repeat(["per", "svc", "pra"], sizes)
    ids = np.char.add(np.char.add(prefixes, ":"), keys.astype(str))
    count = len(columns["kind"])
    until = pa.array(columns["until"], mask=columns["until"] < 0)
    ties = {"key": np.arange(1, count + 1, dtype=np.int32), **columns, "until": until}
    fixed: dict[str, Any] = {"direction": "to", "conflict": False, "hidden": False, "author": "carico"}
    fixed["recorded_at"] = RECORDED_AT
    ties |= {name: pa.repeat(value, count) for name, value in fixed.items()}
    are_persons = kinds == "persona"
    born = pa.array((FIRST_BIRTH + keys % (FIRST_DAY - FIRST_BIRTH)).astype(np.int32), mask=~are_persons)
    persons_own = {"key": keys[are_persons], "family_name": ids[are_persons]}
    return {
        "party": pa.table({"key": keys, "id": ids, "kind": kinds, "name": ids, "born_on": born}),
        "person": pa.table({**persons_own, "given_name": pa.repeat("Nome", persons)}),
        "tie": pa.table(ties),
    }


def fill_sqlite(path: str, data: dict[str, pa.Table]) -> float:
    """Load by ADBC a file that nothing else in this process has open, indexes of ties last; returns seconds."""
    from adbc_driver_sqlite import dbapi

    begin = time.perf_counter()
    with dbapi.connect(path) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'tie'")
        indexes = cursor.fetchall()
        for name, _ in indexes:
            cursor.execute(f"DROP INDEX {name}")
        for name, table in data.items():
            cursor.adbc_ingest(name, _as_integers(table), mode="append")
        for statement in [*(sql for _, sql in indexes), "ANALYZE"]:
            cursor.execute(statement)
        connection.commit()
    return time.perf_counter() - begin


def _as_integers(table: pa.Table) -> pa.Table:
    """SQLite keeps truth as 0 and 1."""
    for place, kind in enumerate(table.schema.types):
        if pa.types.is_boolean(kind):
            table = table.set_column(place, table.schema.names[place], table.column(place).cast(pa.int8()))
    return table


def fill_postgresql(url: str, data: dict[str, pa.Table]) -> float:
    """Load by COPY with the indexes of ties dropped, then make them; returns seconds."""
    import psycopg
    from pyarrow import csv

    begin = time.perf_counter()
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        found: list[Any] = connection.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'tie' AND indexname <> 'pk_tie'"
        ).fetchall()
        for name, _ in found:
            connection.execute(f"DROP INDEX {name}")
        for name, table in data.items():
            options = csv.WriteOptions(include_header=False, quoting_style="none")
            columns = ", ".join(table.schema.names)
            with connection.cursor().copy(f"COPY {name} ({columns}) FROM STDIN (FORMAT csv)") as copy:
                for batch in table.to_batches(max_chunksize=200_000):
                    sink = pa.BufferOutputStream()
                    csv.write_csv(batch, sink, options)
                    copy.write(sink.getvalue())
        for _, statement in found:
            connection.execute(statement)
        connection.commit()
        connection.autocommit = True
        connection.execute("VACUUM ANALYZE tie")
        connection.execute("VACUUM ANALYZE party")
    return time.perf_counter() - begin
