"""Who is reserved is not named to who may not see her, in whatever words others wrote."""

from datetime import date

import pytest

from coordinator.agreements.demo import demo_agreement
from coordinator.agreements.keeping import begin_draft, read_draft, save_version
from coordinator.model import Account, Practitioner
from coordinator.network import Statement, change_tie, ego, state_tie
from coordinator.network.history import history
from coordinator.network.named import names_of
from coordinator.network.one_tie import read_tie
from coordinator.network.parties import add_party, change_party
from coordinator.network.record import find_people, find_services, names_nearby, read_record
from coordinator.pathway.agenda import gather_agenda
from coordinator.pathway.cases import open_case, read_case, record
from coordinator.pathway.events import Noted, Opened, RiskEnded, RiskNoted
from coordinator.pathway.sending import refer
from coordinator.protection import open_viewer
from coordinator.protection.veil import unnamed

DAY = date(2026, 3, 2)
TOLD = "litiga con la signora Quornoth, sua vicina"
READ = "litiga con la signora [riservato], sua vicina"


@pytest.fixture
def her(store):
    """Write the woman who will be reserved; returns her id."""
    fields = {"given_name": "Zefira", "family_name": "Quornoth", "phone": "0999 123456"}
    return add_party(store, "persona", fields, open_viewer(store, "demo"))


@pytest.fixture
def lia(store, ada, her):
    """Write that Ada quarrels with a neighbour, who is then reserved; returns Ada's tie with Lia and her case."""
    viewer = open_viewer(store, "demo")
    change_party(store, ada, {"detail": "vive accanto a Zefira Quornoth"}, viewer)
    said = Statement("amicizia", "per:lia", ada, DAY, note=TOLD, stated_by="Quornoth Zefira")
    tie = state_tie(store, said, viewer)
    case = open_case(store, ada, Opened(source="vicini", caller="Z. Quornoth", reason=TOLD), DAY, viewer)
    record(store, case, Noted(nature="fatto", text="chiamare lo 0999.123456"), DAY, viewer)
    change_party(store, her, {"hidden": True}, viewer)
    return tie, case


def colleague(store):
    return open_viewer(store, "collega", role="operatore_pua")


def test_a_tie_is_told_without_her_name(store, ada, lia):
    tie, _ = lia
    told = read_tie(store, tie, colleague(store))[0]

    assert (told.said["note"], told.stated_by) == (READ, "[riservato]")
    assert history(store, tie, colleague(store))[0].state["note"] == READ
    assert [edge["note"] for *_, edge in ego(store, ada, DAY, colleague(store)).graph.edges(data=True)] == [
        READ
    ]


def test_her_name_stands_neither_in_a_record_nor_in_its_log(store, ada, lia):
    assert read_record(store, ada, DAY, colleague(store)).party.detail == "vive accanto a [riservato]"
    assert ego(store, ada, DAY, colleague(store)).graph.nodes[ada]["detail"] == "vive accanto a [riservato]"


def test_a_case_is_told_without_her_name_and_her_telephone(store, lia):
    opened, noted = (one.event for one in read_case(store, lia[1], colleague(store)).history)

    assert (opened.reason, opened.caller, noted.text) == (READ, "Z. [riservato]", "chiamare lo [riservato]")


def test_who_may_see_her_and_who_wrote_it_read_all(store, lia):
    tie, case = lia
    knowing = open_viewer(store, "altra", role="coordinatore_distretto")
    writer = open_viewer(store, "demo", role="operatore_pua")

    for viewer in (knowing, writer):
        assert read_tie(store, tie, viewer)[0].said["note"] == TOLD
        assert read_case(store, case, viewer).history[0].event.reason == TOLD


def test_what_she_could_not_read_stays_as_it_was_when_she_hands_it_back(store, ada, lia):
    tie, _ = lia
    with store.writing() as session:
        session.add(
            Account(user="sociale", role="assistente_sociale", party_id="per:lia", name="Una collega")
        )
    viewer = open_viewer(store, "sociale")
    new = change_tie(store, tie, date(2026, 3, 9), {"note": READ, "strength": 3}, viewer)
    change_party(store, ada, {"detail": "vive accanto a [riservato]", "phone": "347 000000"}, viewer)

    knowing = open_viewer(store, "demo")
    assert read_tie(store, new, knowing)[0].said["note"] == TOLD
    assert read_record(store, ada, DAY, knowing).party.detail == "vive accanto a Zefira Quornoth"


def test_a_risk_that_names_her_can_still_be_ended(store, ada, lia):
    _, case = lia
    viewer, risk = open_viewer(store, "demo"), "minacce di Zefira Quornoth"
    record(store, case, RiskNoted(risk=risk, review_on=date(2026, 6, 1), told="a voce"), DAY, viewer)
    shown = read_case(store, case, colleague(store)).state.risks[0].risk
    after = record(store, case, RiskEnded(risk=shown, reason="pace fatta"), DAY, colleague(store))

    assert (shown, after.state.risks) == ("minacce di [riservato]", ())
    assert read_case(store, case, viewer).history[-1].event.risk == risk


def test_the_day_s_work_does_not_name_her_whoever_something_was_asked_of(store, lia, her):
    day = date(2026, 3, 9)
    refer(store, lia[1], "compagnia", "svc:centro", her, day, open_viewer(store, "demo"))

    assert gather_agenda(store, open_viewer(store, "demo"), day).names == {her: "Zefira Quornoth"}
    assert gather_agenda(store, colleague(store), day).names == {}


def test_a_surname_that_others_bear_is_looked_for_with_the_first_name_alone(store, ada, lia):
    add_party(store, "persona", {"given_name": "Ugo", "family_name": "Quornoth"}, open_viewer(store, "demo"))

    assert read_tie(store, lia[0], colleague(store))[0].said["note"] == TOLD
    assert ego(store, ada, DAY, colleague(store)).graph.nodes[ada]["detail"] == "vive accanto a [riservato]"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("la vicina NICOLÒ  FIORE", "la vicina [riservato]"),
        ("Fiore, Nicolo", "[riservato]"),
        ("il signor Fiore", "il signor [riservato]"),
        ("un fiore nel vaso", "un fiore nel vaso"),
        ("Fiorella", "Fiorella"),
        ("tel. 080-12 34 56", "tel. [riservato]"),
    ],
)
def test_names_are_found_whatever_their_capitals_accents_and_spaces(text, told):
    assert unnamed({"Nicolò Fiore"}, numbers={"080 123456"}, alone={"Fiore"})(text) == told
    assert unnamed(())(text) == text


def test_a_search_finds_no_word_that_the_searcher_does_not_read(store, her, lia):
    card = {
        "name": "Centro diurno",
        "service_kind": "centro_diurno",
        "eligibility": "non per Zefira Quornoth",
    }
    add_party(store, "servizio", card, open_viewer(store, "demo"))

    def found(words, viewer):
        return [one.name for one in find_services(store, words, viewer)]

    assert found("quornoth", colleague(store)) == []
    assert found("non per riservato", colleague(store)) == found("diurno", colleague(store))
    assert found("quornoth", open_viewer(store, "altra", role="coordinatore_distretto")) == ["Centro diurno"]


def test_no_tax_code_is_tried_out_letter_by_letter_by_who_is_not_given_it(store, ada):
    change_party(store, ada, {"tax_code": "SRRDAA42B51E506L"}, open_viewer(store, "demo"))

    def found(role):
        return [one.id for one in find_people(store, "srrdaa42", open_viewer(store, "altri", role=role))]

    assert found("operatore_pua") == [ada]
    assert found("coordinatore_sanitario") == []


def test_a_family_is_called_without_her_name(store, ada, her, lia):
    writer = open_viewer(store, "demo")
    home = add_party(store, "nucleo", {"name": "Famiglia Quornoth"}, writer)
    state_tie(store, Statement("membro_nucleo", ada, home, DAY), writer)

    for told in (names_of(store, [home], colleague(store)), names_nearby(store, ada, colleague(store))):
        assert told[home] == "Famiglia [riservato]"


def test_an_agreement_is_read_without_her_name_and_saved_with_it(store, lia):
    writer, other = open_viewer(store, "demo"), open_viewer(store, "altri", role="coordinatore_sanitario")
    pact = demo_agreement(DAY).model_copy(update={"title": "Intesa per Zefira Quornoth"})
    draft = begin_draft(store, pact, writer)
    read = read_draft(store, draft, other).agreement
    save_version(store, draft, read.model_copy(update={"purpose": "Una porta sola."}), 1, other)

    assert read.title == "Intesa per [riservato]"
    assert read_draft(store, draft, writer).agreement.title == "Intesa per Zefira Quornoth"
    assert read_draft(store, draft, writer).agreement.purpose == "Una porta sola."


def test_a_surname_that_a_professional_bears_stays(store, ada, lia):
    with store.writing() as session:
        session.add(Practitioner(id="pra:q", name="Ivo Quornoth", profession="medico"))

    assert read_tie(store, lia[0], colleague(store))[0].said["note"] == TOLD


def test_the_id_of_a_refuge_is_in_no_plan_that_a_colleague_reads_and_stays_where_it_was(store, ada, lia):
    _, case = lia
    writer = open_viewer(store, "demo")
    refuge = add_party(store, "servizio", {"name": "Casa Melograno", "service_kind": "antiviolenza"}, writer)
    record(store, case, RiskNoted(risk="minacce", review_on=DAY, told=refuge), DAY, writer)
    change_party(store, refuge, {"hidden": True}, writer)
    seen = read_case(store, case, colleague(store)).history[-1].event
    record(store, case, seen, DAY, colleague(store))

    assert (refuge, seen.told) == ("svc:casa-melograno", "svc:riservato")
    assert read_case(store, case, writer).history[-1].event.told == refuge
