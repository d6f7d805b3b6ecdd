"""The pages of a path: wrong input at its field, referrals by both sides, scales, what is due, papers, the day."""

from datetime import date
from zipfile import ZipFile

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
PAGES = ("percorso", "valutazione", "piano", "scelta", "invii", "spettanze", "documenti")


@pytest.fixture(scope="module")
def viewer(site):
    return site.desk.viewer()


@pytest.fixture(scope="module")
def given(site, viewer):
    """Ada's case of the demo: her plan is being given."""
    from coordinator.district.path import walk_ada

    return walk_ada(site.desk.store, viewer)


@pytest.fixture
def planning(site, viewer):
    """A case whose plan is being written anew."""
    from coordinator.district.path import walk_ada
    from coordinator.pathway.cases import go, record
    from coordinator.pathway.events import make_event

    store, day = site.desk.store, date(2026, 11, 20)
    case = walk_ada(store, viewer)
    go(store, case, "verifica_piano", day, viewer, role="case_manager")
    event = make_event("goal_reviewed", goal="lavarsi in sicurezza", attainment=1)
    record(store, case, event, day, viewer)
    go(store, case, "aggiorna", day, viewer, role="case_manager")
    go(store, case, "riscrivi_piano", day, viewer, role="case_manager")
    return case


def show(window, address, waits=".path"):
    window.goto(window.site.address(address))
    window.locator(waits).first.wait_for()
    calm(window)
    return window


def calm(window):
    """Wait until Ponte has answered all that was sent."""
    expect(window.locator("[aria-busy=true]")).to_have_count(0)


def choose(window, field, value):
    window.locator(field).select_option(value)
    calm(window)


def unfold(window, form):
    step = window.locator(f"#passo-{form}")
    if step.get_attribute("open") is None:
        step.locator("> summary").click()
    return step


def fault(window, field, words):
    """At a field the page says why it is wrong, and the field says that it is."""
    expect(window.locator(f"#{field}-errore")).to_contain_text(words)
    expect(window.locator(f"#{field}")).to_have_attribute("aria-invalid", "true")


def test_services_to_choose_from_stand_one_below_the_other_on_a_telephone(visit, site, given):
    page = visit(390, 844).page
    page.site = site
    offers = (
        show(page, f"scelta?id={given}")
        .get_by_role("list", name="Servizi per: igiene")
        .get_by_role("listitem")
    )

    expect(offers.first).to_contain_text("la segue già")
    boxes = [one.bounding_box() for one in offers.all()]
    assert len(boxes) == 3
    assert {round(box["x"]) for box in boxes} == {16}
    assert max(box["width"] for box in boxes) <= 390 - 32


RESOURCE = {"funder": "asl", "owner": "ist:asl", "need": "igiene_personale", "what": "Ore di ADI",
            "quantity": "1.200,5", "unit": "ore", "unit_cost": "30", "since": "1/12/2026",
            "until": "31/5/2027"}  # fmt: skip


def fill_resource(window, **changed):
    calm(window)
    step = unfold(window, "risorsa")
    for name, value in {**RESOURCE, **changed}.items():
        field = step.locator(f"[name={name}]")
        field.select_option(value) if field.evaluate("one => one.tagName") == "SELECT" else field.fill(value)
    calm(window)
    step.locator("form button[type=submit]").click()


WRONG = [
    ({"until": "1/11/2026"}, "until", "La fine viene prima dell’inizio."),
    ({"since": "31/2/2026"}, "since", "Scrivilo come 3/3/2025"),
    ({"quantity": "molte"}, "quantity", "Scrivi un numero"),
    ({"quantity": "-3"}, "quantity", "non può essere negativo"),
    ({"unit_cost": ""}, "unit_cost", "servono gli euro per unità"),
    ({"what": ""}, "what", "Scrivi qui."),
]


def test_a_wrong_field_says_why_and_loses_nothing(window, planning):
    show(window, f"piano?id={planning}")
    before = window.locator(".shares tbody tr").count()
    for changed, field, words in WRONG:
        fill_resource(window, **changed)
        fault(window, f"risorsa-{field}", words)
        for name, value in {**RESOURCE, **changed}.items():
            expect(window.locator(f"#risorsa-{name}")).to_have_value(value)
    expect(window.locator(".shares tbody tr")).to_have_count(before)


def test_a_number_with_its_dot_is_a_thousand(window, planning):
    show(window, f"piano?id={planning}")
    fill_resource(window)

    window.get_by_role("status").wait_for()
    expect(window.locator(".plan-page")).to_contain_text("36.015,00 €")  # 1200.5 hours at 30 euro


def test_a_ticked_box_comes_back(window, planning):
    show(window, f"piano?id={planning}")
    unfold(window, "risorsa").get_by_label("È un aiuto in natura").check()
    window.locator("#risorsa-in_kind[data-kept]").wait_for()
    show(window, f"piano?id={planning}")
    unfold(window, "risorsa")

    expect(window.locator("#risorsa-in_kind")).to_be_checked()


def test_tomorrow_has_not_happened_yet(window, given):
    show(window, f"percorso?id={given}", "#adesso")
    window.locator("#giorno").fill("23/11/2026")
    window.locator("#giorno").blur()

    fault(window, "giorno", "Questo giorno deve ancora venire.")


def test_a_share_is_tried_elsewhere_and_nothing_is_written(window, planning):
    show(window, f"piano?id={planning}")
    window.locator("#prova > summary").click()
    choose(window, "#prova-from", "igiene_personale|asl")
    choose(window, "#prova-to", "asl")
    window.locator("#prova-quantity").fill("molte")
    window.get_by_role("button", name="Ricalcola").click()
    fault(window, "prova-to", "Per lo stesso bisogno dà ore anche: Comune")
    fault(window, "prova-quantity", "Scrivi un numero più grande di zero")
    choose(window, "#prova-to", "comune")
    window.locator("#prova-quantity").fill("10")
    window.locator("#prova-quantity").blur()
    calm(window)
    window.get_by_role("button", name="Ricalcola").click()

    expect(window.locator("#prova table")).to_contain_text("2.040,00 €")  # 68 hours at 30
    expect(window.locator("#prova table")).to_contain_text("1.364,00 €")  # 62 hours at 22
    expect(window.locator(".shares")).to_contain_text("2.340,00 €")


def test_a_referral_is_closed_by_both_sides_with_a_coded_reason(window, planning):
    show(window, f"invii?id={planning}")
    window.get_by_role("button", name="Invia la richiesta").click()
    fault(window, "invio-need", "Scegli il bisogno.")
    choose(window, "#invio-need", "igiene_personale")
    window.locator(".fits").wait_for()
    choose(window, "#invio-sender", "pra:deluca")
    choose(window, "#invio-receiver", "svc:sad")
    window.get_by_role("button", name="Invia la richiesta").click()
    card = window.locator("article").first
    card.wait_for()
    expect(card).to_contain_text("Tocca a Assistenza domiciliare del Comune, entro il 25 novembre 2026")

    card.get_by_role("button", name="Accetta").click()
    card.get_by_text("Accettata", exact=True).wait_for()
    card.get_by_role("button", name="Dichiara concluso").click()
    card.locator(".fault").wait_for()
    card.locator("[id$=dichiara_fatta]").select_option("in_parte")
    calm(window)
    card.get_by_role("button", name="Dichiara concluso").click()
    card.get_by_role("button", name="Conferma la conclusione").click()
    window.get_by_role("heading", name="Chiusi").wait_for()

    expect(window.locator("article")).to_contain_text("Bisogno risolto in parte")


def test_one_need_has_one_open_request(window, planning):
    show(window, f"invii?id={planning}")
    for receiver in ("svc:sad", "svc:rsa"):
        choose(window, "#invio-need", "igiene_personale")
        window.locator(".fits").wait_for()
        choose(window, "#invio-sender", "pra:deluca")
        choose(window, "#invio-receiver", receiver)
        window.get_by_role("button", name="Invia la richiesta").click()
        window.locator("article").first.wait_for()
        calm(window)

    window.get_by_role("alert").filter(has_text="C’è già una richiesta aperta").wait_for()
    expect(window.locator("article")).to_have_count(1)


def test_a_scale_without_an_answer_has_no_total(window, planning):
    show(window, f"valutazione?id={planning}")
    scale = window.locator("#scala-peso_di_chi_cura")
    scale.locator("> summary").click()
    choose(window, "#peso_di_chi_cura-by", "pra:greco")
    for question in ("sonno", "tempo", "lavoro"):
        window.locator(f"#peso_di_chi_cura-{question}-3").check()
        calm(window)
    scale.get_by_role("button", name="Calcola e registra").click()
    window.locator("#peso_di_chi_cura-aiuto-errore").wait_for()
    expect(window.locator("#peso_di_chi_cura-sonno-3")).to_be_checked()

    window.locator("#peso_di_chi_cura-aiuto-2").check()
    calm(window)
    scale.get_by_role("button", name="Calcola e registra").click()
    window.get_by_text("7 su 8").wait_for()
    expect(window.locator(".scale").nth(1)).to_contain_text("non regge da sola")


def test_the_family_doctor_reads_the_plan_and_not_who_pays(window, as_role, given):
    as_role("medico")
    show(window, f"piano?id={given}")
    expect(window.locator(".path")).to_contain_text("bagno assistito")
    expect(window.locator(".path")).not_to_contain_text("€")
    show(window, f"documenti?id={given}")
    expect(window.get_by_role("button", name="Budget in PDF")).to_have_count(0)
    show(window, f"percorso?id={given}", "#adesso")
    expect(window.locator(".path")).not_to_contain_text("Risorsa")


def test_the_access_point_may_not_read_a_plan(window, as_role, given):
    as_role("operatore_pua")
    show(window, f"piano?id={given}", "h1")

    expect(window.locator("h1")).to_have_text("Non è permesso")


def test_what_is_due_names_what_is_missing_and_its_norm(window, given):
    show(window, f"spettanze?id={given}", "h1")
    missing = window.locator("section", has=window.locator("#manca"))

    expect(missing).to_contain_text("Pronto intervento sociale")
    expect(missing).to_contain_text("art. 1, comma 170, lett. a), L. 234/2021")
    expect(window.locator(".macro-row")).to_contain_text("Monitoraggio degli esiti di salute manca")


def test_each_paper_is_taken_away_as_word_and_pdf(window, given, tmp_path):
    show(window, f"documenti?id={given}")
    for paper in (
        "Verbale della UVM",
        "Piano",
        "Piano in parole semplici",
        "Budget",
        "Ecomappa",
        "Scheda di passaggio",
    ):
        for ending, kind in (("Word", "docx"), ("PDF", "pdf")):
            with window.expect_download() as waited:
                window.get_by_role("button", name=f"{paper} in {ending}", exact=True).click()
            path = tmp_path / waited.value.suggested_filename
            waited.value.save_as(path)
            assert path.suffix == f".{kind}"
            if kind == "pdf":
                assert path.read_bytes().startswith(b"%PDF")
            else:
                assert "Ada Serravalle" in ZipFile(path).read("word/document.xml").decode()


def test_the_calendar_names_nobody_unless_asked(window, given, tmp_path):
    from icalendar import Calendar

    show(window, "giornata")
    found = []
    for named in (False, True):
        window.locator("#con-nomi").set_checked(named)
        calm(window)
        with window.expect_download() as waited:
            window.get_by_role("button", name="Scarica il calendario").click()
        waited.value.save_as(tmp_path / "scadenze.ics")
        found.append(Calendar.from_ical((tmp_path / "scadenze.ics").read_bytes()))

    titles = [[str(event["summary"]) for event in one.walk("VEVENT")] for one in found]
    assert any("Riesame del progetto" in title for title in titles[0])
    assert not any("Serravalle" in title for title in titles[0])
    assert any("Serravalle" in title for title in titles[1])


def test_the_pages_of_a_path_are_named_in_one_row_on_a_telephone(visit, see, given):
    page = see(visit(390, 844).page, f"documenti?id={given}")
    tabs = page.locator(".tabs-of a").all()

    assert len(tabs) == 7
    assert len({round(one.bounding_box()["y"]) for one in tabs}) == 1
    expect(tabs[6]).to_be_in_viewport()  # the row moves to the page that is open
    assert tabs[0].bounding_box()["x"] < tabs[6].bounding_box()["x"]  # and its order stays


@pytest.mark.parametrize("address", [*(f"{name}?id={{given}}" for name in PAGES), "giornata", "percorso"])
def test_a_page_is_sound_in_light_in_the_dark_and_on_a_telephone(window, see, faults, given, address):
    see(window, address.format(given=given))

    expect(window.locator("h1").first).to_be_visible()
    assert faults(window) == []


def test_a_plan_that_is_being_written_is_sound_too(window, see, faults, planning):
    see(window, f"piano?id={planning}")

    assert faults(window) == []
