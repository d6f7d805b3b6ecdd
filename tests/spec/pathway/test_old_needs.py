"""A need that the vocabulary has not, as an older record may hold, is read and said to be so; none is written."""

import shutil
from datetime import date

import pytest
from sqlalchemy import text

from apps.pages.cases.words import story
from coordinator.errors import CoordinatorError, UnknownWordError
from coordinator.exchange.fhir import export_fhir, load_fhir
from coordinator.findings import find_for
from coordinator.matching import match
from coordinator.model import vocabulary
from coordinator.network.record import read_record
from coordinator.pathway.cases import cases_of
from coordinator.pathway.reading import read_case
from coordinator.protection import open_viewer
from coordinator.store import open_store

DAY = date(2026, 11, 22)
OLD = "bisogno non riconosciuto: «tenersi compagnia»"
BY_SQL = (
    "INSERT INTO need (person_key, need, since, recorded_at, author) "
    "SELECT person_key, 'tenersi compagnia', since, recorded_at, author FROM need WHERE person_key = "
    "(SELECT key FROM party WHERE id = 'per:ada') LIMIT 1",
    "INSERT INTO case_event (case_key, number, kind, day, recorded_at, author, role, content) "
    "SELECT case_key, number + 1, 'need_found', day, recorded_at, author, role, "
    """'{"kind":"need_found","need":"tenersi compagnia","note":""}' FROM case_event WHERE case_key = """
    "(SELECT max(key) FROM care_case WHERE person_key = (SELECT key FROM party WHERE id = 'per:ada')) "
    "ORDER BY number DESC LIMIT 1",
)


@pytest.fixture(scope="module")
def store(open_district):
    """Ada's district, with a need of hers and one of her path that were written before needs were looked up."""
    found = open_district(9, ada=True)
    with found.writing() as session:
        for row in BY_SQL:
            assert session.execute(text(row)).rowcount == 1
    yield found
    found.close()


@pytest.fixture
def viewer(store):
    return open_viewer(store, "coordinatrice", role="coordinatore_distretto")


def test_a_record_with_an_old_need_is_read_and_says_so(store, viewer):
    assert OLD in read_record(store, "per:ada", DAY, viewer).needs
    assert find_for(store, "per:ada", DAY, viewer) is not None


def test_a_path_with_an_old_need_is_read_and_told(store, viewer):
    view = read_case(store, cases_of(store, "per:ada", viewer)[-1], viewer)

    assert "tenersi compagnia" in view.state.file.needs
    assert any(OLD in str(story(one, view, str)) for one in view.history)


def test_what_is_asked_of_a_need_that_is_no_word_is_refused(store, viewer):
    assert vocabulary().label("needs", "pasti") == "preparare e avere i pasti"
    with pytest.raises(UnknownWordError):
        match(store, "per:ada", "tenersi compagnia", DAY, viewer)


def test_a_file_brings_no_such_need_in(store, viewer, tmp_path, sqlite_template):
    export_fhir(store, tmp_path / "ada.json", DAY, viewer)
    (tmp_path / "empty").mkdir()
    shutil.copy(sqlite_template, tmp_path / "empty" / "ponte.db")
    other = open_store(home=tmp_path / "empty")
    with pytest.raises(CoordinatorError, match="tenersi compagnia") as refused:
        load_fhir(other, [tmp_path / "ada.json"], open_viewer(other, "demo"))
    other.close()
    assert "igiene_personale" in str(refused.value)  # what may be written instead
