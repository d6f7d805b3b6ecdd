"""What a whole store refuses a parted one refuses too, and nothing is lost by parting."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from coordinator.errors import NotAllowedError
from coordinator.protection import audit, open_viewer
from coordinator.store import open_store
from coordinator.store.parts_hanging import PartsError
from coordinator.territory.partitions_postgresql import (
    part_record,
    unite_record,
)

from .making import all_rows

pytestmark = pytest.mark.postgres


@pytest.mark.parametrize(
    "act", ["UPDATE tie_event SET author = 'x'", "DELETE FROM tie_event", "TRUNCATE tie_event",
            "UPDATE case_event SET author = 'x'", "DELETE FROM case_event"],
)  # fmt: skip
def test_logs_are_still_only_added_to(untouched, act):
    with pytest.raises(DBAPIError, match="only added to"), untouched.writing() as session:
        session.execute(text(act))


@pytest.mark.parametrize(
    ("act", "said"),
    [
        ("INSERT INTO tie_event (tie_key, act, day, recorded_at, author, state) VALUES (99, 'a', 1, 1, 'a', '{}')",
         "fk_tie_event_tie_key"),
        ("INSERT INTO case_event (case_key, number, kind, day, recorded_at, author, role, content) "
         "VALUES (99, 1, 'a', 1, 1, 'a', 'a', '{}')", "fk_case_event_case_key"),
        ("INSERT INTO care_case (id, person_key, area, instrument, phase, opened_on) "
         "SELECT 'cas:ada', key, 'a', 'a', 'a', 1 FROM party WHERE id = 'per:cleo'", "uq_care_case_id"),
        ("INSERT INTO case_event (case_key, number, kind, day, recorded_at, author, role, content) "
         "SELECT case_key, number, kind, day, recorded_at, author, role, content FROM case_event", "case_event_"),
        ("INSERT INTO contact (person_key, with_key, day, kind) VALUES (99, 99, 1, 'a')", "fk_contact"),
        ("DELETE FROM care_case", "fk_case_event_case_key"),
        ("DELETE FROM tie", "fk_tie_event_tie_key"),
    ],
)  # fmt: skip
def test_what_a_whole_table_refuses_its_parts_refuse(untouched, act, said):
    with pytest.raises(IntegrityError, match=said), untouched.writing() as session:
        session.execute(text(act))


@pytest.mark.parametrize(
    ("hangs", "said"),
    [
        ("CREATE VIEW mine AS SELECT * FROM contact", "hangs on contact"),
        ("CREATE TABLE mine (k int REFERENCES need (key))", "foreign keys from elsewhere .mine_k_fkey."),
        ("CREATE UNIQUE INDEX mine ON need (key, need)", "unique indexes"),
        ("CREATE TRIGGER mine BEFORE DELETE ON need EXECUTE FUNCTION suppress_redundant_updates_trigger()", "triggers"),
        ("CREATE POLICY mine ON need", "policies of its own .mine."),
    ],
)  # fmt: skip
def test_what_would_be_lost_is_named_and_nothing_changes(store, viewer, hangs, said):
    with store.writing() as session:
        session.execute(text(hangs))
    before = all_rows(store)
    with pytest.raises(PartsError, match=said):
        part_record(store, viewer)

    assert all_rows(store) == before


def test_a_store_without_districts_is_not_parted(postgres_url):
    opened = open_store(postgres_url)
    with pytest.raises(PartsError, match="No comune"):
        part_record(opened, open_viewer(opened, "c", role="coordinatore_distretto"))
    opened.close()


def test_who_may_not_write_registers_parts_nothing(store):
    researcher = open_viewer(store, "ricercatrice", role="ricercatore")
    for ask in (part_record, unite_record):
        with pytest.raises(NotAllowedError):
            ask(store, researcher)


def test_the_log_of_accesses_stays_one_chain(parted):
    assert audit.verify(parted).whole


def test_the_command_says_in_italian_what_a_file_cannot(ponte):
    refused = ponte("partition", check=False)

    assert refused.returncode != 0
    assert "Solo un archivio su PostgreSQL" in refused.stderr
    assert "Traceback" not in refused.stderr
