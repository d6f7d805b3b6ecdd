"""A store is parted, goes on after a stop, follows its comuni, and is whole again."""

import numpy as np
import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from coordinator.errors import UnknownPartyError
from coordinator.model import Party, Tie
from coordinator.network.parties import change_party
from coordinator.store.parts import follow_migrations
from coordinator.territory.cache import open_columns
from coordinator.territory.partitions_postgresql import (
    count_misplaced,
    part_record,
    read_territory,
    territories,
    unite_record,
)

from .making import SOUTH, all_rows, homes, schema, tie

pytestmark = pytest.mark.postgres


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


def test_the_command_parts_and_unites_a_server(ponte, copied):
    address = copied("whole")
    done = ponte("partition", "--db", address)
    assert "Ambito nord: 2 persone (parte 1)" in done.stdout
    assert "Di nessun territorio: 1 persone (parte 0)" in done.stdout

    assert "di nuovo intero" in ponte("partition", "--undo", "--db", address).stdout
