"""Comparing days and territories, and naming a model, from the command line."""

import json

import pytest
from click.testing import CliRunner

from apps.cli.ask import ask


@pytest.fixture
def run(tmp_path):
    def invoke(*arguments):
        return CliRunner().invoke(ask, [*arguments, "--store", str(tmp_path / "home"), "--on", "2026-03-02"])

    return invoke


def test_two_days_are_compared(run):
    result = run("art. 18 d.lgs. 62/2024", "--compare-on", "2015-12-31", "--json")
    found = json.loads(result.output)

    assert [answer["as_of"] for answer in found["answers"]] == ["2015-12-31", "2026-03-02"]
    assert found["titles"] == ["Al 31 dicembre 2015:", "Al 2 marzo 2026:"]


def test_a_comparison_of_territories_asks_for_both(run):
    result = run("chi gestisce il PUA?", "--compare-territory", "IT-veneto")

    assert result.exit_code == 2
    assert "--territory e --compare-territory" in result.output


def test_a_model_that_is_not_installed_is_named_with_the_mend(run):
    result = run("a che serve il punto unico di accesso?", "--model", "nessuno:nulla")

    assert result.exit_code == 1
    assert "Il modello «nessuno:nulla» non si apre" in result.output
