"""The invented district, without a browser."""

from datetime import date

import pytest

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="session")
def district(tmp_path_factory):
    """A store with Ada and fifty others."""
    from coordinator.district import generate, load
    from coordinator.protection import open_viewer
    from coordinator.store import open_store

    store = open_store(home=tmp_path_factory.mktemp("district"))
    load(store, generate(60, 7), open_viewer(store, "demo"))
    yield store
    store.close()


@pytest.fixture
def talk(district):
    """Begin a conversation; the norms only say that they were asked."""
    from apps.assistant import Talk
    from coordinator.protection import open_viewer

    class Norms:
        def ask(self, question, **_how):
            return f"norms: {question}"

        def territories(self):
            return []

    def begin(person_id="", role=None):
        viewer = open_viewer(district, "demo", role=role)
        return Talk(district, viewer, Norms, TODAY, person_id)

    return begin
