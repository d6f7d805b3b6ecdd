"""Every page: it answers with the rest of the world shut out, in Italian, for everyone."""

import re

import pytest
from playwright.sync_api import expect

from apps.pages import PAGES

ADA = "?id=per%3Aada"
ADDRESSES = sorted({route.lstrip("/") for route in PAGES} | {f"persona{ADA}", f"mappa{ADA}"})
pytestmark = pytest.mark.browser


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_is_italian_and_sound_in_light_in_the_dark_and_on_a_telephone(window, see, faults, address):
    see(window, address)

    expect(window.locator("html")).to_have_attribute("lang", "it")
    expect(window.locator("h1").first).to_be_visible()
    expect(window.locator(".demo")).to_contain_text("Dati inventati")
    assert faults(window) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_chosen_theme_is_in_the_page_as_it_comes(window, site, see, theme):
    window.context.add_cookies([{"name": "tema", "value": theme, "url": site.url}])
    see(window, "norme")

    expect(window.locator("html")).to_have_attribute("data-theme", theme)


def test_the_headers_shut_other_sites_out(window, site):
    headers = window.goto(site.address()).headers

    assert "default-src 'self'" in headers["content-security-policy"]
    assert "unsafe-eval" not in headers["content-security-policy"]
    assert headers["x-frame-options"] == "DENY"
    assert headers["x-content-type-options"] == "nosniff"


def test_an_unknown_person_is_said_without_a_trace(window, see):
    see(window, "persona?id=per%3Anessuno")

    expect(window.locator("h1")).to_have_text("Non trovata")
    expect(window.locator(".who")).to_contain_text("demo")
    expect(window.locator("main")).to_contain_text("Non trovo questa persona")
    expect(window.locator("main")).not_to_contain_text(re.compile("Traceback|Error"))


@pytest.mark.parametrize("address", ["boh", "persona/boh"])
def test_an_address_of_no_page_leads_back_in_italian(visit, site, address):
    opened = visit()
    answer = opened.page.goto(site.address(address))

    assert answer.status == 404
    expect(opened.page.locator("h1")).to_have_text("Pagina non trovata")
    expect(opened.page.locator(".who")).to_contain_text("demo")
    opened.page.get_by_role("link", name="Torna a oggi").click()
    expect(opened.page.locator("h1")).to_have_text("Oggi")
    opened.complaints[:] = [one for one in opened.complaints if "404" not in one]  # the browser's own


def test_the_home_page_marks_who_has_grave_findings_once_it_is_on_screen(window, see):
    see(window)

    badge = window.locator("li[data-person] a.badge.alarm").first
    expect(badge).to_have_text(re.compile(r"^(1 rilievo grave|\d+ rilievi gravi)$"))
    badge.click()
    window.locator("h1", has_text="Rilievi").wait_for()


def test_a_record_shows_its_gravest_findings_and_leads_to_all(window, see):
    see(window, f"persona{ADA}")

    shown = window.locator("section", has=window.locator("#rilievi"))
    expect(shown.locator("li")).to_have_count(3)
    expect(shown.locator("li .badge").first).to_have_text("grave")
    shown.locator("a").click()
    window.locator(".beside h2", has_text="Rilievi").wait_for()


def test_the_choice_of_a_map_is_searched_and_begins_with_ada(window, see):
    see(window, "mappa")
    expect(window.locator(".person").first).to_have_text(
        re.compile("^\\s*Ada Serravalle.*84 anni", re.DOTALL)
    )

    window.get_by_label("Cognome e anno di nascita").fill("bruni")
    window.keyboard.press("Enter")
    window.locator(".person", has_text="Lucia Bruni").wait_for()


def test_what_an_address_says_is_never_run(window, see):
    see(window, "persona?cerca=%3Cscript%3Edocument.title%3D%27preso%27%3C%2Fscript%3E")

    expect(window).to_have_title("Persone · Ponte")
    expect(window.locator("h2").first).to_contain_text("<script>")


@pytest.mark.parametrize(
    ("address", "back"),
    [("accordi", "Servizi"), ("strumento", "Accordi interistituzionali"), ("scheda?id=svc%3Aadi", "ADI di Valdoria"),
     ("inviato", "Domande"), ("doppioni", "Persone")],
)  # fmt: skip
def test_a_page_under_the_menu_shows_the_way_back(window, see, address, back):
    see(window, address)

    window.locator(".crumbs").get_by_role("link", name=back).click()
    expect(window.locator("h1").first).to_contain_text(back)


@pytest.mark.parametrize("address", ["spettanze", "nuovo-legame"])
def test_a_page_about_a_person_asks_of_whom_when_nobody_is_named(window, see, address):
    see(window, address)

    window.locator(".person", has_text="Ada Serravalle").get_by_role("link").click()
    expect(window.locator("h1")).to_contain_text("Ada")


@pytest.mark.parametrize("address", ["norme", "aiuto"])
def test_a_search_comes_before_the_list_on_a_telephone(visit, see, address):
    page = see(visit(390, 844).page, address)
    box, first = page.locator("main form input").first, page.locator("main ul.rows li").first

    assert box.bounding_box()["y"] < first.bounding_box()["y"]


def test_the_desk_that_takes_calls_begins_with_who_is_calling(visit, see, as_role):
    as_role("operatore_pua")
    page = see(visit(390, 844).page)

    expect(page.get_by_role("heading", name="Arriva una chiamata")).to_be_in_viewport()
    expect(page.locator("#cerca")).to_have_count(1)


def test_services_chosen_for_a_person_are_still_hers_when_none_was_ticked(window, see, press):
    see(window, "servizi?per=per%3Aada&bisogno=pasti")
    press(window, "Confronta quelli scelti")

    expect(window.get_by_role("alert")).to_contain_text("scegline almeno due")
    expect(window.locator("main")).to_contain_text("Per Ada Serravalle")


@pytest.mark.parametrize(
    ("address", "button", "told"),
    [("inviato", "Guarda come partirebbe", "Scrivi prima la domanda"),
     ("doppioni", "Cerca", "Scrivi il cognome della persona")],
)  # fmt: skip
def test_an_empty_form_says_what_it_waits_for(window, see, press, alarm, address, button, told):
    see(window, address)
    press(window, button)

    alarm(window, told)


def test_a_long_page_is_its_table_of_contents_on_a_telephone_and_an_address_opens_a_part_of_it(visit, see):
    page = visit(390, 844).page
    parts = page.locator("details[data-part]")
    see(page, "governo")
    expect(parts).to_have_count(8)
    expect(page.locator("details[data-part][open]")).to_have_count(0)
    page.get_by_role("heading", name="I tempi del percorso").click()
    expect(page.get_by_role("region", name="I tempi del percorso")).to_be_visible()

    see(page, "governo?per=comune#equita")
    expect(page.get_by_role("heading", name="Lo stesso aiuto ovunque si viva?")).to_be_in_viewport()
    expect(page.locator("details[data-part][open]")).to_have_count(1)


def test_a_long_page_is_open_on_a_screen_and_its_contents_lead_to_each_part(window, see):
    see(window, "governo")
    expect(window.locator("details[data-part][open]")).to_have_count(8)
    window.get_by_role("navigation", name="In questa pagina").get_by_text("Chi lavora insieme").click()

    expect(window.get_by_role("heading", name="Chi lavora insieme")).to_be_in_viewport()
    expect(window.locator("#insieme")).to_be_focused()
