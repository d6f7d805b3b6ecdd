"""What a newcomer reads on a page does not contradict what she reads on the next."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_ties_and_their_review_say_the_same_day_on_which_they_were_spoken_of(window, see, faults):
    see(window, "rivedi?id=per:ada")
    reviewed = window.locator("text=/se ne è parlato il/").first.inner_text()
    day = re.search(r"parlato il (\d+ \w+ \d{4})", reviewed)[1]

    see(window, "legami?id=per:ada")

    expect(window.locator("td[data-label='Se ne è parlato']", has_text=day).first).to_be_visible()
    assert window.locator("td[data-label]", has_text=re.compile("^mai$")).count() == 0
    assert faults(window) == []


def test_the_page_of_grave_findings_says_which_they_are(window, see, faults):
    see(window, "rilievi-gravi")

    rows = window.locator("li.person")
    for at in range(rows.count()):
        said = re.search(r"(\d+) riliev", rows.nth(at).inner_text())[1]
        assert rows.nth(at).locator("ul li").count() == int(said)
    assert rows.count() > 0
    assert faults(window) == []


def test_on_a_telephone_the_pages_of_a_person_keep_their_order_and_the_open_one_is_in_sight(visit, see):
    page = visit(390, 844).page
    orders = []
    for route in ("rilievi", "misure"):
        see(page, f"{route}?id=per:ada")
        places = (
            page.locator(".net")
            .first.locator("a")
            .evaluate_all(
                "all => all.map((one) => [one.offsetLeft, one.textContent]).sort((a, b) => a[0] - b[0])"
            )
        )
        orders.append([name for _, name in places])
        box = page.locator(".net [aria-current]").bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
    assert orders[0] == orders[1]


def test_a_service_stands_under_services(window, see):
    see(window, "persona?id=svc:adi")

    expect(window.locator("header nav [aria-current]")).to_have_text("Servizi")
    expect(window.locator(".crumbs")).to_have_text("Servizi")


def test_her_own_record_is_not_headed_by_a_code(window, see, faults):
    see(window, "mia-scheda?id=per:ada")

    expect(window.locator("code", has_text="per:ada")).to_be_hidden()
    assert faults(window) == []
