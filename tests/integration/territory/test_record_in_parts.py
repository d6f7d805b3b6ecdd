"""A PostgreSQL store is parted by territory: each person's record lies where she lives, and follows her."""

import re
from datetime import UTC, date, datetime

import numpy as np
import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from coordinator.errors import NotAllowedError, UnknownPartyError
from coordinator.model import Case, CaseEvent, Consent, Contact, Need, Party, Tie, TieEvent
from coordinator.network import Statement, change_tie, ego, state_tie
from coordinator.network.merging import merge, undo_merge
from coordinator.network.parties import change_party
from coordinator.protection import audit, open_viewer
from coordinator.protection.retention import erase_what_is_due
from coordinator.store import open_store
from coordinator.store.parts import follow_migrations
from coordinator.store.parts_hanging import PartsError
from coordinator.store.records import Records, Signature, write_records
from coordinator.territory.cache import open_columns
from coordinator.territory.partitions_postgresql import (
    count_misplaced,
    part_record,
    read_territory,
    territories,
    unite_record,
)

pytestmark = pytest.mark.postgres
DAY, MONDAY = date(2026, 1, 12), date(2026, 3, 2)
NORTH, SOUTH, NOWHERE = 1, 2, 0
AREAS = {"ada": "alpe", "bea": "borgo", "cleo": "campo", "dino": None}
"""Comuni of Ada and Bea are in the north, that of Cleo in the south; Dino's is not known."""
PLACES = ("ist:alpe parte_di ist:nord", "ist:borgo parte_di ist:nord", "ist:campo parte_di ist:sud")
TIES = (
    "per:bea caregiver per:ada",
    "per:cleo amicizia per:ada",
    "per:ada in_carico svc:centro",
    "per:dino vicinato per:cleo",
)
OF_A_PERSON = {
    Contact: Contact.person_key,
    Need: Need.person_key,
    Consent: Consent.person_key,
    Case: Case.person_key,
}


def fill(store):
    """Two ambiti with three comuni, four persons with contacts, needs, consents, cases and ties."""
    bodies = [
        {"id": f"ist:{name}", "name": f"Ambito {name}", "institution_kind": "ambito"}
        for name in ("nord", "sud")
    ]
    bodies += [
        {"id": f"ist:{area}", "name": f"Comune {area}", "institution_kind": "comune", "area": area}
        for area in ("alpe", "borgo", "campo")
    ]
    records = Records(
        institutions=bodies,
        services=[{"id": "svc:centro", "name": "Centro diurno", "service_kind": "adi"}],
        persons=[
            {"id": f"per:{name}", "given_name": name.title(), "family_name": "Prova", "area": area}
            for name, area in AREAS.items()
        ],
        contacts=[
            {"person_id": f"per:{name}", "with_id": "svc:centro", "day": date(2026, 1, day), "kind": "visita"}
            for name in AREAS
            for day in (5, 6, 7)
        ],
    )
    with store.writing() as session:
        write_records(session, records, Signature("prova", store.clock()))


def tie(store, viewer, text_of_tie):
    start, kind, end = text_of_tie.split()
    return state_tie(store, Statement(kind, start, end, DAY), viewer)


def open_path(session, store, person):
    """A case of one event, a need and a consent."""
    case = Case(id=f"cas:{person}", person_key=key_of(session, person), area="disabilita", instrument="pai", phase="a",
                opened_on=DAY)  # fmt: skip
    session.add(case)
    session.flush()
    session.add(CaseEvent(case_key=case.key, number=1, kind="opened", day=DAY, recorded_at=store.clock(), author="a",
                          role="pua", content="{}"))  # fmt: skip
    session.add(
        Need(person_key=case.person_key, need="igiene", since=DAY, recorded_at=store.clock(), author="a")
    )
    session.add(Consent(person_key=case.person_key, sharing="rete", given=True, day=DAY, by="lei",
                        recorded_at=store.clock(), author="a"))  # fmt: skip


def key_of(session, name):
    return session.scalar(select(Party.key).where(Party.id == f"per:{name}"))


def make(address):
    """A whole store, with the district and what its four persons have."""
    opened = open_store(address)
    viewer = open_viewer(opened, "coordinatrice", role="coordinatore_distretto")
    fill(opened)
    for one in (*PLACES, *TIES):
        tie(opened, viewer, one)
    with opened.writing() as session:
        for name in AREAS:
            open_path(session, opened, name)
    opened.close()


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


def homes(store, name):
    """Say in which territories a person's rows lie: those of her own tables, then those of ties that she starts."""
    with store.reading() as session:
        key = key_of(session, name)
        found = {
            model.__tablename__: set(session.scalars(text(f"SELECT territory FROM {model.__tablename__} WHERE "
                                                          f"{column.name} = {key}")))
            for model, column in OF_A_PERSON.items()
        }  # fmt: skip
        for table, where in {
            "person": f"key = {key}",
            "case_event": f"case_key IN (SELECT key FROM care_case WHERE person_key = {key})",
            "tie": f"from_key = {key}",
            "tie_event": f"tie_key IN (SELECT key FROM tie WHERE from_key = {key})",
        }.items():
            found[table] = set(session.scalars(text(f"SELECT territory FROM {table} WHERE {where}")))
    return {home for rows in found.values() for home in rows} if all(found.values()) else found


def all_rows(store):
    """Read every row of the parted tables, as the model knows them."""
    with store.reading() as session:
        return {
            model.__tablename__: sorted(map(tuple, session.execute(select(model.__table__))), key=repr)
            for model in (*OF_A_PERSON, CaseEvent, Tie, TieEvent)
        }


def schema(store):
    """Read what the server says of all tables, keys, indexes and triggers."""
    with store.reading() as session:
        return [
            sorted(map(tuple, session.execute(text(query))), key=repr)
            for query in (
                "SELECT table_name, column_name, data_type, column_default, is_nullable "
                "FROM information_schema.columns WHERE table_schema = 'public'",
                "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint",
                "SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = 'public'",
                "SELECT tgrelid::regclass::text, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
                "SELECT proname FROM pg_proc WHERE proname LIKE 'ponte%'",
                "SELECT relname, relacl::text FROM pg_class WHERE relkind IN ('r', 'S')",
                "SELECT pg_get_serial_sequence(relname, 'key') FROM pg_class WHERE relname IN ('tie', 'contact')",
            )
        ]


def test_each_persons_record_lies_where_she_lives(store, viewer):
    before = all_rows(store)
    found = part_record(store, viewer)

    assert [(one.key, one.id, one.persons) for one in found] == [
        (0, "", 1),
        (1, "ist:nord", 2),
        (2, "ist:sud", 1),
    ]
    assert {name: homes(store, name) for name in AREAS if name != "dino"} == {
        "ada": {NORTH}, "bea": {NORTH}, "cleo": {SOUTH}
    }  # fmt: skip
    assert all_rows(store) == before
    assert set(count_misplaced(store, viewer).values()) == {0}


def test_a_tie_lies_with_whom_it_starts_at_else_with_whom_it_ends_at(untouched):
    with untouched.reading() as session:
        home = text("SELECT territory FROM tie WHERE from_key = :start AND kind < 60")
        assert session.scalar(home, {"start": key_of(session, "cleo")}) == SOUTH
        assert session.scalar(home, {"start": key_of(session, "dino")}) == SOUTH


@pytest.mark.parametrize(
    "table", ["contact", "need", "care_case", "case_event", "tie", "tie_event", "person"]
)
def test_a_question_about_one_territory_reads_its_part_alone(untouched, table):
    with untouched.reading() as session:
        plan = "\n".join(session.scalars(text(f"EXPLAIN SELECT * FROM {table} WHERE territory = 2")))

    assert set(re.findall(rf"\b{table}_t\d+", plan)) == {f"{table}_t2"}


def test_what_is_written_goes_to_the_part_of_its_person(parted, viewer):
    tie(parted, viewer, "per:cleo vicinato per:bea")
    with parted.writing() as session:
        session.add(Contact(person_key=key_of(session, "cleo"), with_key=6, day=DAY, kind="visita"))
    new = {"id": "per:elsa", "given_name": "Elsa", "family_name": "Prova", "area": "campo"}
    more = [{"person_id": "per:elsa", "with_id": "svc:centro", "day": DAY, "kind": "visita"}] * 3
    with parted.writing() as session:
        write_records(session, Records(persons=[new], contacts=more), Signature("prova", parted.clock()))
        open_path(session, parted, "elsa")
    tie(parted, viewer, "per:elsa amicizia per:ada")

    assert homes(parted, "elsa") == homes(parted, "cleo") == {SOUTH}
    assert set(count_misplaced(parted, viewer).values()) == {0}


def test_who_moves_takes_her_record_with_her(parted, viewer):
    before = all_rows(parted)
    change_party(parted, "per:ada", {"area": "campo"}, viewer)
    assert homes(parted, "ada") == {SOUTH}
    change_party(parted, "per:ada", {"area": "altrove"}, viewer)
    assert homes(parted, "ada") == {NOWHERE}
    change_party(parted, "per:dino", {"area": "borgo"}, viewer)

    assert homes(parted, "dino") == {NORTH}
    assert all_rows(parted) == before
    assert set(count_misplaced(parted, viewer).values()) == {0}


def test_a_network_that_crosses_the_border_is_the_same(store, viewer):
    def seen():
        networks = [
            ego(store, who, MONDAY, viewer, radius=2) for who in ("per:ada", "per:cleo", "svc:centro")
        ]
        return [sorted((a, b, tie["tie_id"]) for a, b, tie in one.graph.edges(data=True)) for one in networks]

    whole = seen()
    part_record(store, viewer)

    assert seen() == whole
    assert len(whole[0]) >= 3


def test_the_newest_ties_of_a_hub_are_read_in_the_order_of_the_index(parted):
    with parted.writing() as session:
        session.execute(text(
            "INSERT INTO tie (kind, from_key, to_key, since, direction, conflict, hidden, recorded_at, author) "
            "SELECT 10, p.key, s.key, n, 'to', false, false, 0, 'a' FROM generate_series(1, 4000) AS n, party p, "
            "party s WHERE p.id IN ('per:ada', 'per:cleo') AND s.id = 'svc:centro'"
        ))  # fmt: skip
    with parted.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE tie")
        plan = "\n".join(connection.exec_driver_sql(
            "EXPLAIN SELECT found.* FROM party, LATERAL (SELECT * FROM tie WHERE to_key = party.key "
            "ORDER BY since DESC, kind DESC, from_key DESC LIMIT 50) AS found WHERE id = 'svc:centro'"
        ).scalars())  # fmt: skip

    assert "Merge Append" in plan


def test_two_records_made_one_lie_together_and_apart_again(parted, viewer):
    before = all_rows(parted)
    number = merge(parted, "per:ada", "per:cleo", "stessa persona", viewer)
    assert homes(parted, "ada") == {NORTH}
    undo_merge(parted, number, viewer)

    assert homes(parted, "cleo") == {SOUTH}
    assert set(count_misplaced(parted, viewer).values()) == {0}
    assert len(all_rows(parted)["tie"]) == len(before["tie"])


def test_a_changed_tie_follows_its_forerunner(parted, viewer):
    with parted.reading() as session:
        first = session.scalar(select(Tie.key).where(Tie.from_key == key_of(session, "bea")))
    change_tie(parted, first, MONDAY, {"strength": 3}, viewer)

    with parted.reading() as session:
        assert session.scalars(select(Tie.follows).where(Tie.follows.is_not(None))).all() == [first]


def test_who_is_erased_leaves_her_territory(parted, viewer):
    gina = {"id": "per:gina", "given_name": "Gina", "family_name": "Prova", "area": "campo"}
    met = [{"person_id": "per:gina", "with_id": "svc:centro", "day": DAY, "kind": "visita"}]
    with parted.writing() as session:
        records = Records(persons=[gina], contacts=met)
        write_records(session, records, Signature("prova", datetime(2026, 1, 12, tzinfo=UTC)))
    state_tie(parted, Statement("vicinato", "per:gina", "per:cleo", DAY, DAY), viewer)
    found = erase_what_is_due(parted, date(2066, 1, 1), viewer)

    assert sum(one.rows for one in found) >= 1
    with parted.reading() as session:
        assert session.scalar(
            text(f"SELECT territory FROM person WHERE key = {key_of(session, 'gina')}")
        ) in {0, None}
    assert set(count_misplaced(parted, viewer).values()) == {0}


@pytest.mark.parametrize(
    "act", ["UPDATE tie_event SET author = 'x'", "DELETE FROM tie_event", "TRUNCATE tie_event",
            "UPDATE case_event SET author = 'x'", "DELETE FROM case_event"],
)  # fmt: skip
def test_logs_are_still_only_added_to(untouched, act):
    with pytest.raises(DBAPIError, match="only added to"), untouched.writing() as session:
        session.execute(text(act))


def test_a_migration_that_makes_a_logs_trigger_anew_stops_nobody_from_moving(parted, viewer):
    anew = "CREATE TRIGGER {0}_keeps_delete BEFORE DELETE ON {0} FOR EACH ROW EXECUTE FUNCTION ponte_refuse()"
    with parted.writing() as session:
        for table in ("tie_event", "case_event"):
            session.execute(text(f"DROP TRIGGER {table}_keeps_delete ON {table}"))
            session.execute(text(anew.format(table)))
        follow_migrations(session)
    change_party(parted, "per:ada", {"area": "campo"}, viewer)

    assert homes(parted, "ada") == {SOUTH}
    with pytest.raises(DBAPIError, match="only added to"), parted.writing() as session:
        session.execute(text("DELETE FROM tie_event"))


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


def test_stopped_half_way_it_works_and_goes_on(store, viewer):
    def stop(table, _rows):
        if table == "contact":
            raise KeyboardInterrupt

    before = all_rows(store)
    with pytest.raises(KeyboardInterrupt):
        part_record(store, viewer, stop)
    assert set(count_misplaced(store, viewer)) == {"person", "need", "consent", "contact"}
    change_party(store, "per:ada", {"area": "campo"}, viewer)
    tie(store, viewer, "per:ada vicinato per:bea")

    part_record(store, viewer)
    assert homes(store, "ada") == {SOUTH}
    assert len(count_misplaced(store, viewer)) == 8
    assert len(all_rows(store)["tie"]) == len(before["tie"]) + 1


def test_made_whole_again_it_is_as_if_it_had_never_been_parted(store, viewer):
    with store.writing() as session:
        session.execute(text("GRANT SELECT ON contact TO PUBLIC"))
    before, rows = schema(store), all_rows(store)
    part_record(store, viewer)
    assert unite_record(store, viewer) == 8

    assert schema(store) == before
    assert all_rows(store) == rows
    assert territories(store, viewer) == []
    assert unite_record(store, viewer) == 0


def test_a_comune_that_changes_ambito_takes_its_people_with_it(parted, viewer):
    with parted.reading() as session:
        ends = select(Party.key).where(Party.id == "ist:borgo").scalar_subquery()
        number = session.scalar(select(Tie.key).where(Tie.from_key == ends))
    with parted.writing() as session:
        session.execute(text(f"UPDATE tie SET until = since WHERE key = {number}"))
    tie(parted, viewer, "ist:borgo parte_di ist:sud")
    found = part_record(parted, viewer)

    assert [one.persons for one in found] == [1, 1, 2]
    assert homes(parted, "bea") == {SOUTH}
    assert set(count_misplaced(parted, viewer).values()) == {0}


def test_the_contacts_of_one_territory_are_the_same_from_any_store(store, viewer, tmp_path):
    whole = read_territory(store, "ist:nord", viewer)
    part_record(store, viewer)
    part, columns = read_territory(store, "ist:nord", viewer), open_columns(store, viewer, tmp_path).columns

    for name in ("persons", "starts", "service", "day"):
        assert np.array_equal(getattr(part, name), getattr(whole, name))
    assert (part.persons.size, len(part), len(columns)) == (2, 6, 12)
    with pytest.raises(UnknownPartyError):
        read_territory(store, "ist:alpe", viewer)


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


def test_the_command_parts_and_unites_a_server(ponte, copied):
    address = copied("whole")
    done = ponte("partition", "--db", address)
    assert "Ambito nord: 2 persone (parte 1)" in done.stdout
    assert "Di nessun territorio: 1 persone (parte 0)" in done.stdout

    assert "di nuovo intero" in ponte("partition", "--undo", "--db", address).stdout


def test_the_command_says_in_italian_what_a_file_cannot(ponte):
    refused = ponte("partition", check=False)

    assert refused.returncode != 0
    assert "Solo un archivio su PostgreSQL" in refused.stderr
    assert "Traceback" not in refused.stderr
