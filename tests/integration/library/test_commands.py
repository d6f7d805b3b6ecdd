"""``ponte norms``, as a user runs it."""

import json
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
