"""Small invented acts, written as a drawing; a library that holds them."""

from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from knowledge.library import Library
from knowledge.norms.identifiers import parse_urn

REGION = Path(str(files("knowledge") / "regione_esempio"))
LAW = "urn:nir:stato:legge:2001-02-03;9"


@pytest.fixture
def library():
    with Library.open() as library:
        yield library


@pytest.fixture
def add(library, tmp_path):
    """Write an act in Markdown and add it: front matter as keywords, then its articles."""

    def add(body, urn=LAW, name=None, **fields):
        front = "\n".join(f"{key}: {value}" for key, value in {"urn": urn, **fields}.items())
        path = tmp_path / (name or f"{abs(hash((urn, front)))}.md")
        path.write_text(f"---\n{front}\n---\n\n{body}\n", encoding="utf-8")
        return library.add(path)

    return add


@pytest.fixture
def find(library):
    """Find what a partition of the law names: ``find("art1-com2", "2010-01-01")``."""

    def find(partition, day, urn=LAW):
        return library.find(parse_urn(f"{urn}~{partition}"), date.fromisoformat(day))

    return find


@pytest.fixture
def region(library):
    library.add([REGION / "legge_regionale_2020_4.md", REGION / "regolamento_ambito_valchiara.md"])
    return library
