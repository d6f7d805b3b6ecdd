"""How vectors are kept and compared."""

import hashlib
import sqlite3

import numpy as np
import pytest

from knowledge.search.dense import DamagedVectorsError, DenseIndex, MixedVectorsError, VectorStore, fill


class HashEncoder:
    """Vectors from a hash: alike for equal texts, else as good as random."""

    id = "hash-1"
    dimensions = 8

    def encode_query(self, text):
        return self.encode_passages([text])[0]

    def encode_passages(self, texts):
        drawn = [
            np.frombuffer(hashlib.sha256(t.encode()).digest()[:8], np.uint8).astype(np.float32) - 127
            for t in texts
        ]
        return np.stack([vector / np.linalg.norm(vector) for vector in drawn])


TEXTS = {f"key{n}": f"testo {n}" for n in range(70)}


def test_vectors_survive_a_restart(tmp_path):
    file = tmp_path / "vectors.db"
    computed = fill(VectorStore("hash-1", 8, file), HashEncoder(), TEXTS)
    again = VectorStore("hash-1", 8, file)

    assert (computed, len(again), again.missing(TEXTS)) == (70, 70, [])


def test_work_that_is_stopped_goes_on_where_it_was(tmp_path):
    file, turns = tmp_path / "vectors.db", iter([False, True])
    first = fill(VectorStore("hash-1", 8, file), HashEncoder(), TEXTS, stop=lambda: next(turns))
    second = fill(VectorStore("hash-1", 8, file), HashEncoder(), TEXTS)

    assert (first, second) == (32, 38)


def test_vectors_of_two_encoders_are_never_mixed(tmp_path):
    file = tmp_path / "vectors.db"
    store = VectorStore("hash-1", 8, file)

    with pytest.raises(MixedVectorsError, match="other-2"):
        store.add({"a": np.zeros(8, np.float32)}, "other-2")
    with pytest.raises(MixedVectorsError, match="hash-1"):
        VectorStore("other-2", 8, file)


def test_vectors_of_another_recipe_are_computed_again(tmp_path):
    file = tmp_path / "vectors.db"
    fill(VectorStore("hash-1", 8, file), HashEncoder(), TEXTS)
    newer = VectorStore("hash-1-r2", 8, file)

    assert (len(newer), len(newer.missing(TEXTS))) == (0, 70)
    assert len(VectorStore("hash-1-r2", 8, file)) == 0


def test_a_vector_changed_on_disk_is_refused(tmp_path):
    file = tmp_path / "vectors.db"
    fill(VectorStore("hash-1", 8, file), HashEncoder(), TEXTS)
    connection = sqlite3.connect(file)
    with connection:
        connection.execute("UPDATE vectors SET vector = zeroblob(16) WHERE key = 'key3'")
    connection.close()

    with pytest.raises(DamagedVectorsError, match="key3"):
        VectorStore("hash-1", 8, file)


def test_a_row_is_as_near_as_its_nearest_vector():
    matrix = np.array([[1, 0], [0, 1], [0.6, 0.8]], np.float32)
    index = DenseIndex(matrix, np.array([0, 0, 2]), rows=4)

    assert index.similarities(np.array([[0, 1]], np.float32)).tolist() == pytest.approx(
        [1.0, -1.0, 0.8, -1.0]
    )
