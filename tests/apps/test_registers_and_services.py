"""Registers and services: a file is read row by row, a service is found, compared and mended."""

import re

import pytest
from playwright.sync_api import expect

from coordinator.network.record import read_record

pytestmark = pytest.mark.browser


def test_a_service_is_mended_with_its_source_and_put_back(window, see, press, good, alarm):
    see(window, "scheda?id=svc%3Apasti")
    window.get_by_label("Posti liberi").fill("sessanta")
    press(window, "Salva")
    alarm(window, "«sessanta» non è un numero intero")
    window.get_by_label("Posti liberi").fill("60")
    press(window, "Salva")
    alarm(window, "sono più dei posti totali")
    window.get_by_label("Posti liberi").fill("9")
    window.get_by_label("Chi lo dice?").fill("la responsabile, al telefono")
    press(window, "Salva")
    good(window, "Salvato.")
    expect(window.locator(".story")).to_contain_text("la responsabile, al telefono")

    press(window, "Annulla")
    good(window, "Annullato")
    expect(window.get_by_label("Posti liberi")).to_have_value("11")


def test_an_agreement_needs_two_bodies(window, see, press, good, alarm):
    see(window, "accordi")
    window.get_by_label("Titolo").fill("Intesa sui ritorni a casa")
    window.get_by_label("Tipo").select_option(label="Protocollo d’intesa")
    window.get_by_label("1° ente").select_option("ist:asl")
    press(window, "Metti nel registro")
    alarm(window, "almeno due enti diversi")
    expect(window.get_by_label("Titolo")).to_have_value("Intesa sui ritorni a casa")
    window.get_by_label("2° ente").select_option("ist:comune-rocca")
    press(window, "Metti nel registro")

    good(window, "Accordo scritto.")
    window.locator(".found li", has_text="Intesa sui ritorni a casa").wait_for()


REGISTER = (
    "Cognome;Nome;Data di nascita;CF;Comune\nFarina;Elia;31/13/1950;;Valdoria\nMoro;Ines;2/4/1951;XYZ;\n"
)


def give(window, press, name, content):
    window.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": content.encode()}
    )
    press(window, "Leggi il file")


def test_a_register_with_its_own_headings_is_mapped_mended_and_loaded(window, see, site, press, good):
    see(window, "registri")
    give(window, press, "anagrafe.csv", REGISTER)
    window.get_by_text("Che registro è?").wait_for()
    expect(window.get_by_label("nata il")).to_have_value("data_di_nascita")
    press(window, "Controlla riga per riga")
    window.get_by_text("2 cose da correggere nel file. Non è stato scritto niente.").wait_for()
    rows = window.locator("[aria-label='Errori riga per riga'] tbody tr").all_inner_texts()
    assert [re.sub(r"\s+", " ", row)[:18] for row in rows] == ["2 data di nascita ", "3 cf non è un codi"]

    press(window, "un altro file")
    give(window, press, "anagrafe.csv", REGISTER.replace("31/13/1950", "31/12/1950").replace("XYZ", ""))
    press(window, "Controlla riga per riga")
    window.get_by_text("Tutto a posto:").wait_for()
    press(window, "Carica tutto")
    good(window, "Caricato tutto: 2 persone.")
    found = read_record(site.desk.store, "per:anagrafe-2", site.desk.today(), site.desk.viewer()).party
    assert (found.name, found.area) == ("Elia Farina", "Valdoria")


def test_a_file_that_is_no_table_is_told(window, see, press, alarm):
    see(window, "registri")
    press(window, "Leggi il file")
    alarm(window, "Scegli prima un file CSV o XLSX.")
    give(window, press, "foto.xlsx", "non sono un foglio")
    alarm(window, "«foto.xlsx» non è una tabella che si apre")


def test_the_template_is_handed_over_and_explains_itself(window, see, tmp_path, press):
    from openpyxl import load_workbook

    see(window, "registri")
    with window.expect_download() as waited:
        press(window, "Scarica il modello")
    waited.value.save_as(tmp_path / "modello.xlsx")

    sheet = load_workbook(tmp_path / "modello.xlsx")["persone"]
    assert [cell.value for cell in sheet[1]][:3] == ["codice", "cognome", "nome"]
    assert sheet["B1"].comment.text.startswith("Obbligatorio: testo")


def test_services_are_filtered_compared_and_judged_for_ada(window, see, press):
    see(window, "servizi?bisogno=igiene_personale&liberi=si")
    expect(window.locator("tbody tr td b")).to_have_text(["ADI di Valdoria"])

    see(window, "servizi?per=per%3Aada&bisogno=igiene_personale")
    judged = window.locator("section.card", has_text="Per Ada Serravalle").inner_text()
    assert "nessun posto libero; attesa di 45 giorni" in judged

    see(window, "servizi")
    window.get_by_label("Confronta ADI di Valdoria").check()
    window.get_by_label("Confronta RSA Villa Serena").check()
    press(window, "Confronta quelli scelti")
    side = window.get_by_role("region", name="Servizi a confronto")
    side.wait_for()
    expect(side).to_contain_text("120 giorni")


def test_the_network_of_a_service_counts_persons_and_names_none(window, see):
    see(window, "intorno?id=svc%3Aadi")

    text = window.locator("main").inner_text()
    assert "Si avvale di" in text
    assert "Ada" not in text


def test_a_seat_of_the_coordination_office_is_left_and_filled(window, see, good, alarm):
    see(window, "intorno?id=ist%3Adistretto")
    seat = window.locator(
        "li", has_text="Coordinatore sanitario del distretto"
    ).first  # below is the seat's past
    seat.get_by_text("Lascia il ruolo").click()
    seat.get_by_label("Ultimo giorno").fill("1/1/2020")
    seat.get_by_role("button", name="Segna la fine").click()
    alarm(window, "non era ancora cominciato")
    seat.get_by_label("Ultimo giorno").fill("21/11/2026")
    seat.get_by_role("button", name="Segna la fine").click()
    good(window, "Il ruolo finisce il 21 novembre 2026.")
    seat.get_by_text("nessuno").wait_for()

    seat.get_by_text("Scrivi chi lo ricopre").click()
    seat.get_by_role("button", name="Scrivi").click()
    alarm(window, "Scegli chi ricopre il ruolo.")
    seat.get_by_label("Chi").select_option("pra:monti")
    seat.get_by_role("button", name="Scrivi").click()
    good(window, "Scritto: dal 22 novembre 2026.")
    expect(seat).to_contain_text("dott.ssa Silvia Monti")
