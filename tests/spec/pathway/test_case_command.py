"""The command `ponte case` shows a path, what is due, and writes documents, from templates that a body replaces."""

import json

import docx
import pypdf
import pytest
from click.testing import CliRunner

from apps.cli.case import case


@pytest.fixture(scope="module")
def home(open_district, tmp_path_factory):
    folder = tmp_path_factory.mktemp("ada")
    open_district(9, folder, ada=True).close()
    return folder


@pytest.fixture
def run(home):
    def ask(*words, code=0):
        found = CliRunner().invoke(case, [*map(str, words), "--store", str(home), "--on", "2026-11-22"])
        assert found.exit_code == code, found.output
        return found.output

    return ask


def text_of(path):
    document = docx.Document(path)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def test_a_path_is_shown_with_what_the_leps_of_process_still_misses(run):
    said = run("show", "per:ada")

    assert "Erogazione" in said
    assert "Manca la macrofase: Monitoraggio degli esiti di salute" in said
    assert "Riesame del progetto: 2027-03-18, in corso (art. 4, comma 2" in said


def test_the_story_says_who_acted_when_and_by_which_norm(run):
    lines = run("story", "per:ada").splitlines()

    assert lines[1].startswith(
        "01/09/2026  Segnalazione: Il PUA prende la segnalazione, teresa.bassi · operatore_pua (art. 2"
    )
    assert any(
        "Piano assistenziale (PAI): La firma, paola.de.luca" in line and "art. 27, comma 17" in line
        for line in lines
    )
    assert [line for line in lines if "_done" in line or "scored" in line] == []


def test_what_is_due_is_the_same_for_people_and_for_machines(run):
    data = {one["id"]: one for one in json.loads(run("due", "per:ada", "--json"))["levels"]}

    assert data["leps.domiciliare_sociale"]["status"] == "in attesa"
    assert data["leps.domiciliare_sociale"]["norm"] == "urn:nir:stato:legge:2021-12-30;234~art1-com162-leta"
    assert "LEPS · Assistenza domiciliare sociale: in attesa" in run("due", "per:ada")


@pytest.mark.parametrize(
    ("paper", "held"),
    [
        ("verbale", "la figlia è stanca"),
        ("piano", "bagno assistito"),
        ("piano_semplice", "Tu vuoi: lavarsi in sicurezza"),
        ("budget", "Budget di cura e assistenza"),
        ("passaggio", "0000 200300"),
        ("passaggio", "Dato: bagno assistito, 3 ore"),
        ("esito", "nessun obiettivo è stato verificato"),
        ("mappa", "Lucia Bruni"),
    ],
)
def test_every_document_is_written_as_word_and_as_pdf(run, tmp_path, paper, held):
    run("paper", "per:ada", paper, "--to", tmp_path / "a.docx")
    run("paper", "per:ada", paper, "--to", tmp_path / "a.pdf")

    printed = "".join(page.extract_text() for page in pypdf.PdfReader(tmp_path / "a.pdf").pages)
    assert held in text_of(tmp_path / "a.docx")
    assert held.replace(" ", "") in printed.replace(" ", "").replace("\n", "")


def test_the_map_holds_its_drawing(run, tmp_path):
    run("paper", "per:ada", "mappa", "--to", tmp_path / "a.docx")

    assert len(docx.Document(tmp_path / "a.docx").inline_shapes) == 1


def test_the_map_too_goes_on_the_body_s_own_template(run, tmp_path):
    own = docx.Document()
    own.add_paragraph("Comune di Prova: {{ title }}, {{ subtitle }}")
    own.save(tmp_path / "own.docx")
    run("template", "mappa", tmp_path / "own.docx")

    run("paper", "per:ada", "mappa", "--to", tmp_path / "a.docx")

    assert text_of(tmp_path / "a.docx") == "Comune di Prova: La rete di Ada Serravalle, Al 22/11/2026"


def test_a_map_is_one_page_on_its_side_and_its_ties_after_it(run, tmp_path):
    run("paper", "per:ada", "mappa", "--to", tmp_path / "a.pdf")

    first, *rest = pypdf.PdfReader(tmp_path / "a.pdf").pages
    assert first.mediabox.width > first.mediabox.height
    assert (len(first.images), first.extract_text()) == (1, "")
    assert "La rete di Ada Serravalle, al 22/11/2026" in rest[0].extract_text().replace("\n", " ")


def test_rules_of_the_place_are_told_and_a_wrong_one_is_named(run, tmp_path):
    path = tmp_path / "regole.csv"
    path.write_text("regola;giorno\npatrono;31/02\n")

    assert "Territorio: IT-esempio. Santo patrono: 3/2." in run("rules")
    assert "regole.csv, riga 2, colonna giorno: scrivi giorno e mese" in run("rules", "--add", path, code=1)


def test_a_body_s_template_holds_from_then_on_and_only_for_its_document(run, tmp_path):
    own = docx.Document()
    own.add_paragraph("Comune di Prova: {{ title }}")
    own.save(tmp_path / "own.docx")
    run("template", "budget", tmp_path / "own.docx")

    run("paper", "per:ada", "budget", "--to", tmp_path / "a.docx")
    run("paper", "per:ada", "verbale", "--to", tmp_path / "b.docx")

    assert text_of(tmp_path / "a.docx") == "Comune di Prova: Budget di cura e assistenza"
    assert "Comune di Prova" not in text_of(tmp_path / "b.docx")


@pytest.mark.parametrize("content", [b"non un documento", None])
def test_a_template_that_cannot_be_filled_in_is_refused_with_its_mend(run, tmp_path, content):
    path = tmp_path / "own.docx"
    if content is None:
        own = docx.Document()
        own.add_paragraph("{{ titolo }}")
        own.save(path)
    else:
        path.write_bytes(content)

    assert "i soli campi sono {{ title }}" in run("template", "piano", path, code=1)


def test_whoever_has_no_path_is_told_so(run, tmp_path):
    assert "non ha un percorso" in run("paper", "per:lucia", "piano", "--to", tmp_path / "a.pdf", code=1)
    assert "Nessun percorso aperto" in run("show", "per:lucia")


def test_another_kind_of_file_is_refused(run, tmp_path):
    assert "deve finire in .docx o .pdf" in run(
        "paper", "per:ada", "piano", "--to", tmp_path / "a.txt", code=2
    )


def test_a_scale_of_one_s_own_is_listed_with_its_licence_and_a_wrong_one_is_refused(run, tmp_path):
    rows = (
        "scales: {cammino: {name: Cammino, source: ente, licence: dell'ente, "
        "questions: [{id: p, text: Passi, answers: {pochi: 0, molti: 3}}], bands: [{up_to: 3, words: x}], "
        "examples: [{answers: {p: molti}, total: N}]}}"
    )
    (tmp_path / "si.yaml").write_text(rows.replace("N", "3"))
    (tmp_path / "no.yaml").write_text(rows.replace("N", "1").replace("cammino:", "altro:"))

    assert "niente è stato caricato" in run("scales", "--add", tmp_path / "no.yaml", code=1)
    assert "cammino: Cammino, 1 domande. Licenza: dell'ente." in run("scales", "--add", tmp_path / "si.yaml")
