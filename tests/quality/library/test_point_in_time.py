"""What stands on a day: the cases of pit.yaml, which a jurist can extend."""

import hashlib
import re
import unicodedata
from datetime import date
from pathlib import Path

import pytest
import yaml

from knowledge.library import Library
from knowledge.norms.identifiers import parse_urn

pytestmark = pytest.mark.corpus
CASES = yaml.safe_load(Path(__file__).with_name("pit.yaml").read_text())


@pytest.fixture(scope="module")
def library_of(corpus_dir):
    kept = {}

    def library_of(*names):
        if names not in kept:
            kept[names] = Library.open()
            kept[names].add([corpus_dir / name for name in names])
        return kept[names]

    yield library_of
    for library in kept.values():
        library.close()


def test_there_are_enough_cases():
    assert len(CASES) >= 60


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_what_stands_on_a_day(library_of, case):
    also = case.get("also") or []
    library = library_of(case["file"], *([also] if isinstance(also, str) else also))
    day = case["day"] if isinstance(case["day"], date) else date.fromisoformat(case["day"])

    found = [passage for passage in library.find(parse_urn(case["ref"]), day) if passage.official]

    assert ({str(passage.status) for passage in found} or {"absent"}) <= set(case["status"])
    if case["sha256"]:
        words = re.findall(r"\w+", _fold(" ".join(passage.text for passage in found)))
        assert (len(words), hashlib.sha256(" ".join(words).encode()).hexdigest()) == (
            case["words"],
            case["sha256"],
        )
    if case.get("changed_by"):
        assert any((passage.changed_by or "").startswith(case["changed_by"]) for passage in found)


def _fold(text):
    """Drop case and accents."""
    return "".join(
        sign for sign in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(sign)
    )
