"""The directory of services goes out as HSDS 3 and comes in as it was; what is wrong is refused with its place."""

import contextlib
import csv
import json
import os
import shutil
from datetime import UTC, date, datetime, time
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select, update

from coordinator.district import generate, load
from coordinator.errors import NotAllowedError, RegisterError
from coordinator.exchange.hsds import export_hsds, load_hsds
from coordinator.exchange.hsds.tables import is_package, read_tables
from coordinator.model import Party, Service
from coordinator.protection import open_viewer
from coordinator.store import open_store

DAY = date(2026, 11, 1)
NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
BODY, CENTRE = "0fdfb57f-c147-4cfb-864c-44788a335d8c", "ac148810-d857-441c-9679-408f346de14b"


@pytest.fixture(scope="module")
def directory(tmp_path_factory, sqlite_template):
    """The demo directory, as one file and as a folder."""
    home = tmp_path_factory.mktemp("source")
    shutil.copy(sqlite_template, home / "ponte.db")
    store = open_store(home=home, clock=lambda: NINE)
    viewer = open_viewer(store, "coordinatrice", role="coordinatore_distretto")
    load(store, generate(9, 7), viewer)
    export_hsds(store, home / "elenco.json", DAY, viewer)
    export_hsds(store, home / "elenco", DAY, viewer)
    store.close()
    return home


@pytest.fixture
def plain(sqlite_template, tmp_path):
    """An empty store and who writes, on SQLite alone: what is refused does not reach it."""
    home = tmp_path / "plain"
    home.mkdir()
    shutil.copy(sqlite_template, home / "ponte.db")
    store = open_store(home=home, clock=lambda: NINE)
    yield store, open_viewer(store, "coordinatrice", role="coordinatore_distretto")
    store.close()


def package(path, **tables):
    path.write_text(json.dumps(tables), encoding="utf-8")
    return path


def theirs(**more):
    """Another directory's: one body and its day centre."""
    body = {"id": BODY, "name": "Fondazione Aurora", "description": "assiste gli anziani"}
    return [body], [
        {"id": CENTRE, "organization_id": BODY, "name": "Centro Aurora", "status": "active"} | more
    ]


def test_the_directory_comes_back_byte_for_byte(directory, store, viewer, tmp_path):
    load_hsds(store, directory / "elenco.json", DAY, viewer)
    export_hsds(store, tmp_path / "elenco.json", DAY, viewer)
    export_hsds(store, tmp_path / "elenco", DAY, viewer)

    assert (tmp_path / "elenco.json").read_bytes() == (directory / "elenco.json").read_bytes()
    files = sorted(file.name for file in (directory / "elenco").iterdir())
    assert {"datapackage.json", "services.csv", "service_areas.csv", "required_documents.csv"} <= set(files)
    for name in files:
        assert (tmp_path / "elenco" / name).read_bytes() == (directory / "elenco" / name).read_bytes()


def test_a_folder_of_tables_says_what_the_file_says(directory):
    assert read_tables(directory / "elenco") == read_tables(directory / "elenco.json")
    assert read_tables(directory / "elenco" / "datapackage.json") == read_tables(directory / "elenco")


def test_places_and_waiting_travel_as_attributes_with_a_value(directory):
    tables = read_tables(directory / "elenco.json")
    codes = {term["id"]: term["code"] for term in tables["taxonomy_term"]}
    told = {(codes[one["taxonomy_term_id"]], one.get("value")) for one in tables["attribute"]}

    assert ("codice", "svc:centro-diurno") in told
    assert {"posti", "posti_liberi", "attesa_giorni"} <= {code for code, _ in told}


FORMATS = {
    "uuid": UUID,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "uri": lambda text: text.startswith("https://") or pytest.fail(text),
    "": str,
}


def test_every_cell_is_what_the_specification_asks_of_its_column(directory):
    """The columns are facts, kept as a table: name, type, format or allowed words, whether it must be there."""
    with (Path(__file__).parent / "hsds_columns.csv").open(encoding="utf-8") as file:
        asked = list(csv.DictReader(file))
    tables = json.loads((directory / "elenco.json").read_text(encoding="utf-8"))
    for name, rows in tables.items():
        columns = {one["column"]: one for one in asked if one["table"] == name}
        for row in rows:
            assert {one["column"] for one in columns.values() if one["required"]} <= set(row)
            for column, value in row.items():
                fits = columns[column]
                assert isinstance(value, str if fits["type"] == "string" else int | float)
                words = fits["format"].replace("_", " ").split()
                assert FORMATS[fits["format"]](value) if fits["format"] in FORMATS else value in words
    assert {name for name, rows in tables.items() if rows} == {one["table"] for one in asked}


def test_every_reference_leads_to_a_row_and_no_id_is_used_twice(directory):
    tables = json.loads((directory / "elenco.json").read_text(encoding="utf-8"))
    ids = {name: [row["id"] for row in rows] for name, rows in tables.items()}
    for name, rows in tables.items():
        assert len(set(ids[name])) == len(ids[name])
        for row in rows:
            for column, value in row.items():
                if (table := column.removesuffix("_id")) in ids and table != column:
                    assert value in ids[table]


def test_the_directory_fits_the_specification_s_own_schema(directory):
    """Its schemas are under another licence than ours: whoever has them says where."""
    from jsonschema import Draft202012Validator, FormatChecker

    place = os.environ.get("PONTE_HSDS_SCHEMA")
    if not place:
        pytest.skip("PONTE_HSDS_SCHEMA does not say where Open Referral's schema/compiled/tabular.json is")
    schema = json.loads(Path(place).read_text(encoding="utf-8"))
    tables = json.loads((directory / "elenco.json").read_text(encoding="utf-8"))
    formats = FormatChecker()
    formats.checks("uuid", ValueError)(lambda value: bool(UUID(value)))
    for name, rows in tables.items():
        table = schema["properties"][name]["items"]
        asked = set(table.get("tabular_required", ()))
        for row in rows:
            assert asked <= set(row)
            assert set(row) <= set(table["properties"])
            flat = {n: p for n, p in table["properties"].items() if "items" not in p}
            Draft202012Validator({**table, "properties": flat}, format_checker=formats).validate(row)


def test_a_directory_of_others_comes_in_once(store, viewer, tmp_path):
    organization, service = theirs(minimum_age=65, fees_description="gratuito", assured_date="2026-01-31")
    path = package(
        tmp_path / "loro.json", organization=organization, service=service,
        phone=[{"id": one, "service_id": CENTRE, "number": tel} for one, tel in ((BODY, "0000 1"), (CENTRE, "2"))],
        schedule=[{"id": BODY, "service_id": CENTRE, "freq": "WEEKLY"}],
    )  # fmt: skip
    first = load_hsds(store, path, DAY, viewer)
    again = load_hsds(store, path, DAY, viewer)

    assert first.added == {"servizi": 1, "enti": 1, "legami": 1}
    assert first.left == {"schedule.byday": 1, "phone.number": 1}
    assert (again.added, again.known) == ({}, {"servizi": 1, "enti": 1})
    with store.reading() as session:
        row = session.scalars(select(Service)).one()
    assert (row.id, row.service_kind, row.min_age, row.phone) == (f"svc:{CENTRE}", "altro", 65, "0000 1")
    export_hsds(store, tmp_path / "fuori.json", DAY, viewer)
    assert read_tables(tmp_path / "fuori.json")["service"][0]["id"] == CENTRE


HALL, OFFICE = "3a19ff88-4620-4d17-9830-ac1d859eb5d5", "7587f72e-11ff-4e02-95c2-f13f8f48f830"


def test_where_a_service_is_and_when_it_is_open_comes_in_and_the_rest_is_told(plain, tmp_path):
    store, viewer = plain
    organization, service = theirs()
    address = {"location_id": HALL, "address_1": "via Roma 4", "city": "Lecce", "country": "IT"}
    week = {
        "service_id": CENTRE,
        "freq": "WEEKLY",
        "byday": "MO,TU,WE,TH,FR",
        "opens_at": "08:30",
        "closes_at": "13:00",
    }
    path = package(
        tmp_path / "loro.json", organization=organization, service=service,
        location=[
            {"id": HALL, "location_type": "physical", "latitude": 40.352345678, "longitude": 18.169,
             "external_identifier": "075035", "external_identifier_type": "ISTAT"},
            {"id": OFFICE, "location_type": "virtual"},
        ],
        service_at_location=[{"id": i, "service_id": CENTRE, "location_id": i} for i in (HALL, OFFICE)],
        address=[address | {"id": BODY, "state_province": "Lecce", "postal_code": "73100", "address_type": "physical"}],
        accessibility=[{"id": BODY, "location_id": HALL, "description": "rampa"}],
        schedule=[
            week | {"id": BODY}, week | {"id": HALL, "byday": "SA", "closes_at": "12:00+01:00"},
            week | {"id": OFFICE, "freq": "MONTHLY"}, week | {"id": CENTRE, "opens_at": "08:30Z"},
        ],
    )  # fmt: skip
    listed = load_hsds(store, path, DAY, viewer)

    with store.reading() as session:
        row = session.scalars(select(Service)).one()
    assert (row.address, row.city, row.province, row.postal_code, row.comune_code) == (
        *("via Roma 4", "Lecce", None, "73100", "075035"),
    )
    assert (row.latitude, row.longitude, row.accessibility) == (40.352345678, 18.169, "rampa")
    assert row.opening_hours == "lun-ven 08:30-13:00; sab 08:30-12:00"
    assert listed.left == {
        "address.state_province": 1, "location": 1, "service_at_location.location_id": 1, "schedule.freq": 1,
        "schedule.opens_at": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"organization_id": "altro"}, "service, riga 2, campo organization_id"),
        ({"minimum_age": "tanti"}, "service, riga 2, campo minimum_age"),
        ({"assured_date": "ieri"}, "service, riga 2, campo assured_date"),
        ({"status": "aperto"}, "service, riga 2, campo status"),
        ({"id": "12"}, "service, riga 2, campo id"),
        ({"name": ""}, "service, riga 2, campo name"),
        ({"minimum_age": 400}, f"svc:{CENTRE}, campo minimum_age"),
        ({"eligibility_description": "x" * 301}, f"svc:{CENTRE}, campo eligibility_description"),
    ],
)
def test_what_is_wrong_is_refused_with_its_place_and_nothing_is_written(
    store, viewer, tmp_path, change, place
):
    organization, service = theirs(**change)
    with pytest.raises(RegisterError) as refused:
        load_hsds(
            store, package(tmp_path / "loro.json", organization=organization, service=service), DAY, viewer
        )

    assert any(place in str(problem) for problem in refused.value.problems)
    with store.reading() as session:
        assert session.scalars(select(Party.id)).all() == []


@pytest.mark.parametrize("status", ["inactive", "defunct", "temporarily closed"])
def test_a_service_that_is_there_no_more_stays_outside_and_the_others_come_in(plain, tmp_path, status):
    store, viewer = plain
    organization, service = theirs()
    gone = service[0] | {"id": HALL, "status": status}
    path = package(tmp_path / "loro.json", organization=organization, service=[*service, gone])
    listed = load_hsds(store, path, DAY, viewer)

    assert (listed.added["servizi"], listed.left) == (1, {f"service ({status})": 1})


@pytest.mark.parametrize("odd", [[], {}, 3, True, "x" * 300, float("nan")])
def test_places_and_schedules_of_any_shape_are_left_or_refused(plain, tmp_path, odd):
    store, viewer = plain
    organization, service = theirs()
    at = {"id": HALL, "service_id": CENTRE, "location_id": HALL}
    location = {"id": HALL, "latitude": odd, "longitude": odd, "external_identifier": odd} | {
        "external_identifier_type": "ISTAT"
    }
    schedule = {"service_id": CENTRE, "freq": "WEEKLY", "byday": odd, "opens_at": odd, "closes_at": odd}
    address = {"location_id": HALL, "address_1": odd, "city": odd, "state_province": odd, "postal_code": odd}
    path = package(
        tmp_path / "loro.json", organization=organization, service=service,
        service_at_location=[at, at | {"location_id": odd}], location=[location, {"id": odd}], address=[address],
        schedule=[schedule], accessibility=[{"location_id": HALL, "description": odd}],
    )  # fmt: skip
    with contextlib.suppress(RegisterError):
        load_hsds(store, path, DAY, viewer)


@pytest.mark.parametrize("text", ["{", "[]", '{"service": 3}', '{"service": [3]}', "\xff"])
def test_a_file_that_is_no_directory_is_refused(plain, tmp_path, text):
    store, viewer = plain
    (tmp_path / "rotto.json").write_bytes(text.encode("latin-1"))
    with pytest.raises(RegisterError):
        load_hsds(store, tmp_path / "rotto.json", DAY, viewer)
    (tmp_path / "vuota").mkdir()
    with pytest.raises(RegisterError, match="non è un elenco HSDS"):
        load_hsds(store, tmp_path / "vuota", DAY, viewer)


def test_a_fhir_bundle_is_not_taken_for_a_directory(directory, tmp_path):
    (tmp_path / "b.json").write_text('{"resourceType": "Bundle"}', encoding="utf-8")

    assert is_package(directory / "elenco.json")
    assert is_package(directory / "elenco")
    assert not is_package(tmp_path / "b.json")


def test_a_reserved_service_never_leaves_and_a_doctor_takes_nothing_out(directory, store, viewer, tmp_path):
    load_hsds(store, directory / "elenco.json", DAY, viewer)
    with store.writing() as session:
        session.execute(update(Party).where(Party.id == "svc:antiviolenza").values(hidden=True))
    export_hsds(store, tmp_path / "fuori.json", DAY, viewer)
    with pytest.raises(NotAllowedError):
        export_hsds(store, tmp_path / "no.json", DAY, open_viewer(store, "medico", role="medico"))

    assert "svc:antiviolenza" not in (tmp_path / "fuori.json").read_text(encoding="utf-8")
    assert not (tmp_path / "no.json").exists()
