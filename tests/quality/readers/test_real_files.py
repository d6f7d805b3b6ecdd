"""On every real act: no character is lost or invented, and every unit is a slice of its source."""

import html
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from knowledge.errors import UnreadableFileError
from knowledge.norms import Kind, hash_text
from knowledge.readers import read

pytestmark = pytest.mark.corpus
CORPUS = Path(__file__).resolve().parents[4] / "shared" / "corpus"
FOLDERS = ("norms", "akn_samples")
# one file an article, whose act only its folder tells; the two whole texts are derived from them
LOOSE = "dlgs_2023_36/articles"
FILES = sorted(
    str(path.relative_to(CORPUS))
    for folder in FOLDERS
    for path in (CORPUS / folder).rglob("*")
    if path.is_file() and LOOSE not in str(path)
)
NOT_ACTS = (
    "NEGATIVE_", "errore_", "ricerca_", "tipologiche_", "urn_non_ancora_vigente", "README", "contents.json",
    "atto_menu_", "atto_scheda_", "atto_testo_", "atto_stampa_",
)  # fmt: skip
MARK = re.compile(r"\(\(\s*\(?[\d.… a-z]{0,14}\)?\s*\)\)|\(\(|\)\)|\(\d{1,3}[a-z]{0,2}\)")


@pytest.fixture(scope="module")
def documents(corpus_dir):
    """Read a file, once for all that is asked of it: together they take a tenth of a gigabyte."""
    kept = {}

    def documents(name):
        if name not in kept:
            kept[name] = read(corpus_dir / name)
        return kept[name]

    return documents


ACTS = [name for name in FILES if not Path(name).name.startswith(NOT_ACTS)]


@pytest.mark.parametrize("name", ACTS)
def test_every_character_has_one_place_and_every_unit_is_a_slice(documents, name):
    for document in documents(name):
        stream = document.source.stream
        covered = bytearray(len(stream))
        for version in document.versions:
            assert version.text == "".join(stream[start:end] for start, end in version.spans)
            assert version.sha256 == hash_text(version.text)
            for start, end in version.spans:
                covered[start:end] = b"\1" * (end - start)
        for region in document.regions:
            covered[region.start : region.end] = b"\1" * (region.end - region.start)
            assert _is_honest(region.why, stream[region.start : region.end]), (
                region.why,
                stream[region.start : region.end][:80],
            )
        if len(documents(name)) == 1:
            lost = "".join(sign for sign, seen in zip(stream, covered, strict=True) if not seen)
            assert lost.strip() == ""


@pytest.mark.parametrize("name", [name for name in ACTS if name.endswith(".xml")])
def test_the_stream_of_xml_holds_the_words_of_the_file_and_no_other(documents, corpus_dir, name):
    (document,) = documents(name)
    # its DTD, which nobody fetches, would define the names of letters
    named = re.compile(r"&(?!amp;|lt;|gt;|quot;|apos;|#)\w+;")
    text = named.sub(lambda match: html.unescape(match[0]), (corpus_dir / name).read_text())
    words = "".join(ET.fromstring(re.sub(r"<!DOCTYPE[^>]*>", "", text)).itertext())  # noqa: S314 - our own files

    assert "".join(document.source.stream.split()) == "".join(words.split())


@pytest.mark.parametrize(
    "name", [name for name in ACTS if name.endswith((".md", ".txt")) and "html" not in name]
)
def test_the_stream_of_text_is_the_file_but_for_its_tags(documents, corpus_dir, name):
    document = documents(name)[0]
    tags = re.compile(r"</?(?:br|ul|ol|li|p|div|a|em|i|b|strong|sup|sub|span)\b[^<>\n]*>", re.IGNORECASE)
    text = tags.sub("", (corpus_dir / name).read_text())

    assert "".join(document.source.stream.split()) == "".join(text.split())


@pytest.mark.parametrize("name", ACTS)
def test_every_article_can_be_cited(documents, name):
    for document in documents(name):
        articles = [unit for unit in document.units if unit.kind is Kind.ARTICLE]
        assert [unit.key for unit in articles if not unit.article] == []


@pytest.mark.parametrize("name", [name for name in FILES if name not in ACTS])
def test_what_is_no_act_is_refused_with_the_file_and_the_mend(corpus_dir, name):
    with pytest.raises(UnreadableFileError) as refused:
        read(corpus_dir / name)

    assert Path(name).name in str(refused.value)
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize(
    ("name", "articles", "commi"),
    [
        # counted with grep in the files: <article> and <num>, headings, paragraphs that open with a number
        ("akn_samples/akn_dlgs_2005_82_cad_vig2025.xml", 121, 443),
        ("norms/dlgs_2005_82_cad.md", 121, 443),
        ("norms/gdpr_2016_679_garante.txt", 99, 372),
        ("norms/gdpr_2016_679_garante.pdf", 99, 372),
        ("norms/legge_2021_234_normattiva_api.json", 1, 103),
        ("norms/transcribed/legge_2000_328__artt_1_30_completa.md", 30, 115),
    ],
)
def test_a_format_gives_the_articles_and_commi_that_the_file_has(documents, name, articles, commi):
    document = documents(name)[0]
    kinds = [unit.kind for unit in document.units]
    numbered = [unit for unit in document.units if unit.kind is Kind.COMMA]

    assert kinds.count(Kind.ARTICLE) == articles
    assert len(numbered) == commi


def test_an_answer_cut_at_a_hundred_commi_is_reported(documents):
    (document, *_) = documents("norms/legge_2021_234_normattiva_api.json")

    assert "comma 100" in document.warnings[0]


def _is_honest(why, text):
    """Whether a stretch left out of the provisions is what it is said to be."""
    if why == "segno di modifica":
        return MARK.fullmatch(text.strip()) is not None
    if why == "nota di aggiornamento":
        return "AGGIORNAMENTO" in text[:60]
    if why == "avviso di abrogazione":
        return re.search("abrogat|soppress|annullat|decadut", text, re.IGNORECASE) or len(text) < 80
    if why == "intestazione":
        return len(text) < 1500
    if why == "segno del formato":
        return not any(sign.isalnum() for sign in re.sub(r"\]\([^)]*\)", "", text))
    return why in {"metadati del file", "cornice della pagina", "rinvio ai considerando dell'edizione"}
