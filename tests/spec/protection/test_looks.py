"""A person reads her own record alone, and sees who looked at it; a copy of the store is whole."""

from datetime import UTC, date, datetime, timedelta

import pytest

from coordinator.errors import NotAllowedError, NotYoursError, StoreError
from coordinator.model import Account
from coordinator.network import Statement, ego, state_tie
from coordinator.network.record import find_people, read_record
from coordinator.protection import open_viewer
from coordinator.protection.backup import back_up
from coordinator.protection.looks import looks_at, own_records
from coordinator.store import open_store

DAY = date(2026, 3, 2)
LONG_AGO = datetime(2025, 1, 1, tzinfo=UTC)


def account(store, user, role, party_id):
    with store.writing() as session:
        session.add(Account(user=user, role=role, party_id=party_id, name=user.capitalize()))
    return open_viewer(store, user)


@pytest.fixture
def herself(store, ada):
    return account(store, "ada", "persona", ada)


def test_a_person_reads_her_own_record_and_no_other(store, herself):
    assert read_record(store, "per:ada", DAY, herself).party.name == "ada Prova"
    with pytest.raises(NotYoursError):
        read_record(store, "per:lia", DAY, herself)
    assert [one.id for one in find_people(store, "prova", herself)] == ["per:ada"]


def test_a_person_writes_nothing_by_herself(store, herself):
    with pytest.raises(NotAllowedError):
        state_tie(store, Statement("amicizia", "per:ada", "per:lia", DAY), herself)


@pytest.mark.parametrize(
    ("since", "until", "sees"),
    [(DAY, None, True), (DAY, DAY, True), (DAY - timedelta(9), DAY - timedelta(1), False)],
)
def test_who_represents_a_person_reads_her_record_while_it_lasts(store, viewer, ada, since, until, sees):
    lia = account(store, "lia", "persona", "per:lia")
    state_tie(store, Statement("amministratore_sostegno", "per:lia", ada, since, until), viewer)

    mine = [("per:lia", "lia Prova"), (ada, "ada Prova")]
    assert own_records(store, lia) == tuple(mine if sees else mine[:1])


def test_a_friend_represents_nobody(store, viewer, ada):
    lia = account(store, "lia", "persona", "per:lia")
    state_tie(store, Statement("amicizia", "per:lia", ada, DAY), viewer)

    with pytest.raises(NotYoursError):
        looks_at(store, ada, lia, since=LONG_AGO)


def test_she_sees_who_looked_and_who_was_refused(store, viewer, herself, ada):
    ego(store, ada, DAY, viewer)
    with pytest.raises(NotYoursError):
        ego(store, ada, DAY, account(store, "greco", "infermiere_famiglia", "pra:greco"))

    found = [
        (one.who, one.action, one.resource, one.allowed)
        for one in looks_at(store, ada, herself, since=LONG_AGO)
    ]
    assert found == [
        ("Ada", "read", "own_record", True),
        ("Greco", "read", "network", False),
        ("coordinatrice", "read", "network", True),
    ]


def test_who_administers_ponte_does_not_read_the_record_of_a_person(store, ada):
    admin = account(store, "rosa", "amministratore", None)

    with pytest.raises(NotAllowedError):
        looks_at(store, ada, admin, since=LONG_AGO)


def test_a_copy_holds_what_the_store_holds(store, viewer, ada, tmp_path):
    path = tmp_path / "copie" / "ponte.db"
    if store.dialect != "sqlite":
        with pytest.raises(StoreError, match="pg_dump"):
            back_up(store, path, viewer)
        return
    back_up(store, path, viewer)

    copied = open_store(home=path.parent)
    try:
        assert read_record(copied, ada, DAY, open_viewer(copied, "demo")).party.name == "ada Prova"
    finally:
        copied.close()
    assert path.stat().st_mode & 0o077 == 0
    with pytest.raises(StoreError, match="never overwrites"):
        back_up(store, path, viewer)


def test_a_nurse_makes_no_copy_of_the_store(store, ada, tmp_path):
    nurse = open_viewer(store, "greco", role="infermiere_famiglia")

    with pytest.raises(NotAllowedError):
        back_up(store, tmp_path / "copia" / "ponte.db", nurse)
    assert not (tmp_path / "copia").exists()
