"""A copy holds the whole store, a changed copy is refused, and what is brought back is whole or not there."""

import sqlite3
import zipfile
from contextlib import closing
from datetime import date

import pytest
from sqlalchemy import text

from coordinator.errors import NotAllowedError, UnfinishedStoreError
from coordinator.network.parties import add_party
from coordinator.protection import audit, open_viewer
from coordinator.protection.backup_archive import BackupError, back_up_all, restore_all
from coordinator.store import open_store
from coordinator.store.store import UNFINISHED

DAY = date(2026, 11, 22)


def filled(url=None, home=None):
    store = open_store(url, home)
    viewer = open_viewer(store, "demo")
    for name in ("Ada", "Lia"):
        add_party(store, "persona", {"given_name": name, "family_name": "Prova"}, viewer)
    return store, viewer


def rows_of(store):
    """Every row of every table but the log, which also tells of the copy."""
    from sqlalchemy import inspect

    with store.reading() as session:
        return {
            name: sorted(map(repr, session.execute(text(f'SELECT * FROM "{name}"'))))
            for name in inspect(store.engine).get_table_names()
            if name != "access"
        }


@pytest.fixture
def house(tmp_path):
    """A store of two persons with norms and an act beside it."""
    home = tmp_path / "casa"
    store, viewer = filled(home=home)
    with closing(sqlite3.connect(home / "norms.db")) as norms:
        norms.execute("CREATE TABLE act (urn TEXT)")
        norms.execute("INSERT INTO act VALUES ('urn:nir:esempio')")
        norms.commit()
    (home / "testi").mkdir()
    (home / "testi" / "atto.xml").write_text("<atto/>")
    (home / "cookie.key").write_text("chiave")
    yield store, viewer, home
    store.close()


def test_what_comes_back_is_what_was_there(house, tmp_path):
    store, viewer, home = house
    copied = back_up_all(store, home, tmp_path / "copia.zip", viewer)
    assert copied.files == ("norms.db", "ponte.db", "testi/atto.xml")
    assert copied.path.stat().st_mode & 0o077 == 0

    restore_all(copied.path, tmp_path / "nuova", "demo")
    again = open_store(home=tmp_path / "nuova")
    assert rows_of(again) == rows_of(store)
    assert audit.verify(again).whole
    again.close()
    with closing(sqlite3.connect(tmp_path / "nuova" / "norms.db")) as norms:
        assert norms.execute("SELECT urn FROM act").fetchall() == [("urn:nir:esempio",)]
    assert (tmp_path / "nuova" / "testi" / "atto.xml").read_text() == "<atto/>"
    assert not (tmp_path / "nuova" / "cookie.key").exists()


@pytest.mark.postgres
def test_postgresql_comes_back_too(postgres_url, postgres_server, tmp_path):
    import psycopg

    store, viewer = filled(url=postgres_url)
    back_up_all(store, tmp_path / "casa", tmp_path / "copia.zip", viewer)
    with pytest.raises(BackupError) as told:
        restore_all(tmp_path / "copia.zip", tmp_path / "nuova", "demo", postgres_url)
    assert told.value.why == "there"

    host, port = postgres_server.split(":")
    with psycopg.connect(f"host={host} port={port} user=ponte dbname=postgres", autocommit=True) as server:
        server.execute("CREATE DATABASE tornata")
    url = f"postgresql://ponte@{postgres_server}/tornata"
    restore_all(tmp_path / "copia.zip", tmp_path / "nuova", "demo", url)
    again = open_store(url)
    assert rows_of(again) == rows_of(store)
    again.close()
    store.close()
    with psycopg.connect(f"host={host} port={port} user=ponte dbname=postgres", autocommit=True) as server:
        server.execute("DROP DATABASE tornata")


def test_nothing_is_written_over(house, tmp_path):
    store, viewer, home = house
    back_up_all(store, home, tmp_path / "copia.zip", viewer)

    for again in (
        lambda: back_up_all(store, home, tmp_path / "copia.zip", viewer),
        lambda: restore_all(tmp_path / "copia.zip", home, "demo"),
    ):
        with pytest.raises(BackupError) as told:
            again()
        assert told.value.why == "there"


@pytest.mark.parametrize("where", [0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99])
def test_a_copy_that_was_changed_brings_nothing_back(house, tmp_path, where):
    store, viewer, home = house
    path = back_up_all(store, home, tmp_path / "copia.zip", viewer).path
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        files = archive.start_dir  # after it, only where each file lies, and its date
    content[int(files * where)] ^= 0xFF
    path.write_bytes(content)

    with pytest.raises(BackupError):
        restore_all(path, tmp_path / "nuova", "demo")
    assert not (tmp_path / "nuova").exists()
    assert not list(tmp_path.glob(".*.half"))


@pytest.mark.parametrize("name", ["../fuori.db", "/tmp/fuori.db", "testi/../../fuori"])
def test_a_copy_that_somebody_made_up_leads_nowhere_else(house, tmp_path, name):
    import hashlib
    import json

    path = tmp_path / "falsa.zip"
    files = {name: {"bytes": 1, "sha256": hashlib.sha256(b"x").hexdigest()}}
    about = {"form": 1, "dialect": "sqlite", "revision": "0001", "files": files}
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(name, b"x")
        archive.writestr("manifest.json", json.dumps(about))

    with pytest.raises(BackupError):
        restore_all(path, tmp_path / "nuova", "demo")
    assert not (tmp_path / "fuori.db").exists()


def test_half_a_store_is_not_opened(tmp_path):
    (tmp_path / UNFINISHED).touch()

    with pytest.raises(UnfinishedStoreError):
        open_store(home=tmp_path)


def test_who_may_not_copy_copies_nothing(house, tmp_path):
    store, _, home = house
    with pytest.raises(NotAllowedError):
        back_up_all(
            store, home, tmp_path / "copia.zip", open_viewer(store, "greco", role="infermiere_famiglia")
        )
    assert not list(tmp_path.glob("*copia*"))


def test_the_commands_say_what_they_did_in_italian(ponte, tmp_path):
    home = tmp_path / "casa"
    ponte("backup", tmp_path / "copia.zip", home=home)
    said = ponte("restore", tmp_path / "copia.zip", home=tmp_path / "nuova").stdout
    assert "controllati uno per uno" in said

    refused = ponte("restore", tmp_path / "copia.zip", home=home, check=False)
    assert "non scrive mai sopra altro" in refused.stderr
    (tmp_path / "nuova" / UNFINISHED).touch()
    assert "ripristino interrotto" in ponte("audit", "verify", home=tmp_path / "nuova", check=False).stderr
