"""``ponte norms``, as a user runs it."""

import json
import zipfile
from importlib.resources import files
from pathlib import Path

REGION = Path(str(files("knowledge") / "regione_esempio"))


def test_add_then_list_then_show(ponte):
    added = ponte("norms", "add", REGION / "legge_regionale_2020_4.md")
    listed = ponte("norms", "list")
    shown = ponte(
        "norms", "show", "urn:nir:regione.esempio:legge:2020-03-12;4~art2-com3", "--on", "2024-06-01"
    )

    assert "Atti aggiunti 1" in added.stdout
    assert "Norme per l'integrazione fra servizi sociali e sanitari" in listed.stdout
    assert "3. Se la segnalazione viene da un ospedale" in shown.stdout
    assert "[in vigore" in shown.stdout


def test_a_page_of_error_saved_as_an_act_is_refused_with_what_it_is(ponte, tmp_path):
    page = tmp_path / "legge.xml"
    page.write_text(
        "<!DOCTYPE html><html><head><title>Normattiva - Errore</title></head><body>Errore</body></html>"
    )

    refused = ponte("norms", "add", page, check=False)

    assert refused.returncode == 1
    assert "è una pagina di errore («Normattiva - Errore») salvata al posto dell'atto" in refused.stderr


def test_coverage_names_what_has_only_cards(ponte):
    coverage = json.loads(ponte("norms", "coverage", "--json").stdout)

    assert coverage["only_cards"]
    assert coverage["damaged"] == []


def test_what_is_not_there_is_said(ponte):
    missing = ponte("norms", "show", "urn:nir:stato:legge:1999-01-01;1~art1", check=False)

    assert missing.returncode == 1
    assert "non è fra i testi di questo archivio" in missing.stderr


def test_fetch_without_a_network_says_what_to_do(ponte):
    fetched = ponte(
        "norms", "fetch", "urn:nir:stato:legge:2000-11-08;328", "--from", "http://127.0.0.1:9", check=False
    )

    assert fetched.returncode == 1
    assert "Ponte funziona senza rete" in fetched.stderr


def test_an_act_of_which_only_cards_are_here_lists_its_articles(ponte):
    shown = ponte("norms", "show", "l. 328/2000", "--on", "2026-03-01")

    assert "Art. 14 (" in shown.stdout
    assert "[sostituito]" in shown.stdout


def test_reading_again_tells_which_comma_changed(ponte, tmp_path):
    law = tmp_path / "legge.md"
    law.write_text((REGION / "legge_regionale_2020_4.md").read_text())
    ponte("norms", "add", law)
    law.write_text(law.read_text().replace("trenta ore", "quaranta ore"))

    assert "art. 2, comma 1, L.R. Esempio 4/2020: cambiato" in ponte("norms", "refresh").stdout
    assert "art. 2, comma 1, L.R. Esempio 4/2020: cambiato" in ponte("norms", "changes").stdout


def test_coverage_tells_all_that_a_keeper_asks(ponte):
    ponte("norms", "add", REGION / "legge_regionale_2020_4.md", "--on", "2026-05-04")
    told = ponte("norms", "coverage").stdout

    for words in (
        *("Atti 39", "articoli", "unità", "versioni", "non risolti", "Parti di file non lette: 0"),
        *("Impronte SHA-256: tutte verificate", "Ultimo aggiornamento: 2026-05-04"),
        *("Né scheda né testo", "LEA: cure domiciliari", "impronta verificata", "https://www.normattiva.it"),
    ):
        assert words in told


def test_a_territory_that_no_region_has_is_refused(ponte):
    refused = ponte("norms", "search", "budget", "--territory", "Atlantide", check=False)

    assert refused.returncode == 1
    assert "'Atlantide' non è un territorio che conosco" in refused.stderr


def test_a_word_document_is_verified_like_a_text_and_a_sheet_is_not(ponte, tmp_path):
    sheet = tmp_path / "piano.xlsx"
    with zipfile.ZipFile(sheet, "w") as archive:
        archive.writestr("xl/workbook.xml", "<a/>")

    verified = ponte("norms", "verify", REGION / "deliberazione_2021_210.docx", check=False)
    refused = ponte("norms", "verify", sheet, check=False)

    assert "Citazioni controllate: 5" in verified.stdout
    assert "è un foglio di calcolo, che Ponte non legge" in refused.stderr
