"""Every page: it answers with the rest of the world shut out, in Italian, for everyone."""

import re

import pytest

from apps.pages import PAGES

ADA = "?id=per%3Aada"
ADDRESSES = sorted({route.lstrip("/") for route in PAGES} | {f"persona{ADA}", f"mappa{ADA}"})
KNOWN_FAULTS: dict[str, str] = {}  # rule of axe → whose fault it is, with its address


def see(window, site, address):
    window.goto(site.address(address))
    window.wait_for_load_state("networkidle")


@pytest.mark.browser
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_asks_nothing_outside_and_speaks_italian(window, site, address):
    see(window, site, address)

    assert window.locator("html").get_attribute("lang") == "it"
    assert window.locator("h1").first.is_visible()
    assert "Dati inventati" in window.locator(".demo").inner_text()


@pytest.mark.browser
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_axe_finds_nothing_serious(window, site, axe, address, theme):
    window.context.add_cookies([{"name": "tema", "value": theme, "url": site.url}])
    see(window, site, address)

    found = axe(window)

    assert [fault for fault in found if fault["id"] not in KNOWN_FAULTS] == []


@pytest.mark.browser
@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_runs_over_the_edge_of_a_telephone(visit, site, address):
    window = visit(390, 844).page
    see(window, site, address)

    assert window.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.browser
def test_the_headers_shut_other_sites_out(window, site):
    headers = window.goto(site.address()).headers

    assert "default-src 'self'" in headers["content-security-policy"]
    assert "unsafe-eval" not in headers["content-security-policy"]
    assert headers["x-frame-options"] == "DENY"
    assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.browser
def test_an_unknown_person_is_said_without_a_trace(window, site):
    see(window, site, "persona?id=per%3Anessuno")

    text = window.locator("main").inner_text()
    assert window.locator("h1").inner_text() == "Non trovata"
    assert "demo" in window.locator(".who").inner_text()
    assert "Non trovo questa persona" in text
    assert not re.search(r"Traceback|Error", text)


@pytest.mark.browser
@pytest.mark.parametrize("address", ["boh", "persona/boh"])
def test_an_address_of_no_page_leads_back_in_italian(visit, site, address):
    opened = visit()
    answer = opened.page.goto(site.address(address))
    opened.complaints.clear()  # the browser itself notes the 404

    assert answer.status == 404
    assert opened.page.locator("h1").inner_text() == "Pagina non trovata"
    assert "demo" in opened.page.locator(".who").inner_text()
    opened.page.get_by_role("link", name="Torna a oggi").click()
    assert opened.page.locator("h1").inner_text() == "Oggi"


@pytest.mark.browser
def test_the_home_page_marks_who_has_grave_findings_once_it_is_on_screen(window, site):
    see(window, site, "")

    badge = window.locator("li[data-person] a.badge.alarm").first
    badge.wait_for()
    assert badge.inner_text() == "1 rilievo grave"
    badge.click()
    window.locator("h1", has_text="Rilievi").wait_for()


@pytest.mark.browser
def test_a_record_shows_its_gravest_findings_and_leads_to_all(window, site):
    see(window, site, f"persona{ADA}")

    shown = window.locator("section", has=window.locator("#rilievi"))
    assert shown.locator("li").count() == 3
    assert shown.locator("li .badge").first.inner_text() == "grave"
    shown.locator("a").click()
    window.locator(".beside h2", has_text="Rilievi").wait_for()


@pytest.mark.browser
def test_the_choice_of_a_map_is_searched_and_begins_with_ada(window, site):
    see(window, site, "mappa")
    assert window.locator(".person").first.inner_text().startswith("Ada Serravalle")
    assert "84 anni" in window.locator(".person").first.inner_text()

    window.get_by_label("Cognome e anno di nascita").fill("bruni")
    window.keyboard.press("Enter")
    window.locator(".person", has_text="Lucia Bruni").wait_for()


@pytest.mark.browser
def test_what_an_address_says_is_never_run(window, site):
    see(window, site, "persona?cerca=%3Cscript%3Edocument.title%3D%27preso%27%3C%2Fscript%3E")

    assert window.title() == "Persone · Ponte"
    assert "<script>" in window.locator("h2").first.inner_text()
