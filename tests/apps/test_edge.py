"""No page runs what this answer did not bring, and no page asks to be allowed more."""

import os
import re

import pytest
from playwright.sync_api import expect

from apps.pages import ROUTES

LISTEN = """
window.refused = [];
document.addEventListener("securitypolicyviolation", (one) =>
    window.refused.push(`${one.effectiveDirective} ${one.blockedURI} ${one.sourceFile}:${one.lineNumber}`));
"""


BUSIEST = ("/", "/mappa", "/domande", "/famiglia", "/registri", "/mia-scheda")
"""Pages with the most scripts; on the others every browser test hears what the policy refuses, as a complaint."""
LOOKED_AT = ROUTES if os.environ.get("PONTE_EVERY_PAGE") else BUSIEST


@pytest.fixture
def watched(visit):
    """A window that notes what the policy of the page refused."""
    opened = visit()
    opened.page.add_init_script(LISTEN)
    return opened


@pytest.mark.browser
def test_no_page_runs_into_the_policy(watched, see):
    found = {}
    for route in LOOKED_AT:
        see(watched.page, f"{route.lstrip('/')}?id=per%3Aada")
        found[route] = watched.page.evaluate("refused")

    assert {route: refused for route, refused in found.items() if refused} == {}


@pytest.mark.browser
def test_what_somebody_slipped_into_a_page_does_not_run(watched, see):
    page = see(watched.page, "mappa?id=per%3Aada")
    page.evaluate("""() => {
        document.body.insertAdjacentHTML("beforeend", '<img src="x:" onerror="window.ran = 1">');
        const ours = document.createElement("script"), alien = document.createElement("script");
        alien.textContent = "window.ran = 2";
        ours.nonce = document.querySelector("script[nonce]").nonce; // as a careless script of ours would
        ours.textContent = "setTimeout(() => { try { eval('ran = 3') } catch {} window.tried = true })";
        document.body.append(alien, ours);
    }""")
    page.wait_for_function("window.tried && refused.length >= 3")

    assert page.evaluate("window.ran") is None
    watched.complaints.clear()  # the browser tells of each


@pytest.mark.browser
def test_two_answers_bring_two_words(window, site):
    words = [
        re.search(r"'nonce-([^']+)'", window.goto(site.url).headers["content-security-policy"])[1]
        for _ in "ab"
    ]

    assert words[0] != words[1]
    expect(window.locator("h1")).to_be_visible()
