"""Mutated files: a reader gives an act or our own error, never a crash, never a hang."""

import os
import random
import time
from importlib.resources import files
from pathlib import Path

import pytest

from knowledge.errors import KnowledgeError
from knowledge.readers import read_bytes
from knowledge.readers.files import Raw

CASES = int(os.environ.get("PONTE_FUZZ", "240"))
REGION = Path(str(files("knowledge") / "regione_esempio"))
OWN = [
    "legge_regionale_2020_4.md",
    "regolamento_ambito_valchiara.md",
    "deliberazione_2021_210.docx",
    "deliberazione_2021_210.pdf",
]
REAL = [
    "akn_samples/akn_dl_2025_36_vig20250524.xml",
    "akn_samples/akn_dpr_1998_100_vig20260720.xml",
    "akn_samples/other_formats/akn_WD17_legge_2015_68_lime.akn.xml",
    "akn_samples/other_formats/nir22_legge_2000_300.xml",
    "akn_samples/other_formats/normattiva_sdk_fixtures/export_multivigente.zip",
    "akn_samples/other_formats/normattiva_sdk_fixtures/urn_articolo_con_commi.json",
    "akn_samples/other_formats/md_html__LEGGE_26_gennaio_2026__n._14.md",
    "norms/transcribed/dlgs_2017_147__artt_7_8_9.md",
    "norms/legge_2004_4.md",
]
PIECES = [
    b"((",
    b"))",
    b"<",
    b">",
    b"&",
    b"\0",
    b"\xff",
    b"\n1. ",
    b"\n### Art. 1",
    b"]]>",
    b'"',
    b"a) ",
    b"{",
    b"}",
    b"AGGIORNAMENTO (1)",
]
LONGEST = 20.0  # seconds a case may take on a busy machine


def _mutate(data, source):
    """Change a file at random: bits, cuts, repetitions, insertions, truncation."""
    data = bytearray(data)
    for _ in range(source.randint(1, 6)):
        at = source.randrange(len(data) + 1) if data else 0
        width = source.choice([1, 4, 64, 1024])
        match source.randrange(6):
            case 0 if at < len(data):
                data[at] ^= 1 << source.randrange(8)
            case 1:
                del data[at : at + width]
            case 2:
                data[at:at] = data[at : at + width] * source.randint(1, 4)
            case 3:
                data[at:at] = source.choice(PIECES) * source.choice([1, 1, 1, 50])
            case 4:
                del data[at:]
            case _:
                other = source.randrange(len(data) + 1) if data else 0
                data[at : at + width] = data[other : other + width]
    return bytes(data)


def _read_mutations(paths, cases, seed):
    source = random.Random(seed)
    originals = [(path.name, path.read_bytes()) for path in paths]
    slowest, nameless = 0.0, 0
    for case in range(cases):
        name, data = originals[case % len(originals)]
        mutated = _mutate(data, source)
        start = time.monotonic()
        try:
            documents = read_bytes(Raw(name, mutated))
        except KnowledgeError as error:
            nameless += name not in str(error)
        else:
            for document in documents:
                stream = document.source.stream
                for version in document.versions:
                    assert version.text == "".join(stream[a:b] for a, b in version.spans)
        slowest = max(slowest, time.monotonic() - start)
    assert nameless == 0
    return slowest


def test_mutations_of_our_own_acts_never_crash_a_reader():
    assert _read_mutations([REGION / name for name in OWN], CASES // 2, seed=1) < LONGEST


@pytest.mark.corpus
@pytest.mark.timeout(1800)
def test_mutations_of_real_acts_never_crash_a_reader(corpus_dir):
    assert _read_mutations([corpus_dir / name for name in REAL], CASES, seed=2) < LONGEST
