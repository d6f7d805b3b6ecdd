"""Read a store's contacts into columns: many rows by ADBC, a few persons' by the store's own connection."""

from __future__ import annotations

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from subprocess import PIPE, Popen
from typing import TYPE_CHECKING, Any

import numpy as np
from sqlalchemy import Integer, select, type_coerce

from coordinator.errors import StoreError
from coordinator.model import Contact
from coordinator.store.encryption import is_encrypted
from coordinator.territory.columns import Columns, sort_contacts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from numpy.typing import NDArray

    from coordinator.store import Store
    from coordinator.territory.columns import Whole

BATCH = 65_536
"""Rows at a time where ADBC cannot read."""

OUTSIDE = Path(__file__).with_name("columns_outside.py")

READERS = 4
"""Connections that read at the same time, at most; no more than there are processors."""

PERSONS_AT_A_TIME = 5_000
FEW = 100_000
"""Rows up to which the store's own connection reads them all."""

NOT_KNOWN = -1


@dataclass(frozen=True, slots=True, eq=False)
class Areas:
    """Where persons live."""

    keys: Whole  # (q,) ascending: persons whose area is known
    places: Whole  # (q,) int16: place in `names`
    names: tuple[str, ...]

    def of(self, persons: Whole) -> NDArray[np.int16]:
        """Return the place of each person's area in `names`, -1 where it is not known."""
        if not self.keys.size:
            return np.full(persons.shape, NOT_KNOWN, dtype=np.int16)
        where = np.minimum(np.searchsorted(self.keys, persons), self.keys.size - 1)
        places: NDArray[np.int16] = np.where(
            self.keys[where] == persons, self.places[where], NOT_KNOWN
        ).astype(np.int16)
        return places


def read_columns(store: Store, last_key: int) -> Columns:
    """
    Read all contacts up to a key, sorted.

    Parameters
    ----------
    store
        The record.
    last_key
        Key of the last contact to read.

    Returns
    -------
    Columns
        Without areas.
    """
    many = last_key > FEW
    edges = np.linspace(0, last_key, (_readers(store) if many else 1) + 1).astype(int)
    spans = list(zip(edges[:-1], edges[1:], strict=True))
    words = "SELECT person_key, with_key, day FROM contact WHERE key > {} AND key <= {} ORDER BY key"
    with ThreadPoolExecutor(len(spans)) as pool:
        parts = list(pool.map(lambda span: _rows(store, words.format(*span), many=many), spans))
    person, provider, day = (np.concatenate([part[name] for part in parts]) for name in range(3))
    return sort_contacts(person, provider, day)


def read_persons(store: Store, keys: Sequence[int]) -> Columns:
    """
    Read all contacts of some persons, sorted.

    Parameters
    ----------
    store
        The record.
    keys
        Of persons.

    Returns
    -------
    Columns
        Without areas; a person without contacts is not there.
    """
    day = type_coerce(Contact.day, Integer)
    rows: list[Any] = []
    with store.reading() as session:
        for start in range(0, len(keys), PERSONS_AT_A_TIME):
            some = keys[start : start + PERSONS_AT_A_TIME]
            query = select(Contact.person_key, Contact.with_key, day)
            rows += session.execute(query.where(Contact.person_key.in_(some)).order_by(Contact.key)).all()
    person, provider, days = np.array(rows, dtype=np.int32).reshape(-1, 3).T
    return sort_contacts(person, provider, days)


def read_home(store: Store, areas: Collection[str], part: int | None) -> Columns:
    """
    Read all contacts of the persons who live in some areas, sorted.

    Parameters
    ----------
    store
        The record.
    areas
        As persons name them.
    part
        Where the store is parted by territory, the part that holds those areas and no others: it alone is read.

    Returns
    -------
    Columns
        Without areas.
    """
    words = "SELECT person_key, with_key, day FROM contact WHERE "
    if part is not None:
        words += f"territory = {part}"
    else:
        quoted = ", ".join("'" + area.replace("'", "''") + "'" for area in sorted(areas)) or "NULL"
        words += f"person_key IN (SELECT key FROM person WHERE area IN ({quoted}))"
    return sort_contacts(*_rows(store, f"{words} ORDER BY key", many=True))


def read_areas(store: Store, last_key: int) -> Areas:
    """
    Read where persons live.

    Parameters
    ----------
    store
        The record.
    last_key
        Key of the last person.

    Returns
    -------
    Areas
        Of those of whom it is known.
    """
    import pyarrow as pa

    query = "SELECT key, area FROM person WHERE area IS NOT NULL ORDER BY key"
    with batches(store, query, many=last_key > FEW) as found:
        rows = pa.Table.from_batches(found, schema=found.schema)
    keys, areas = (column.combine_chunks() for column in rows.columns)
    words = areas.cast(pa.string()).dictionary_encode()
    names = [str(name) for name in words.dictionary.to_pylist()]
    order = np.argsort(names)
    places = np.empty(len(names), dtype=np.int16)
    places[order] = np.arange(len(names))
    return Areas(_numbers(keys), places[_numbers(words.indices)], tuple(sorted(names)))


@contextmanager
def batches(store: Store, query: str, *, many: bool = True) -> Iterator[Any]:
    """
    Read rows as Arrow: many by ADBC where it can open the store, few or encrypted ones by the store's own driver.

    Parameters
    ----------
    store
        The record.
    query
        SQL without parameters: its values must be ours, never a user's.
    many
        Whether it is worth half a second to have them ten times as quickly.

    Yields
    ------
    pyarrow.RecordBatchReader
        To be read inside the block. Whole numbers of a SQLite file have 32 bits.

    Raises
    ------
    StoreError
        If a SQLite file cannot be read by another process.
    """
    if many and store.dialect != "sqlite":
        with _of_server(store, query) as reader:
            yield reader
    elif many and _file(store) and not is_encrypted(store.engine):
        with _of_file(store, query) as reader:
            yield reader
    else:
        yield _of_connection(store, query)


@contextmanager
def _of_server(store: Store, query: str) -> Iterator[Any]:
    """Read from PostgreSQL by ADBC."""
    from adbc_driver_postgresql import dbapi

    address = store.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    with dbapi.connect(address) as connection, connection.cursor() as cursor:
        cursor.execute(query)
        yield cursor.fetch_record_batch()


@contextmanager
def _of_file(store: Store, query: str) -> Iterator[Any]:
    """Read from a SQLite file by ADBC, in a process of its own: see `columns_outside`."""
    import pyarrow as pa

    command = [sys.executable, "-I", str(OUTSIDE), str(_file(store)), query]
    with Popen(command, stdout=PIPE, stderr=PIPE) as process:
        try:
            reader = pa.ipc.open_stream(process.stdout)
        except pa.ArrowInvalid as error:
            said = process.communicate()[1].decode(errors="replace").strip().rpartition("\n")[2]
            message = f"The file {_file(store)} could not be read by a process beside this one: {said}"
            raise StoreError(message) from error
        yield reader
        process.communicate()
    if process.returncode:
        message = f"The process that read {_file(store)} stopped with {process.returncode}. Try again."
        raise StoreError(message)


def _of_connection(store: Store, query: str) -> Any:  # noqa: ANN401 - Arrow ships no types
    """Read by the store's own driver, slowly: from memory, or from a file that only it can open."""
    import pyarrow as pa

    with store.reading() as session:
        result = session.connection().exec_driver_sql(query)
        names, rows = list(result.keys()), [tuple(row) for row in result]
    columns = zip(*rows, strict=True) if rows else [()] * len(names)
    return pa.table([pa.array(column) for column in columns], names=names).to_reader(BATCH)


def _readers(store: Store) -> int:
    """Say how many connections may read at the same time."""
    return 1 if _file(store) == "" else min(READERS, os.cpu_count() or 1)


def _file(store: Store) -> str | None:
    """Return the file of a SQLite store, empty when it is in memory; None for a server."""
    return None if store.dialect != "sqlite" else (store.engine.url.database or "").replace(":memory:", "")


def _rows(store: Store, query: str, *, many: bool) -> list[Whole]:
    """Read columns of whole numbers."""
    with batches(store, query, many=many) as reader:
        nothing = [np.zeros(0, dtype=np.int32)] * len(reader.schema)
        parts = [[_numbers(column) for column in batch.columns] for batch in reader]
    return [np.concatenate(column) for column in zip(nothing, *parts, strict=True)]


def _numbers(column: Any) -> Whole:  # noqa: ANN401 - Arrow ships no types
    """Take an Arrow column of whole numbers in half the room."""
    numbers: Whole = column.to_numpy(zero_copy_only=False).astype(np.int32, copy=False)
    return numbers
