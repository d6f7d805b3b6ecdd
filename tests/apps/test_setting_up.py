"""A new body begins with an empty store: the steps lead her to a first person, her network and an answer."""

import re
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

TODAY = date(2026, 11, 22)
PASSWORD = "quattro gatti sul tetto"


@pytest.fixture
def empty(tmp_path, a_place, served_by):
    """An empty store, served to who enters."""
    from apps.serve import open_desk
    from apps.settings import Settings

    desk = replace(
        open_desk(Settings(home=tmp_path, url=None, user="demo", day=TODAY), demo=False), today=lambda: TODAY
    )
    place = a_place()
    with served_by(desk, place):
        yield SimpleNamespace(url=place.url, desk=desk)
    desk.store.close()


def step(page, title):
    heading = page.locator("h2", has_text=title)
    expect(heading).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def make_administrator(page, empty):
    page.goto(empty.url)
    page.get_by_label("Il tuo nome e cognome").fill("Rosa Neri")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    expect(page.get_by_label("Nome per entrare")).to_have_value("rosa.neri")  # proposed from her name
    page.get_by_label("Ancora la password").fill(PASSWORD)
    press(page, "Crea il mio accesso e continua")
    expect(page.locator("#f-role:invalid")).to_be_visible()  # no role is taken without being chosen
    page.get_by_label("che lavoro fai qui").select_option("Coordinatore del distretto")
    press(page, "Crea il mio accesso e continua")


@pytest.mark.browser
def test_the_steps_lead_from_nothing_to_a_first_answer(visit, empty, axe):
    page = visit(390, 844).page
    page.set_default_timeout(60_000)
    expect.set_options(timeout=30_000)
    make_administrator(page, empty)

    step(page, "Dove lavorate")
    page.get_by_label("Provincia").select_option("Lecce")
    page.get_by_label("Comuni").fill("Galatna")
    page.get_by_label("ASL", exact=False).first.fill("ASL di prova")
    page.get_by_label("Giorno del santo patrono").fill("29 giugno")
    press(page, "Avanti")
    expect(page.get_by_role("alert").filter(has_text="Forse «Galatina»?")).to_be_visible()
    page.get_by_label("Comuni").fill("Galatina")
    page.get_by_label("Come si chiama il santo").fill("San Pietro")
    page.get_by_label("Distretto socio-sanitario").focus()
    expect(page.locator("#w-comuni[data-kept]")).to_be_visible()
    expect(page.locator("#w-patron[data-kept]")).to_be_visible()
    page.reload()  # what was typed is there again
    expect(page.get_by_label("Comuni")).to_have_value("Galatina")
    expect(page.get_by_label("Come si chiama il santo")).to_have_value("San Pietro")
    press(page, "Avanti")

    step(page, "I servizi")
    assert axe(page) == []
    page.get_by_label("Assistenza domiciliare integrata").check()
    press(page, "Avanti")

    step(page, "La squadra")
    page.get_by_label("Nome e cognome").fill("Nino Greco")
    page.get_by_label("Ruolo").select_option("Infermiere di famiglia e comunità")
    press(page, "Aggiungi alla squadra")
    expect(page.locator("code", has_text="nino.greco")).to_be_visible()
    expect(page.locator("code", has_text=re.compile(r"^\w+-\w+-\w+-\w+-\d\d$"))).to_be_visible()
    press(page, "Avanti")

    step(page, "La prima persona")
    press(page, "Indietro")
    step(page, "La squadra")
    press(page, "Avanti")
    step(page, "La prima persona")
    page.get_by_label("Cognome", exact=True).fill("Leone")
    page.get_by_label("Nome", exact=True).fill("Pia")
    press(page, "Aggiungi e continua")

    step(page, "Chi le sta intorno")
    helper = page.locator("form[data-act=tie]")
    helper.get_by_label("Nome e cognome").fill("Marta Leone")
    helper.get_by_label("Che cosa è per Pia").select_option("figlia o figlio")
    helper.get_by_role("button", name="Aggiungi").click()
    expect(page.locator(".rows", has_text="Marta Leone")).to_be_visible()
    expect(page.locator(".glance img")).to_be_visible()
    assert axe(page) == []
    press(page, "Avanti")

    step(page, "La prima domanda")
    press(page, "Chi predispone il progetto individuale per una persona con disabilità?")
    expect(page.get_by_label("Risposta")).to_contain_text("art.")
    press(page, "Avanti")
    step(page, "Pronti")
    page.get_by_role("link", name="La mappa della prima persona").click()
    expect(page.get_by_role("button", name=re.compile("Marta Leone")).first).to_be_visible()


@pytest.mark.browser
def test_who_leaves_enters_again_and_changes_her_role(visit, empty, axe):
    opened = visit()
    page = opened.page
    make_administrator(page, empty)
    step(page, "Dove lavorate")

    page.locator(".me summary").click()
    assert axe(page) == []
    page.get_by_label("Lavoro come").select_option("Amministratore di Ponte")
    press(page, "Cambia")
    expect(page.locator(".me summary")).to_contain_text("Amministratore di Ponte")
    page.get_by_role("link", name="Amministrazione").first.click()
    press(page, "Controlla il registro")
    expect(page.get_by_role("status")).to_contain_text("integro")
    press(page, "Fai una copia adesso")
    expect(page.get_by_role("status")).to_contain_text("Copia fatta e controllata")

    page.locator(".me summary").click()
    press(page, "Esci")
    page.get_by_label("Nome per entrare").fill("rosa.neri")
    page.get_by_label("Password").fill("sbagliata")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Il nome o la password non vanno bene")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Oggi")


@pytest.mark.browser
def test_a_page_that_lost_the_server_goes_on_by_itself_with_what_was_typed(window, site):
    window.goto(site.address("scheda?nuova=persona"))
    window.locator("html[data-listening]").wait_for(state="attached")
    window.get_by_label("Cognome").fill("Rossi")
    window.route("**/ponte.svg", lambda route: route.abort())
    window.evaluate(
        "Bokeh.documents[0].event_manager.send_event({event_name: 'connection_lost', publish: false})"
    )
    expect(window.get_by_role("alert").filter(has_text="Ponte non risponde")).to_be_visible()

    window.unroute("**/ponte.svg")
    expect(window.locator("#lontano")).to_have_count(0)
    expect(window.get_by_label("Cognome")).to_have_value("Rossi")


@pytest.mark.browser
def test_help_is_offered_by_the_page_one_comes_from_and_found_by_a_word(window, site, axe):
    window.goto(site.address("mappa"))
    window.get_by_role("link", name="Aiuto").click()
    expect(window.locator("main li").first).to_contain_text("Disegnare la mappa")
    assert axe(window) == []

    window.get_by_label("Una parola").fill("doppioni")
    window.keyboard.press("Enter")
    window.get_by_role("link", name="Trovare una persona, o aggiungerla").click()
    expect(window.locator("h1")).to_have_text("Trovare una persona, o aggiungerla")
