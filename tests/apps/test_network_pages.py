"""The pages of a network: each task done as a social worker would, with the wrong input too."""

import re
from dataclasses import replace

import pytest
from playwright.sync_api import expect

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


def ties_of(site, person="per:ada"):
    return read_record(site.desk.store, person, site.desk.today(), site.desk.viewer()).spans


@pytest.mark.parametrize("address", PLACES)
def test_a_page_is_sound_in_light_in_the_dark_and_on_a_telephone(window, see, faults, address):
    see(window, address)

    expect(window.locator("h1").first).not_to_have_text(
        re.compile("Non riuscito|Non si può fare|Non trovata")
    )
    assert faults(window) == []


def test_her_record_leads_to_every_page_of_her_network(window, see):
    see(window, f"persona?{ADA}")

    links = window.locator("nav[aria-label='La sua rete'] a")
    assert links.all_inner_texts()[:3] == ["Rilievi", "Rivedi i legami", "Legami e fonti"]
    links.get_by_text("Rivedi i legami").click()
    expect(window.locator("h1")).to_have_text("Rivedi i legami di Ada")


def test_a_finding_is_set_aside_with_a_reason_and_put_back(window, see, press, good, alarm):
    see(window, f"rilievi?{ADA}")
    finding = window.locator(".found li", has_text="sente la fatica")
    finding.get_by_text("Perché lo dice").click()
    expect(finding.get_by_text("Lucia Bruni caregiver principale")).to_be_visible()
    finding.get_by_text("Metti da parte…").click()
    press(window, "Metti da parte")
    alarm(window, "Scrivi perché lo metti da parte")
    window.get_by_label("Perché lo metti da parte?").fill("Sollievo già chiesto")
    window.get_by_label("Fino a quando?").fill("3/3/2020")
    press(window, "Metti da parte")
    alarm(window, "è già passato")
    expect(window.get_by_label("Perché lo metti da parte?")).to_have_value("Sollievo già chiesto")
    window.get_by_label("Fino a quando?").fill("3/3/2027")
    press(window, "Metti da parte")

    good(window, "Tornerà se cambiano i dati, o dopo il 3 marzo 2027.")
    aside = window.locator(".found li.aside", has_text="sente la fatica")
    expect(aside).to_contain_text("«Sollievo già chiesto» – demo")
    aside.get_by_role("button").click()
    window.locator(".found li.alta", has_text="sente la fatica").wait_for()


def test_a_tie_is_confirmed_by_one_click_and_taken_back(window, see, site, press, good):
    see(window, f"rivedi?{ADA}")
    first = window.locator(".found li").first
    words = first.locator(".head").inner_text()
    first.get_by_text("Confermo").click()
    good(window, "Confermato.")
    expect(window.locator(".found li .head", has_text=words)).to_have_count(0)

    press(window, "Annulla")
    window.locator(".found li .head", has_text=words).wait_for()
    assert all(span.confirmed_on is None for span in ties_of(site) if words.endswith(span.other_name))


def test_hours_that_are_none_are_told_and_what_was_typed_stays(window, see, site, press, good, alarm):
    see(window, f"rivedi?{ADA}")
    window.get_by_label("Con chi ne stai parlando?").fill("Ada Serravalle")
    window.keyboard.press("Tab")
    oksana = window.locator(".found li", has_text="Oksana Melnyk è assistente familiare")
    oksana.get_by_text("È cambiato").click()
    window.get_by_label("Ore di aiuto la settimana").fill("tante")
    press(window, "Salva il cambiamento")
    alarm(window, "«tante» non è un numero di ore")
    expect(window.get_by_label("Ore di aiuto la settimana")).to_have_value("tante")
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


def test_two_sources_that_disagree_are_both_shown(window, see):
    see(window, f"legami?{ADA}")

    group = window.locator(".found li", has_text="Marco Bruni")
    expect(group.get_by_text("Lo dice Ada Serravalle")).to_be_visible()
    expect(group.get_by_text("Lo dice Lucia Bruni")).to_be_visible()
    assert {"buono", "debole", "ogni settimana", "ogni mese"} <= set(group.locator("dd b").all_inner_texts())
    group.get_by_text("Storia di quello che dice Lucia Bruni").click()
    expect(window.locator(".story")).to_contain_text("colloquio al PUA del 12 marzo 2026")


def test_a_tie_between_two_helpers_is_written_with_all_that_is_known(window, see, press, good, alarm):
    see(window, f"nuovo-legame?{ADA}")
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


def test_a_tie_is_changed_with_its_hours_and_strain_and_taken_back(window, see, site, press, good):
    carer = next(one for one in ties_of(site) if one.kind == "caregiver_principale" and one.until is None)
    see(window, f"legame?n={carer.tie_id}")
    window.get_by_text("È cambiato qualcosa").click()
    expect(window.get_by_label("Ore che può dare")).to_have_value("24")
    window.get_by_label("Ore di aiuto la settimana").fill("20")
    window.get_by_label("Fatica di chi aiuta").select_option("1")
    press(window, "Salva il cambiamento")

    good(window, "Cambiato dal 22 novembre 2026.")
    now = next(one for one in ties_of(site) if one.kind == "caregiver_principale" and one.until is None)
    assert (now.hours_per_week, now.strength) == (20.0, 3)
    press(window, "Annulla")
    good(window, "Annullato")
    assert carer in ties_of(site)


def test_two_days_are_compared_and_a_day_that_is_none_is_told(window, see):
    see(window, f"confronta?{ADA}&dal=1/3/2025&al=31/2/2026")
    expect(window.locator("[role=alert]")).to_contain_text("«31/2/2026» non è un giorno")

    see(window, f"confronta?{ADA}&dal=1/3/2025&al=22/11/2026")
    assert (
        window.locator(".begun", has_text="Ada Serravalle è in carico a Centro diurno Le Querce").count() == 1
    )
    expect(window.locator(".over", has_text="Pasti a domicilio")).to_have_count(1)
    window.emulate_media(media="print")  # on paper what is folded is open
    expect(window.locator("details .marks li").first).to_be_visible()
    window.emulate_media(media="null")  # as the window has it: a printer asks for paper again


def test_without_the_daughter_then_with_transport_and_adopted(window, see, site, press, good, alarm):
    see(window, f"ipotesi?{ADA}")
    before = {span.tie_id: span.until for span in ties_of(site)}
    window.get_by_label("Senza chi?").select_option("per:lucia")
    press(window, "Prova senza")
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


def test_a_person_not_in_the_record_cannot_be_adopted(window, see, press, alarm):
    see(window, f"ipotesi?{ADA}")
    window.get_by_text("Una persona, le ore, che cosa dà").click()
    window.get_by_label("…oppure il nome di una persona").fill("Nilde")
    window.get_by_label("Ore la settimana").fill("6")
    press(window, "Prova ad aggiungere")
    window.get_by_text("da 67,5 a 73,5 a settimana").wait_for()
    window.get_by_label("Chi l’ha deciso?").fill("Ada")
    press(window, "Adotta")

    alarm(window, "Nilde: non è ancora nell’archivio")


def test_the_way_to_a_service_says_who_may_refer(window, see, press):
    see(window, f"arrivare?{ADA}")
    window.get_by_label("A quale servizio?").select_option("svc:rsa")
    press(window, "Mostra la strada")

    window.get_by_text("L’invio lo fa dott. Aldo Fabbri.", exact=True).wait_for()
    expect(window.locator(".steps").first).to_contain_text("può inviare a")


def test_the_genogram_has_three_generations_and_the_dead(window, see):
    see(window, f"famiglia?{ADA}")

    expect(window.locator(".tree svg rect")).to_have_count(3)  # Piero, Enzo, Marco
    rows = window.locator("table tbody tr")
    expect(rows.filter(has_text="Piero Bruni").filter(has_text="18 novembre 2024")).to_have_count(1)
    assert (
        window.locator(".found li", has_text="Nucleo di via dei Tigli")
        .get_by_text("il nucleo di Ada")
        .count()
        == 1
    )


def test_a_measure_on_too_few_data_says_so(window, see):
    see(window, f"misure?{ADA}")
    coc = window.locator(".measures li", has_text="Bice-Boxerman")
    expect(coc).to_contain_text("dati insufficienti")
    coc.get_by_text("Formula, dati e fonte").click()
    expect(coc).to_contain_text("Bice, Boxerman")

    see(window, "integrazione")
    expect(window.locator(".measures > li")).to_have_count(5)


def test_a_person_like_another_is_offered_before_she_is_added(window, see, press, good, alarm):
    see(window, "scheda?nuova=persona")
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
    expect(window.get_by_label("Cognome")).to_have_value("Seravalle")
    press(window, "È un’altra persona: aggiungila")
    good(window, "Scritto nell’archivio: Ada Seravalle.")


def test_a_person_without_ties_is_told_where_to_begin(window, see, site):
    from coordinator.network.parties import add_party

    alone = add_party(
        site.desk.store, "persona", {"given_name": "Olmo", "family_name": "Quercia"}, site.desk.viewer()
    )
    for page in ("rilievi", "rivedi"):
        see(window, f"{page}?id={alone}")
        window.get_by_text("Non è ancora scritto nessun legame").wait_for()
        expect(window.get_by_role("link", name="Aggiungi il primo")).to_have_count(1)


def test_two_records_of_one_person_are_merged_and_parted(window, see, site, press, good, alarm):
    from coordinator.network.parties import add_party

    fields = {"given_name": "Rosa", "family_name": "Pini", "phone": "0000 555111"}
    twin = add_party(site.desk.store, "persona", fields, site.desk.viewer())
    see(window, "doppioni?id=per%3Arosa")
    pair = window.locator(".found li", has_text="stesso nome e cognome")
    pair.get_by_text("È la stessa persona: fanne una scheda sola").click()
    press(window, "Unisci le due schede")
    alarm(window, "Scrivi perché sono la stessa persona")
    expect(window.locator("form[data-act=merge] .notice.alarm")).to_be_focused()  # where it was sent from
    window.get_by_label("Perché sono la stessa persona?").fill("stesso indirizzo sul documento")
    press(window, "Unisci le due schede")
    good(window, "Ora è una scheda sola")
    expect(
        window.locator(".notice.good")
    ).to_be_focused()  # the button is gone: the keyboard goes on from here

    def phone():
        return read_record(site.desk.store, "per:rosa", site.desk.today(), site.desk.viewer()).party.phone

    assert phone() == "0000 555111"
    press(window, "Annulla")
    good(window, "Annullato")
    assert phone() is None
    other = read_record(site.desk.store, twin, site.desk.today(), site.desk.viewer()).party
    assert other.merged_into is None


def test_a_doctor_reads_her_patients_findings_and_sees_no_button_that_writes(site):
    from apps.pages.network.findings import Findings
    from apps.pages.network.review import Review

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


def test_a_tie_is_confirmed_by_keyboard_alone(window, see, press, good):
    see(window, f"rivedi?{ADA}")
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
