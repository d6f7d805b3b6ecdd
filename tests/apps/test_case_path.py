"""Ada's whole path on screen: from a neighbour's call to the closure, with drafts, terms, norms and undo."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
CALL = "percorso?persona=per%3Aada"


class Desk:
    """What a worker does on the page of a path."""

    def __init__(self, page):
        self.page = page

    def calm(self):
        """Wait until Ponte has answered all that was sent."""
        expect(self.page.locator("[aria-busy=true]")).to_have_count(0)

    def happened_on(self, day):
        self.page.get_by_label("È successo il").fill(day)
        self.page.get_by_label("È successo il").blur()
        self.calm()

    def unfold(self, form):
        step = self.page.locator(f"#passo-{form}")
        if step.get_attribute("open") is None:
            step.locator("> summary").click()
        return step

    def fill(self, form, **fields):
        step = self.unfold(form)
        for name, value in fields.items():
            put(step.locator(f"[name={name}]"), value)
        self.calm()

    def send(self, form, **fields):
        self.fill(form, **fields)
        self.press(self.page.locator(f"#passo-{form} form button[type=submit]"))

    def offer(self, form, words):
        self.press(self.unfold(form).get_by_role("button", name=words))

    def go(self, words):
        self.press(self.page.locator(".ways").get_by_role("button", name=words))

    def press(self, button):
        """Press a button; the story grows by it."""
        before = self.steps()
        button.click()
        expect(self.page.locator(".story > li").nth(before)).to_be_attached()
        self.calm()

    def steps(self):
        self.calm()
        return self.page.locator(".story > li").count()

    def tab(self, words, shows):
        self.page.get_by_role("navigation", name="Le pagine del percorso").get_by_role(
            "link", name=words
        ).click()
        self.page.locator(shows).first.wait_for()
        self.calm()

    def is_in(self, phase):
        expect(self.page.locator("#adesso")).to_have_text(phase)


def put(place, value):
    kind = place.evaluate("one => one.type")
    if kind == "select-one":
        place.select_option(value)
    elif kind == "checkbox":
        place.check()
    else:
        place.fill(value)
        place.blur()


@pytest.fixture
def desk(window, see):
    """A new call about Ada, dated 2 March 2026, sent: her path is on screen."""
    see(window, CALL)
    for name, value in {
        "source": "vicini",
        "caller": "Rosa Pini",
        "reason": "Non esce da una settimana",
        "day": "2026-03-02",
    }.items():
        put(window.locator(f"#contatto-{name}"), value)
    window.get_by_role("button", name="Apri il percorso").click()
    window.get_by_role("link", name="Vai al percorso").click()
    window.locator("#adesso").wait_for()
    return Desk(window)


def test_a_call_asks_at_most_twelve_things_with_its_triage(window, see):
    see(window, CALL)
    asked = window.locator(".call [name]").count()

    assert 4 < asked + 4 <= 12  # the triage asks four more, see the next spec


@pytest.mark.timeout(900)
def test_the_whole_path_of_ada_runs_on_screen(desk, tmp_path):
    page = desk.page
    desk.happened_on("2026-03-02")
    desk.is_in("Segnalazione")
    expect(page.locator(".terms")).to_contain_text("termine locale")

    desk.go("Il PUA prende la segnalazione")
    desk.send("triage", priority="alta", reason="È sola e cade", owner="Paola De Luca", next_on="2026-03-05")
    desk.go("Si avvia la prima valutazione")
    desk.happened_on("2026-03-12")
    desk.go("Si convoca la UVM")

    expect(page.locator(".missing")).to_contain_text("art. 27")  # missing roles, each with its norm
    paola = "Paola De Luca"
    for who in ("Irene Greco, infermiere", f"{paola}, case manager", f"{paola}, assistente sociale"):
        desk.offer("squadra", f"Aggiungi {who}")
    desk.offer("bisogno", "igiene e cura della persona")
    desk.offer("bisogno", "compagnia")
    desk.send("partecipazione", who="Ada Serravalle")
    desk.send("parere", party="pra:greco", text="Si lava con aiuto")
    desk.send("parere", party="pra:deluca", text="La figlia è stanca")
    desk.send("verbale", document="Verbale 12 del 12 marzo 2026")
    expect(page.locator(".missing")).to_have_count(0)
    desk.go("La UVM si conclude")

    desk.tab("Scelta dei servizi", ".compare")
    compared = page.locator("form[data-need=igiene_personale]")
    expect(compared).to_contain_text("la segue già")  # why not the others
    compared.locator("input[value='svc:adi']").check()
    compared.get_by_label("Perché, con le sue parole").fill("Conosco già Irene")
    compared.get_by_role("button", name="Registra la scelta").click()
    page.get_by_text("Scelta registrata: ADI di Valdoria").wait_for()
    desk.tab("Percorso", "#adesso")
    desk.send("obiettivo", goal="Lavarsi in sicurezza", need="igiene_personale", horizon="breve")
    desk.send("intervento", action="Bagno assistito", goal="Lavarsi in sicurezza", responsible="svc:adi",
              due="2026-04-01", hours_per_week="3,5")  # fmt: skip
    period = {"since": "2026-04-01", "until": "2026-09-30", "unit": "ore"}
    for funder, owner, need, what, quantity, cost in (
        ("asl", "ist:asl", "igiene_personale", "Ore di ADI", "78", "30"),
        ("comune", "ist:comune-valdoria", "igiene_personale", "Ore di assistenza", "52", "22"),
        ("regione", "ist:ambito", "igiene_personale", "Assegno regionale", "6", "120"),
        ("famiglia", "per:lucia", "igiene_personale", "Assistente familiare", "100", "11"),
        ("terzo_settore", "com:parrocchia", "compagnia", "Visite dei volontari", "40", "12,5"),
    ):
        desk.send("risorsa", funder=funder, owner=owner, need=need, what=what, quantity=quantity,
                  unit_cost=cost, **period)  # fmt: skip
    desk.tab("Piano e budget", ".shares")
    expect(page.locator(".shares tbody tr")).to_have_count(5)
    expect(page.locator(".shares tfoot")).to_contain_text("5.804,00 €")  # 2340 + 1144 + 720 + 1100 + 500
    expect(page.get_by_role("img", name="Quote")).to_have_attribute(
        "aria-label", re.compile("ASL 40 per cento")
    )
    desk.tab("Percorso", "#adesso")
    desk.send("base_giuridica", basis="compito di interesse pubblico e cura")
    desk.send("consenso_cure", by="Ada Serravalle")
    desk.send("firma", by="Ada Serravalle")
    desk.send("verifica", on="2026-09-14")
    desk.go("Il piano è sottoscritto")

    desk.happened_on("2026-04-08")
    desk.send("consegna", action="Bagno assistito", hours="3", by="svc:adi", document="Liquidazione 4")
    desk.send("consegna", action="Bagno assistito", hours="3", by="svc:adi")
    desk.tab("Piano e budget", ".given")
    given = page.locator(".given tbody tr")
    expect(given).to_contain_text("4 h")  # 3.5 hours a week for the 8 days since 1 April, to the half hour
    expect(given).to_contain_text("6 h")
    expect(given).to_contain_text("1 senza atto contabile")
    desk.tab("Percorso", "#adesso")
    desk.happened_on("2026-09-14")
    desk.go("Si verifica il piano")
    desk.send("esito", goal="Lavarsi in sicurezza", attainment="1", in_her_words="Sono più tranquilla")
    desk.go("Si aggiorna il piano")
    desk.go("Si scrive la nuova versione")
    expect(page.locator(".missing")).to_contain_text("la firma della persona")
    desk.send("firma", by="Ada Serravalle")
    desk.go("Il piano è sottoscritto")
    expect(page.locator("#piano")).to_contain_text("versione 2")
    desk.happened_on("2026-10-30")
    desk.go("Si verifica il piano")
    page.locator("#per-concludi").fill("Gli obiettivi sono raggiunti")
    desk.go("il percorso si conclude")

    desk.is_in("Percorso concluso")
    page.locator("summary", has_text="Tutto dall’inizio").click()
    told = " ".join(page.locator(".story").all_inner_texts())
    assert "demo" in told
    assert "art. 27, comma 17" in told
    assert "14 settembre 2026" in told
    expect(page.locator(".tracks .track")).to_have_count(3)
    expect(page.locator(".macro .done")).to_have_count(5)


def test_a_refusal_names_what_is_missing_and_writes_nothing(desk):
    desk.go("Il PUA prende la segnalazione")
    before = desk.steps()
    desk.page.locator(".ways").get_by_role("button", name="Si avvia la prima valutazione").click()

    desk.page.get_by_role("alert").filter(has_text="manca la priorità").wait_for()
    expect(desk.page.locator(".story > li")).to_have_count(before)


def test_a_step_is_taken_back_and_stays_in_the_story(desk):
    desk.go("Il PUA prende la segnalazione")
    desk.page.locator("summary", has_text="Annulla l’ultimo passo").click()
    desk.page.locator("#perche-annulli").fill("persona sbagliata")
    desk.page.get_by_role("button", name="Annulla l’ultimo passo").click()

    desk.page.locator(".story .void").wait_for()
    desk.is_in("Segnalazione")


def test_what_is_typed_comes_back_when_the_page_is_opened_again(desk):
    desk.go("Il PUA prende la segnalazione")
    desk.fill("triage", reason="È sola", owner="Paola De Luca")
    desk.page.reload()
    desk.page.locator("#passo-triage > summary").click()

    expect(desk.page.locator("#triage-reason")).to_have_value("È sola")
    expect(desk.page.locator("#triage-owner")).to_have_value("Paola De Luca")


def test_the_page_of_a_path_is_sound_in_light_in_the_dark_and_on_a_telephone(desk, faults):
    desk.calm()

    assert faults(desk.page) == []
