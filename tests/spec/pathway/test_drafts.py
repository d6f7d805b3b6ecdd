"""What somebody has typed and not sent is hers alone, stays with what it is about, and goes when it is old."""

from datetime import timedelta

import pytest

from coordinator.errors import NotAllowedError, NotYoursError
from coordinator.model import Account
from coordinator.network.parties import add_party
from coordinator.pathway.drafts import BadDraftError, discard_draft, read_draft, read_kept, save_field
from coordinator.protection import open_viewer
from coordinator.protection.looks import looks_at
from coordinator.protection.retention import erase_what_is_due

FORM = "scheda persona · dati"


@pytest.fixture
def rosa(store):
    """A coordinator, and two persons in the record."""
    viewer = open_viewer(store, "rosa", role="coordinatore_distretto")
    for name in ("Quirina", "Zelinda"):
        add_party(store, "persona", {"given_name": name, "family_name": "Zarbo"}, viewer)
    return viewer


@pytest.fixture
def persons(store, rosa):
    from sqlalchemy import select

    from coordinator.model import Person

    with store.reading() as session:
        return list(session.scalars(select(Person.id).order_by(Person.given_name)))


def test_nobody_but_its_author_reads_a_draft(store, rosa, persons):
    save_field(store, FORM, persons[0], "given_name", "Quirina Maria", rosa)
    nora = open_viewer(store, "nora", role="coordinatore_distretto")

    assert read_draft(store, FORM, persons[0], rosa) == {"given_name": "Quirina Maria"}
    assert read_kept(store, persons[0], nora) == {}


def test_drafts_of_two_records_are_never_mixed(store, rosa, persons):
    save_field(store, FORM, persons[0], "given_name", "Quirina Maria", rosa)
    save_field(store, FORM, persons[1], "phone", "0836 000000", rosa)
    discard_draft(store, FORM, persons[1], rosa)

    assert read_draft(store, FORM, persons[0], rosa) == {"given_name": "Quirina Maria"}
    assert read_draft(store, FORM, persons[1], rosa) == {}


def test_of_two_windows_the_last_wins_in_each_field(store, rosa, persons):
    save_field(store, FORM, persons[0], "phone", "prima finestra", rosa)
    save_field(store, FORM, persons[0], "area", "prima finestra", rosa)
    save_field(store, FORM, persons[0], "phone", "seconda finestra", rosa)

    assert read_draft(store, FORM, persons[0], rosa) == {
        "phone": "seconda finestra",
        "area": "prima finestra",
    }


def test_who_does_not_follow_a_person_keeps_no_draft_about_her(store, rosa, persons):
    with store.writing() as session:
        session.add(Account(user="ines", role="assistente_sociale"))
    ines = open_viewer(store, "ines")

    with pytest.raises(NotYoursError):
        save_field(store, FORM, persons[0], "phone", "0836 000000", ines)
    with pytest.raises(NotAllowedError):
        save_field(store, FORM, "", "phone", "0836", open_viewer(store, "ugo", role="ricercatore"))


def test_a_draft_of_no_form_that_a_page_has_is_refused(store, rosa):
    with pytest.raises(BadDraftError):
        save_field(store, "x" * 201, "", "a", "b", rosa)
    save_field(store, "x" * 200, "", "a", "b", rosa)


def test_the_log_calls_a_draft_a_draft(store, rosa, persons):
    save_field(store, FORM, persons[0], "phone", "0836 000000", rosa)
    looks = looks_at(store, persons[0], rosa, since=store.clock() - timedelta(days=1))

    assert ("write", "draft") in {(one.action, one.resource) for one in looks}


def test_an_old_draft_is_erased_by_rule(store, rosa, persons):
    save_field(store, FORM, persons[0], "phone", "0836 000000", rosa)
    erase_what_is_due(store, store.clock().date() + timedelta(days=400), rosa)

    assert read_draft(store, FORM, persons[0], rosa) == {}
