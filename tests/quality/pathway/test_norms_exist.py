"""Every norm that the path names exists, to the comma, in the acts at hand or in the cards."""

import re
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from knowledge.library import Library
from knowledge.norms.identifiers import parse_urn

FILES = ("process", "terms", "instruments", "budgets", "forms", "levels")
DAYS = (date(2026, 11, 22), date(2024, 6, 1))  # some commi hold no more, and are named as replaced


def named():
    """List the URNs that the files of the path name."""
    found = set()
    for name in FILES:
        text = (files("coordinator.pathway") / f"{name}.yaml").read_text(encoding="utf-8")
        found |= set(re.findall(r'urn:nir:[^\s",}\]]+', text))
    return sorted(found)


@pytest.fixture(scope="module")
def library(corpus_dir, tmp_path_factory):
    """The cards, the real acts beside the repository, and the invented region's law."""
    opened = Library.open(home=tmp_path_factory.mktemp("norms"))
    for act in sorted((corpus_dir / "norms" / "transcribed").glob("*.md")):
        opened.add(act)
    opened.add(corpus_dir / "norms" / "codice_civile_lower.json")
    opened.add(Path(str(files("knowledge") / "regione_esempio")) / "legge_regionale_2020_4.md")
    return opened


def test_the_path_names_norms():
    assert len(named()) >= 70


def test_every_norm_that_the_path_names_exists_to_the_comma(library):
    lost = [urn for urn in named() if not any(library.find(parse_urn(urn), day) for day in DAYS)]

    assert lost == []
