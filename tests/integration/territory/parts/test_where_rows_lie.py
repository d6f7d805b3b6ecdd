"""Each person's rows lie where she lives, are read there alone, and follow her."""

import re
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select, text

from coordinator.model import Contact, Tie
from coordinator.network import Statement, change_tie, ego, state_tie
from coordinator.network.merging import merge, undo_merge
from coordinator.network.parties import change_party
from coordinator.protection.retention import erase_what_is_due
from coordinator.store.records import Records, Signature, write_records
from coordinator.territory.partitions_postgresql import (
    count_misplaced,
    part_record,
)

from .making import AREAS, DAY, MONDAY, NORTH, NOWHERE, SOUTH, all_rows, homes, key_of, open_path, tie

pytestmark = pytest.mark.postgres


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
