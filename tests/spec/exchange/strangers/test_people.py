"""Persons, their relatives and teams come in from other systems as persons and ties."""

import json
from collections import Counter

from sqlalchemy import select

from coordinator.errors import RegisterError
from coordinator.exchange.fhir import load_fhir
from coordinator.exchange.fhir.names import PARTY_ID
from coordinator.model import Person, Practitioner, Tie

from .making import DOCTOR, HERS, bundle, patient, rows, tie


def test_each_of_hl7_s_examples_comes_in_or_is_refused_by_field(desk, corpus_dir):
    store, viewer = desk
    found, before = Counter(), rows(store)
    for path in sorted((corpus_dir / "fhir").glob("*.json")):
        try:
            load_fhir(store, [path], viewer)
        except RegisterError as error:
            assert rows(store) == before
            for problem in error.problems:
                assert problem.file == path.name
                assert problem.what
                assert problem.path or "Bundle.entry" in problem.what
            found["refused"] += 1
        else:
            found["in"] += 1
            before = rows(store)

    assert found == {"in": 31, "refused": 123}


def test_a_relative_of_another_system_is_a_person_and_a_tie(desk, tmp_path):
    store, viewer = desk
    daughter = {
        "resourceType": "RelatedPerson", "id": "lia", "patient": {"reference": "Patient/ada"},
        "name": [{"family": "Bruni", "given": ["Lia", "Maria"]}], "period": {"start": "1968-05-23"},
        "relationship": [{"coding": [{"system": "http://terminology.hl7.org/CodeSystem/v3-RoleCode", "code": "DAU"}]}],
    }  # fmt: skip
    (tmp_path / "b.json").write_text(
        json.dumps(bundle(daughter, patient(identifier=[HERS], photo=[{"url": "a"}])))
    )
    brought = load_fhir(store, [tmp_path / "b.json"], viewer)
    again = load_fhir(store, [tmp_path / "b.json"], viewer)

    assert (brought.added, brought.left) == ({"persone": 2, "legami": 1}, {"Patient.photo.url": 1})
    assert (again.added, again.known) == ({}, {"persone": 1, "legami": 1})
    with store.reading() as session:
        names = dict(session.execute(select(Person.key, Person.given_name)).all())
        (kin,) = session.scalars(select(Tie))
    assert (kin.kind, names[kin.from_key], names[kin.to_key]) == ("genitore", "Ada", "Lia Maria")


def test_a_team_of_another_system_is_ties_since_their_day(desk, tmp_path):
    store, viewer = desk
    team = tie("x", role=[{"text": "medico"}])
    (tmp_path / "b.json").write_text(json.dumps(bundle(team, DOCTOR, patient())))
    brought = load_fhir(store, [tmp_path / "b.json"], viewer)

    assert brought.added == {"persone": 1, "professionisti": 1, "legami": 1}
    with store.reading() as session:
        assert session.scalars(select(Tie.kind)).all() == ["segue"]
        assert session.scalars(select(Practitioner.name)).all() == ["Ivo Fabbri"]


def test_who_has_the_same_codice_fiscale_is_the_same_person(desk, tmp_path):
    store, viewer = desk
    (tmp_path / "a.json").write_text(json.dumps(patient(identifier=[HERS])))
    old = {"system": "http://hl7.it/sid/codiceFiscale", "value": HERS["value"].lower()}
    hers = [old, {"system": PARTY_ID, "value": "per:999"}]
    (tmp_path / "b.json").write_text(json.dumps(bundle(tie("medico_base"), patient(identifier=hers), DOCTOR)))
    load_fhir(store, [tmp_path / "a.json"], viewer)
    brought = load_fhir(store, [tmp_path / "b.json"], viewer)

    assert brought.known == {"persone": 1}
    assert brought.added == {"professionisti": 1, "legami": 1}


def test_what_has_no_place_is_told_and_the_rest_comes_in(desk, tmp_path):
    store, viewer = desk
    coverage = {"resourceType": "Coverage", "id": "c"}
    goal = {
        "resourceType": "Goal", "id": "g", "lifecycleStatus": "active", "description": {"text": "camminare"},
        "subject": {"reference": "Patient/ada"},
    }  # fmt: skip
    (tmp_path / "b.json").write_text(json.dumps(bundle(patient(), coverage, goal)))
    brought = load_fhir(store, [tmp_path / "b.json"], viewer)

    assert brought.read == {"Patient": 1}
    assert [(one.resource, one.path) for one in brought.passed] == [
        ("Coverage/c", "resourceType"),
        ("Goal/g", "extension[event-of]"),
    ]
