"""Where a service is and where a person lives come in from other systems, with the code of the comune."""

import json

import pytest
from sqlalchemy import select

from coordinator.errors import RegisterError
from coordinator.exchange.comuni import read_comuni
from coordinator.exchange.fhir import export_fhir, load_fhir
from coordinator.exchange.fhir.addresses import CODED, ISTAT
from coordinator.model import Person, Service

from .making import DAY, bundle, patient


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
