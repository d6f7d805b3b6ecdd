"""The demo with its paths, served twice: from an SQLite file, and from PostgreSQL."""

from dataclasses import dataclass, replace
from datetime import date

import pytest
from playwright.sync_api import expect

TODAY = date(2026, 11, 22)


@dataclass
class Site:
    """A running server, its desk, and the role in which the reader looks."""

    url: str
    desk: object
    role: str | None = None

    def address(self, path=""):
        return self.url + path


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def database(request, tmp_path_factory):
    """An empty database's address; None for the store's own SQLite file."""
    if request.param == "sqlite":
        yield None
        return
    import psycopg

    host, port = request.getfixturevalue("postgres_server").split(":")
    admin = f"host={host} port={port} user=ponte dbname=postgres"
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute("CREATE DATABASE stories")
    yield f"postgresql+psycopg://ponte@{host}:{port}/stories"
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS stories WITH (FORCE)")


@pytest.fixture(scope="session")
def norms():
    """The shipped norms, opened and asked once: no story waits for them."""
    from knowledge.answer import Assistant
    from knowledge.library import Library

    with Library.open() as library:
        assistant = Assistant.open(library)
        assistant.ask("Chi predispone il progetto individuale?", on=TODAY)
        yield assistant


@pytest.fixture(scope="session")
def site(database, norms, a_place, served_by, tmp_path_factory):
    """Serve the demo on its day from a thread of this process."""
    from apps.serve import open_desk
    from apps.settings import Settings
    from coordinator.district import generate, load
    from coordinator.district.path import walk_ada, walk_others
    from coordinator.protection import open_viewer

    home = tmp_path_factory.mktemp("stories")
    desk = open_desk(Settings(home=home, url=database, user="demo", day=TODAY), demo=True)
    viewer = open_viewer(desk.store, "demo")
    load(desk.store, generate(200, 7), viewer)
    walk_ada(desk.store, viewer)
    walk_others(desk.store, viewer, TODAY)
    place = a_place()
    served = Site(place.url, None)
    served.desk = replace(
        desk,
        today=lambda: TODAY,
        assistant=lambda: norms,
        viewer=lambda: open_viewer(desk.store, "demo", role=served.role),
    )
    with served_by(served.desk, place):
        yield served
    desk.store.close()


@pytest.fixture
def as_role(site):
    """Look in another role; at the end in that of the demo's user again."""

    def look(role):
        site.role = role

    yield look
    site.role = None


@pytest.fixture
def calm():
    """Wait until Ponte has answered all that was sent."""

    def wait(page):
        expect(page.locator("[aria-busy=true]")).to_have_count(0, timeout=60_000)

    return wait


@pytest.fixture
def case_of(site):
    """Find a path of a person: the newest, or the oldest by -1."""
    from coordinator.pathway.cases import cases_of

    def find(person, which=0):
        return cases_of(site.desk.store, person, site.desk.viewer())[which]

    return find
