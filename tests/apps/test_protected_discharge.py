"""A protected discharge on screen: from the hospital's call to the first visit at home, with both its clocks."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.fixture
def put(window, calm):
    """Write in fields of the page, or choose; each is kept before the next."""

    def fill(place, **values):
        for name, value in values.items():
            box = window.locator(f"{place} [name={name}]")
            if box.evaluate("one => one.tagName") == "SELECT":
                box.select_option(value)
            else:
                box.fill(value)
                box.blur()
            calm(window)

    return fill


@pytest.fixture
def happened_on(window, calm):
    """Say on which day the next steps happened."""

    def choose(day):
        window.get_by_label("È successo il").fill(day)
        window.get_by_label("È successo il").blur()
        calm(window)

    return choose


@pytest.fixture
def take(window, calm):
    """Press a button; the story grows by one step."""

    def step(button):
        calm(window)
        steps = window.locator(".story > li")
        before = steps.count()
        button.click()
        expect(steps).to_have_count(before + 1)
        calm(window)

    return step


@pytest.mark.timeout(300)
def test_a_protected_discharge_goes_from_the_ward_to_the_first_visit_at_home(
    window, see, calm, put, happened_on, take
):
    see(window, "percorso?persona=per%3Aada")
    put(".call", source="ospedale", caller="Medicina", reason="frattura, vive sola", day="16/11/2026")
    window.get_by_role("button", name="Apri il percorso").click()
    window.get_by_role("link", name="Vai al percorso").click()
    now, terms = window.locator("#adesso"), window.locator(".terms:not(.small)")
    expect(now).to_have_text("Segnalazione")
    calm(window)

    happened_on("16/11/2026")
    window.locator("#altri-passaggi > summary").click()
    announce = window.get_by_role("button", name="L’ospedale annuncia la dimissione")
    announce.click()
    expect(window.get_by_role("alert").first).to_contain_text("il giorno previsto del rientro")
    calm(window)
    put("form[data-passage=annuncia_dimissione]", reason="Medicina, frattura", until="20/11/2026")
    take(announce)
    expect(now).to_have_text("Dimissione protetta in preparazione")
    warned = terms.locator("li", has_text="Avviso ai servizi sociali della dimissione protetta")
    expect(warned).to_contain_text("entro 17 novembre 2026")
    take(window.get_by_role("button", name="Segna fatto: Avviso a centrale operativa e servizi sociali"))
    expect(warned).to_have_count(0)

    home = window.locator(".ways").get_by_role("button", name="La persona è a casa e si valuta")
    home.click()
    expect(window.get_by_role("alert").first).to_contain_text("manca un professionista sanitario")
    expect(now).to_have_text("Dimissione protetta in preparazione")
    calm(window)
    window.locator("#passo-squadra > summary").click()
    for party, role in (
        ("pra:greco", "infermiere"), ("pra:deluca", "assistente_sociale"), ("per:lucia", "familiare")
    ):  # fmt: skip
        put("#passo-squadra", party=party, role=role)
        take(window.locator("#passo-squadra form button[type=submit]"))
    happened_on("20/11/2026")
    take(home)
    expect(now).to_have_text("Prima valutazione")
    first = terms.locator("li", has_text="Primo contatto a casa dopo la dimissione protetta")
    expect(first).to_contain_text("entro 23 novembre 2026")

    window.locator("#passo-contatto_avuto > summary").click()
    put("#passo-contatto_avuto", by="pra:greco", how="visita a casa", text="in piedi, mangia")
    take(window.locator("#passo-contatto_avuto form button[type=submit]"))
    expect(first).to_have_count(0)
    window.locator("summary", has_text="Termini conclusi").click()
    met = window.locator(".terms.small li", has_text="Primo contatto a casa dopo la dimissione protetta")
    expect(met).to_contain_text("scadeva 23 novembre 2026")
