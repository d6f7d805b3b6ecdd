"""The notebooks are a course: each a question, stored without output, that ends with one's own data."""

import json
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[3] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def cells(request):
    """The cells of one notebook."""
    return json.loads(request.param.read_text(encoding="utf-8"))["cells"]


def test_there_are_at_least_eight():
    assert len(NOTEBOOKS) >= 8


def test_its_title_is_a_question(cells):
    title = "".join(cells[0]["source"]).splitlines()[0]

    assert title.startswith("# ")
    assert "?" in title


def test_it_is_stored_without_output(cells):
    code = [cell for cell in cells if cell["cell_type"] == "code"]

    assert [cell for cell in code if cell["outputs"] or cell["execution_count"]] == []


def test_it_checks_its_number_and_tells_its_limits(cells):
    code, words = (
        "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == kind)
        for kind in ("code", "markdown")
    )

    assert "assert " in code
    assert "ponte.command(" in code, "its number is compared with that of a command"
    assert "limit" in words.lower()


def test_it_ends_with_ones_own_data_and_names_what_it_needs(cells):
    last = "".join(next(cell["source"] for cell in reversed(cells) if cell["cell_type"] == "markdown"))
    imported = "from apps.prompt import open_ponte" in "".join("".join(cell["source"]) for cell in cells)

    assert last.startswith("## E ora i tuoi dati")
    assert "open_ponte(" in last
    assert imported


def test_the_list_of_the_course_names_each_with_its_question():
    listed = (FOLDER / "README.md").read_text(encoding="utf-8")

    for path in NOTEBOOKS:
        title = "".join(json.loads(path.read_text(encoding="utf-8"))["cells"][0]["source"]).splitlines()[0]
        assert f"[{title[2:]}]({path.name})" in listed
