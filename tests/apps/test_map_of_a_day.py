"""An address may ask for the map of a day that is gone, as an answer of the conversation does."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_the_map_opens_on_the_day_of_its_address(window, see):
    page = see(window, "mappa?id=per%3Aada&giorno=2026-03-31")

    expect(page.locator(".node.centre")).to_be_visible()
    expect(page.locator("body")).to_contain_text("31 marzo 2026")
    expect(page.locator('.node[data-id="svc:centro-diurno"]')).to_have_count(0)
