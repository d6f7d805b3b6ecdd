"""Whoever and whatever makes up a network is written by those who may, checked, and with who said so."""

from datetime import date

import pytest

from coordinator.errors import BadPartyError, BadTaxCodeError, BadTieError, NotAllowedError, UnknownWordError
from coordinator.network import Statement
from coordinator.network.duplicates import Candidate
from coordinator.network.parties import add_party, add_tied_person, change_party, undo_change
from coordinator.network.party_log import party_history
from coordinator.network.party_rows import fields_of
from coordinator.network.record import find_people, read_record
from coordinator.protection import open_viewer

MONDAY = date(2026, 3, 2)
SERVICE = {
    "name": "Trasporto Il Passo",
    "service_kind": "trasporto",
    "life_domain": "mobilita",
    "level_kind": "LEPS",
    "area": "Valdoria",
    "eligibility": "chi non può usare il bus",
    "capacity": 12,
    "places_free": 3,
    "waiting_days": 10,
    "checked_on": date(2026, 2, 1),
    "needs": ["spostamenti"],
}


@pytest.mark.parametrize(
    ("kind", "fields", "party_id", "sector"),
    [
        ("nucleo", {"name": "Nucleo di via dei Tigli"}, "hou:nucleo-di-via-dei-tigli", None),
        ("professionista", {"name": "Ivo Nò", "profession": "infermiere"}, "pra:ivo-no", "sanita"),
        ("servizio", SERVICE, "svc:trasporto-il-passo", "terzo_settore"),
        (
            "ente",
            {"name": "Comune di Prova", "institution_kind": "comune"},
            "ist:comune-di-prova",
            "istituzioni",
        ),
        ("comunita", {"name": "Vicini", "community_kind": "gruppo_vicini"}, "com:vicini", "comunita"),
    ],
)
def test_each_kind_of_party_can_be_added(store, viewer, kind, fields, party_id, sector):
    assert add_party(store, kind, fields, viewer) == party_id
    assert read_record(store, party_id, MONDAY, viewer).party.sector == sector


def test_a_second_party_of_the_same_name_has_its_own_id(store, viewer):
    fields = {"name": "Vicini", "community_kind": "gruppo_vicini"}

    assert [add_party(store, "comunita", fields, viewer) for _ in range(2)] == ["com:vicini", "com:vicini-2"]


@pytest.mark.parametrize("code", [None, "STP1234567890123", "ENI1234567890123", "SRRDAA42B51E506L"])
def test_a_person_has_a_codice_fiscale_an_stp_an_eni_or_none(store, viewer, code):
    fields = {"given_name": "Ada", "family_name": "Serravalle", "tax_code": code}
    person = read_record(store, add_party(store, "persona", fields, viewer), MONDAY, viewer).party

    assert (person.tax_code, person.tax_code_kind) == (code, code and {"SRR": "CF"}.get(code[:3], code[:3]))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"places_free": 13}, "places_free"),
        ({"waiting_days": -1}, "waiting_days"),
        ({"min_age": 70, "max_age": 60}, "min_age"),
        ({"name": "  "}, "name"),
        ({"colour": "blu"}, "colour"),
        ({"level_kind": "LEP"}, "level_kind"),
    ],
)
def test_what_a_service_cannot_be_is_refused_by_field(store, viewer, change, field):
    service = add_party(store, "servizio", SERVICE, viewer)
    with pytest.raises(BadPartyError) as caught:
        change_party(store, service, change, viewer)

    assert caught.value.field == field
    assert len(party_history(store, service, viewer)) == 1


def test_a_word_that_the_vocabulary_lacks_is_refused(store, viewer):
    with pytest.raises(UnknownWordError, match="trasporto"):
        add_party(store, "servizio", SERVICE | {"service_kind": "trasporti"}, viewer)


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"tax_code": "SRRDAA42B51E506X"}, BadTaxCodeError),
        ({"tax_code": "SRRDAA42B51E506L", "born_on": date(1943, 2, 11)}, BadPartyError),
        ({"tax_code": "SRRDAA42B51E506L", "sex": "M"}, BadPartyError),
    ],
)
def test_a_code_that_does_not_fit_is_refused(store, viewer, fields, error):
    with pytest.raises(error):
        add_party(store, "persona", {"given_name": "Ada", "family_name": "Serravalle", **fields}, viewer)


def test_each_datum_is_kept_with_who_said_it_and_can_be_taken_back(store, viewer):
    service = add_party(store, "servizio", SERVICE, viewer, stated_by="il servizio")
    change = change_party(store, service, {"places_free": 0, "needs": []}, viewer, stated_by="telefonata")
    assert read_record(store, service, MONDAY, viewer).party.places_free == 0
    undo_change(store, service, change, viewer)

    assert read_record(store, service, MONDAY, viewer).party.places_free == 3
    told = [
        (one.act, one.stated_by, one.fields.get("places_free"))
        for one in party_history(store, service, viewer)
    ]
    assert told == [
        ("added", "il servizio", (None, 3)),
        ("changed", "telefonata", (3, 0)),
        ("changed", None, (0, 3)),
    ]


def test_a_change_that_changes_nothing_is_not_written(store, viewer):
    service = add_party(store, "servizio", SERVICE, viewer)

    assert change_party(store, service, {"capacity": 12}, viewer) is None


def test_a_new_name_of_a_person_is_the_name_that_is_shown(store, viewer):
    ada = add_party(store, "persona", {"given_name": "Ada", "family_name": "Serra"}, viewer)
    change_party(store, ada, {"family_name": "Serravalle"}, viewer)

    assert read_record(store, ada, MONDAY, viewer).party.name == "Ada Serravalle"


def test_who_may_not_write_the_directory_adds_no_service(store):
    with pytest.raises(NotAllowedError):
        add_party(store, "servizio", SERVICE, open_viewer(store, "fabbri", role="medico"))


def test_the_fields_of_a_service_are_those_of_its_card():
    assert set(SERVICE) <= set(fields_of("servizio"))


def test_who_is_added_with_a_tie_that_cannot_be_is_not_added(store, viewer):
    doctor = add_party(
        store, "professionista", {"name": "Monti", "profession": "medico_medicina_generale"}, viewer
    )
    uncle = Statement("zio", "", doctor, MONDAY, stated_by="Ada")

    with pytest.raises(BadTieError):
        add_tied_person(store, Candidate("Rosa", "Neri"), uncle, viewer, about=doctor)

    assert find_people(store, "Neri", viewer) == []


def test_who_is_added_with_a_tie_has_it(store, viewer):
    ada = add_party(store, "persona", {"given_name": "Ada", "family_name": "Serravalle"}, viewer)
    uncle = Statement("zio", "", ada, MONDAY, stated_by="Ada")

    add_tied_person(store, Candidate("Rosa", "Neri"), uncle, viewer, about=ada)

    (rosa,) = find_people(store, "Neri", viewer)
    assert [span.other_id for span in read_record(store, rosa.id, MONDAY, viewer).spans] == [ada]
