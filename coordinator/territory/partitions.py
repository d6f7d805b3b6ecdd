"""Part a territory's columns by person, so that several machines measure it, and put the parts together again."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

import numpy as np

from coordinator.territory.columns import Columns, ColumnsError
from coordinator.territory.continuity import Tally, tally
from coordinator.territory.density import shared_by_person
from coordinator.territory.projection import shared_persons

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from coordinator.territory.columns import Whole

ARRAYS = ("persons", "starts", "services", "service", "day")
INDEX, PART = "parts.json", "part-{:04}"


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """What each person's contacts add up to, and what her services share: all whole numbers."""

    persons: Whole  # (p,) keys
    tally: Tally
    shared: Whole  # (p,) persons shared by the pairs of her services, in the whole territory


def split(columns: Columns, parts: int) -> list[Columns]:
    """
    Part columns by person, about as many contacts in each part.

    Parameters
    ----------
    columns
        Of a territory.
    parts
        1 or more.

    Returns
    -------
    list of Columns
        In the order of persons; all name the services of the whole. The last may be empty.

    Raises
    ------
    ColumnsError
        If there is no part to make.
    """
    if parts < 1:
        message = f"{parts} parts of a territory cannot be made: ask for 1 or more."
        raise ColumnsError(message)
    edges = np.searchsorted(columns.starts, np.linspace(0, len(columns), parts + 1)[1:-1])
    edges = np.concatenate([[0], edges, [columns.persons.size]])
    return [_part(columns, int(first), int(last)) for first, last in zip(edges[:-1], edges[1:], strict=True)]


def write_parts(columns: Columns, folder: Path, parts: int) -> list[Path]:
    """
    Write the parts of a territory to a folder that the workers can read.

    Parameters
    ----------
    columns
        Of a territory.
    folder
        Made when missing, for its owner alone; on a disk that all machines share where there are several.
    parts
        Some for each worker, so that none waits long for another.

    Returns
    -------
    list of Path
        One folder a part.

    Raises
    ------
    ColumnsError
        If the folder holds parts already.
    """
    if (folder / INDEX).exists():
        message = f"{folder} holds parts already. Take it away, or name another folder."
        raise ColumnsError(message)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    written = []
    for number, part in enumerate(split(columns, parts)):
        place = folder / PART.format(number)
        place.mkdir(mode=0o700)
        for name in ARRAYS:
            np.save(place / f"{name}.npy", getattr(part, name))
        written.append(place)
    (folder / INDEX).write_text(json.dumps([place.name for place in written]), encoding="utf-8")
    return written


def find_parts(folder: Path) -> list[Path]:
    """
    Find the parts that a folder holds.

    Parameters
    ----------
    folder
        As given to `write_parts`.

    Returns
    -------
    list of Path
        One folder a part.

    Raises
    ------
    ColumnsError
        If there are none, or not all of them.
    """
    try:
        parts = [folder / name for name in json.loads((folder / INDEX).read_text(encoding="utf-8"))]
    except (OSError, ValueError) as error:
        message = f"{folder} holds no parts of a territory ({error}). Write them with write_parts."
        raise ColumnsError(message) from error
    if missing := [
        part.name for part in parts if not all((part / f"{name}.npy").exists() for name in ARRAYS)
    ]:
        message = f"{folder} lacks {', '.join(missing)}. Take it away and write the parts again."
        raise ColumnsError(message)
    return parts


def read_part(part: Path) -> Columns:
    """
    Read a part, into memory only as it is used.

    Parameters
    ----------
    part
        As `write_parts` gives it.

    Returns
    -------
    Columns
        Of its persons.
    """
    arrays = {name: part / f"{name}.npy" for name in ARRAYS}
    return Columns(
        **{
            name: np.load(path, mmap_mode="r" if path.stat().st_size > 4096 else None)
            for name, path in arrays.items()
        }
    )


def measure(columns: Columns) -> Measured:
    """
    Measure a whole territory in this process.

    Parameters
    ----------
    columns
        Of the territory.

    Returns
    -------
    Measured
        One row a person.
    """
    found = tally(columns)
    shared = shared_persons(found, columns.services.size)
    return Measured(columns.persons, found, shared_by_person(found, shared))


def together(parts: Sequence[Measured]) -> Measured:
    """
    Put the measured parts of a territory together.

    Parameters
    ----------
    parts
        At least one, in the order of persons.

    Returns
    -------
    Measured
        Equal, to the last digit, to what `measure` says of the whole.
    """
    tallies = [part.tally for part in parts]
    whole = Tally(*(np.concatenate([getattr(one, field.name) for one in tallies]) for field in fields(Tally)))
    return Measured(
        np.concatenate([part.persons for part in parts]),
        whole,
        np.concatenate([part.shared for part in parts]),
    )


def _part(columns: Columns, first: int, last: int) -> Columns:
    """Cut out the persons from one place up to another."""
    begin, end = int(columns.starts[first]), int(columns.starts[last])
    return replace(
        columns,
        persons=columns.persons[first:last],
        starts=columns.starts[first : last + 1] - begin,
        service=columns.service[begin:end],
        day=columns.day[begin:end],
        area=columns.area[first:last],
    )
