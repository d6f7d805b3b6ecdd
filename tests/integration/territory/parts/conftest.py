"""A whole store and a parted one, made once and copied."""

import pytest

from coordinator.protection import open_viewer
from coordinator.store import open_store
from coordinator.territory.partitions_postgresql import (
    part_record,
)

from .making import make


@pytest.fixture(scope="module")
def copied(postgres_server):
    """Copy one of two stores that are made once, a whole and a parted one; returns the copy's address."""
    import psycopg

    host, port = postgres_server.split(":")
    address = f"postgresql://ponte@{postgres_server}/parts_"
    with psycopg.connect(f"host={host} port={port} user=ponte dbname=postgres", autocommit=True) as admin:

        def copy(name, source):
            admin.execute(f"DROP DATABASE IF EXISTS parts_{name} WITH (FORCE)")
            admin.execute(f"CREATE DATABASE parts_{name} TEMPLATE {source}")
            return address + name

        make(copy("whole", "template1"))
        opened = open_store(copy("parted", "parts_whole"))
        part_record(opened, open_viewer(opened, "coordinatrice", role="coordinatore_distretto"))
        opened.close()
        yield lambda source, name="test": copy(name, f"parts_{source}")


@pytest.fixture
def store(copied):
    opened = open_store(copied("whole"))
    yield opened
    opened.close()


@pytest.fixture
def parted(copied):
    opened = open_store(copied("parted"))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def untouched(copied):
    """A parted store for all that changes nothing."""
    opened = open_store(copied("parted", "still"))
    yield opened
    opened.close()


@pytest.fixture
def viewer(request):
    names = {"store", "parted", "untouched"} & set(request.fixturenames)
    return open_viewer(request.getfixturevalue(names.pop()), "coordinatrice", role="coordinatore_distretto")
