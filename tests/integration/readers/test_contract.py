"""What every reader keeps, whatever the format; and what it does with files that are not what they seem."""

import io
import zipfile

import pytest

from knowledge.errors import UnreadableFileError
from knowledge.library import Library
from knowledge.norms import Kind, hash_text
from knowledge.readers import read


class TestEveryReader:
    def test_cuts_every_unit_from_its_source(self, act_file):
        for document in read(act_file):
            stream = document.source.stream
            for version in document.versions:
                assert version.text == "".join(stream[start:end] for start, end in version.spans)
                assert version.sha256 == hash_text(version.text)

    def test_gives_each_character_one_place(self, act_file):
        for document in read(act_file):
            spans = [span for version in document.versions for span in version.spans]
            spans += [(region.start, region.end) for region in document.regions]
            seen = set().union(*(range(*span) for span in spans))
            lost = "".join(sign for at, sign in enumerate(document.source.stream) if at not in seen)
            assert lost.strip() == ""

    def test_leaves_nothing_unread_in_a_plain_act(self, act_file):
        assert [unit for document in read(act_file) for unit in document.unread()] == []

    def test_names_every_article(self, act_file):
        articles = [
            unit for document in read(act_file) for unit in document.units if unit.kind is Kind.ARTICLE
        ]
        assert articles
        assert all(unit.article for unit in articles)

    def test_reads_the_same_file_twice_alike(self, act_file):
        assert read(act_file) == read(act_file)

    def test_changes_nothing_when_the_library_reads_again(self, act_file):
        with Library.open() as library:
            library.add(act_file)
            version = library.version
            report = library.add(act_file)

            assert report.added == report.changed == []
            assert report.unchanged
            assert library.version == version


def test_an_akoma_ntoso_comma_keeps_its_number_its_letters_and_no_mark(akn_file):
    (document,) = read(akn_file)
    texts = {version.key: version.text for version in document.versions}

    assert texts["art1-com1"] == "La porta è una & sola."
    assert texts["art1-com1bis-leta"] == "a chi bussa;"
    assert texts["art1-com1bis-letb"] == "a chi passa."
    assert "AGGIORNAMENTO" not in "".join(texts.values())
    assert [region.why for region in document.regions if "nota" in region.why]


def test_a_character_of_xml_is_traced_to_its_place_in_the_file(akn_file):
    (document,) = read(akn_file)
    file, source = akn_file.read_text(), document.source
    start = source.stream.index("chi bussa")
    stream, place = max(run for run in source.runs if run[0] <= start)

    assert file[place + start - stream :].startswith("chi bussa")


@pytest.mark.parametrize("name", ["deliberazione_2021_210.docx", "deliberazione_2021_210.pdf"])
def test_a_row_keeps_its_caption_and_its_header(region, name):
    (document,) = read(region / name)
    texts = {version.key: version.text for version in document.versions}
    row = next(unit for unit in document.units if unit.kind is Kind.ROW and unit.label == "3")

    assert row.heading == "Tabella 1 - Tempi e responsabili per fase\nFase | Tempo massimo | Responsabile"
    assert texts[row.key] == "Valutazione multidimensionale | 30 giorni | Coordinatore della UVM"
    assert (row.article, row.comma) == ("1", "1")


def _bomb():
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 300_000_000)
    return data.getvalue()


ENTITIES = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))
HOSTILE = {
    "entity bomb": (
        "bomba.xml",
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY l0 "ha">'
        + ENTITIES
        + b"]><akomaNtoso>&l9;</akomaNtoso>",
        "entità",
    ),
    "external entity": (
        "esterna.xml",
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><akomaNtoso>&x;</akomaNtoso>',
        "entità",
    ),
    "zip bomb": ("bomba.docx", _bomb, "si gonfia"),
    "long line": ("lunga.md", lambda: b"---\nurn: x\n---\n" + b"a" * (5 * 2**20), "riga"),
    "200 MB line": ("enorme.txt", lambda: b"a" * (200 * 2**20), "MB"),
    "wrong ending": ("foto.xml", b"\x89PNG\r\n\x1a\n" + bytes(range(200)), "UTF-8"),
    "latin-1": (
        "latino.md",
        "---\nurn: urn:nir:stato:legge:2021-02-03;9\n---\n### Art. 1\nPerché\n".encode("latin-1"),
        "riga 5",
    ),
    "page of error": (
        "atto.xml",
        b"<!DOCTYPE html><html><head><title>Normattiva - Errore</title></head><body>Errore</body></html>",
        "pagina di errore",
    ),
    "broken XML": ("rotto.xml", b"<?xml version='1.0'?><akomaNtoso><act><body>", "riga"),
    "deep XML": (
        "fondo.xml",
        b"<akomaNtoso>" + b"<p>" * 5000 + b"</p>" * 5000 + b"</akomaNtoso>",
        "uno dentro l'altro",
    ),
    "deep JSON": ("fondo.json", b"[" * 100_000 + b"]" * 100_000, "JSON"),
    "empty": ("vuoto.md", b"", "vuoto"),
    "null bytes": ("nullo.txt", b"LEGGE 3 febbraio 2021, n. 9\n\0\0\0Art. 1", "byte nulli"),
    "broken PDF": ("rotto.pdf", b"%PDF-1.7\nnothing", "PDF rotto"),
    "broken DOCX": ("rotto.docx", b"PK\x03\x04word/" + b"x" * 500, "archivio rotto"),
    "error of the service": (
        "errore.json",
        b'{"message":"atto non trovato","code":"404"}',
        "risposta di errore",
    ),
    "no act": ("appunti.md", b"# Appunti\n\nLatte e pane.\n", "non dice quale atto"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_file_is_refused_and_the_library_stays_as_it_was(case, tmp_path):
    name, data, said = HOSTILE[case]
    path = tmp_path / name
    path.write_bytes(data() if callable(data) else data)
    with Library.open() as library:
        before = library.version
        report = library.add(path)

        assert library.version == before
    ((refused, message),) = report.refused
    assert refused == str(path)
    assert name in message
    assert said in message


def test_no_external_dtd_is_fetched(tmp_path):
    path = tmp_path / "nir.xml"
    path.write_text(
        '<?xml version="1.0"?><!DOCTYPE NIR SYSTEM "http://example.invalid/x.dtd">'
        '<NIR><Legge><meta><urn valore="urn:nir:stato:legge:2021-02-03;9"/></meta>'
        "<articolato><articolo><num>Art. 1</num>"
        "<comma><num>1.</num><corpo>Chi &egrave; l&agrave;?</corpo></comma>"
        "</articolo></articolato></Legge></NIR>"
    )

    (document,) = read(path)

    assert "Chi è là?" in [version.text for version in document.versions]


def test_a_file_named_by_the_user_that_is_not_there_is_named(tmp_path):
    with pytest.raises(UnreadableFileError, match="non si apre"):
        read(tmp_path / "manca.md")


DECREE = "urn:nir:stato:decreto.legislativo:2025-03-24;33"


def _attachments(name):
    body = "<p> Art. {0} \n \n (Rubrica) \n \n 1. Primo. \n \n 2. Secondo.</p>"
    return "".join(
        f'<attachment><doc name="{name}-art. {number}"><mainBody><paragraph><content>{body.format(number)}</content>'
        "</paragraph></mainBody></doc></attachment>"
        for number in ("2", "2 bis", "3")
    )


@pytest.mark.parametrize(
    ("name", "decree", "act"),
    [
        ("Allegato", DECREE, DECREE),
        ("CODICE CIVILE", "urn:nir:stato:regio.decreto:1942-03-16;262", "urn:nir:stato:codice.civile:1942-03-16;262"),
    ],
)  # fmt: skip
def test_the_articles_of_an_annexed_code_are_articles(tmp_path, name, decree, act):
    path = tmp_path / "codice.xml"
    path.write_text(
        '<?xml version="1.0"?><akomaNtoso><act><meta><identification><FRBRWork>'
        f'<FRBRalias name="urn:nir" value="{decree}"/></FRBRWork></identification></meta><body><article eId="art_1">'
        "<num>Art. 1.</num><paragraph><content><p>È approvato il testo.</p></content></paragraph></article></body>"
        f"<attachments>{_attachments(name)}</attachments></act></akomaNtoso>"
    )

    (document,) = read(path)
    commi = [unit.key for unit in document.units if unit.kind is Kind.COMMA]

    assert document.act.urn == act
    assert commi == ["art2-com1", "art2-com2", "art2bis-com1", "art2bis-com2", "art3-com1", "art3-com2"]
