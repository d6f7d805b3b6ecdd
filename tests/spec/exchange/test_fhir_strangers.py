"""FHIR that other systems write comes in where the record has a place for it, or is refused with field and mend."""

import json
import shutil
from collections import Counter
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select

from coordinator.errors import NotAllowedError, RegisterError
from coordinator.exchange.comuni import read_comuni
from coordinator.exchange.fhir import export_fhir, load_fhir
from coordinator.exchange.fhir.addresses import CODED, ISTAT
from coordinator.exchange.fhir.names import PARTY_ID, TAX_CODE, code_system
from coordinator.model import Access, Base, Case, Household, Person, Practitioner, Service, Tie
from coordinator.pathway.events import Opened
from coordinator.pathway.opening import open_case
from coordinator.pathway.reading import cases_of, read_case
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
    """Count every row of the record, but for the log of who asked, at once."""
    tables = [table for table in Base.metadata.sorted_tables if table.name != Access.__tablename__]
    counts = [select(func.count()).select_from(table).scalar_subquery().label(table.name) for table in tables]
    with store.reading() as session:
        return dict(session.execute(select(*counts)).one()._mapping)


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


def test_a_service_is_where_its_location_says_and_open_when_it_says(desk, tmp_path):
    store, viewer = desk
    city = {"extension": [{"url": CODED["url"], "valueCoding": {"system": ISTAT, "code": "075035"}}]}
    where = {
        "resourceType": "Location", "id": "l", "name": "Palazzina B",
        "position": {"latitude": 40.35, "longitude": 18.17},
        "address": {"line": ["via Roma 4"], "city": "Lecce", "_city": city, "district": "LE", "postalCode": "73100",
                    "country": "IT"},
    }  # fmt: skip
    centre = {
        "resourceType": "HealthcareService", "id": "s", "name": "Centro Aurora",
        "location": [{"reference": "Location/l"}],
        "availableTime": [
            {"daysOfWeek": ["mon", "wed"], "availableStartTime": "09:00:00", "availableEndTime": "12:30:00"}],
        "characteristic": [{"text": "rampa"}],
    }  # fmt: skip
    (tmp_path / "b.json").write_text(json.dumps(bundle(centre, where, where | {"id": "sola"})))
    brought = load_fhir(store, [tmp_path / "b.json"], viewer)

    with store.reading() as session:
        row = session.scalars(select(Service)).one()
    assert (row.address, row.city, row.comune_code, row.province, row.postal_code) == (
        *("via Roma 4", "Lecce", "075035", "LE", "73100"),
    )
    assert (row.latitude, row.opening_hours, row.accessibility) == (40.35, "lun, mer 09:00-12:30", "rampa")
    assert [(one.resource, one.path) for one in brought.passed] == [("Location/sola", "name")]
    assert brought.left == {}


@pytest.fixture
def comuni(tmp_path):
    """A list of comuni like ISTAT's, with two."""
    (tmp_path / "istat.csv").write_text(
        "Codice Comune formato alfanumerico;Denominazione in italiano;Denominazione Regione;Sigla automobilistica\n"
        "075035;Lecce;Puglia;LE\n075057;Otranto;Puglia;LE\n",
        encoding="utf-8",
    )
    return read_comuni(tmp_path / "istat.csv")


def living(code, **more):
    coding = {"valueCoding": {"system": ISTAT, "code": code}}
    return patient(address=[{"_city": {"extension": [CODED | coding]}} | more])


def test_the_code_of_the_comune_says_where_a_person_lives_and_goes_out_again(desk, tmp_path, comuni):
    store, viewer = desk
    (tmp_path / "b.json").write_text(json.dumps(living("075035")))
    brought = load_fhir(store, [tmp_path / "b.json"], viewer, comuni=comuni)
    export_fhir(store, tmp_path / "out.ndjson", DAY, viewer, comuni=comuni)

    with store.reading() as session:
        assert session.scalars(select(Person.area)).all() == ["Lecce"]
    assert brought.left == {}
    (hers,) = (
        json.loads(line)
        for line in (tmp_path / "out.ndjson").read_text().splitlines()
        if "Patient" in line[:30]
    )
    assert hers["address"] == living("075035", city="Lecce")["address"]


def test_without_a_list_of_comuni_the_code_is_told_and_left(desk, tmp_path):
    store, viewer = desk
    (tmp_path / "b.json").write_text(json.dumps(living("075035", city="Lecce")))

    assert sum(load_fhir(store, [tmp_path / "b.json"], viewer).left.values()) == 3


@pytest.mark.parametrize(
    ("one", "said"),
    [(living("075035", city="Otranto"), "075035 è Lecce"), (living("999999"), "999999 non è fra i comuni")],
)
def test_a_code_that_is_another_comune_is_refused(desk, tmp_path, comuni, one, said):
    store, viewer = desk
    (tmp_path / "b.json").write_text(json.dumps(one))
    with pytest.raises(RegisterError) as error:
        load_fhir(store, [tmp_path / "b.json"], viewer, comuni=comuni)

    (problem,) = error.value.problems
    assert said in problem.what
    assert problem.path == "address[0].city.extension[codiceComune]"


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
