"""What is kept beside the indexes opens as it was written, and says when it was changed."""

from datetime import date

import numpy as np
import pytest

from knowledge.library import Library
from knowledge.norms.identifiers import parse_urn
from knowledge.search.columns import Columns
from knowledge.search.dense import DamagedVectorsError, DenseIndex
from knowledge.search.digest import shipped_cards
from knowledge.search.rows import gather_rows
from knowledge.search.searcher import Searcher
from knowledge.search.shelf import DamagedShelfError, Shelf, write_shelf

DAY = date(2026, 3, 2)


@pytest.fixture(scope="module")
def rows():
    with Library.open() as library:
        return gather_rows(library.passages(DAY), shipped_cards())


@pytest.fixture
def kept(rows, tmp_path):
    write_shelf(rows[:40], tmp_path)
    return tmp_path


def test_rows_are_read_as_they_were_written(rows, kept):
    shelf = Shelf(kept)

    assert len(shelf) == 40
    assert [row.passage.text for row in shelf] == [row.passage.text for row in rows[:40]]
    assert [row.card for row in shelf] == [row.card for row in rows[:40]]
    assert shelf[3].act == rows[3].act


def test_a_text_changed_on_disk_is_refused(kept):
    file = kept / "rows.jsonl"
    data = file.read_bytes()
    at = data.index(b"comun")
    file.write_bytes(data[:at] + b"COMUN" + data[at + 5 :])

    with pytest.raises(DamagedShelfError, match="Delete the folder"):
        list(Shelf(kept))


def test_columns_are_read_as_they_were_written_and_find_a_named_comma(rows, tmp_path):
    columns = Columns.of(rows)
    columns.save(tmp_path)
    read = Columns.load(tmp_path)
    named = parse_urn("urn:nir:stato:legge:2000-11-08;328~art14-com1")

    assert read.acts == columns.acts
    assert [rows[row].passage.urn for row in read.rows_named(named)] == [named.urn]
    assert list(read.article_of) == list(columns.article_of)


def test_vectors_changed_on_disk_are_refused(tmp_path):
    index = DenseIndex(np.eye(3, dtype=np.float32), np.array([0, 1, 2]), 3)
    index.save(tmp_path, "hash-1")
    np.save(tmp_path / "vectors.npy", np.eye(3, dtype=np.float32) * 2)

    with pytest.raises(DamagedVectorsError):
        DenseIndex.load(tmp_path, "hash-1")


def test_vectors_of_another_encoder_are_not_loaded(tmp_path):
    DenseIndex(np.eye(3, dtype=np.float32), np.array([0, 1, 2]), 3).save(tmp_path, "hash-1")

    assert DenseIndex.load(tmp_path, "other-2") is None
    assert DenseIndex.load(tmp_path, "hash-1").complete


def test_a_second_start_reads_nothing_from_the_library(tmp_path, monkeypatch):
    with Library.open(home=tmp_path) as library:
        first = Searcher(library, tmp_path / "search").look("progetto individuale disabile", on=DAY)
        monkeypatch.setattr(Library, "passages", lambda *_: pytest.fail("the library was read again"))
        second = Searcher(library, tmp_path / "search").look("progetto individuale disabile", on=DAY)

    assert [hit.row.passage.urn for hit in second.hits] == [hit.row.passage.urn for hit in first.hits]
    assert [hit.score for hit in second.hits] == [hit.score for hit in first.hits]
