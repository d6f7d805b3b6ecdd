"""The pages of a network: each task done as a social worker would, with the wrong input too."""

import re
from dataclasses import replace

import pytest

from coordinator.model import Account
from coordinator.network import ego
from coordinator.network.record import read_record
from coordinator.protection import open_viewer

ADA = "id=per%3Aada"
pytestmark = pytest.mark.browser

PLACES = [
    *(
        f"{page}?{ADA}"
        for page in ("rilievi", "rivedi", "legami", "confronta", "ipotesi", "famiglia", "misure")
    ),
    *(
        f"scheda?{ADA}",
        f"doppioni?{ADA}",
        f"nuovo-legame?{ADA}",
        f"arrivare?{ADA}&a=svc%3Arsa",
        "scheda?nuova=servizio",
    ),
    *("intorno?id=svc%3Aadi", "intorno?id=ist%3Adistretto"),
    *("legame?n=3", "servizi?confronta=svc%3Aadi&confronta=svc%3Arsa"),
]


def see(window, site, address):
    window.goto(site.address(address))
    window.wait_for_load_state("networkidle")
    return window


def press(window, name):
    window.get_by_role("button", name=name, exact=True).first.click()


def good(window, words):
    window.locator(".notice.good", has_text=words).wait_for()


def alarm(window, words):
    window.locator(".notice.alarm", has_text=words).wait_for()


def ties_of(site, person="per:ada"):
    return read_record(site.desk.store, person, site.desk.today(), site.desk.viewer()).spans


@pytest.mark.parametrize("address", PLACES)
def test_a_page_is_sound_in_light_in_the_dark_and_on_a_telephone(window, site, axe, address):
    see(window, site, address)
    assert window.locator("h1").first.inner_text() not in {"Non riuscito", "Non si può fare", "Non trovata"}

    assert axe(window) == []
    window.evaluate("document.documentElement.dataset.theme = 'dark'")
    assert axe(window) == []
    window.set_viewport_size({"width": 390, "height": 844})
    assert window.evaluate("document.documentElement.scrollWidth") <= 390


def test_her_record_leads_to_every_page_of_her_network(window, site):
    see(window, site, f"persona?{ADA}")

    links = window.locator("nav[aria-label='La sua rete'] a")
    assert links.all_inner_texts()[:4] == ["Ecomappa", "Rilievi", "Rivedi i legami", "Legami e fonti"]
    links.get_by_text("Rivedi i legami").click()
    assert window.locator("h1").inner_text() == "Rivedi i legami di Ada"


def test_a_finding_is_set_aside_with_a_reason_and_put_back(window, site):
    see(window, site, f"rilievi?{ADA}")
    finding = window.locator(".found li", has_text="sente la fatica")
    finding.get_by_text("Perché lo dice").click()
    assert finding.get_by_text("Lucia Bruni caregiver principale").is_visible()
    finding.get_by_text("Metti da parte…").click()
    press(window, "Metti da parte")
    alarm(window, "Scrivi perché lo metti da parte")
    window.get_by_label("Perché lo metti da parte?").fill("Sollievo già chiesto")
    window.get_by_label("Fino a quando?").fill("3/3/2020")
    press(window, "Metti da parte")
    alarm(window, "è già passato")
    assert window.get_by_label("Perché lo metti da parte?").input_value() == "Sollievo già chiesto"
    window.get_by_label("Fino a quando?").fill("3/3/2027")
    press(window, "Metti da parte")

    good(window, "Tornerà se cambiano i dati, o dopo il 3 marzo 2027.")
    aside = window.locator(".found li.aside", has_text="sente la fatica")
    assert "«Sollievo già chiesto» – demo" in aside.inner_text()
    aside.get_by_role("button").click()
    window.locator(".found li.alta", has_text="sente la fatica").wait_for()


def test_a_tie_is_confirmed_by_one_click_and_taken_back(window, site):
    see(window, site, f"rivedi?{ADA}")
    first = window.locator(".found li").first
    words = first.locator(".head").inner_text()
    first.get_by_text("Confermo").click()
    good(window, "Confermato.")
    assert window.locator(".found li .head", has_text=words).count() == 0

    press(window, "Annulla")
    window.locator(".found li .head", has_text=words).wait_for()
    assert all(span.confirmed_on is None for span in ties_of(site) if words.endswith(span.other_name))


def test_hours_that_are_none_are_told_and_what_was_typed_stays(window, site):
    see(window, site, f"rivedi?{ADA}")
    window.get_by_label("Con chi ne stai parlando?").fill("Ada Serravalle")
    window.keyboard.press("Tab")
    oksana = window.locator(".found li", has_text="Oksana Melnyk è assistente familiare")
    oksana.get_by_text("È cambiato").click()
    window.get_by_label("Ore di aiuto la settimana").fill("tante")
    press(window, "Salva il cambiamento")
    alarm(window, "«tante» non è un numero di ore")
    assert window.get_by_label("Ore di aiuto la settimana").input_value() == "tante"
    window.get_by_label("Ore di aiuto la settimana").fill("7,5")
    press(window, "Salva il cambiamento")
    good(window, "Cambiato dal 22 novembre 2026")

    tie = next(span for span in ties_of(site) if span.other_id == "per:oksana" and span.until is None)
    assert (tie.hours_per_week, tie.stated_by) == (7.5, "Ada Serravalle")
    press(window, "Annulla")
    good(window, "Annullato")
    before = [
        span.hours_per_week for span in ties_of(site) if span.other_id == "per:oksana" and span.until is None
    ]
    assert before == [12.0]


def test_two_sources_that_disagree_are_both_shown(window, site):
    see(window, site, f"legami?{ADA}")

    group = window.locator(".found li", has_text="Marco Bruni")
    assert group.get_by_text("Lo dice Ada Serravalle").is_visible()
    assert group.get_by_text("Lo dice Lucia Bruni").is_visible()
    assert {"buono", "debole", "ogni settimana", "ogni mese"} <= set(group.locator("dd b").all_inner_texts())
    group.get_by_text("Storia di quello che dice Lucia Bruni").click()
    assert "colloquio al PUA del 12 marzo 2026" in window.locator(".story").inner_text()


def test_a_tie_between_two_helpers_is_written_with_all_that_is_known(window, site):
    see(window, site, f"nuovo-legame?{ADA}")
    window.get_by_label("Chi", exact=True).select_option("pra:fabbri")
    window.get_by_label("Che cosa è").select_option("gestito_da")
    window.get_by_label("Di chi, o con chi").select_option("svc:centro-diurno")
    press(window, "Scrivi il legame")
    alarm(window, "Servono quattro cose")
    window.get_by_label("Chi lo dice?").fill("dott. Aldo Fabbri")
    press(window, "Scrivi il legame")
    alarm(window, "«è servizio di» va da servizio a ente; qui va da professionista a servizio.")
    window.get_by_label("Che cosa è").select_option("si_coordina")
    window.get_by_label("Quanto spesso").select_option("mensile")
    press(window, "Scrivi il legame")

    good(window, "Scritto: dott. Aldo Fabbri si sente con Centro diurno Le Querce.")
    press(window, "Annulla")
    good(window, "Annullato")


def test_a_tie_is_changed_with_its_hours_and_strain_and_taken_back(window, site):
    carer = next(one for one in ties_of(site) if one.kind == "caregiver_principale" and one.until is None)
    see(window, site, f"legame?n={carer.tie_id}")
    window.get_by_text("È cambiato qualcosa").click()
    assert window.get_by_label("Ore che può dare").input_value() == "24"
    window.get_by_label("Ore di aiuto la settimana").fill("20")
    window.get_by_label("Fatica di chi aiuta").select_option("1")
    press(window, "Salva il cambiamento")

    good(window, "Cambiato dal 22 novembre 2026.")
    now = next(one for one in ties_of(site) if one.kind == "caregiver_principale" and one.until is None)
    assert (now.hours_per_week, now.strength) == (20.0, 3)
    press(window, "Annulla")
    good(window, "Annullato")
    assert carer in ties_of(site)


def test_two_days_are_compared_and_a_day_that_is_none_is_told(window, site):
    see(window, site, f"confronta?{ADA}&dal=1/3/2025&al=31/2/2026")
    assert "«31/2/2026» non è un giorno" in window.locator("[role=alert]").inner_text()

    see(window, site, f"confronta?{ADA}&dal=1/3/2025&al=22/11/2026")
    assert (
        window.locator(".begun", has_text="Ada Serravalle è in carico a Centro diurno Le Querce").count() == 1
    )
    assert window.locator(".over", has_text="Pasti a domicilio").count() == 1


def test_without_the_daughter_then_with_transport_and_adopted(window, site):
    see(window, site, f"ipotesi?{ADA}")
    before = {span.tie_id: span.until for span in ties_of(site)}
    window.get_by_label("Senza chi?").select_option("per:lucia")
    press(window, "Togli dall’ipotesi")
    window.get_by_text("da 67,5 a 36,5 a settimana").wait_for()
    window.get_by_text("prova ad aggiungerlo").first.click()
    window.get_by_text("Troverebbero risposta: spostarsi.").wait_for()
    assert {span.tie_id: span.until for span in ties_of(site)} == before

    press(window, "Adotta")
    alarm(window, "Scrivi chi l’ha deciso")
    window.get_by_label("Chi l’ha deciso?").fill("UVM del 20 novembre")
    press(window, "Adotta")
    good(window, "Adottato dal 22 novembre 2026")
    held = {span.other_id for span in ties_of(site) if span.holds_on(site.desk.today())}
    assert "svc:trasporto" in held
    assert "per:lucia" in held  # she stays her daughter
    press(window, "Annulla")
    good(window, "Annullato")
    kept = {span.tie_id: span.until for span in ties_of(site) if span.tie_id in before}
    assert kept == before


def test_a_person_not_in_the_record_cannot_be_adopted(window, site):
    see(window, site, f"ipotesi?{ADA}")
    window.get_by_text("Una persona, le ore, che cosa dà").click()
    window.get_by_label("…oppure il nome di una persona").fill("Nilde")
    window.get_by_label("Ore la settimana").fill("6")
    press(window, "Aggiungi all’ipotesi")
    window.get_by_text("da 67,5 a 73,5 a settimana").wait_for()
    window.get_by_label("Chi l’ha deciso?").fill("Ada")
    press(window, "Adotta")

    alarm(window, "Nilde: non è ancora nell’archivio")


def test_the_way_to_a_service_says_who_may_refer(window, site):
    see(window, site, f"arrivare?{ADA}")
    window.get_by_label("A quale servizio?").select_option("svc:rsa")
    press(window, "Mostra la strada")

    window.get_by_text("Si comincia da dott. Aldo Fabbri: l’invio lo fa dott. Aldo Fabbri.").wait_for()
    assert "può inviare a" in window.locator(".steps").first.inner_text()


def test_the_genogram_has_three_generations_and_the_dead(window, site):
    see(window, site, f"famiglia?{ADA}")

    assert window.locator(".tree svg rect").count() == 3  # Piero, Enzo, Marco
    rows = window.locator("table tbody tr")
    assert rows.filter(has_text="Piero Bruni").filter(has_text="18 novembre 2024").count() == 1
    assert (
        window.locator(".found li", has_text="Nucleo di via dei Tigli")
        .get_by_text("il nucleo di Ada")
        .count()
        == 1
    )


def test_a_measure_on_too_few_data_says_so(window, site):
    see(window, site, f"misure?{ADA}")
    coc = window.locator(".measures li", has_text="Bice-Boxerman")
    assert "dati insufficienti" in coc.inner_text()
    coc.get_by_text("Formula, dati e fonte").click()
    assert "Bice, Boxerman" in coc.inner_text()

    see(window, site, "integrazione")
    assert window.locator(".measures > li").count() == 5


def test_a_person_like_another_is_offered_before_she_is_added(window, site):
    see(window, site, "scheda?nuova=persona")
    press(window, "Aggiungi")
    alarm(window, "Manca: cognome.")
    window.get_by_label("Cognome").fill("Seravalle")
    window.get_by_label("Nome", exact=True).fill("Ada")
    window.get_by_label("Data di nascita").fill("11/2/1942")
    press(window, "Aggiungi")

    window.get_by_text("Forse è già nell’archivio.").wait_for()
    offered = window.locator(".notice li", has_text="Ada Serravalle").inner_text()
    assert "nome quasi uguale" in offered
    assert "stessa data di nascita" in offered
    assert window.get_by_label("Cognome").input_value() == "Seravalle"
    press(window, "È un’altra persona: aggiungila")
    good(window, "Aggiunto nell’archivio: persona.")


def test_a_person_without_ties_is_told_where_to_begin(window, site):
    from coordinator.network.duplicates import Candidate
    from coordinator.network.parties import add_person

    alone = add_person(site.desk.store, Candidate("Olmo", "Quercia"), site.desk.viewer())
    for page in ("rilievi", "rivedi"):
        see(window, site, f"{page}?id={alone}")
        window.get_by_text("Non è ancora scritto nessun legame").wait_for()
        assert window.get_by_role("link", name="Aggiungi il primo").count() == 1


def test_two_records_of_one_person_are_merged_and_parted(window, site):
    from coordinator.network.duplicates import Candidate
    from coordinator.network.parties import add_person

    twin = add_person(site.desk.store, Candidate("Rosa", "Pini", phone="0000 555111"), site.desk.viewer())
    see(window, site, "doppioni?id=per%3Arosa")
    pair = window.locator(".found li", has_text="stesso nome e cognome")
    pair.get_by_text("È la stessa persona: fanne una scheda sola").click()
    press(window, "Unisci le due schede")
    alarm(window, "Scrivi perché sono la stessa persona")
    window.get_by_label("Perché sono la stessa persona?").fill("stesso indirizzo sul documento")
    press(window, "Unisci le due schede")
    good(window, "Ora è una scheda sola")

    def phone():
        return read_record(site.desk.store, "per:rosa", site.desk.today(), site.desk.viewer()).party.phone

    assert phone() == "0000 555111"
    press(window, "Annulla")
    good(window, "Annullato")
    assert phone() is None
    other = read_record(site.desk.store, twin, site.desk.today(), site.desk.viewer()).party
    assert other.merged_into is None


def test_a_service_is_mended_with_its_source_and_put_back(window, site):
    see(window, site, "scheda?id=svc%3Apasti")
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
    assert "la responsabile, al telefono" in window.locator(".story").inner_text()

    press(window, "Annulla")
    good(window, "Annullato")
    assert window.get_by_label("Posti liberi").input_value() == "11"


def test_an_agreement_needs_two_bodies(window, site):
    see(window, site, "accordi")
    window.get_by_label("Titolo").fill("Intesa sui ritorni a casa")
    window.get_by_label("Tipo").select_option(label="Protocollo d’intesa")
    window.get_by_label("1° ente").select_option("ist:asl")
    press(window, "Scrivi l’accordo")
    alarm(window, "almeno due enti diversi")
    assert window.get_by_label("Titolo").input_value() == "Intesa sui ritorni a casa"
    window.get_by_label("2° ente").select_option("ist:comune-rocca")
    press(window, "Scrivi l’accordo")

    good(window, "Accordo scritto.")
    window.locator(".found li", has_text="Intesa sui ritorni a casa").wait_for()


REGISTER = (
    "Cognome;Nome;Data di nascita;CF;Comune\nFarina;Elia;31/13/1950;;Valdoria\nMoro;Ines;2/4/1951;XYZ;\n"
)


def give(window, name, content):
    window.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": content.encode()}
    )
    press(window, "Leggi il file")


def test_a_register_with_its_own_headings_is_mapped_mended_and_loaded(window, site):
    see(window, site, "registri")
    give(window, "anagrafe.csv", REGISTER)
    window.get_by_text("Che registro è?").wait_for()
    assert window.get_by_label("nata_il").input_value() == "data_di_nascita"
    press(window, "Controlla riga per riga")
    window.get_by_text("2 cose da correggere nel file. Non è stato scritto niente.").wait_for()
    rows = window.locator("[aria-label='Errori riga per riga'] tbody tr").all_inner_texts()
    assert [re.sub(r"\s+", " ", row)[:18] for row in rows] == ["2 data_di_nascita ", "3 cf non è un codi"]

    press(window, "un altro file")
    give(window, "anagrafe.csv", REGISTER.replace("31/13/1950", "31/12/1950").replace("XYZ", ""))
    press(window, "Controlla riga per riga")
    window.get_by_text("Tutto a posto:").wait_for()
    press(window, "Carica tutto")
    good(window, "Caricato tutto: 2 persone.")
    found = read_record(site.desk.store, "per:anagrafe-2", site.desk.today(), site.desk.viewer()).party
    assert (found.name, found.area) == ("Elia Farina", "Valdoria")


def test_a_file_that_is_no_table_is_told(window, site):
    see(window, site, "registri")
    press(window, "Leggi il file")
    alarm(window, "Scegli prima un file CSV o XLSX.")
    give(window, "foto.xlsx", "non sono un foglio")
    alarm(window, "«foto.xlsx» non è una tabella che si apre")


def test_the_template_is_handed_over_and_explains_itself(window, site, tmp_path):
    from openpyxl import load_workbook

    see(window, site, "registri")
    with window.expect_download() as waited:
        press(window, "Scarica il modello")
    waited.value.save_as(tmp_path / "modello.xlsx")

    sheet = load_workbook(tmp_path / "modello.xlsx")["persone"]
    assert [cell.value for cell in sheet[1]][:3] == ["codice", "cognome", "nome"]
    assert sheet["B1"].comment.text.startswith("Obbligatorio: testo")


def test_services_are_filtered_compared_and_judged_for_ada(window, site):
    see(window, site, "servizi?bisogno=igiene_personale&liberi=si")
    assert window.locator("tbody tr td b").all_inner_texts() == ["ADI di Valdoria"]

    see(window, site, "servizi?per=per%3Aada&bisogno=igiene_personale")
    judged = window.locator("section.card", has_text="Per Ada Serravalle").inner_text()
    assert "nessun posto libero; attesa di 45 giorni" in judged

    see(window, site, "servizi")
    window.get_by_label("Confronta ADI di Valdoria").check()
    window.get_by_label("Confronta RSA Villa Serena").check()
    press(window, "Confronta quelli scelti")
    side = window.get_by_role("region", name="Servizi a confronto")
    side.wait_for()
    assert "120 giorni" in side.inner_text()


def test_the_network_of_a_service_counts_persons_and_names_none(window, site):
    see(window, site, "intorno?id=svc%3Aadi")

    text = window.locator("main").inner_text()
    assert "Si avvale di" in text
    assert "Ada" not in text


def test_a_seat_of_the_coordination_office_is_left_and_filled(window, site):
    see(window, site, "intorno?id=ist%3Adistretto")
    seat = window.locator("li", has_text="Coordinatore sanitario del distretto")
    seat.get_by_text("Lascia il ruolo").click()
    seat.get_by_label("Ultimo giorno").fill("1/1/2020")
    seat.get_by_role("button").click()
    alarm(window, "non era ancora cominciato")
    seat.get_by_label("Ultimo giorno").fill("21/11/2026")
    seat.get_by_role("button").click()
    good(window, "Il ruolo finisce il 21 novembre 2026.")
    seat.get_by_text("nessuno").wait_for()

    seat.get_by_text("Scrivi chi lo ricopre").click()
    seat.get_by_role("button").click()
    alarm(window, "Scegli chi ricopre il ruolo.")
    seat.get_by_label("Chi").select_option("pra:monti")
    seat.get_by_role("button").click()
    good(window, "Scritto: dal 22 novembre 2026.")
    assert "dott.ssa Silvia Monti" in seat.inner_text()


def test_a_doctor_reads_her_patients_findings_and_sees_no_button_that_writes(site):
    from apps.pages.findings import Findings
    from apps.pages.review import Review

    with site.desk.store.writing() as session:
        session.add(Account(user="fabbri", role="medico", party_id="pra:fabbri"))
    doctor = replace(site.desk, viewer=lambda: open_viewer(site.desk.store, "fabbri"))
    for task, words in (
        (Findings(doctor, "per:ada"), "Perché lo dice"),
        (Review(doctor, "per:ada"), "la sua storia"),
    ):
        task.show()
        assert words in task.live.html
        assert "Metti da parte…" not in task.live.html
        assert "Confermo" not in task.live.html


def test_a_tie_is_confirmed_by_keyboard_alone(window, site):
    see(window, site, f"rivedi?{ADA}")
    window.locator("button[data-key=ok-1]").focus()
    window.keyboard.press("Enter")
    good(window, "Confermato.")
    focused = window.evaluate(
        """() => { let at = document.activeElement;
        while (at && at.shadowRoot && at.shadowRoot.activeElement) at = at.shadowRoot.activeElement;
        return at && at.dataset.key }"""
    )

    assert focused == "ok-1"  # on the next tie, ready for the next answer
    press(window, "Annulla")
    good(window, "Annullato")


def test_a_visit_leaves_the_network_as_it_was(site):
    found = ego(site.desk.store, "per:ada", site.desk.today(), site.desk.viewer())

    assert found.graph.number_of_nodes() == 22
