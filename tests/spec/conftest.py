"""Give every spec a store, on SQLite and on PostgreSQL: empty, or a copy of one that holds what it asks for."""

import shutil
from datetime import UTC, datetime

import pytest

from coordinator.protection import open_viewer
from coordinator.store import open_store

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)


def fill(store, what):
    """Put into a store what the mark ``holds`` names: nobody, nine persons, or nine and the path of Ada."""
    if what == "nobody":
        return
    from coordinator.district import generate, load
    from coordinator.district.path import walk_ada

    demo = open_viewer(store, "demo")
    load(store, generate(persons=9, seed=7), demo)
    if what == "ada":
        walk_ada(store, demo)


@pytest.fixture(scope="session")
def sqlite_holding(tmp_path_factory):
    """Make a SQLite store that holds something, once; return its file, to be copied."""
    kept = {}

    def template(what="nobody"):
        if what not in kept:
            home = tmp_path_factory.mktemp("template")
            store = open_store(home=home, clock=lambda: NINE)
            fill(store, what)
            store.close()
            kept[what] = home / "ponte.db"
        return kept[what]

    return template


@pytest.fixture(scope="session")
def sqlite_template(sqlite_holding):
    """An empty, migrated SQLite store, to be copied."""
    return sqlite_holding()


@pytest.fixture(scope="session")
def postgres_holding(postgres_server):
    """Make a PostgreSQL database that holds something, once; return the address of a fresh copy of it."""
    kept = set()

    def template(what="nobody", name="spec"):
        if what not in kept:
            _ask(postgres_server, f"CREATE DATABASE template_{what}")
            store = open_store(f"postgresql://ponte@{postgres_server}/template_{what}", clock=lambda: NINE)
            fill(store, what)
            store.close()
            kept.add(what)
        _ask(postgres_server, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        _ask(postgres_server, f"CREATE DATABASE {name} TEMPLATE template_{what}")
        return f"postgresql://ponte@{postgres_server}/{name}"

    return template


def _ask(server, statement):
    import psycopg

    host, port = server.split(":")
    dsn = f"host={host} port={port} user=ponte dbname=postgres"
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute(statement)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def store(request, tmp_path):
    """A store, empty unless the spec is marked ``holds``; what a spec claims holds on SQLite and on PostgreSQL."""
    mark = request.node.get_closest_marker("holds")
    what = mark.args[0] if mark else "nobody"
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_holding")(what), tmp_path / "ponte.db")
        opened = open_store(home=tmp_path, clock=lambda: NINE)
    else:
        opened = open_store(request.getfixturevalue("postgres_holding")(what), clock=lambda: NINE)
    yield opened
    opened.close()


@pytest.fixture
def viewer(store):
    """The coordinator of the district, who may do everything that the policy gives."""
    return open_viewer(store, "coordinatrice", role="coordinatore_distretto")
