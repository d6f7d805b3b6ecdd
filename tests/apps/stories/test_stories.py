"""The ten stories that decide whether Ponte works, each as its person walks it, on SQLite and on PostgreSQL."""

import re
from io import BytesIO

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

pytestmark = pytest.mark.browser


def fill(page, selector, value):
    place = page.locator(selector)
    if place.evaluate("one => one.tagName") == "SELECT":
        place.select_option(value)
    else:
        place.fill(value)
        place.blur()


def ask(page, question):
    """Ask in the chat, and return the answer once it is finished."""
    answers = page.locator(".message.ponte:not(.working)")
    before = answers.count()
    page.locator(".ask textarea").fill(question)
    page.keyboard.press("Enter")
    expect(answers).to_have_count(before + 1)
    return answers.last


def test_1_a_call_about_ada_at_the_access_point(window, see, calm):
    see(window, "persona?cerca=serravalle%201942")
    window.get_by_role("link", name="Ada Serravalle").first.click()
    expect(window.locator("h1")).to_contain_text("Ada Serravalle")

    see(window, "percorso?persona=per%3Aada")
    expect(window.locator("aside")).to_contain_text("ADI di Valdoria")  # what is already active
    expect(window.locator("aside")).to_contain_text("Piano assistenziale")
    for name, value in {
        "source": "vicini",
        "caller": "Rosa Pini",
        "reason": "Non esce da una settimana",
    }.items():
        fill(window, f"#contatto-{name}", value)
        window.locator(f"#contatto-{name}[data-kept]").wait_for()
    see(window, "percorso?persona=per%3Aada")
    expect(window.locator("#contatto-reason")).to_have_value(
        "Non esce da una settimana"
    )  # the draft is there
    window.get_by_role("button", name="Apri il percorso").click()
    window.get_by_role("link", name="Vai al percorso").click()
    expect(window.locator("#adesso")).to_have_text("Segnalazione")
    calm(window)
    window.locator(".ways").get_by_role("button", name="Il PUA prende la segnalazione").click()
    expect(window.locator("#adesso")).to_contain_text("Accesso")
    calm(window)
    window.locator("#passo-triage > summary").click()
    for name, value in {
        "priority": "alta", "reason": "È sola e cade", "owner": "Paola De Luca", "next_on": "24/11/2026"
    }.items():  # fmt: skip
        fill(window, f"#passo-triage [name={name}]", value)
        calm(window)
    window.locator("#passo-triage form button[type=submit]").click()

    expect(window.locator(".story")).to_contain_text("Se ne occupa Paola De Luca entro il 24 nov 2026")
    expect(window.locator(".terms").first).to_contain_text("art. 2, comma 2, lett. c), L.R. Esempio 4/2020")


def test_2_the_map_is_drawn_with_ada_by_keyboard_alone(window, see, calm):
    def press(*keys):
        for key in keys:
            window.keyboard.press(key)

    def reach(selector):
        """Go on by Tab until the focus is on a place, as who has no mouse does."""
        for _ in range(120):
            here = window.evaluate(
                """selector => { let at = document.activeElement;
                while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
                return Boolean(at?.matches(selector)) }""",
                selector,
            )
            if here:
                return
            press("Tab")
        pytest.fail(f"no Tab leads to {selector}")

    see(window, "persona?id=per%3Aada")
    reach("main a[href^=mappa]")  # the first of two actions
    press("Enter")
    expect(window.locator(".eco")).to_have_attribute("aria-busy", "false")
    calm(window)
    reach("button[data-tab=aggiungi]")
    press("Enter")
    window.get_by_label("Chi è?").wait_for()
    calm(window)
    window.keyboard.type("Nora Silvestri")
    reach("select[name=kind]")
    window.keyboard.type("amica")
    reach("[name=stated_by]")
    window.keyboard.type("Ada Serravalle")
    press("Enter")
    window.locator(".node", has_text="Nora").wait_for(state="attached")
    calm(window)
    reach("button[data-tab=rilievi]")
    press("Enter")
    finding = window.locator(".findings li", has_text="Lucia Bruni è il solo legame con 4")
    finding.wait_for()
    expect(finding.locator("details")).to_have_count(1)  # the rule and its data
    reach(".findings summary")
    press("Enter")
    expect(window.locator(".findings details[open] p").first).to_be_visible()

    see(window, "confronta?id=per%3Aada")  # what has changed, for the folder
    expect(window.locator("main")).to_contain_text("Nora Silvestri")
    sheet = PdfReader(BytesIO(window.pdf(format="A4"))).pages[0]
    assert "Nora Silvestri" in sheet.extract_text()
    assert [float(side) for side in sheet.mediabox[2:]] == pytest.approx([595, 842], abs=2)


def test_3_the_nurse_scores_a_scale_and_records_the_strain_on_the_tie(
    window, see, calm, case_of, site, as_role
):
    from coordinator.network.record import read_record

    as_role("infermiere_famiglia")
    case = case_of("per:000119")
    see(window, "giornata")
    expect(window.locator("main")).to_contain_text("Paola Battaglia")
    see(window, "valutazione?id=" + case_of("per:000029"))
    scale = window.locator("#scala-vita_a_casa")
    scale.locator("> summary").click()
    window.locator("#vita_a_casa-by").select_option("pra:000014")
    calm(window)
    questions = scale.locator("fieldset")
    for number in range(questions.count()):
        questions.nth(number).locator("input[type=radio]").nth(1).check()
        calm(window)
    scale.get_by_role("button", name="Calcola e registra").click()
    expect(window.locator(".scale").first).to_contain_text("su 10")
    assert case

    spans = read_record(site.desk.store, "per:ada", site.desk.today(), site.desk.viewer()).spans
    carer = next(one for one in spans if one.kind == "caregiver_principale" and one.until is None)
    see(window, f"legame?n={carer.tie_id}")
    window.get_by_text("È cambiato qualcosa").click()
    window.get_by_label("Fatica di chi aiuta").select_option("3")
    window.get_by_role("button", name="Salva il cambiamento").first.click()
    window.locator(".notice.good", has_text="Cambiato dal 22 novembre 2026").wait_for()
    see(window, "mappa?id=per%3Aada")
    expect(window.locator('.node[data-id="per:lucia"]')).to_be_visible()


def test_4_the_family_doctor_reads_the_plan_takes_a_task_and_sees_no_money(
    window, see, calm, case_of, as_role, site
):
    from coordinator.pathway.cases import refer

    case = case_of("per:ada", -1)
    asked = ("terapia", "pra:greco", "pra:fabbri")
    refer(site.desk.store, case, *asked, site.desk.today(), site.desk.viewer())
    as_role("medico")
    see(window, f"invii?id={case}")
    request = window.locator("article.referral", has_text="dott. Aldo Fabbri").first
    request.get_by_role("button", name=re.compile("^Rifiuta")).click()
    request.locator(".fault", has_text="Scegli il motivo").wait_for()  # a no has a reason, always
    calm(window)
    request.get_by_role("button", name=re.compile("^Accetta")).click()
    request.get_by_text("Accettata", exact=True).first.wait_for()
    calm(window)
    see(window, f"piano?id={case}")

    expect(window.locator("main")).to_contain_text("bagno assistito")
    expect(window.locator("main")).not_to_contain_text("€")
    see(window, "amministrazione")
    expect(window.locator("h1")).to_have_text("Non è permesso")
    see(window, "domande?id=per%3Aada")
    refused = ask(window, "quanto resta del budget?")
    expect(refused).to_contain_text("Il budget non è fra ciò che il tuo ruolo vede")
    expect(refused).not_to_contain_text("2.340")


def test_5_the_uvm_proposes_its_members_and_cannot_close(window, see, calm, case_of, site):
    from coordinator.pathway.cases import read_case

    case = case_of("per:000029")
    see(window, f"percorso?id={case}")
    expect(window.locator(".missing")).to_contain_text("il verbale")
    expect(window.locator(".missing")).to_contain_text("art. 27, comma 14")
    window.locator("#passo-squadra > summary").click()
    expect(
        window.locator("#passo-squadra").get_by_role("button", name=re.compile("^Aggiungi ")).first
    ).to_be_visible()
    before = read_case(site.desk.store, case, site.desk.viewer()).version
    window.locator(".ways").get_by_role("button", name="La UVM si conclude").click()
    window.get_by_role("alert").first.wait_for()
    assert read_case(site.desk.store, case, site.desk.viewer()).version == before
    see(window, f"documenti?id={case}")
    with window.expect_download() as waited:
        window.get_by_role("button", name="Verbale della UVM in Word", exact=True).click()
    assert waited.value.suggested_filename.endswith(".docx")


def test_6_the_case_manager_weighs_money_hours_and_two_weeks_without_the_daughter(window, see, calm, case_of):
    case = case_of("per:000029")
    see(window, "domande?q=Quanto+budget+resta+per+Ada+Serravalle%3F")
    expect(window.locator(".message.ponte:not(.working)")).to_contain_text("ASL: 2.340,00 euro")
    given = ask(window, "ore previste e date?")
    expect(given).to_contain_text("bagno assistito: 20 ore su 22,7 previste a oggi")
    alone = ask(window, "e senza la figlia per due settimane?")
    expect(alone).to_contain_text("da 67,5 a 36,5")
    see(window, "ipotesi?id=per%3Aada")
    window.get_by_label("Senza chi?").select_option("per:lucia")
    window.get_by_role("button", name="Prova senza", exact=True).first.click()
    window.get_by_text("da 67,5 a 36,5 a settimana").wait_for()
    expect(window.locator("main")).to_contain_text("Trasporto Il Filo")
    see(window, f"piano?id={case}")
    expect(window.locator("h1").first).to_be_visible()


def test_7_a_discharge_has_a_clock_and_both_sides_close_with_a_coded_reason(window, see, calm, case_of):
    case = case_of("per:000151")
    see(window, f"percorso?id={case}")
    window.locator("#altri-passaggi > summary").click()
    for name, value in {"per": "Medicina, frattura del femore", "fino": "27/11/2026"}.items():
        fill(window, f"#{name}-annuncia_dimissione", value)
        calm(window)
    window.get_by_role("button", name="L’ospedale annuncia la dimissione").click()
    expect(window.locator("#adesso")).to_contain_text("Dimissione protetta")
    calm(window)
    window.locator(".ways").get_by_role("button", name="La persona è a casa e si valuta").click()
    expect(window.get_by_role("alert").first).to_contain_text("manca")

    see(window, "invii?id=" + case_of("per:000173"))
    card = window.locator("article", has_text="salute mentale").first
    card.get_by_role("button", name="Dichiara concluso").click()
    card.locator(".fault").wait_for()
    card.locator("[id$=dichiara_fatta]").select_option("risolto")
    calm(window)
    card.get_by_role("button", name="Dichiara concluso").click()
    window.get_by_role("button", name="Conferma la conclusione").click()
    window.get_by_role("heading", name="Chiusi").wait_for()
    expect(window.locator("main")).to_contain_text("Nessun posto libero")


def test_8_the_coordinators_monday_lists_what_is_late_and_whose_it_is(window, see, calm, as_role):
    see(window, "governo")
    what = re.compile("persone|percorsi")
    expect(window.locator(".first li").first).to_contain_text(
        what
    )  # the most urgent, in words, with a way on
    times = window.get_by_role("region", name="I tempi del percorso").locator("tbody tr")
    expect(times).to_have_count(6)
    expect(times.last).to_contain_text("Dalla segnalazione alla prima prestazione")
    window.get_by_role("link", name="Prova a spostare ore").first.click()
    expect(window.locator("#m-need")).not_to_have_value("")  # the need of the signal is chosen already
    window.get_by_label("Le ore vanno via da").select_option(index=1)
    window.get_by_label("Ore la settimana").fill("10")
    window.get_by_role("button", name="Ricalcola").click()
    expect(window.get_by_role("alert")).to_be_visible()  # nobody wrote how many hours a person is given
    calm(window)
    with window.expect_download() as waited:
        window.get_by_role("button", name="Relazione in PDF").click()
    assert waited.value.suggested_filename == "governo-22-11-2026.pdf"
    as_role("ricercatore")
    see(window, "governo")
    expect(window.locator("h1")).to_have_text("Governo del territorio")
    expect(window.get_by_role("button", name="Relazione in PDF")).to_have_count(0)
    as_role("assistente_sociale")
    see(window, "governo")
    expect(window.locator("h1")).to_have_text("Non è permesso")
    as_role(None)
    see(window, "giornata")
    late = window.locator("section[aria-labelledby=scaduti]")
    expect(late).to_contain_text("Ida Quaranta")
    expect(late).to_contain_text("senza responsabile")
    expect(window.locator("section[aria-labelledby=di-nessuno]")).to_contain_text("Ida Quaranta")
    late.get_by_role("link", name="Ida Quaranta").first.click()
    expect(window.locator("#adesso")).to_have_text("Segnalazione")
    see(window, "integrazione")
    expect(window.locator("main")).to_contain_text("Integrazione inter-professionale")


def test_9_the_chat_tells_the_term_with_its_article_and_what_follows_a_no(window, see, calm):
    see(window, "domande")
    term = ask(window, "Per Ada Serravalle quale termine sta correndo?")
    expect(term).to_contain_text("Riesame del progetto (atto regionale): iniziato con la firma del piano")
    expect(term).to_contain_text(
        "mancano 116 giorni"
    )  # of the path open since September, whatever came after
    expect(term.get_by_role("link", name="art. 4, comma 2, L.R. Esempio 4/2020")).to_be_visible()
    no = ask(window, "e se rifiuta la UVM?")
    expect(no).to_contain_text("Il consenso alle cure risulta dato il 16 settembre 2026")
    expect(no.locator(".quote", has_text="L. 219/2017").first).to_be_attached()
    expect(no).to_contain_text("Letto: ")
    proposed = ask(window, "annota che ne parliamo venerdì")
    expect(proposed).to_contain_text("Non ho ancora scritto niente")
    proposed.get_by_role("button", name="Sì, scrivi").click()
    window.get_by_text("Scritto nel diario.").wait_for()
    calm(window)
    window.get_by_role("button", name="Annulla", exact=True).click()
    window.get_by_text("Annullato: tutto è come prima").wait_for()


def test_10_the_researchers_numbers_are_those_of_the_page(window, see, site, tmp_path):
    from coordinator.network import ego
    from coordinator.network.measures import density, size
    from coordinator.protection import open_viewer
    from coordinator.protection.research import TooFewAlikeError, export
    from coordinator.territory.intervals import FIVE
    from coordinator.territory.view import refresh

    graph = ego(site.desk.store, "per:ada", site.desk.today(), site.desk.viewer()).graph
    people, tight = size(graph, "per:ada"), density(graph, "per:ada")

    see(window, "misure?id=per%3Aada")
    shown = window.locator(".measures")
    expect(shown.first).to_be_visible()
    texts = " ".join(shown.all_inner_texts()).replace("\u00a0", " ")  # a number and its % stay on one line
    assert people.sentence in texts
    assert tight.sentence in texts

    store, day = site.desk.store, site.desk.today()
    found = refresh(store, day, site.desk.viewer())
    waits = next(one for key in FIVE if (one := found.one(key)).value is not None)
    see(window, "governo")
    row = window.get_by_role("region", name="I tempi del percorso").locator(
        "tr", has_text=waits.definition.label
    )
    expect(row).to_contain_text(f"{waits.value:.0f}")
    student = open_viewer(store, "demo", role="ricercatore", purpose="ricerca")
    with pytest.raises(TooFewAlikeError):  # bands of five years would leave some alone
        export(store, student, to=tmp_path / "studio", key=tmp_path / "chiave", on=day, levels={"eta": "5"})
    assert not (tmp_path / "studio").exists()
