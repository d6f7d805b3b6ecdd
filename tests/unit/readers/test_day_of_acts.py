"""Acts whose file gives only their year."""

import pytest

from knowledge.readers import read

TEXT = "---\nurl: https://www.normattiva.it/uri-res/N2Ls?urn:nir:stato:{}\n---\n\n# Titolo\n\n## Art. 1\n\n1. Prova.\n"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("decreto.legislativo:2009;150", "decreto.legislativo:2009-10-27;150"),
        ("decreto.legislativo:2009;9999", "decreto.legislativo:2009;9999"),
    ],
)
def test_an_act_known_by_its_year_gets_its_day_where_the_day_is_known(tmp_path, written, kept):
    file = tmp_path / "atto.md"
    file.write_text(TEXT.format(written), encoding="utf-8")

    assert [document.act.urn for document in read(file)] == [f"urn:nir:stato:{kept}"]
