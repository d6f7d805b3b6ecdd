"""Write a province out as CSV, one file a table, with the SHA-256 of each: the same bytes whatever the store."""

from __future__ import annotations

from hashlib import sha256
from itertools import chain
from typing import TYPE_CHECKING, Any

from sqlalchemy.types import TypeDecorator

from coordinator.district.province.loading import FILLED
from coordinator.model import Base, vocabulary
from coordinator.store.bulk_read import reading_columns

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa

    from coordinator.protection import Viewer
    from coordinator.store import Store

EXPORTED = (*FILLED, "role", "agreement", "agreement_party")
SUMS = "SHA256SUMS"
"""File of the sums, as ``sha256sum --check`` reads it."""


def export_csv(store: Store, folder: Path, viewer: Viewer) -> str:
    """
    Write the tables of a province as CSV, and the sum of each file.

    Parameters
    ----------
    store
        With a district in it, of any size; memory stays small.
    folder
        Where to; made when missing, files of the same names are written anew.
    viewer
        Who asks; needs to export registers.

    Returns
    -------
    str
        The SHA-256 of the file of sums: two stores with the same rows give the same.

    Raises
    ------
    NotAllowedError
        The viewer may not export registers.
    """
    viewer.require("export", "register")
    folder.mkdir(parents=True, exist_ok=True)
    lines = []
    with reading_columns(store) as read:
        for name in sorted(EXPORTED):
            total = sha256()
            with (folder / f"{name}.csv").open("wb") as file:
                head = ",".join(column.name for column in Base.metadata.tables[name].columns)
                for piece in chain([f"{head}\n".encode()], (_as_csv(name, batch) for batch in read(name))):
                    total.update(piece)
                    file.write(piece)
            lines.append(f"{total.hexdigest()}  {name}.csv\n")
    sums = "".join(lines)
    (folder / SUMS).write_text(sums, encoding="utf-8")
    return sha256(sums.encode()).hexdigest()


def _as_csv(name: str, batch: pa.RecordBatch) -> bytes:
    """Write a batch as lines: days as 2026-03-31, kinds of tie as words."""
    import pyarrow as pa
    from pyarrow import csv

    table = Base.metadata.tables[name]
    columns = [
        _readable(column.type, values) for column, values in zip(table.columns, batch.columns, strict=True)
    ]
    sink = pa.BufferOutputStream()
    options = csv.WriteOptions(include_header=False)
    csv.write_csv(pa.record_batch(columns, names=batch.schema.names), sink, options)
    return bytes(sink.getvalue())


def _readable(kind: Any, values: pa.Array) -> pa.Array:  # noqa: ANN401 - a type of SQLAlchemy
    """Turn the numbers that stand for days, instants and kinds of tie into what people read."""
    import pyarrow as pa

    if not isinstance(kind, TypeDecorator):
        return values
    match type(kind).__name__:
        case "DayNumber":
            return values.cast(pa.int32()).cast(pa.date32())
        case "Instant":
            return values.cast(pa.timestamp("us", "UTC"))
        case "TieKind":
            words = {code: kind.id for code, kind in vocabulary().kind_by_code.items()}
            return pa.array([words.get(code) for code in range(max(words) + 1)], pa.string()).take(values)
    return values
