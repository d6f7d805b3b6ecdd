"""The threat model and the impact assessment point to tests and provisions that exist."""

import ast
import re
from pathlib import Path

import pytest

from knowledge.norms.identifiers import parse_urn

ROOT = Path(__file__).resolve().parents[3]
DOCUMENTS = ("THREATS.md", "DPIA.md")
PROOF = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")


def text(name):
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "fewer"), [("THREATS.md", 40), ("DPIA.md", 20), ("DATA_LIFE.md", 3)])
def test_each_named_proof_is_a_test_that_exists(name, fewer):
    proofs = PROOF.findall(text(name))
    missing = [
        f"{path}::{test}"
        for path, test in proofs
        if not (ROOT / path).is_file() or (test and test not in functions(ROOT / path))
    ]

    assert len(proofs) > fewer
    assert missing == []


def functions(path):
    """The names of a module's functions."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {one.name for one in ast.walk(tree) if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)}


def test_each_threat_names_its_proof_or_says_that_there_is_none():
    rows = [
        line for line in text("THREATS.md").partition("## Spoofing")[2].splitlines() if line.startswith("| ")
    ]
    threats = [row for row in rows if not row.startswith(("| Threat", "|---"))]

    assert len(threats) > 25
    assert [row for row in threats if not PROOF.search(row) and "not proven here" not in row] == []


def test_the_assessment_has_the_four_parts_that_the_regulation_asks_for():
    parts = (
        "## 1. Descrizione",
        "## 2. Necessità e proporzione",
        "## 3. Rischi per le persone",
        "## 4. Misure",
    )

    assert [part for part in parts if part not in text("DPIA.md")] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_each_cited_provision_can_be_read(name):
    for urn in re.findall(r"`(urn:nir:[^`]+)`", text(name)):
        assert parse_urn(urn).article
