"""A territory parted by person and put together again is the same territory, to the last digit."""

import numpy as np
import pytest

from coordinator.territory.columns import ColumnsError, sort_contacts
from coordinator.territory.continuity import Tally, tally
from coordinator.territory.density import shared_by_person
from coordinator.territory.partitions import (
    Measured,
    find_parts,
    measure,
    read_part,
    split,
    together,
    write_parts,
)
from coordinator.territory.projection import added, shared_persons


@pytest.fixture
def columns():
    draw = np.random.default_rng(5)
    person, provider = (700 * draw.random(4_000) ** 3).astype(int), (40 * draw.random(4_000) ** 2).astype(int)
    return sort_contacts(person, provider, draw.integers(0, 900, 4_000))


def same(one, other):
    arrays = [(getattr(one.tally, word), getattr(other.tally, word)) for word in Tally.__slots__]
    arrays += [(one.persons, other.persons), (one.shared, other.shared)]
    return all(a.dtype == b.dtype and np.array_equal(a, b) for a, b in arrays)


@pytest.mark.parametrize("parts", [1, 2, 7, 900])
def test_parts_measured_apart_are_the_whole(columns, tmp_path, parts):
    cut = [read_part(part) for part in write_parts(columns, tmp_path / "parts", parts)]
    tallies = [tally(part) for part in cut]
    shared = added([shared_persons(one, columns.services.size) for one in tallies])

    found = together([
        Measured(part.persons, one, shared_by_person(one, shared)) for part, one in zip(cut, tallies, strict=True)
    ])  # fmt: skip

    assert same(found, measure(columns))


def test_parts_hold_about_as_many_contacts_each(columns):
    sizes = [len(part) for part in split(columns, 4)]

    assert sum(sizes) == 4_000
    assert max(sizes) - min(sizes) <= 2 * columns.lengths.max()


def test_no_part_is_no_answer(columns):
    with pytest.raises(ColumnsError, match="0 parts"):
        split(columns, 0)


def test_parts_are_never_mixed_with_those_of_before(columns, tmp_path):
    write_parts(columns, tmp_path, 2)

    with pytest.raises(ColumnsError, match="holds parts already"):
        write_parts(columns, tmp_path, 3)


def test_a_folder_without_all_parts_is_refused(columns, tmp_path):
    with pytest.raises(ColumnsError, match="holds no parts"):
        find_parts(tmp_path)
    parts = write_parts(columns, tmp_path, 2)
    (parts[1] / "day.npy").unlink()

    with pytest.raises(ColumnsError, match="lacks part-0001"):
        find_parts(tmp_path)
