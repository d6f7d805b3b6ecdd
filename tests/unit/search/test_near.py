"""Whatever holds the vectors, a question finds the rows that mean the same: one contract for all of them."""

import subprocess
import sys

import numpy as np
import pytest

from knowledge.search import near
from knowledge.search.dense import DenseIndex
from knowledge.search.near import NearIndex, index_of, load_index
from knowledge.search.shared import NoPgvectorError, share, shared_or_own


@pytest.fixture(scope="module")
def drawn():
    """Nine hundred vectors of 500 rows, the last row without any."""
    draw = np.random.default_rng(5)
    matrix = draw.normal(size=(900, 32)).astype(np.float32)
    matrix /= np.linalg.norm(matrix, axis=1, keepdims=True)
    return matrix, np.sort(draw.integers(0, 499, 900)), 500


@pytest.fixture
def database(postgres_url):
    """A PostgreSQL with pgvector, where this machine's has it."""
    import psycopg

    url = postgres_url.replace("+psycopg", "")
    with psycopg.connect(url, autocommit=True) as connection:
        try:
            connection.execute("CREATE EXTENSION vector")
        except psycopg.DatabaseError:
            pytest.skip("this machine's PostgreSQL has no pgvector (Debian: postgresql-NN-pgvector)")
        yield connection


@pytest.fixture(params=["all compared", "graph", "graph read from disk", "postgresql"])
def index(request, drawn, tmp_path):
    if request.param == "all compared":
        return DenseIndex(*drawn)
    graph = NearIndex(*drawn)
    if request.param == "graph":
        return graph
    if request.param == "graph read from disk":
        graph.save(tmp_path, "hash-1")
        return load_index(tmp_path, "hash-1")
    return share(graph, request.getfixturevalue("database"), "norm_vectors", "hash-1")


def test_a_text_finds_its_own_row_first(index, drawn):
    matrix, owners, _ = drawn
    first = [int(index.similarities(matrix[at][None]).argmax()) for at in range(0, 900, 30)]

    assert first == [int(owners[at]) for at in range(0, 900, 30)]


def test_every_row_of_a_graph_is_reached_however_often_it_is_made(drawn):
    matrix, owners, rows = drawn
    for _ in range(5):
        graph = NearIndex(matrix, owners, rows).graph
        assert [int(graph.search(one, 400).keys[0]) for one in matrix] == list(range(900))


def test_cosines_are_those_of_the_vectors(index, drawn):
    matrix, owners, rows = drawn
    question = matrix[7]
    found = index.similarities(question[None])
    exact = DenseIndex(matrix, owners, rows).similarities(question[None])
    best = np.argsort(-exact)[:20]

    assert found[best] == pytest.approx(exact[best], abs=1e-3)


def test_of_two_readings_of_a_question_the_nearer_counts(index, drawn):
    matrix, owners, _ = drawn
    found = index.similarities(matrix[[0, 899]])

    assert found[owners[0]] == pytest.approx(1.0, abs=1e-3)
    assert found[owners[899]] == pytest.approx(1.0, abs=1e-3)


def test_a_row_without_vector_is_nowhere_near(index, drawn):
    assert index.similarities(drawn[0][:1])[499] == -1.0
    assert not index.complete


def test_many_vectors_get_a_graph_and_few_do_not(monkeypatch, drawn, tmp_path):
    assert type(index_of(*drawn)) is DenseIndex
    monkeypatch.setattr(near, "MANY", 900)

    index_of(*drawn).save(tmp_path, "hash-1")
    assert type(load_index(tmp_path, "hash-1")) is NearIndex
    assert load_index(tmp_path, "other-2") is None


def test_a_graph_may_be_read_before_the_encoder():
    words = "from knowledge.search.near import _empty_graph; _empty_graph(32); import onnxruntime"

    assert subprocess.run([sys.executable, "-c", words], check=False).returncode == 0  # noqa: S603  our own words


def test_a_database_without_pgvector_is_told_with_the_mend(monkeypatch, drawn, postgres_url):
    import psycopg

    with psycopg.connect(postgres_url.replace("+psycopg", ""), autocommit=True) as connection:
        query = "SELECT count(*) FROM pg_available_extensions WHERE name = 'vector'"
        if connection.execute(query).fetchone() == (1,):
            pytest.skip("this machine's PostgreSQL has pgvector")
    monkeypatch.setenv("PONTE_SHARED_VECTORS", postgres_url)

    with pytest.raises(NoPgvectorError, match="install pgvector"):
        shared_or_own(DenseIndex(*drawn), "rows-1", "hash-1")


def test_a_setting_moves_the_vectors_to_the_database_once(monkeypatch, drawn, database, postgres_url):
    own = DenseIndex(*drawn)
    assert shared_or_own(own, "rows-1", "hash-1") is own

    monkeypatch.setenv("PONTE_SHARED_VECTORS", postgres_url)
    first, second = (shared_or_own(own, "rows-1", "hash-1") for _ in range(2))
    nearest = [int(one.similarities(own.vectors[:1]).argmax()) for one in (first, second)]
    tables = database.execute(
        "SELECT count(*) FROM pg_tables WHERE tablename LIKE 'norm_vectors%'"
    ).fetchone()
    assert tables == (1,)
    assert nearest == [int(own.owners[0])] * 2
