"""A PostgreSQL store's contacts are parted by person, and everything goes on as before."""

import re
from datetime import date

import numpy as np
import pytest
from sqlalchemy import func, select, text

from coordinator.errors import NotAllowedError, StoreError
from coordinator.model import Contact
from coordinator.network.merging import merge
from coordinator.protection import open_viewer
from coordinator.store import open_store
from coordinator.store.records import Records, Signature, write_records
from coordinator.territory.cache import open_columns
from coordinator.territory.partitions_postgresql import partition_contacts

pytestmark = pytest.mark.postgres
NAMES = [f"per:p{number}" for number in range(40)]


def contacts(names):
    days = [date(2026, 1, 1 + number % 28) for number in range(5)]
    return [
        {"person_id": name, "with_id": f"svc:s{number % 3}", "day": day, "kind": "visita"}
        for name in names
        for number, day in enumerate(days)
    ]


@pytest.fixture
def store(postgres_url):
    """Forty persons with five contacts each."""
    opened = open_store(postgres_url)
    persons = [{"id": name, "given_name": "Nome", "family_name": name[4:]} for name in NAMES]
    services = [{"id": f"svc:s{number}", "name": "s", "service_kind": "adi"} for number in range(3)]
    with opened.writing() as session:
        records = Records(persons=persons, services=services, contacts=contacts(NAMES))
        write_records(session, records, Signature("prova", opened.clock()))
    yield opened
    opened.close()


@pytest.fixture
def viewer(store):
    return open_viewer(store, "coordinatrice", role="coordinatore_distretto")


def test_reading_writing_merging_and_measuring_go_on_as_before(store, viewer, tmp_path):
    before = open_columns(store, viewer, tmp_path).columns

    moved = partition_contacts(store, 4, viewer)

    assert moved == 200
    with store.reading() as session:
        parts = session.scalars(text("SELECT count(*) FROM contact GROUP BY tableoid")).all()
        plan = "\n".join(session.scalars(text("EXPLAIN SELECT * FROM contact WHERE person_key = 7")))
    assert len(parts) == 4
    assert len(set(re.findall(r"contact_part_\d", plan))) == 1
    assert np.array_equal(open_columns(store, viewer, tmp_path / "new").columns.service, before.service)
    with store.writing() as session:
        write_records(session, Records(contacts=contacts(NAMES[:1])), Signature("prova", store.clock()))
        session.add(Contact(person_key=1, with_key=41, day=date(2026, 2, 1), kind="visita"))
    merge(store, NAMES[0], NAMES[1], "stessa persona", viewer)
    opened = open_columns(store, viewer, tmp_path)
    assert opened.how == "refreshed"
    assert opened.columns.lengths[0] == 5 + 5 + 1 + 5
    with store.reading() as session:
        assert session.scalar(select(func.count()).select_from(Contact)) == 206


def test_contacts_are_parted_once(store, viewer):
    partition_contacts(store, 2, viewer)

    with pytest.raises(StoreError, match="parted already"):
        partition_contacts(store, 2, viewer)


@pytest.mark.parametrize("parts", [1, 300])
def test_a_number_of_parts_that_makes_no_sense_is_refused(store, viewer, parts):
    with pytest.raises(StoreError, match="from 2 to 256"):
        partition_contacts(store, parts, viewer)


def test_a_table_with_triggers_of_its_own_is_left_alone(store, viewer):
    with store.writing() as session:
        session.execute(
            text("CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'")
        )
        session.execute(
            text("CREATE TRIGGER mine BEFORE UPDATE ON contact FOR EACH ROW EXECUTE FUNCTION keep()")
        )

    with pytest.raises(StoreError, match="triggers of its own .mine."):
        partition_contacts(store, 2, viewer)


def test_who_may_not_write_registers_cannot_part_them(store):
    with pytest.raises(NotAllowedError):
        partition_contacts(store, 2, open_viewer(store, "ricercatrice", role="ricercatore"))


def test_a_sqlite_file_cannot_be_parted(tmp_path):
    opened = open_store(home=tmp_path)
    with pytest.raises(StoreError, match="Only a PostgreSQL store"):
        partition_contacts(opened, 2, open_viewer(opened, "c", role="coordinatore_distretto"))
    opened.close()


def test_the_command_says_in_italian_what_a_file_cannot(ponte):
    refused = ponte("partition", "--parts", "4", check=False)

    assert refused.returncode != 0
    assert "Solo un archivio su PostgreSQL" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_the_command_parts_a_server(ponte, store, postgres_url):
    done = ponte("partition", "--parts", "3", "--db", postgres_url)

    assert "200 contatti in 3 parti" in done.stdout
