"""Give every spec a store: an empty one, once on SQLite and once on PostgreSQL."""

import shutil
from datetime import UTC, datetime

import pytest

from coordinator.protection import open_viewer
from coordinator.store import open_store

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory):
    """An empty, migrated SQLite store, to be copied."""
    home = tmp_path_factory.mktemp("template")
    open_store(home=home).close()
    return home / "ponte.db"


@pytest.fixture(scope="session")
def postgres_template(postgres_server):
    """The address of a PostgreSQL server that holds an empty, migrated database named template."""
    import psycopg

    with psycopg.connect(f"{_dsn(postgres_server)} dbname=postgres", autocommit=True) as connection:
        connection.execute("CREATE DATABASE template_ponte")
    open_store(f"postgresql://ponte@{postgres_server}/template_ponte").close()
    return postgres_server


def _dsn(server):
    host, port = server.split(":")
    return f"host={host} port={port} user=ponte"


def _postgres_copy(server, name):
    import psycopg

    with psycopg.connect(f"{_dsn(server)} dbname=postgres", autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template_ponte")
    return f"postgresql://ponte@{server}/{name}"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def store(request, tmp_path):
    """An empty store; what a spec claims holds on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / "ponte.db")
        opened = open_store(home=tmp_path, clock=lambda: NINE)
    else:
        server = request.getfixturevalue("postgres_template")
        opened = open_store(_postgres_copy(server, "spec"), clock=lambda: NINE)
    yield opened
    opened.close()


@pytest.fixture
def viewer(store):
    """The coordinator of the district, who may do everything that the policy gives."""
    return open_viewer(store, "coordinatrice", role="coordinatore_distretto")
