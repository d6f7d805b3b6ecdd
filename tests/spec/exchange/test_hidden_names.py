"""Who is reserved is named in nothing that leaves, not even in the words of others."""

import zipfile
from datetime import date

import pytest
from sqlalchemy import select

from coordinator.exchange import export_tables
from coordinator.exchange.calendar import export_calendar
from coordinator.exchange.fhir import export_fhir
from coordinator.exchange.graphs_export import export_network
from coordinator.exchange.hsds import export_hsds
from coordinator.model import Need, Party, Service
from coordinator.network import Statement, state_tie
from coordinator.network.parties import add_party, change_party
from coordinator.pathway.events import Noted, Opened
from coordinator.pathway.opening import open_case
from coordinator.pathway.writing import record
from coordinator.protection.veil import unnamed

DAY = date(2026, 3, 2)
WRITERS = {
    "distretto.json": lambda store, path, viewer, _: export_fhir(store, path, DAY, viewer),
    "ada.json": lambda store, path, viewer, ada: export_fhir(store, path, DAY, viewer, person_id=ada),
    "elenco.json": lambda store, path, viewer, _: export_hsds(store, path, DAY, viewer),
    "registri.xlsx": lambda store, path, viewer, _: export_tables(store, path, viewer),
    "registri": lambda store, path, viewer, _: export_tables(store, path, viewer),
    "distretto.graphml": lambda store, path, viewer, _: export_network(store, path, DAY, viewer),
    "distretto.gexf": lambda store, path, viewer, _: export_network(store, path, DAY, viewer),
    "ada.graphml": lambda store, path, viewer, ada: export_network(store, path, DAY, viewer, person_id=ada),
    "nodi": lambda store, path, viewer, ada: export_network(store, path, DAY, viewer, person_id=ada),
    "tutte.ics": lambda store, path, viewer, _: export_calendar(store, path, DAY, viewer, names=True),
}


@pytest.fixture
def ada(store, viewer):
    """Write Ada, and Zefira who is reserved and named by everybody who says anything."""
    ada = add_party(store, "persona", {"given_name": "Ada", "family_name": "Prova"}, viewer)
    marco = add_party(store, "persona", {"given_name": "Marco", "family_name": "Prova"}, viewer)
    zefira = add_party(store, "persona", {"given_name": "Zefira", "family_name": "Quornoth"}, viewer)
    centre = {"name": "Centro", "service_kind": "centro_diurno", "eligibility": "chiedere di Zefira Quornoth"}
    place = add_party(store, "servizio", centre, viewer)
    said = {"stated_by": "ZEFIRA QUORNOTH", "document": "colloquio con Quornoth Zefira"}
    state_tie(store, Statement("amicizia", ada, marco, DAY, **said), viewer)
    state_tie(store, Statement("in_carico", ada, place, DAY, **said), viewer)
    for person in (ada, zefira):
        call = Opened(source="vicini", caller="Zefira Quornoth", reason="la cerca Zefira Quornoth")
        case = open_case(store, person, call, DAY, viewer)
        record(store, case, Noted(nature="fatto", text="sentita zefira quornoth"), DAY, viewer)
    with store.writing() as session:
        key = session.scalars(select(Party.key).where(Party.id == ada)).one()
        stamp = {"author": "x", "recorded_at": store.clock(), "stated_by": "Zefira Quornoth"}
        session.add(Need(person_key=key, need="pasti", since=DAY, **stamp))
    change_party(store, zefira, {"hidden": True}, viewer)
    return ada


@pytest.mark.parametrize("name", WRITERS)
def test_nothing_that_leaves_names_who_is_reserved(store, viewer, ada, tmp_path, name):
    WRITERS[name](store, tmp_path / name, viewer, ada)

    told = "".join(words_of(path) for path in [tmp_path / name, *(tmp_path / name).rglob("*")]).casefold()
    assert "centro" in told or name == "tutte.ics"
    assert not [word for word in ("zefira", "quornoth") if word in told]


def words_of(path):
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as book:
            return "".join(book.read(part).decode() for part in book.namelist() if part.endswith(".xml"))
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def test_the_rest_of_what_was_said_leaves(store, viewer, ada, tmp_path):
    export_fhir(store, tmp_path / "fuori.json", DAY, viewer)
    export_hsds(store, tmp_path / "elenco.json", DAY, viewer)

    assert "colloquio con [riservato]" in (tmp_path / "fuori.json").read_text(encoding="utf-8")
    assert "chiedere di [riservato]" in (tmp_path / "elenco.json").read_text(encoding="utf-8")
    with store.reading() as session:
        assert session.scalars(select(Service.eligibility)).all() == ["chiedere di Zefira Quornoth"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("la figlia Lia Bo", "la figlia [riservato]"),
        ("Bo Lia, figlia", "[riservato], figlia"),
        ("Lia Bosco", "Lia Bosco"),
        ("Giulia Bo", "Giulia Bo"),
        ("il signor Bo", "il signor Bo"),
    ],
)
def test_a_whole_name_is_taken_out_and_no_other(text, told):
    assert unnamed({"Lia Bo"})(text) == told
    assert unnamed(())(text) == text
