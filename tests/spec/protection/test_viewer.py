"""Who asks is checked and written down; what was written down cannot be altered unseen."""

from datetime import date

import pytest
from sqlalchemy import select, text

from coordinator.errors import NotAllowedError, UnknownRoleError
from coordinator.model import Access, Account
from coordinator.network import Statement, ego, state_tie
from coordinator.protection import open_viewer, policy
from coordinator.protection.audit import verify

DAY = date(2026, 3, 2)


def log(store):
    with store.reading() as session:
        return [
            (row.user, row.action, row.resource, row.of, row.allowed)
            for row in session.scalars(select(Access))
        ]


def test_a_read_is_written_down(store, viewer, ada):
    ego(store, ada, DAY, viewer)

    assert log(store) == [("coordinatrice", "read", "network", "per:ada", True)]


def test_a_refusal_is_written_down_too(store, ada):
    researcher = open_viewer(store, "studiosa", role="ricercatore", purpose="ricerca")
    with pytest.raises(NotAllowedError, match="'ricercatore' may not read 'network'"):
        ego(store, ada, DAY, researcher)

    assert log(store) == [("studiosa", "read", "network", "per:ada", False)]


def test_who_may_read_may_not_therefore_write(store, ada):
    doctor = open_viewer(store, "fabbri", role="medico")
    with pytest.raises(NotAllowedError):
        state_tie(store, Statement("amicizia", ada, "per:lia", DAY), doctor)


def test_the_role_of_an_account_is_taken_when_none_is_named(store):
    with store.writing() as session:
        session.add(Account(user="greco", role="infermiere_famiglia", party_id="pra:greco"))

    assert open_viewer(store, "greco").role == "infermiere_famiglia"


@pytest.mark.parametrize(("user", "role"), [("chiunque", None), ("demo", "imperatrice")])
def test_nobody_enters_without_a_known_role(store, user, role):
    with pytest.raises(UnknownRoleError):
        open_viewer(store, user, role=role)


def test_what_no_row_of_the_policy_gives_is_refused():
    assert policy().allows("medico", "read", "network")
    assert not policy().allows("medico", "write", "network")
    assert not policy().allows("sconosciuto", "read", "network")


def test_an_untouched_log_is_whole(store, viewer, ada):
    for _ in range(5):
        ego(store, ada, DAY, viewer)

    assert (verify(store).entries, verify(store).whole) == (5, True)


@pytest.mark.parametrize(
    ("change", "broken_at"),
    [
        ("UPDATE access SET user_name = 'altri' WHERE key = 2", 2),
        ("UPDATE access SET allowed = NOT allowed WHERE key = 3", 3),
        ("UPDATE access SET recorded_at = recorded_at + 1 WHERE key = 1", 1),
        ("UPDATE access SET about_id = NULL WHERE key = 4", 4),
        ("DELETE FROM access WHERE key = 2", 2),
        ("DELETE FROM access WHERE key = 1", 1),
    ],
)
def test_an_altered_log_shows_where(store, viewer, ada, change, broken_at):
    for _ in range(4):
        ego(store, ada, DAY, viewer)
    with store.writing() as session:
        for act in ("UPDATE", "DELETE"):  # as someone with the keys of the database would
            where = "" if store.dialect == "sqlite" else " ON access"
            session.execute(text(f"DROP TRIGGER access_keeps_{act}{where}"))
        session.execute(text(change))

    assert verify(store).broken_at == broken_at
