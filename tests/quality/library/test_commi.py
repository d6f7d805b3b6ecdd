"""Commi marked in the files alone, by their offsets: the reader must give each its number."""

import csv
import hashlib
from bisect import bisect_right
from itertools import groupby
from pathlib import Path

import pytest

from knowledge.norms import Kind
from knowledge.readers import read

pytestmark = pytest.mark.corpus
MARKS = Path(__file__).with_name("commi.tsv")


def test_at_least_99_of_100_commi_have_the_number_that_the_file_gives_them(corpus_dir):
    with MARKS.open() as file:
        marks = list(csv.DictReader(file, delimiter="\t"))
    wrong = []
    for name, rows in groupby(marks, key=lambda mark: mark["file"]):
        rows = list(rows)
        assert hashlib.sha256((corpus_dir / name).read_bytes()).hexdigest() == rows[0]["sha256"], name
        documents = read(corpus_dir / name)
        wrong += [
            row for row in rows if (row["article"], row["comma"]) not in _at(documents, int(row["start"]))
        ]

    assert len(marks) >= 300
    assert len(wrong) / len(marks) <= 0.01, wrong


def _at(documents, offset):
    """Give article and comma of the commi that hold a character of the file."""
    found = set()
    for document in documents:
        position = _in_stream(document.source, offset)
        units = {unit.key: unit for unit in document.units}
        found |= {
            (units[version.key].article, units[version.key].comma)
            for version in document.versions
            if units[version.key].kind is Kind.COMMA
            and any(start <= position < end for start, end in version.spans)
        }
    return found


def _in_stream(source, offset):
    """Map a character of the file to the stream."""
    if not source.runs:
        return offset
    run = bisect_right([place for _, place in source.runs], offset) - 1
    stream, place = source.runs[run]
    return stream + offset - place
