"""The pages of the norms: a text on a day, what changed, who names it; the keeper adds and sees."""

from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

REGION = Path(str(files("knowledge") / "regione_esempio"))
LAW = "urn:nir:stato:legge:2001-03-02;7"
FRONT = "---\nurn: {urn}\nversione: {version}\ndataVigenza: {day}\n---\n"


@pytest.fixture(scope="module")
def law(site, tmp_path_factory):
    """A law with two dated texts, of which the second has one comma more; another names it."""
    folder = tmp_path_factory.mktemp("leggi")
    one = "### Art. 1 (Tempi)\n\n1. Il termine è di trenta giorni.\n\n### Art. 2\n\n1. Altro.\n"
    two = one.replace("trenta giorni.", "sessanta giorni.\n\n2. Restano salvi i casi urgenti.")
    naming = (
        "### Art. 5\n\n1. In deroga all'articolo 1, comma 1, della legge 2 marzo 2001, n. 7, si attende.\n"
    )
    texts = {
        "a.md": FRONT.format(urn=LAW, version=1, day="2010-01-01") + one,
        "b.md": FRONT.format(urn=LAW, version=2, day="2020-01-01") + two,
        "c.md": f"---\nurn: {LAW.replace(';7', ';8')}\n---\n{naming}",
    }
    for name, text in texts.items():
        (folder / name).write_text(text)
    site.desk.library().add(folder)
    return folder


def test_an_article_is_shown_as_it_stood_on_the_day_that_is_asked(visit, site, law):
    page = visit().page
    page.goto(site.address(f"norme?ref={LAW}~art1&giorno=2015-06-01"))

    expect(page.locator("main")).to_contain_text("trenta giorni")
    expect(page.locator("main")).not_to_contain_text("sessanta")
    page.locator("#n-day").fill("1 giugno 2021")
    page.get_by_role("button", name="Mostra").click()
    page.wait_for_url("**giorno=1+giugno+2021**")
    expect(page.locator("main")).to_contain_text("sessanta giorni")


def test_two_days_stand_side_by_side_with_what_differs_marked(visit, site, law):
    page = visit().page
    page.goto(site.address(f"norme?ref={LAW}~art1"))
    page.get_by_role("link", name="gennaio 2020").click()
    page.locator("#confronto").wait_for()

    expect(page.locator("#confronto del")).to_have_text(["trenta"])
    expect(page.locator("#confronto ins")).to_have_text(["sessanta", "Restano salvi i casi urgenti."])
    expect(page.locator("main")).to_contain_text("Non c’era.")


def test_an_article_says_who_names_it_and_leads_there(visit, site, law):
    page = visit().page
    page.goto(site.address(f"norme?ref={LAW}~art1"))
    expect(page.locator("main")).to_contain_text("Vi deroga")
    page.get_by_role("link", name="art. 5, comma 1, L. 8/2001").click()
    page.get_by_role("heading", name="art. 5, L. 8/2001").wait_for()

    expect(page.locator("main")).to_contain_text("In deroga all'articolo 1")


def test_a_norm_opens_by_the_name_a_person_gives_it(visit, site, law):
    page = visit().page
    page.goto(site.address("norme"))
    page.locator("#n-ref").fill("art. 1 l. 7/2001")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="art. 1, L. 7/2001").wait_for()


@pytest.mark.parametrize("day", ["ieri", "2020-13-01"])
def test_a_day_that_no_calendar_has_is_said(visit, site, law, day):
    page = visit().page
    page.goto(site.address(f"norme?ref={LAW}~art1&giorno={day}"))

    expect(page.locator("main")).to_contain_text(f"«{day}» non è un giorno")


def test_the_keeper_adds_a_file_and_sees_what_it_changed(visit, site, tmp_path):
    path = tmp_path / "legge_di_prova.md"
    text = "---\nurn: urn:nir:stato:legge:2001-03-02;9\n---\n### Art. 1\n\n1. Le porte sono {}.\n"
    page = visit().page
    for word, told in (("chiuse", "1 atto nuovo"), ("aperte", "1 cambiato")):
        path.write_text(text.format(word))
        page.goto(site.address("norme?vista=archivio"))
        page.locator("#n-file").set_input_files(path)
        page.get_by_role("button", name="Aggiungi").click()
        page.get_by_text(told).wait_for()
    page.get_by_role("link", name="Aggiorna la pagina").click()

    first = page.locator(".rows > li").first
    expect(first).to_contain_text("L. 9/2001")
    first.get_by_text("Quali").click()
    expect(first).to_contain_text("art. 1, comma 1, L. 9/2001: cambiato")


def test_a_file_that_is_no_act_is_refused_with_what_it_is(visit, site, tmp_path):
    path = tmp_path / "legge.xml"
    path.write_text("<html><head><title>Normattiva - Errore</title></head><body>Errore</body></html>")
    page = visit().page
    page.goto(site.address("norme?vista=archivio"))
    page.locator("#n-file").set_input_files(path)
    page.get_by_role("button", name="Aggiungi").click()

    refused = page.get_by_role("alert").filter(has_text="Non aggiunto")
    refused.wait_for()
    expect(refused).to_contain_text("legge.xml: è una pagina di errore («Normattiva - Errore»)")


@pytest.mark.parametrize(
    "address", ["norme", "norme?vista=archivio", f"norme?ref={LAW}~art1&confronta=2015-01-01"]
)
def test_a_page_is_sound_in_light_in_the_dark_and_on_a_telephone(window, see, faults, law, address):
    assert faults(see(window, address)) == []


def test_words_that_are_no_citation_bring_the_norms_that_speak_of_them(visit, site):
    page = visit().page
    page.goto(site.address("norme"))
    page.get_by_label("Una citazione, o di che cosa parla").fill("punto unico di accesso")
    page.get_by_role("button", name="Cerca").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Norme che parlano di «punto unico di accesso»")
    expect(page.locator("ul.rows a.name").first).to_be_visible()

    page.goto(site.address("norme?ref=ricetta della carbonara"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Norma non trovata")
    page.goto(site.address("norme?ref=art. 3 l. 999/1999"))
    expect(page.locator("main")).to_contain_text("Fra le norme di Ponte non c’è «art. 3 l. 999/1999»")
