"""A store with a key holds nothing readable on the disk, and opens with that key alone."""

import pyarrow as pa
import pytest

from coordinator.errors import WrongKeyError
from coordinator.network.parties import add_party
from coordinator.network.record import find_people
from coordinator.protection import audit, open_viewer
from coordinator.protection.backup_archive import back_up_all, restore_all
from coordinator.store import open_store
from coordinator.store.bulk_fill import filling
from coordinator.store.bulk_read import reading_columns
from coordinator.territory.columns_read import batches

pytest.importorskip("sqlcipher3", reason="the extra `encryption` is not installed")
KEY = "una chiave d'esempio, lunga"


@pytest.fixture
def locked(tmp_path, monkeypatch):
    """An encrypted store with one person."""
    monkeypatch.setenv("PONTE_KEY", KEY)
    home = tmp_path / "casa"
    store = open_store(home=home)
    viewer = open_viewer(store, "demo")
    add_party(store, "persona", {"given_name": "Quirina", "family_name": "Zarbo"}, viewer)
    yield store, viewer, home
    store.close()


def test_nothing_can_be_read_on_the_disk(locked):
    store, _, home = locked
    store.close()

    for path in home.iterdir():
        assert b"Zarbo" not in path.read_bytes()
        assert not path.read_bytes().startswith(b"SQLite format")


def test_the_key_opens_it_again(locked, tmp_path, monkeypatch):
    _, _, home = locked
    (tmp_path / "chiave").write_text(f"{KEY}\n")
    monkeypatch.delenv("PONTE_KEY")
    monkeypatch.setenv("PONTE_KEY_FILE", str(tmp_path / "chiave"))

    again = open_store(home=home)
    assert [one.name for one in find_people(again, "zarbo", open_viewer(again, "demo"))] == ["Quirina Zarbo"]
    assert audit.verify(again).whole
    again.close()


@pytest.mark.parametrize("key", ["", "un'altra chiave lunga abbastanza"])
def test_another_key_or_none_opens_nothing(locked, monkeypatch, key):
    monkeypatch.setenv("PONTE_KEY", key)

    with pytest.raises(WrongKeyError) as told:
        open_store(home=locked[2])
    assert told.value.why == "wrong"


def test_a_plain_store_does_not_open_with_a_key(tmp_path, monkeypatch):
    open_store(home=tmp_path).close()
    monkeypatch.setenv("PONTE_KEY", KEY)

    with pytest.raises(WrongKeyError):
        open_store(home=tmp_path)


def test_a_short_key_is_refused(tmp_path, monkeypatch):
    monkeypatch.setenv("PONTE_KEY", "corta")

    with pytest.raises(WrongKeyError) as told:
        open_store(home=tmp_path)
    assert told.value.why == "short"


def test_a_copy_stays_encrypted_and_comes_back_with_the_key(locked, tmp_path):
    import zipfile

    store, viewer, home = locked
    path = back_up_all(store, home, tmp_path / "copia.zip", viewer).path
    with zipfile.ZipFile(path) as archive:
        assert b"Zarbo" not in archive.read("ponte.db")

    restore_all(path, tmp_path / "nuova", "demo")
    again = open_store(home=tmp_path / "nuova")
    assert [one.name for one in find_people(again, "zarbo", open_viewer(again, "demo"))] == ["Quirina Zarbo"]
    again.close()


def test_a_wrong_key_is_told_in_italian(locked, ponte, monkeypatch):
    monkeypatch.setenv("PONTE_KEY", "un'altra chiave lunga abbastanza")

    refused = ponte("audit", "verify", home=locked[2], check=False)
    assert "La chiave non apre questo archivio" in refused.stderr


def test_whole_tables_are_filled_and_read_with_the_key_as_without(locked):
    store, viewer, _ = locked
    columns = {"key": [5], "id": ["per:p5"], "kind": ["persona"], "name": ["Ugo Zarbo"], "hidden": [True]}
    person = {"key": [5], "given_name": ["Ugo"], "family_name": ["Zarbo"]}
    with filling(store) as filler:
        filler.append("party", pa.table(columns))
        filler.append("person", pa.table(person))
        filler.commit()
        filler.append("person", pa.table(person | {"key": [6]}))  # never committed

    with reading_columns(store) as read:
        names = [
            (row["key"], row["given_name"], row["sex"])
            for batch in read("person")
            for row in batch.to_pylist()
        ]
    assert names == [(1, "Quirina", ""), (5, "Ugo", "")]
    with batches(store, "SELECT key FROM party ORDER BY key", many=True) as found:
        assert found.read_all().to_pydict() == {"key": [1, 5]}
    assert [one.name for one in find_people(store, "ugo", viewer)] == ["Ugo Zarbo"]
