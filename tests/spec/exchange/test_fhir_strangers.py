"""FHIR that other systems write comes in where the record has a place for it, or is refused with field and mend."""

import json
import shutil
from collections import Counter
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select

from coordinator.errors import RegisterError
from coordinator.exchange.fhir import export_fhir, load_fhir
from coordinator.exchange.fhir.names import PARTY_ID, TAX_CODE, code_system
from coordinator.model import Access, Base, Household, Person, Practitioner, Tie
from coordinator.protection import open_viewer
from coordinator.store import open_store

DAY = date(2026, 3, 2)
NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
HERS = {"system": TAX_CODE, "value": "SRRDAA42B51F205C"}
KINDS = code_system("tie_kinds")


@pytest.fixture
def desk(sqlite_template, tmp_path):
    """An empty store and who writes, on SQLite."""
    shutil.copy(sqlite_template, tmp_path / "ponte.db")
    store = open_store(home=tmp_path, clock=lambda: NINE)
    yield store, open_viewer(store, "coordinatrice", role="coordinatore_distretto")
    store.close()


def patient(name="ada", **more):
    return {
        "resourceType": "Patient",
        "id": name,
        "name": [{"family": "Serravalle", "given": ["Ada"]}],
    } | more


def ours(name, party):
    return patient(name, identifier=[{"system": PARTY_ID, "value": party}])


def replaced_by(name):
    return {"active": False, "link": [{"other": {"reference": f"Patient/{name}"}, "type": "replaced-by"}]}


def tie(kind, **more):
    role = {"coding": [{"system": KINDS, "code": kind}]}
    return {"resourceType": "CareTeam", "id": "t", "subject": {"reference": "Patient/ada"}} | {
        "participant": [
            {"role": [role], "member": {"reference": "Practitioner/d"}, "period": {"start": "2026-01-01"}}
            | more
        ]
    }


DOCTOR = {"resourceType": "Practitioner", "id": "d", "name": [{"given": ["Ivo"], "family": "Fabbri"}]}


def bundle(*resources):
    return {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": one} for one in resources]}


def rows(store):
    """Count every row of the record, but for the log of who asked."""
    with store.reading() as session:
        tables = [table for table in Base.metadata.sorted_tables if table.name != Access.__tablename__]
        return {table.name: session.scalar(select(func.count()).select_from(table)) for table in tables}


def refused(desk, tmp_path, content):
    """Try to load a file that must be refused; return its problems, once nothing was written."""
    store, viewer = desk
    path = tmp_path / "loro.json"
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    before = rows(store)
    with pytest.raises(RegisterError) as error:
        load_fhir(store, [path], viewer)
    assert rows(store) == before
    return [str(problem) for problem in error.value.problems]


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
