"""``ponte findings`` says the same as the screens, in words or as data."""

import json

import pytest
from click.testing import CliRunner

from apps.cli.findings import findings
from coordinator import district
from coordinator.protection import open_viewer
from coordinator.store import open_store


@pytest.fixture
def ask(tmp_path):
    """Run the command on a store that holds Ada."""
    store = open_store(home=tmp_path)
    district.load(store, district.read_ada(), open_viewer(store, "demo"))
    store.close()

    def run(*words):
        return CliRunner().invoke(findings, [*words, "--store", str(tmp_path), "--on", "2026-10-31"])

    return run


def test_findings_come_with_rule_data_action_and_norm(ask):
    said = ask("per:ada").output

    assert "[alta] Lucia Bruni cura Ada Serravalle 31 ore a settimana, e ne può dare 24." in said
    assert "Regola «Chi cura dà più ore di quante può». Dati: Lucia Bruni" in said
    assert "Che cosa si può fare:" in said


def test_as_data_each_finding_names_its_evidence(ask):
    found = json.loads(ask("per:ada", "--json").output)

    assert all(one["evidence"] for one in found)
    assert {"rule", "person", "sentence", "severity", "norm", "action", "who", "fingerprint"} <= found[
        0
    ].keys()


def test_the_district_is_asked_without_a_person(ask):
    assert {one["person"] for one in json.loads(ask("--district", "--json").output)} >= {"per:ada"}


def test_one_asks_for_a_person_or_for_the_district(ask):
    assert ask().exit_code == 2
    assert ask("per:ada", "--district").exit_code == 2
