"""Citations of real acts, marked by hand before the grammar was written, are found as marked.

``real.tsv`` holds no words: a file of the corpus and its hash, a window drawn with a seed, where its text
stands (``context``), and for each citation its offsets and the norms it names (``?``: cut by the window's
edge, not counted). One half was looked at while the grammar was tuned, the other never.
"""

import csv
import hashlib
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import pytest

from knowledge.norms.identifiers import parse_urn
from knowledge.references import find_references

MARKS = Path(__file__).with_name("real.tsv").read_text("utf-8").splitlines()
ROWS = list(csv.DictReader(MARKS, delimiter="\t"))

pytestmark = pytest.mark.corpus


@dataclass
class Score:
    """How many norms were found as marked, found and not marked, marked and not found."""

    right: int = 0
    extra: int = 0
    missed: int = 0

    @property
    def precision(self):
        return self.right / (self.right + self.extra)

    @property
    def recall(self):
        return self.right / (self.right + self.missed)


@pytest.fixture(scope="module")
def texts(corpus_dir):
    """The files of the sample, each the one that was marked."""
    read = {}
    for name, sha256 in {(row["file"], row["sha256"]) for row in ROWS}:
        raw = (corpus_dir / name).read_bytes()
        assert hashlib.sha256(raw).hexdigest() == sha256, f"{name} is not the file that was marked"
        read[name] = raw.decode("utf-8")
    return read


@pytest.mark.parametrize("half", ["tuned", "held"])
def test_citations_of_real_acts_are_found(half, texts, record_property):
    score = Score()
    for window, rows in _windows(half).items():
        _compare(texts, window, rows, score)

    record_property(f"references_{half}", f"precision {score.precision:.4f}, recall {score.recall:.4f}")
    print(f"\n{half}: {score}, precision {score.precision:.4f}, recall {score.recall:.4f}")
    assert score.precision >= 0.98
    assert score.recall >= 0.95


def test_the_sample_is_large_and_of_many_files():
    assert sum(bool(row["start"]) and row["urns"] != "?" for row in ROWS) >= 300
    assert len({row["file"] for row in ROWS}) >= 12


def _windows(half):
    """Group the marks by the window they are in."""
    windows = defaultdict(list)
    for row in ROWS:
        if row["half"] == half:
            key = (row["file"], int(row["window_start"]), int(row["window_end"]), row["context"])
            windows[key].append(row)
    return windows


def _compare(texts, window, rows, score):
    """Count what is found in one window against its marks."""
    name, start, end, context = window
    text = texts[name]
    head, tail = _paragraph(text, start, end, gap="\n\n" if name.endswith("garante.txt") else "\n")
    found = find_references(text[head:tail], context=parse_urn(context))
    cut = [(int(row["start"]), int(row["end"])) for row in rows if row["urns"] == "?"]
    marked = [
        (int(row["start"]), int(row["end"]), parse_urn(urn))
        for row in rows
        if row["start"] and row["urns"] != "?"
        for urn in row["urns"].split()
    ]
    for one in found:
        first, last = head + one.start, head + one.end
        if first < start or last > end or any(a < last and first < b for a, b in cut):
            continue
        for ref in one.refs:
            same = next((m for m in marked if first < m[1] and m[0] < last and ref.same_as(m[2])), None)
            if same:
                marked.remove(same)
                score.right += 1
            else:
                score.extra += 1
    score.missed += len(marked)


def _paragraph(text, start, end, gap):
    """Widen a window to the paragraph it is in, since that is what a reader of acts hands over."""
    after = text.find(gap, end)
    return max(0, text.rfind(gap, 0, start) + 1), len(text) if after < 0 else after
