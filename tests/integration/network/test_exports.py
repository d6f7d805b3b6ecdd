"""From a terminal one asks about a person as on screen, and takes out what other programs read."""

import json

import pytest


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A folder for one store that all these tests read."""
    return tmp_path_factory.mktemp("store")


@pytest.fixture
def told(ponte, home):
    """Run a command on the invented district."""
    if not (home / "ponte.db").exists():
        ponte("district", "--persons", 40, "--seed", 3, home=home)

    def run(*words, check=True):
        return ponte(*words, "--on", "31/10/2026", home=home, check=check)

    return run


def test_a_question_on_a_person_is_answered_with_the_records_it_rests_on(told):
    answer = json.loads(told("ask", "Chi la segue?", "--person", "per:ada", "--json").stdout)

    assert (answer["status"], answer["as_of"]) == ("answered", "2026-10-31")
    assert answer["records"][0] == "per:ada"
    assert "per:lucia" in answer["records"]
    assert "Lucia Bruni: figlia" in answer["answer"]


def test_the_ending_of_a_file_says_what_is_written_and_one_that_says_nothing_is_refused(told, tmp_path):
    told("export", "--what", "rete", "--person", "per:ada", "--to", tmp_path / "ada")
    refused = told("export", "--to", tmp_path / "rete.doc", check=False)

    assert {file.name for file in (tmp_path / "ada").iterdir()} == {"nodi.csv", "legami.csv"}
    assert (refused.returncode, ".graphml" in refused.stderr) == (2, True)
    assert not (tmp_path / "rete.doc").exists()


def test_the_limits_of_a_national_flow_and_the_codes_of_places_are_told(told, tmp_path):
    said = told("export", "--what", "siad", "--to", tmp_path / "siad").stdout
    (tmp_path / "comuni.csv").write_text(
        "Codice Comune formato alfanumerico;Denominazione in italiano\n901001;Valdoria\n", encoding="utf-8"
    )
    zones = told("comuni", tmp_path / "comuni.csv").stdout

    assert "non va trasmesso così com’è" in said
    assert "valdoria: 901001 Valdoria" in zones
    assert "rocca: nessun comune ha questo nome." in zones
