"""The record goes out as FHIR R4 and comes in again as it was; what cannot come in is refused with its place."""

import json
import shutil
from collections import Counter
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select, update

from coordinator.district import generate, load
from coordinator.district.path import walk_ada
from coordinator.errors import NotAllowedError, RegisterError
from coordinator.exchange.fhir import export_fhir, load_fhir
from coordinator.exchange.fhir.shape import check_shape
from coordinator.model import Access, Consent, Party, Person, Service, Tie
from coordinator.protection import open_viewer
from coordinator.store import open_store

DAY = date(2026, 3, 2)
NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
THE_DAY_BEFORE = datetime(2026, 3, 1, 9, tzinfo=UTC)
TYPES = {
    "AuditEvent", "Basic", "CarePlan", "CareTeam", "ChargeItem", "Communication", "Condition", "Consent", "Contract",
    "DocumentReference", "Encounter", "EpisodeOfCare", "Flag", "Goal", "Group", "HealthcareService", "Invoice",
    "Location", "Organization", "OrganizationAffiliation", "Patient", "Practitioner", "PractitionerRole", "Provenance",
    "QuestionnaireResponse", "RelatedPerson", "ServiceRequest", "Task",
}  # fmt: skip


@pytest.fixture(scope="module")
def bundle(tmp_path_factory, sqlite_template):
    """The demo district of sixty persons, with Ada's path, budget, scales, referrals and consents, as a bundle."""
    home = tmp_path_factory.mktemp("source")
    shutil.copy(sqlite_template, home / "ponte.db")
    store = open_store(home=home, clock=lambda: THE_DAY_BEFORE)
    viewer = open_viewer(store, "coordinatrice", role="coordinatore_distretto")
    load(store, generate(60, 7), viewer)
    walk_ada(store, viewer)
    with store.writing() as session:
        ada, doctor = (
            session.scalar(select(Party.key).where(Party.id == party)) for party in ("per:ada", "pra:fabbri")
        )
        said = {
            "person_key": ada,
            "sharing": "rete",
            "day": DAY,
            "recorded_at": THE_DAY_BEFORE,
            "author": "x",
        }
        session.add(Consent(given=True, by="per:ada", recipient_key=doctor, **said))
        session.add(Consent(given=False, by="la figlia", **said))
    export_fhir(store, home / "distretto.json", DAY, viewer)
    store.close()
    return home / "distretto.json"


def resources(path):
    return [entry["resource"] for entry in json.loads(path.read_text(encoding="utf-8")).get("entry", [])]


def write(path, *found):
    entries = [
        {"fullUrl": f"http://altrove.example/{r['resourceType']}/{r.get('id')}", "resource": r} for r in found
    ]
    path.write_text(
        json.dumps({"resourceType": "Bundle", "type": "collection", "entry": entries}), encoding="utf-8"
    )
    return path


def counted(store):
    with store.reading() as session:
        return [session.scalar(select(func.count()).select_from(table)) for table in (Party, Tie)]


def test_the_district_comes_back_byte_for_byte(bundle, store, viewer, tmp_path):
    load_fhir(store, [bundle], viewer)
    export_fhir(store, tmp_path / "again.json", DAY, viewer)

    assert (tmp_path / "again.json").read_bytes() == bundle.read_bytes()
    types = Counter(resource["resourceType"] for resource in resources(bundle))
    assert types["Patient"] == 60
    assert {"RelatedPerson", "Practitioner", "PractitionerRole", "Organization", "HealthcareService"} <= set(
        types
    )


def test_every_resource_is_sound_r4(bundle):
    assert {r["id"]: check_shape(r) for r in resources(bundle) if check_shape(r)} == {}


def test_what_is_in_the_record_already_is_not_doubled(bundle, store, viewer, tmp_path):
    load_fhir(store, [bundle], viewer)
    before = counted(store)
    brought = load_fhir(store, [bundle], viewer)
    export_fhir(store, tmp_path / "again.json", DAY, viewer)

    assert (brought.added, brought.left, counted(store)) == ({}, {}, before)
    assert brought.known["persone"] == 60
    assert (tmp_path / "again.json").read_bytes() == bundle.read_bytes()


def test_one_resource_a_line_says_the_same(bundle, store, viewer, tmp_path):
    lines = tmp_path / "distretto.ndjson"
    lines.write_text("\n".join(json.dumps(r) for r in resources(bundle)), encoding="utf-8")
    load_fhir(store, [lines], viewer)
    export_fhir(store, tmp_path / "again.json", DAY, viewer)

    assert (tmp_path / "again.json").read_bytes() == bundle.read_bytes()


def test_a_doctor_may_not_take_the_record_out_nor_bring_one_in(bundle, store, tmp_path):
    doctor = open_viewer(store, "medico", role="medico")
    with pytest.raises(NotAllowedError):
        export_fhir(store, tmp_path / "no.json", DAY, doctor)
    with pytest.raises(NotAllowedError):
        load_fhir(store, [bundle], doctor)

    assert list(tmp_path.glob("*.json*")) == []
    with store.reading() as session:
        asked = session.execute(select(Access.action, Access.resource, Access.allowed)).all()
    assert asked == [("export", "register", False), ("write", "register", False)]
    assert counted(store) == [0, 0]


@pytest.mark.parametrize("person", [None, "per:ada"])
def test_a_hidden_tie_and_who_is_known_through_it_never_leave(bundle, store, viewer, tmp_path, person):
    load_fhir(store, [bundle], viewer)
    with store.writing() as session:
        ada = session.scalar(select(Person.key).where(Person.id == "per:ada"))
        refuge = Service(id="svc:rifugio", name="Casa segreta", service_kind="antiviolenza")
        session.add(refuge)
        session.flush()
        tie = Tie(
            kind="in_carico",
            from_key=ada,
            to_key=refuge.key,
            since=DAY,
            hidden=True,
            recorded_at=NINE,
            author="x",
        )
        session.add(tie)
    export_fhir(store, tmp_path / "fuori.json", DAY, viewer, person_id=person)

    text = (tmp_path / "fuori.json").read_text(encoding="utf-8")
    assert "per:ada" in text
    assert "rifugio" not in text
    assert "segreta" not in text


def test_an_event_that_names_a_hidden_service_goes_out_without_what_it_says(bundle, store, viewer, tmp_path):
    load_fhir(store, [bundle], viewer)
    with store.writing() as session:
        session.execute(update(Party).where(Party.id == "svc:adi").values(hidden=True))
    export_fhir(store, tmp_path / "fuori.json", DAY, viewer)

    assert "svc-adi" not in (tmp_path / "fuori.json").read_text(encoding="utf-8")
    withheld = [
        r for r in resources(tmp_path / "fuori.json") if "withheld" in json.dumps(r.get("activity", ""))
    ]
    assert withheld
    assert all("extension" not in r["extension"][0] and len(r["extension"]) == 1 for r in withheld)


@pytest.mark.parametrize(
    ("lacks", "said"),
    [
        ({"Provenance"}, "mancano dei passi del percorso"),
        ({"EpisodeOfCare"}, "manca l'EpisodeOfCare"),
        ({"Goal"}, "la risorsa di cui parla"),
    ],
)
def test_a_path_that_lacks_a_step_is_refused_whole(bundle, store, viewer, tmp_path, lacks, said):
    left = [r for r in resources(bundle) if r["resourceType"] not in lacks]
    if "Provenance" in lacks:
        left += [
            r for r in resources(bundle) if r["resourceType"] == "Provenance" and not r["id"].endswith("-3")
        ]
    with pytest.raises(RegisterError) as refused:
        load_fhir(store, [write(tmp_path / "b.json", *left)], viewer)

    assert any(said in str(problem) for problem in refused.value.problems)
    assert counted(store) == [0, 0]
