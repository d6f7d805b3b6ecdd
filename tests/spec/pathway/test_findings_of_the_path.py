"""What lapses on a path is noticed among the findings, with its rule, its data and the norm of its term."""

from datetime import date

import pytest

from coordinator.findings import find_district, find_for
from coordinator.pathway.cases import cases_of, open_case, refer
from coordinator.pathway.events import Opened
from coordinator.protection import open_viewer
from coordinator.store.records import Records, Signature, write_records

PATH_RULES = {"delivery_without_act", "term_overdue", "request_unanswered"}


pytestmark = pytest.mark.holds("ada")


@pytest.fixture
def demo(store):
    return open_viewer(store, "demo")


def of_path(found):
    return [one for one in found if one.rule_id in PATH_RULES]


def test_a_delivery_without_its_accounting_act_is_a_finding_from_the_day_it_was_given(store, demo):
    before = of_path(find_for(store, "per:ada", date(2026, 10, 16), demo))
    (after,) = of_path(find_for(store, "per:ada", date(2026, 10, 17), demo))

    assert before == []
    assert after.sentence == (
        "Percorso di Ada Serravalle: «passeggiata», data il 17/10/2026 da Volontari di San Biagio, "
        "non ha il suo atto contabile."
    )


def test_an_overdue_term_names_who_must_act_and_its_own_norm(store, demo):
    late = [
        one
        for one in of_path(find_for(store, "per:ada", date(2027, 3, 19), demo))
        if one.rule_id == "term_overdue"
    ]

    assert [(one.rule.norm, one.sentence) for one in late] == [
        (
            "urn:nir:regione.esempio:legge:2020-03-12;4~art4-com2",
            "Percorso di Ada Serravalle: il termine «Riesame del progetto» è scaduto il 18/03/2027; "
            "se ne occupa Paola De Luca.",
        )
    ]


def test_a_request_that_nobody_answers_is_a_finding(store, demo):
    (case,) = cases_of(store, "per:ada", demo)
    refer(store, case, "compagnia", "svc:sociale", "svc:centro-diurno", date(2026, 11, 16), demo)

    found = [
        one.sentence
        for one in of_path(find_for(store, "per:ada", date(2026, 11, 20), demo))
        if one.rule_id == "request_unanswered"
    ]

    assert found == [
        "Percorso di Ada Serravalle: entro il 19/11/2026 andava fatto "
        "«Rispondere alla richiesta (compagnia e relazioni)»; "
        "tocca a Centro diurno Le Querce."
    ]


@pytest.mark.holds("nobody")
def test_a_person_whom_nobody_is_tied_to_is_not_forgotten_when_her_term_lapses(store):
    with store.writing() as session:
        person = {"id": "per:sola", "given_name": "Ida", "family_name": "Sola"}
        write_records(session, Records(persons=[person]), Signature("prova", store.clock()))
    rosa = open_viewer(store, "rosa", role="coordinatore_distretto")
    call = Opened(source="vicini", caller="una vicina", reason="non esce")
    open_case(store, "per:sola", call, date(2026, 3, 2), rosa)

    found = find_district(store, date(2026, 3, 31), rosa)

    assert {(one.person_id, one.rule_id) for one in found} == {("per:sola", "term_overdue")}
    assert {one.sentence.rsplit("; ", 1)[1] for one in found} == {"nessuno se ne occupa."}
    assert all(seen.words.endswith(", nessuno se ne occupa") for one in found for seen in one.evidence)
