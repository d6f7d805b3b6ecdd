"""A person sees on what her data rest, and what a yes or a no changes before it is written."""

from datetime import date
from types import SimpleNamespace

import pytest

from apps.pages.people.consents import Consents
from coordinator.model import Account
from coordinator.pathway.consents import care_words
from coordinator.protection import open_viewer
from coordinator.protection.consent import words_of
from coordinator.store.records import Records, Signature, write_records

TODAY = date(2026, 3, 2)  # that of the stores' clock
pytestmark = [pytest.mark.parametrize("store", ["sqlite"], indirect=True), pytest.mark.holds("ada")]


@pytest.fixture
def desk(store, tmp_path):
    """Ada and her path, on an empty store's copy; the clock is the demo's."""
    viewer = open_viewer(store, "demo")
    return SimpleNamespace(store=store, home=tmp_path, today=lambda: TODAY, viewer=lambda: viewer, demo=True)


@pytest.fixture
def page(desk):
    """The page on Ada's data, for the coordinator; Olga works at a service that was told of Ada."""
    ties = [
        {"from_id": "pra:olga", "to_id": "svc:aurora", "kind": "lavora_presso", "since": date(2025, 1, 1)},
        {"from_id": "per:ada", "to_id": "svc:aurora", "kind": "segnalato", "since": date(2026, 1, 1)},
    ]
    records = Records(
        practitioners=[{"id": "pra:olga", "name": "Olga Sala", "profession": "educatore"}],
        services=[{"id": "svc:aurora", "name": "Cooperativa Aurora", "service_kind": "centro_diurno"}],
        ties=ties,
    )
    with desk.store.writing() as session:
        write_records(session, records, Signature("prova", desk.store.clock()))
        session.add(Account(user="olga", role="terzo_settore", party_id="pra:olga", name="Olga Sala"))
    made = Consents(desk, "per:ada", "Ada Serravalle")
    made.show()
    return made


def text(page):
    return " ".join(page.live.html.split())


def test_the_three_bases_stand_apart_each_with_its_norms(page):
    law = text(page).index("Dove basta la legge")
    care = text(page).index("il sì alle cure e la firma")

    assert text(page).index("Dove si chiede alla persona") < law < care
    assert law < text(page).index("Prendersi cura di te") < care
    assert "Reg. (UE) 2016/679" in text(page) or "2016/679" in text(page)
    assert "nessuno li vede finché non dice di sì" in text(page)
    assert "si usano finché non dice di no" in text(page)


def test_what_changes_is_shown_before_and_nothing_is_written(page, desk):
    page._handle({"act": "look", "sharing": "terzo_settore", "given": "si", "recipient": ""})

    assert "Comincerà a vedere" in text(page)
    assert "Olga Sala, Cooperativa Aurora" in text(page)
    assert words_of(desk.store, "per:ada", desk.viewer()) == ()


def test_no_answer_is_chosen_before_the_person_gives_it(page):
    page._handle({"act": "look", "sharing": "terzo_settore", "given": "", "recipient": ""})

    assert "Scegli che cosa dice la persona" in text(page)
    assert "Che cosa cambia con questo" not in text(page)


def test_a_yes_is_written_with_who_said_it_and_can_be_taken_back_at_once(page, desk):
    page._handle({"act": "look", "sharing": "terzo_settore", "given": "si", "recipient": "svc:aurora"})
    page._handle({"act": "say", "by": "Ada Serravalle"})

    assert "Il sì è scritto" in text(page)
    [word] = words_of(desk.store, "per:ada", desk.viewer())
    assert (word.given, word.by, word.recipient) == (True, "Ada Serravalle", "Cooperativa Aurora")

    page._handle({"act": "undo"})
    [word] = words_of(desk.store, "per:ada", desk.viewer())
    assert not word.given


def test_a_word_of_nobody_is_not_written_and_it_is_said_how_to_mend_it(page, desk):
    page._handle({"act": "look", "sharing": "ricerca", "given": "no"})
    page._handle({"act": "say", "by": " "})

    assert "Scrivi chi lo ha detto" in text(page)
    assert words_of(desk.store, "per:ada", desk.viewer()) == ()


def test_no_form_asks_for_a_word_where_law_is_the_basis(page):
    page._handle({"act": "look", "sharing": "cura", "given": "no"})

    assert "Si basa sulla legge" in text(page)
    assert 'data-sharing="cura"' not in text(page)


def test_consent_to_care_is_read_from_the_path(page, desk):
    words = care_words(desk.store, "per:ada", desk.viewer())

    assert [(one.about, one.given) for one in words][0] == ("cure", True)
    assert "Consenso informato alle cure" in text(page)
