"""The store comes up to date by itself, keeps its logs, and has the tables that the model says."""

from datetime import date

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.schema import CreateIndex

from coordinator.errors import StoreError
from coordinator.model import Base, Tie
from coordinator.network import Statement, state_tie
from coordinator.store import open_store
from coordinator.store.schema import newest_revision, stored_revision


def _is_made_on(item, connection):
    """Say whether an index is made on this kind of store at all."""
    condition = getattr(item, "_ddl_if", None)
    return condition is None or condition.dialect == connection.dialect.name


@pytest.mark.filterwarnings("ignore:.*expression-based index")
def test_the_migrations_lead_to_the_tables_of_the_model(store):
    with store.engine.connect() as connection:
        here = {"include_object": lambda item, *_: _is_made_on(item, connection)}
        context = MigrationContext.configure(connection, opts=here)
        assert compare_metadata(context, Base.metadata) == []
        assert stored_revision(connection) == newest_revision()


def test_the_migrations_lead_to_the_whole_ties_of_the_model(store):
    if store.dialect != "sqlite":
        return
    whole = {index.name: index for index in Tie.__table__.indexes if index.name.endswith("_whole")}
    with store.reading() as session:
        made = dict(
            session.execute(text("SELECT name, sql FROM sqlite_master WHERE name LIKE '%_whole'")).all()
        )

    assert sorted(made) == ["ix_tie_in_whole", "ix_tie_out_whole"]
    assert made == {name: str(CreateIndex(index).compile(store.engine)) for name, index in whole.items()}


def test_opening_a_store_twice_changes_nothing(tmp_path):
    open_store(home=tmp_path).close()
    before = (tmp_path / "ponte.db").read_bytes()
    open_store(home=tmp_path).close()

    assert (tmp_path / "ponte.db").read_bytes() == before


def test_a_store_of_a_newer_program_is_not_touched(store):
    with store.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    from coordinator.store.schema import upgrade

    with pytest.raises(StoreError, match="Update Ponte"):
        upgrade(store.engine)


def test_a_store_without_a_place_is_refused():
    with pytest.raises(StoreError, match="give its folder"):
        open_store()


@pytest.mark.parametrize("change", ["DELETE FROM {table}", "UPDATE {table} SET author = 'x'"])
def test_the_log_of_statements_is_only_added_to(store, viewer, two_persons, change):
    state_tie(store, Statement("amicizia", *two_persons, date(2026, 1, 1)), viewer)

    with pytest.raises(DatabaseError, match="only added to"), store.writing() as session:
        session.execute(text(change.format(table="tie_event")))


def test_a_write_that_fails_leaves_nothing(store, two_persons):
    def fail_half_way():
        with store.writing() as session:
            session.execute(text("UPDATE party SET name = 'x'"))
            session.execute(text("UPDATE no_such_table SET name = 'x'"))

    with pytest.raises(DatabaseError):
        fail_half_way()
    with store.reading() as session:
        assert session.execute(text("SELECT count(*) FROM party WHERE name = 'x'")).scalar() == 0


def test_ties_written_after_a_bulk_load_get_new_numbers(store, viewer):
    from coordinator.district import generate, load

    load(store, generate(9, seed=1), viewer)
    with store.reading() as session:
        last = session.execute(text("SELECT max(key) FROM tie")).scalar()

    assert (
        state_tie(store, Statement("amicizia", "per:ada", "per:rosa", date(2026, 1, 1)), viewer) == last + 1
    )


def test_sqlite_waits_for_another_writer_and_writes_ahead(tmp_path):
    store = open_store(home=tmp_path)
    with store.reading() as session:
        settings = [session.execute(text(f"PRAGMA {name}")).scalar() for name in
                    ("journal_mode", "synchronous", "busy_timeout", "foreign_keys")]  # fmt: skip
    store.close()

    assert settings == ["wal", 1, 30_000, 1]
