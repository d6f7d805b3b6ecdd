"""The plan of another body comes in as a proposal, and never over what is here."""

import json

import pytest
from sqlalchemy import select

from coordinator.errors import NotAllowedError
from coordinator.exchange.fhir import export_fhir, load_fhir
from coordinator.model import Case, Person
from coordinator.pathway.events import Opened
from coordinator.pathway.opening import open_case
from coordinator.pathway.reading import cases_of, read_case
from coordinator.protection import open_viewer
from coordinator.store import open_store

from .making import DAY, HERS, NINE, bundle, ours, patient, refused, rows


def plan(**more):
    return {
        "resourceType": "CarePlan", "id": "p", "status": "active", "intent": "plan", "title": "Rientro a casa",
        "subject": {"reference": "Patient/ada"}, "author": {"display": "Geriatria dell’Ospedale"},
        "identifier": [{"system": "http://altrove.example/piani", "value": "77"}], "period": {"start": "2026-02-20"},
        "goal": [{"reference": "Goal/g"}], "activity": [{"reference": {"reference": "#visita"}}, {"detail": {
            "status": "scheduled", "code": {"text": "fisioterapia"}, "performer": [{"display": "ADI"}]}}],
        "contained": [{"resourceType": "ServiceRequest", "id": "visita", "status": "active", "intent": "order",
                       "subject": {"reference": "Patient/ada"}, "code": {"text": "visita a domicilio"}}],
    } | more  # fmt: skip


WALK = {
    "resourceType": "Goal", "id": "g", "lifecycleStatus": "proposed", "description": {"text": "camminare in casa"},
    "subject": {"reference": "Patient/ada"}, "target": [{"dueDate": "2026-05-01"}],
    "addresses": [{"display": "mobilità"}],
}  # fmt: skip


def test_the_plan_of_another_body_is_a_proposal_at_the_first_phase_of_a_new_case(desk, tmp_path):
    store, viewer = desk
    (tmp_path / "b.json").write_text(json.dumps(bundle(plan(), WALK, patient(identifier=[HERS]))))
    brought = load_fhir(store, [tmp_path / "b.json"], viewer)
    again = load_fhir(store, [tmp_path / "b.json"], viewer)

    assert (brought.added, brought.passed, brought.left) == ({"persone": 1, "percorsi": 1}, (), {})
    assert (again.added, again.known) == ({}, {"persone": 1, "percorsi": 1})
    with store.reading() as session:
        case = session.scalars(select(Case)).one()
        person = session.scalars(select(Person.id)).one()
    assert (case.phase, case.opened_on, case.closed_on) == ("segnalazione", DAY, None)
    view = read_case(store, cases_of(store, person, viewer)[0], viewer)
    opened, *notes = (one.event for one in view.history)
    assert (opened.kind, opened.caller) == ("opened", "Geriatria dell’Ospedale")
    assert opened.reason == (
        "Piano proposto da un altro ente: Rientro a casa, dal 2026-02-20 (CarePlan/p, b.json)"
    )
    assert [note.text.partition(" (")[0] for note in notes] == [
        "Obiettivo proposto: camminare in casa; per mobilità; entro 2026-05-01",
        "Intervento proposto: visita a domicilio",
        "Intervento proposto: fisioterapia; a cura di ADI",
    ]
    assert {note.nature for note in notes} == {"opinione"}
    assert view.state.file.goals == ()


def test_a_proposal_stands_beside_the_case_that_she_has_and_goes_out_with_it(desk, tmp_path):
    store, viewer = desk
    (tmp_path / "a.json").write_text(json.dumps(ours("ada", "per:ada")))
    load_fhir(store, [tmp_path / "a.json"], viewer)
    call = Opened(source="famiglia", caller="la figlia", reason="cadute")
    mine = open_case(store, "per:ada", call, DAY, viewer)
    (tmp_path / "b.json").write_text(json.dumps(bundle(plan(), WALK, ours("ada", "per:ada"))))
    load_fhir(store, [tmp_path / "b.json"], viewer)
    export_fhir(store, tmp_path / "out.json", DAY, viewer)

    assert set(cases_of(store, "per:ada", viewer)) > {mine}
    assert len(read_case(store, mine, viewer).history) == 1
    assert json.loads((tmp_path / "out.json").read_text())["entry"]
    other = open_store(home=tmp_path / "other", clock=lambda: NINE)
    there = open_viewer(other, "coordinatrice", role="coordinatore_distretto")
    load_fhir(other, [tmp_path / "out.json"], there)
    export_fhir(other, tmp_path / "again.json", DAY, there)
    other.close()
    assert (tmp_path / "again.json").read_bytes() == (tmp_path / "out.json").read_bytes()


@pytest.mark.parametrize(
    ("one", "path"),
    [
        (plan(status="revoked"), "status"),
        (plan(subject={"reference": "Patient/nessuna"}), "subject"),
        (plan(goal=[], activity=[]), "goal"),
    ],
)
def test_a_plan_that_is_no_proposal_is_refused_by_field(desk, tmp_path, one, path):
    (problem,) = refused(desk, tmp_path, {k: v for k, v in one.items() if v != []})
    assert f"CarePlan/p, campo {path}" in problem


@pytest.mark.parametrize("odd", [5, "x", [1], {"a": 1}])
def test_what_a_plan_or_a_service_names_may_have_any_shape_and_is_refused_by_field(desk, tmp_path, odd):
    bad = WALK | {"target": odd, "addresses": odd, "description": odd}
    where = {"resourceType": "Location", "id": "l", "address": odd, "position": odd}
    centre = {"resourceType": "HealthcareService", "id": "s", "name": "Centro"}
    file = bundle(plan(), bad, patient(), centre | {"location": [{"reference": "Location/l"}]}, where)
    told = refused(desk, tmp_path, file)
    assert any("Goal/g, campo " in one for one in told)
    assert any("Location/l, campo " in one for one in told)


def test_who_may_not_open_cases_brings_no_plan(desk, tmp_path):
    store, _ = desk
    before = rows(store)
    (tmp_path / "b.json").write_text(json.dumps(bundle(plan(), WALK, patient())))
    with pytest.raises(NotAllowedError):
        load_fhir(store, [tmp_path / "b.json"], open_viewer(store, "tecnica", role="amministratore"))

    assert rows(store) == before
