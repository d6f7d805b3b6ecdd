"""Documents that are no acts: their words are read; what cannot be read is named with the way out."""

import zipfile
from importlib.resources import files
from pathlib import Path

import pytest

from knowledge.errors import UnreadableFileError
from knowledge.readers import read
from knowledge.readers.words import read_words

REGION = Path(str(files("knowledge") / "regione_esempio"))


@pytest.mark.parametrize("name", ["deliberazione_2021_210.docx", "deliberazione_2021_210.pdf"])
def test_the_words_of_a_document_are_read_whatever_its_name(tmp_path, name):
    renamed = tmp_path / "allegato.xml"
    renamed.write_bytes((REGION / name).read_bytes())

    assert "articolo 5 della legge regionale 12 marzo 2020" in " ".join(read_words(renamed).split())
    assert read(renamed)[0].act.number == "210"


def test_a_page_gives_its_words_without_its_tags(tmp_path):
    page = tmp_path / "pagina.html"
    page.write_text("<html><body><p>Il piano richiama <b>l'art. 14</b>.</p></body></html>")

    assert read_words(page).split() == ["Il", "piano", "richiama", "l'art.", "14."]


@pytest.mark.parametrize(
    ("member", "what"),
    [
        ("xl/workbook.xml", "foglio di calcolo"),
        ("ppt/a.xml", "presentazione"),
        ("content.xml", "OpenDocument"),
    ],
)
@pytest.mark.parametrize("reads", [read, read_words])
def test_what_other_programs_save_is_named(tmp_path, member, what, reads):
    path = tmp_path / "atto.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(member, "<a/>")

    with pytest.raises(UnreadableFileError, match=what):
        reads(path)


def test_an_old_word_document_says_how_to_save_it(tmp_path):
    path = tmp_path / "piano.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)

    with pytest.raises(UnreadableFileError, match="salvalo come DOCX"):
        read_words(path)


def test_articles_written_in_one_stretch_are_told(tmp_path):
    path = tmp_path / "legge.md"
    stretch = (
        "Questo è un capoverso inventato. Questo ne è un altro, che nel testo vero sarebbe un comma. " * 6
    )
    articles = "\n\n".join(f"### Art. {number}\n\n{stretch}" for number in range(1, 7))
    path.write_text(f"---\nurn: urn:nir:stato:legge:1971-02-03;9\n---\n{articles}\n")

    assert read(path)[0].warnings == (
        "6 articoli (art. 1, 2, 3, 4, 5, 6) sono scritti di seguito, senza numeri né capoversi: i loro commi non si "
        "possono distinguere, e l'articolo si cita intero. Per citarli al comma aggiungi l'atto in Akoma Ntoso.",
    )
