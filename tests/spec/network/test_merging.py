"""When two records become one, whatever names the one that goes names the one that stays, in every table."""

from datetime import UTC, date, datetime
from itertools import count

import pytest
from sqlalchemy import Boolean, Float, Integer, LargeBinary, insert, select, update

from coordinator.errors import BadMergeError
from coordinator.model import Base, Merge, MergeMove, Party
from coordinator.model.base import DayNumber, Instant
from coordinator.network.agreements import agreements, state_agreement
from coordinator.network.merging import merge, undo_merge
from coordinator.network.parties import add_party, change_party
from coordinator.network.party_log import party_history

MONDAY = date(2026, 3, 2)
NAMED = {"party_id", "person_id", "about_id"}  # columns that hold an id of a party
SPOKEN = {("tie", "kind"): "amicizia", ("tie", "direction"): "to", ("party_event", "state"): "{}"}
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
UNDER_ITS_OWN_NAME = {("access", "about_id"), ("merge", "kept_key"), ("merge", "dropped_key")}


def names_a_party():
    """List every column of every table that names a party, found without the code under test."""
    return [
        (table, column)
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if (table.name, column.name) not in UNDER_ITS_OWN_NAME and column.name not in {"key", "merged_into"}
        if column.name in NAMED or any(key.target_fullname == "party.key" for key in column.foreign_keys)
    ]


def _value(column, numbers):
    """Invent a value for a column that must have one."""
    if (column.table.name, column.name) in SPOKEN:
        return SPOKEN[column.table.name, column.name]
    for kind, value in ((DayNumber, MONDAY), (Instant, NOON), (Boolean, False), (LargeBinary, b"x")):
        if isinstance(column.type, kind):
            return value
    return next(numbers) if isinstance(column.type, Integer | Float) else f"x{next(numbers)}"


@pytest.fixture
def one_of_each(store, viewer, drawn):
    """Fill one row a table and column with the name of `per:adabis`, whatever else it says."""
    drawn("lia amicizia ada\nugo amicizia adabis")
    numbers, written = count(9_000), []
    drawn("ist:asl vigila ist:comune")
    state_agreement(store, "Accordo", "convenzione", ["ist:asl", "ist:comune"], MONDAY, viewer)
    with store.writing() as session:
        key = dict(session.execute(select(Party.id, Party.key)).all())
        for table, named in names_a_party():
            row = {c.name: _value(c, numbers) for c in table.columns if not c.nullable or c.name == "at_key"}
            for column in table.columns:
                target = next((one.target_fullname for one in column.foreign_keys), "")
                if target == "party.key":
                    row[column.name] = key["per:lia"]
                elif target:
                    other = Base.metadata.tables[target.split(".")[0]]
                    row[column.name] = session.execute(select(other.c.key)).scalars().first()
            row[named.name] = "per:adabis" if named.name in NAMED else key["per:adabis"]
            names = {column.name: column for column in table.columns}
            session.execute(insert(table).values({names[name]: value for name, value in row.items()}))
            written.append((table, named))
    return written


def _naming(store, party_id):
    """List the tables and columns that name a party."""
    with store.reading() as session:
        key = session.scalar(select(Party.key).where(Party.id == party_id))
        return {
            (table.name, column.name): session.execute(
                select(table.primary_key.columns[0]).where(
                    column == (party_id if column.name in NAMED else key)
                )
            ).all()
            for table, column in names_a_party()
        }


def test_every_table_that_names_a_party_follows_the_kept_record(store, viewer, one_of_each):
    before = {party: _naming(store, party) for party in ("per:ada", "per:adabis")}
    assert {(table.name, column.name) for table, column in one_of_each} >= {
        ("tie", "from_key"), ("role", "about_key"), ("need", "person_key"), ("contact", "with_key"),
        ("care_case", "person_key"), ("party_event", "party_key"), ("draft", "about_id"),
        ("finding_dismissal", "person_id"), ("account", "party_id"), ("agreement_party", "institution_key"),
    }  # fmt: skip
    number = merge(store, "per:ada", "per:adabis", "stessa persona", viewer)

    left = _naming(store, "per:adabis")
    assert {where for where, rows in left.items() if rows} == set()
    assert all(_naming(store, "per:ada").values())

    undo_merge(store, number, viewer)
    after = {party: _naming(store, party) for party in ("per:ada", "per:adabis")}
    for party, naming in after.items():
        naming[("party_event", "party_key")] = before[party][("party_event", "party_key")]  # only added to
    assert after == before


def test_two_records_that_signed_one_agreement_sign_it_once(store, viewer, drawn):
    drawn("ist:asl vigila ist:comune\nist:asl vigila ist:comunebis")
    both = ["ist:asl", "ist:comune", "ist:comunebis"]
    state_agreement(store, "Accordo", "convenzione", both, MONDAY, viewer)
    number = merge(store, "ist:comune", "ist:comunebis", "lo stesso ente", viewer)

    assert [one for one, _ in agreements(store, viewer)[0].bodies] == ["ist:asl", "ist:comune"]
    undo_merge(store, number, viewer)
    assert [one for one, _ in agreements(store, viewer)[0].bodies] == both


def test_what_the_kept_record_takes_over_is_in_its_history(store, viewer):
    fields = {"given_name": "Ada", "family_name": "Prova"}
    kept = add_party(store, "persona", fields, viewer)
    dropped = add_party(store, "persona", fields | {"phone": "0000 1", "area": "Valdoria"}, viewer)
    number = merge(store, kept, dropped, "stessa persona", viewer)

    assert party_history(store, kept, viewer)[-1].fields == {
        "area": (None, "Valdoria"),
        "phone": (None, "0000 1"),
    }
    change_party(store, kept, {"phone": "0000 2"}, viewer)
    undo_merge(store, number, viewer)
    assert party_history(store, kept, viewer)[-1].fields == {"area": ("Valdoria", None)}


def test_of_two_merges_the_last_is_undone_first(store, viewer, drawn):
    drawn("lia amicizia ada\nugo amicizia adabis\nugo vicinato adater")
    first = merge(store, "per:ada", "per:adabis", "stessa persona", viewer)
    second = merge(store, "per:adater", "per:ada", "stessa persona", viewer)

    with pytest.raises(BadMergeError, match="undo that merge first"):
        undo_merge(store, first, viewer)
    undo_merge(store, second, viewer)
    undo_merge(store, first, viewer)
    with store.reading() as session:
        assert session.scalars(select(Merge.undone_at)).all().count(None) == 0
        assert session.scalars(select(Party.merged_into)).all() == [None] * 5


def test_what_an_older_program_remembered_can_still_be_undone(store, viewer, drawn, seen):
    """It wrote the number of each row alone; the migration puts it between brackets."""
    drawn("lia amicizia ada\nugo amicizia adabis")
    number = merge(store, "per:ada", "per:adabis", "stessa persona", viewer)
    with store.writing() as session:
        tie = session.scalar(select(MergeMove.row_id).where(MergeMove.table_name == "tie"))
        session.execute(update(MergeMove).where(MergeMove.table_name != "tie").values(table_name="altro"))

    assert tie == "[2]"
    undo_merge(store, number, viewer)
    assert seen("adabis", "2026-03-02") == ["ugo amicizia adabis"]
