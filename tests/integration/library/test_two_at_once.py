"""Two processes on one library at the same time: nothing lost, nothing twice, nothing stale."""

import subprocess
import sys
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from knowledge.library import Library
from knowledge.norms.identifiers import parse_urn

REGION = Path(str(files("knowledge") / "regione_esempio"))
DAY = date(2024, 6, 1)
ADDING = """
import sys
from pathlib import Path
from knowledge.library import Library

home, url, *paths = sys.argv[1:]
with Library.open(Path(home) if home else None, url or None) as library:
    print(library.add([Path(path) for path in paths]).refused)
"""


def start_adding(paths, home="", url=""):
    command = [sys.executable, "-c", ADDING, str(home), url, *map(str, paths)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def write_laws(folder, numbers):
    """Ten laws of three commi, each naming the one before."""
    folder.mkdir(exist_ok=True)
    for number in numbers:
        text = f"1. Parole {number}.\n\n2. Si veda l'art. 1 della legge 2 marzo 2001, n. {number - 1}.\n\n3. Fine."
        front = f"---\nurn: urn:nir:stato:legge:2001-03-02;{number}\n---\n"
        (folder / f"{number}.md").write_text(f"{front}### Art. 1\n\n{text}\n")
    return sorted(folder.glob("*.md"))


def check_two_at_once(tmp_path, **place):
    """Start two on an empty place, half their files in common; then every act is there once and whole."""
    laws = write_laws(tmp_path / "laws", range(10, 30))
    running = [start_adding(laws[:15], **place), start_adding(laws[5:], **place)]
    said = [process.communicate(timeout=120) for process in running]
    assert [process.returncode for process in running] == [0, 0], said
    assert [out.strip() for out, _ in said] == ["[]", "[]"]
    with Library.open(place.get("home"), place.get("url")) as library:
        for number in range(10, 30):
            found = library.find(parse_urn(f"urn:nir:stato:legge:2001-03-02;{number}~art1"), DAY)
            assert [passage.text for passage in found][0] == f"Parole {number}."
            assert len(found) == 3
        coverage = library.coverage()
    assert coverage.damaged == ()
    paths = [source.path for source in coverage.sources]
    assert len(paths) == len(set(paths))


def test_two_that_add_at_the_same_time_lose_nothing_on_sqlite(tmp_path):
    check_two_at_once(tmp_path, home=tmp_path / "home")


@pytest.mark.postgres
def test_two_that_add_at_the_same_time_lose_nothing_on_postgresql(tmp_path, postgres_url):
    check_two_at_once(tmp_path, url=postgres_url)


def test_a_library_that_is_open_sees_what_another_process_changes(tmp_path):
    law = tmp_path / "legge.md"
    law.write_text((REGION / "legge_regionale_2020_4.md").read_text())
    ref = parse_urn("urn:nir:regione.esempio:legge:2020-03-12;4~art2-com1")
    with Library.open(tmp_path / "home") as library:
        assert library.find(ref, DAY) == []
        start_adding([law], home=tmp_path / "home").communicate(timeout=60)
        assert "trenta ore" in library.find(ref, DAY)[0].text
        law.write_text(law.read_text().replace("trenta ore", "quaranta ore"))
        start_adding([law], home=tmp_path / "home").communicate(timeout=60)
        assert "quaranta ore" in library.find(ref, DAY)[0].text
