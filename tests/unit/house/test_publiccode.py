"""publiccode.yml says what a public body looks for before it reuses software, by the standard's own rules."""

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[3]

# The keys that version 0.5 of the standard makes mandatory, and the words that some of them may take.
MANDATORY = [
    "publiccodeYmlVersion",
    "name",
    "url",
    "platforms",
    "developmentStatus",
    "softwareType",
    "description.it.shortDescription",
    "description.it.longDescription",
    "description.it.features",
    "legal.license",
    "maintenance.type",
    "maintenance.contacts",
    "localisation.localisationReady",
    "localisation.availableLanguages",
]
STATUSES = {"concept", "development", "beta", "stable", "obsolete"}
TYPES = {
    "standalone/mobile", "standalone/iot", "standalone/desktop", "standalone/web", "standalone/backend",
    "standalone/other", "addon", "library", "configurationFiles",
}  # fmt: skip


@pytest.fixture(scope="module")
def publiccode():
    return yaml.safe_load((ROOT / "publiccode.yml").read_text())


def look_up(tree, path):
    for key in path.split("."):
        tree = tree[key]
    return tree


@pytest.mark.parametrize("path", MANDATORY)
def test_a_mandatory_key_is_present(publiccode, path):
    assert look_up(publiccode, path) not in (None, "", [])


def test_words_come_from_the_standards_lists(publiccode):
    assert publiccode["developmentStatus"] in STATUSES
    assert publiccode["softwareType"] in TYPES
    assert publiccode["maintenance"]["type"] in {"internal", "contract", "community", "none"}


def test_descriptions_have_the_lengths_that_catalogues_show(publiccode):
    italian = publiccode["description"]["it"]

    assert len(italian["shortDescription"].strip()) <= 150
    assert 150 <= len(italian["longDescription"]) <= 10_000
    assert all(len(feature) <= 100 for feature in italian["features"])


def test_version_and_licence_agree_with_the_package(publiccode):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]

    assert publiccode["softwareVersion"] == project["version"]
    assert publiccode["legal"]["license"] == project["license"] == "EUPL-1.2"
    assert "EUROPEAN UNION PUBLIC LICENCE v. 1.2" in (ROOT / "LICENSE").read_text()


def test_dates_and_addresses_are_well_formed(publiccode):
    assert isinstance(publiccode["releaseDate"], date)
    assert re.fullmatch(r"https://\S+\.git", publiccode["url"])
