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
