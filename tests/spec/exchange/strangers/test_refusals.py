"""What is wrong in the FHIR of another system is refused with resource, field and mend."""

import json

import pytest
from sqlalchemy import select

from coordinator.exchange.fhir import export_fhir, load_fhir
from coordinator.exchange.fhir.names import TAX_CODE
from coordinator.model import Household

from .making import DAY, DOCTOR, HERS, bundle, ours, patient, refused, replaced_by, tie


def test_a_household_of_animals_is_none(desk, tmp_path):
    store, viewer = desk
    herd = {"resourceType": "Group", "id": "h", "type": "animal", "actual": True, "name": "Mandria"}
    (tmp_path / "b.json").write_text(json.dumps(bundle(patient(), herd)))
    load_fhir(store, [tmp_path / "b.json"], viewer)

    with store.reading() as session:
        assert session.scalars(select(Household)).all() == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{", "il JSON è rotto alla riga 1"),
        (b'{"resourceType": "Patient",\n "id": }', "riga 2, colonna 8"),
        (b'{"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":"Patient"', "rotto"),
        (b"<Patient xmlns='http://hl7.org/fhir'/>", "fatti dare il file in application/fhir+json"),
        (b"\xff\xfe\x00", "non è JSON"),
        (b'{"a": "\xff"}', "non è testo in UTF-8"),
        (b"", "non è JSON"),
        (b"[]", "non è JSON"),
        ({"nome": "Ada"}, "le manca resourceType"),
        (bundle(), "il Bundle è vuoto"),
        ({"resourceType": "Bundle", "type": "batch", "entry": [{"request": {"method": "GET"}}]}, "senza resource"),
        (
            {"resourceType": "Bundle", "entry": [{"resource": patient(), "request": {"method": "DELETE"}}]},
            "Ponte non cancella nulla",
        ),
        (b'{"resourceType":"Patient","x":' + b"[" * 5000 + b"]" * 5000 + b"}", "troppe parentesi una dentro l'altra"),
    ],
)  # fmt: skip
def test_what_is_no_fhir_in_json_is_refused(desk, tmp_path, content, said):
    (problem,) = refused(desk, tmp_path, content)
    assert problem.startswith("loro.json")
    assert said in problem


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (patient() | {"name": [{"given": ["Ada"]}]}, "Patient/ada, campo name[0].family: manca"),
        (patient(birthDate="11/02/1942"), "Patient/ada, campo birthDate: non è come R4 lo vuole"),
        (patient(birthDate="1942-02-30"), "birthDate: non è come R4 lo vuole: non è un giorno che esiste"),
        (patient() | {"name": "Ada"}, "campo name: non è come R4 lo vuole: vuole una lista"),
        (patient(active="forse"), "campo active: non è come R4 lo vuole: vuole true o false"),
        (patient(photo=[{"url": 3}]), "Patient/ada, campo photo: contiene un valore che non è del tipo"),
        (patient(animal={"species": {"text": "cane"}}), "campo animal: R4 non ha questo campo; forse è di un'altra"),
        (patient(gender="F"), "campo gender: 'F' non è fra i codici di R4: male, female"),
        (patient(modifierExtension=[{"url": "http://a", "valueBoolean": True}]), "campo modifierExtension"),
        (patient(implicitRules="http://a"), "campo implicitRules"),
        (patient(identifier=[{"system": TAX_CODE, "value": "AAA"}]), "campo identifier[codice fiscale].value: non"),
        (patient(identifier=[HERS], birthDate="1950-01-01"), "non concorda con birthDate"),
        (patient(identifier=[HERS], gender="male"), "non concorda con gender"),
        (patient(telecom=[{"system": "phone", "value": "1" * 31}]), "campo telecom[system=phone].value: è lungo 31"),
        (bundle(ours("a", "per:x"), ours("b", "per:x")), "per:x è scritto due volte"),
        (bundle(tie("medico_base"), patient()), "campo participant[0].member: Practitioner/d non è né nel file"),
        (bundle(tie("medico_base"), DOCTOR), "campo subject: Patient/ada non è né nel file né nell'archivio"),
        (bundle(tie("in_carico"), DOCTOR, patient()), "'in_carico' non può andare da"),
        (bundle(tie("segue", period={"end": "2026-01-01"}), DOCTOR, patient()), "participant[0].period.start: manca"),
        (
            bundle(tie("segue", period={"start": "2026-01-02", "end": "2026-01-01"}), DOCTOR, patient()),
            "viene prima di",
        ),
        (
            bundle(
                ours("a", "per:a") | replaced_by("b"),
                ours("b", "per:b") | replaced_by("a"),
            ),
            "campo link: torna su se stesso",
        ),
        (
            {"resourceType": "Encounter", "status": "finished", "class": [{"coding": [{"code": "AMB"}]}]},
            "forse è di un'altra versione di FHIR: Ponte legge R4 (4.0.1)",
        ),
        ({"resourceType": "Encounter", "status": "completed", "class": {"code": "A"}}, "campo status: 'completed' non"),
        (
            {"resourceType": "EpisodeOfCare", "id": "e", "status": "active", "patient": {"reference": "Patient/x"}},
            "EpisodeOfCare/e, campo type",
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_is_refused_with_resource_field_and_mend(desk, tmp_path, content, place):
    problems = refused(desk, tmp_path, content)
    assert any(place in problem for problem in problems), problems


def test_an_id_that_is_somebody_else_here_is_refused(desk, tmp_path):
    store, viewer = desk
    (tmp_path / "a.json").write_text(json.dumps(ours("ada", "per:000012")))
    load_fhir(store, [tmp_path / "a.json"], viewer)
    another = ours("ada", "per:000012") | {"name": [{"family": "Moro", "given": ["Ines"]}]}

    (problem,) = refused(desk, tmp_path, another)
    assert "per:000012 qui è già qualcun altro" in problem


def test_an_export_that_fails_leaves_no_half_file(desk, tmp_path, monkeypatch):
    store, viewer = desk
    (tmp_path / "a.json").write_text(json.dumps(patient()))
    load_fhir(store, [tmp_path / "a.json"], viewer)
    monkeypatch.setattr("coordinator.exchange.fhir.export._json", lambda _value: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        export_fhir(store, tmp_path / "out.json", DAY, viewer)

    assert not list(tmp_path.glob("out*"))
