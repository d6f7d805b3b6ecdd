"""Two people mend the same data at once: nothing is lost, and the second is told what the first wrote."""

from datetime import date
from types import SimpleNamespace

import pytest

from apps.pages.people.party import PartyCard
from coordinator.district import generate, load
from coordinator.model import Account
from coordinator.network.record import read_record
from coordinator.protection import open_viewer

TODAY = date(2026, 3, 2)  # that of the stores' clock
pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)


@pytest.fixture
def card(store, tmp_path):
    """Open the form of Ada's data as somebody; it shows what is known then."""
    load(store, generate(persons=9, seed=7), open_viewer(store, "demo"))
    with store.writing() as session:
        session.add(Account(user="irene", role="coordinatore_distretto", name="Irene Greco"))

    def opened(user="demo"):
        viewer = open_viewer(store, user)
        desk = SimpleNamespace(
            store=store, home=tmp_path, today=lambda: TODAY, viewer=lambda: viewer, demo=True
        )
        made = PartyCard(desk, "persona", "per:ada")
        made.show()
        return made

    return opened


def saved(card, **typed):
    shown = {
        "family_name": "Serravalle", "given_name": "Ada", "born_on": "11/2/1942", "sex": "F", "area": "Valdoria",
        "phone": "0000 200300",
    }  # fmt: skip
    card._handle({"act": "save", **shown, **typed})
    return card.notice or card.done


def ada(store):
    return read_record(store, "per:ada", TODAY, open_viewer(store, "demo")).party


def test_what_each_changed_is_kept_when_they_changed_different_data(card, store):
    first, second = card("irene"), card()

    assert saved(first, phone="0000 111222") == "Salvato."
    assert saved(second, detail="vedova") == "Salvato."
    assert (ada(store).phone, ada(store).detail) == ("0000 111222", "vedova")


def test_the_second_is_told_who_wrote_what_and_nothing_of_hers_is_saved(card, store):
    first, second = card("irene"), card()
    saved(first, phone="0000 111222")

    told = saved(second, phone="0000 999888", detail="vedova")
    assert told.startswith(
        "Mentre scrivevi, irene ha cambiato: Telefono («0000 111222»). Non ho salvato niente."
    )
    assert (ada(store).phone, ada(store).detail) == ("0000 111222", None)


def test_who_was_told_may_save_all_the_same(card, store):
    first, second = card("irene"), card()
    saved(first, phone="0000 111222")
    saved(second, phone="0000 999888")

    assert saved(second, phone="0000 999888") == "Salvato."
    assert ada(store).phone == "0000 999888"


def test_a_form_left_as_it_was_changes_nothing(card):
    assert saved(card()) == "Era già tutto così: non c’era niente da cambiare."


def test_who_may_only_add_a_group_is_told_that_it_was_added(store, tmp_path):
    with store.writing() as session:
        session.add(Account(user="capo", role="amministratore", name="Capo Prova"))
    viewer = open_viewer(store, "capo")
    desk = SimpleNamespace(store=store, home=tmp_path, today=lambda: TODAY, viewer=lambda: viewer, demo=True)
    made = PartyCard(desk, "comunita", "")

    made.live._handle_msg({"act": "sure", "name": "Gruppo Girasole", "community_kind": "auto_mutuo_aiuto"})
    assert (made.done, made.notice, made.live.notice) == ("Scritto nell’archivio: Gruppo Girasole.", "", "")
