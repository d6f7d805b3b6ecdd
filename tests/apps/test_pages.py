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
    assert "Non trovo questa persona" in text
    assert not re.search(r"Traceback|Error", text)


@pytest.mark.browser
def test_what_an_address_says_is_never_run(window, site):
    see(window, site, "persona?cerca=%3Cscript%3Edocument.title%3D%27preso%27%3C%2Fscript%3E")

    assert window.title() == "Persone · Ponte"
    assert "<script>" in window.locator("h2").first.inner_text()
