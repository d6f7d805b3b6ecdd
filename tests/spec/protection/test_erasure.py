"""A person who is erased is in no table any more, whatever tables there are; only the log goes on naming her number."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Boolean, String, inspect, select, text
from sqlalchemy.exc import DBAPIError

from coordinator.model import Account, Base, Case, CaseEvent, Draft, Identity, Party
from coordinator.model.base import DayNumber, Instant
from coordinator.network import Statement, state_tie
from coordinator.network.parties import add_party
from coordinator.protection import audit
from coordinator.protection.erasure import erase_persons, erased_tables, kept_tables
from coordinator.protection.retention import erase_what_is_due, what_is_due

DAY = date(2026, 3, 2)  # the store's clock
AGO = date(2015, 1, 1)
MARK = "Zarbo"
DATA = {"given_name": "Quirina", "family_name": MARK, "phone": "0836 555777", "tax_code": "ZRBQRN40A41E506T"}
LEFT = {"key", "id", "kind", "merged_into", "name", "family_name", "given_name", "hidden"}
PARTIES = {"party", "person", "household", "practitioner", "service", "institution", "community"}
FIXED = {
    "tie": {"kind": "amicizia", "direction": "to", "until": None, "follows": None},
    "span_event": {"table_name": "role", "row_key": 77},
    "merge_move": {"table_name": "role", "row_id": "[77]"},
}
"""What a column must hold to be let in, or to name a row of another table."""


@pytest.fixture
def quirina(store, viewer):
    return add_party(store, "persona", DATA, viewer)


def everything(store):
    """Write each row of each table as (table, words)."""
    with store.reading() as session:
        for name in inspect(store.engine).get_table_names():
            for row in session.execute(text(f'SELECT * FROM "{name}"')):
                yield name, " ".join(map(str, row))


def fill(session, person_key, person_id):
    """Write into every table that may hold a person one row that leads to her, or names her, and has her name."""
    keys = {"party": person_key}
    for table in Base.metadata.sorted_tables:
        if table.name in erased_tables() - PARTIES - {"agreement_party"}:  # bodies sign agreements
            values = {column.name: value(column, keys, person_id) for column in table.columns}
            values |= FIXED.get(table.name, {})
            keys[table.name] = session.execute(table.insert().values(**values)).inserted_primary_key[0]
    return keys


def value(column, keys, person_id):
    """Make up what a column holds."""
    if leads := list(column.foreign_keys):
        return keys.get(leads[0].column.table.name)  # None: a tie that follows none
    if column.name in {"about_id", "person_id"}:
        return person_id
    made = {DayNumber: AGO, Instant: datetime(2015, 1, 1, tzinfo=UTC)}
    kind = type(column.type)
    if kind in made:
        return made[kind]
    if isinstance(column.type, String):
        return MARK[: column.type.length]
    return True if isinstance(column.type, Boolean) else 77 if column.name == "key" else 1


def test_nothing_of_her_is_left_in_any_table(store, viewer, quirina):
    with store.writing() as session:
        key = session.scalars(select(Party.key).where(Party.id == quirina)).one()
        filled = fill(session, key, quirina)
    assert {"tie", "tie_event", "case_event", "consent", "emergency", "contact", "merge_move"} <= set(filled)
    assert {name for name, words in everything(store) if MARK in words} >= set(filled) - {
        "contact",
        "merge_move",
    }

    with store.writing() as session:
        assert erase_persons(session, [key]) == [quirina]
    assert [name for name, words in everything(store) if MARK.lower() in words.lower()] == []
    with store.reading() as session:
        assert [
            table.name
            for table in Base.metadata.sorted_tables
            for column in table.columns
            if table.name != "person"
            and any(one.column.table.name == "party" for one in column.foreign_keys)
            and session.execute(select(column).where(column == key)).first()
        ] == []
        left = session.execute(select(Party.__table__).where(Party.key == key)).one()._asdict()
    assert {name: kept for name, kept in left.items() if name not in LEFT and kept is not None} == {}
    assert (left["name"], left["hidden"]) == ("Persona cancellata", False)


def test_every_table_either_lets_a_person_go_or_says_why_it_keeps_her():
    tables = {table.name for table in Base.metadata.sorted_tables}

    assert tables - erased_tables() == set(kept_tables())
    assert erased_tables() <= tables
    assert all(len(why) > 15 for why in kept_tables().values())


def test_a_household_goes_with_the_last_who_lived_in_it_and_not_before(store, viewer, quirina, ada):
    home, shared = (
        add_party(store, "nucleo", {"name": name, "address": "via Zarbo 1"}, viewer)
        for name in ("Casa Zarbo", "Casa di Ada")
    )
    for person, place in ((quirina, home), (quirina, shared), (ada, shared)):
        state_tie(store, Statement("membro_nucleo", person, place, DAY, DAY), viewer)
    with store.writing() as session:
        erase_persons(session, list(session.scalars(select(Party.key).where(Party.id == quirina))))

    with store.reading() as session:
        names = dict(session.execute(select(Party.id, Party.name)).all())
    assert (names[home], names[shared]) == ("Nucleo cancellato", "Casa di Ada")
    assert [name for name, words in everything(store) if "Casa Zarbo" in words] == []


def test_the_same_person_under_another_number_goes_too(store, viewer, quirina):
    other = add_party(store, "persona", DATA | {"tax_code": None}, viewer)
    with store.writing() as session:
        kept, dropped = (
            session.scalars(select(Party).where(Party.id == one)).one() for one in (quirina, other)
        )
        dropped.merged_into = kept.key
    with store.writing() as session:
        erase_persons(session, [kept.key])

    assert [name for name, words in everything(store) if MARK in words] == []


@pytest.mark.parametrize(
    "fields", ['{"a": "la signora zarbo, Quirina, sta male"}', '{"cf": "ZRBQRN40A41E506T"}', '{"a": "IL_ID"}']
)
def test_what_was_typed_about_her_and_never_sent_goes(store, viewer, quirina, fields):
    now = datetime(2026, 3, 1, tzinfo=UTC)
    with store.writing() as session:
        session.add(
            Draft(user="g", form="a", about_id="", fields=fields.replace("IL_ID", quirina), saved_at=now)
        )
        session.add(Draft(user="g", form="b", about_id="", fields='{"a": "Quirino"}', saved_at=now))
    with store.writing() as session:
        erase_persons(session, list(session.scalars(select(Party.key).where(Party.id == quirina))))

    with store.reading() as session:
        assert session.scalars(select(Draft.form)).all() == ["b"]


def closed_case(store, person_id, day):
    with store.writing() as session:
        key = session.scalars(select(Party.key).where(Party.id == person_id)).one()
        case = Case(
            id="cas:1", person_key=key, area="a", instrument="i", phase="f", opened_on=day, closed_on=day
        )
        session.add(case)
        session.flush()
        said = {"recorded_at": store.clock(), "author": "g", "role": "r", "content": f'{{"a": "{MARK}"}}'}
        session.add(CaseEvent(case_key=case.key, number=1, kind="k", day=day, **said))


def test_who_was_taken_in_charge_stays_until_the_body_says_for_how_long(store, viewer, quirina, tmp_path):
    closed_case(store, quirina, DAY)
    late = DAY + timedelta(days=3651)
    assert not any(one.rows for one in what_is_due(store, late, viewer, tmp_path))

    (tmp_path / "conservazione.yaml").write_text("percorsi: 3650\n")
    assert not any(one.rows for one in what_is_due(store, DAY + timedelta(days=3649), viewer, tmp_path))
    assert [one.rule.id for one in erase_what_is_due(store, late, viewer, tmp_path) if one.rows] == [
        "percorsi"
    ]
    assert [name for name, words in everything(store) if MARK in words] == []
    assert audit.verify(store).whole


def test_an_open_path_is_never_due(store, viewer, quirina, tmp_path):
    closed_case(store, quirina, DAY)
    with store.writing() as session:
        session.scalars(select(Case)).one().closed_on = None
    (tmp_path / "conservazione.yaml").write_text("percorsi: 1\n")

    assert not any(one.rows for one in what_is_due(store, DAY + timedelta(days=9999), viewer, tmp_path))


@pytest.mark.parametrize("table", ["case_event", "tie_event"])
def test_the_history_of_whoever_is_not_erased_cannot_be_deleted(store, viewer, quirina, ada, table):
    closed_case(store, quirina, DAY)
    state_tie(store, Statement("amicizia", quirina, ada, DAY), viewer)

    with pytest.raises(DBAPIError, match="only added to"), store.writing() as session:
        session.execute(text(f"DELETE FROM {table}"))


def test_nothing_of_her_is_left_in_the_file_either(store, viewer, quirina):
    if store.dialect != "sqlite":
        pytest.skip("PostgreSQL gives the space of deleted rows to others by itself (VACUUM)")
    erase_what_is_due(store, DAY + timedelta(days=800), viewer)

    folder = Path(store.engine.url.database).parent
    assert [path.name for path in folder.iterdir() if MARK.encode() in path.read_bytes()] == []


def test_who_she_was_to_the_organisation_goes_with_her_closed_account(store, viewer):
    with store.writing() as session:
        session.add(Account(user="greco", role="medico", name="Nino Greco", closed_on=date(2021, 3, 1)))
        session.add(Identity(issuer="https://op", subject="GRCNNI", user="greco", linked_at=store.clock()))
    erase_what_is_due(store, DAY, viewer)

    with store.reading() as session:
        assert session.scalars(select(Identity)).all() == []
