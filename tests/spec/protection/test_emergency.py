"""In an emergency a stranger's record opens, for a reason and a few hours; another looks into it, she reads it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from coordinator.district.opened import open_ada
from coordinator.errors import BadEmergencyError, NotAllowedError, NotYoursError, UnknownPartyError
from coordinator.model import Access, Account
from coordinator.network import Statement, ego, state_tie
from coordinator.network.parties import add_party, change_party
from coordinator.network.record import find_people, read_record
from coordinator.protection import open_viewer
from coordinator.protection.emergency import open_in_emergency, openings, openings_of, review

DAY = date(2026, 3, 2)
WHY = "caduta in casa, sono sul posto"
NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)


def account(store, user, role, party_id=None):
    with store.writing() as session:
        session.add(Account(user=user, role=role, party_id=party_id, name=user.capitalize()))
    return open_viewer(store, user)


@pytest.fixture
def nurse(store, ada):
    return account(store, "greco", "infermiere_famiglia")


@pytest.fixture
def officer(store):
    return account(store, "dpo", "responsabile_dati")


def later(store, viewer, hours):
    from dataclasses import replace

    at = replace(store, clock=lambda: NINE + timedelta(hours=hours))
    return at, replace(viewer, store=at)


def test_a_strangers_record_opens_for_four_hours_and_then_closes(store, nurse, ada):
    with pytest.raises(NotYoursError):
        read_record(store, ada, DAY, nurse)
    assert open_in_emergency(store, ada, WHY, nurse) == NINE + timedelta(hours=4)

    assert read_record(store, ada, DAY, nurse).party.id == ada
    assert [one.id for one in find_people(store, "ada", nurse)] == [ada]
    with pytest.raises(NotYoursError):
        read_record(store, "per:lia", DAY, nurse)
    after, nurse_after = later(store, nurse, 4)
    with pytest.raises(NotYoursError):
        read_record(after, ada, DAY, nurse_after)


def test_what_was_opened_is_read_and_not_written(store, nurse, ada):
    open_in_emergency(store, ada, WHY, nurse)

    with pytest.raises(NotYoursError):
        state_tie(store, Statement("amicizia", ada, "per:lia", DAY), nurse)


def test_no_reason_opens_nothing(store, nurse, ada):
    with pytest.raises(BadEmergencyError, match="reason"):
        open_in_emergency(store, ada, "  urgente ", nurse)
    with pytest.raises(NotYoursError):
        read_record(store, ada, DAY, nurse)


def test_her_own_person_needs_no_emergency(store, viewer, ada):
    nurse = account(store, "greco", "infermiere_famiglia", "per:lia")
    state_tie(store, Statement("amicizia", ada, "per:lia", DAY), viewer)

    with pytest.raises(BadEmergencyError, match="person"):
        open_in_emergency(store, ada, WHY, nurse)


def test_a_reserved_person_is_unknown_even_in_an_emergency(store, viewer, nurse, ada):
    change_party(store, ada, {"hidden": True}, viewer)

    with pytest.raises(UnknownPartyError):
        open_in_emergency(store, ada, WHY, nurse)


@pytest.mark.parametrize(
    "role", ["operatore_cot", "terzo_settore", "persona", "ricercatore", "amministratore"]
)
def test_other_roles_open_nothing(store, ada, role):
    with pytest.raises(NotAllowedError):
        open_in_emergency(store, ada, WHY, account(store, "altri", role))


def test_the_log_tells_the_opening_and_what_was_read_by_it(store, nurse, ada):
    open_in_emergency(store, ada, WHY, nurse)
    ego(store, ada, DAY, nurse)

    with store.reading() as session:
        rows = [
            (one.action, one.resource, one.purpose, one.allowed) for one in session.scalars(select(Access))
        ]
    assert rows == [("emergency", "person", "emergenza", True), ("read", "network", "emergenza", True)]


def test_another_looks_into_it_once_and_the_person_reads_the_outcome(store, nurse, officer, ada):
    herself = account(store, "ada", "persona", ada)
    open_in_emergency(store, ada, WHY, nurse)
    (waiting,) = openings(store, officer, waiting=True)

    review(store, waiting.number, officer, justified=True, remark="chiamata del 118 confermata")

    (told,) = openings_of(store, ada, herself)
    assert (told.who, told.reason, told.justified, told.remark) == (
        "Greco", WHY, True, "chiamata del 118 confermata",
    )  # fmt: skip
    assert openings(store, officer, waiting=True) == ()
    with pytest.raises(BadEmergencyError, match="already"):
        review(store, waiting.number, officer, justified=False, remark="ci ho ripensato")


def test_why_a_record_was_opened_names_nobody_who_is_reserved(store, viewer, nurse, officer, ada):
    fields = {"given_name": "Zefira", "family_name": "Quornoth"}
    her = add_party(store, "persona", fields, viewer)
    open_in_emergency(store, ada, "la minaccia la vicina Quornoth", nurse)
    herself = account(store, "ada", "persona", ada)
    change_party(store, her, {"hidden": True}, viewer)

    (one,), (told,) = openings(store, officer), openings_of(store, ada, herself)
    assert one.reason == told.reason == "la minaccia la vicina [riservato]"


def test_that_a_reserved_record_was_opened_is_told_to_who_may_know_of_her(store, viewer, nurse, officer, ada):
    open_in_emergency(store, ada, WHY, nurse)
    (one,) = openings(store, officer)
    change_party(store, ada, {"hidden": True}, viewer)

    assert openings(store, officer) == ()
    assert [one.person_id for one in openings(store, viewer)] == [ada]
    for number in (one.number, 999):
        with pytest.raises(BadEmergencyError, match=f"no opening number {number}"):
            review(store, number, officer, justified=True, remark="era giusto")


def test_nobody_looks_into_her_own_opening(store, ada):
    from coordinator.protection.role_periods import give_role

    admin = open_viewer(store, "demo")
    manager = account(store, "anna", "case_manager")
    give_role(store, "anna", "responsabile_dati", admin, since=DAY)
    open_in_emergency(store, ada, WHY, manager)
    officer = open_viewer(store, "anna", role="responsabile_dati")
    (mine,) = openings(store, officer)

    with pytest.raises(BadEmergencyError, match="herself"):
        review(store, mine.number, officer, justified=True, remark="era giusto")
    with pytest.raises(NotAllowedError):
        review(store, mine.number, manager, justified=True, remark="era giusto")


def test_the_demo_shows_one_looked_into_and_one_that_waits(store, viewer, ada):
    open_ada(store, viewer)

    assert [(one.who, one.justified) for one in openings(store, viewer)] == [
        ("guardia.medica", None), ("infermiera.notte", True),
    ]  # fmt: skip
