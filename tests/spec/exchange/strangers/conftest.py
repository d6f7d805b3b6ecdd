"""An empty store that strangers write to."""

import shutil

import pytest

from coordinator.protection import open_viewer
from coordinator.store import open_store

from .making import NINE


@pytest.fixture
def desk(sqlite_template, tmp_path):
    """An empty store and who writes, on SQLite."""
    shutil.copy(sqlite_template, tmp_path / "ponte.db")
    store = open_store(home=tmp_path, clock=lambda: NINE)
    yield store, open_viewer(store, "coordinatrice", role="coordinatore_distretto")
    store.close()
