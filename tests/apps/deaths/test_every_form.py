"""What is typed in any form is there again after the server was killed, in its own record and in no other."""

from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def ponte(tmp_path_factory, mortal):
    """A store with the invented district in it, an agreement that is being drafted, and the server that will die."""
    from coordinator.agreements.keeping import begin_draft
    from coordinator.agreements.template import blank_agreement
    from coordinator.district import generate, load
    from coordinator.network.record import find_people
    from coordinator.protection import open_viewer
    from coordinator.store import open_store

    home = tmp_path_factory.mktemp("mortal")
    store = open_store(home=home)
    viewer = open_viewer(store, "demo")
    load(store, generate(10, 7), viewer)
    agreement = begin_draft(store, blank_agreement("Accordo di prova"), viewer)
    other = next(one.id for one in find_people(store, "", viewer) if one.id != "per:ada")
    store.close()
    with mortal(home) as server:
        server.agreement, server.other = agreement, other
        yield server


@contextmanager
def looking(ponte, chromium, address, first):
    """A page in a window of its own, once a field of it is there."""
    context = chromium.new_context(locale="it-IT", reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(ponte.patience * 1000)
    page.goto(ponte.url + address)
    page.locator(first).wait_for()
    yield page
    context.close()


def type_in(page, field, value):
    """Type or choose, and wait until the page says that it is kept."""
    box = page.locator(field)
    box.select_option(value) if box.evaluate("one => one.tagName") == "SELECT" else box.fill(value)
    page.locator(f"{field}[data-kept]").wait_for(state="attached")


def open_article(page, number):
    page.locator("[data-key=part-articoli]").click()
    page.locator(f"[data-key=art-{number}]").click()
    page.locator(f"form[data-act=save_article][data-number='{number}']").wait_for()


def test_a_person_an_article_and_a_tie_come_back_after_the_server_was_killed(ponte, chromium):
    agreement = f"protocolli?id={ponte.agreement}"
    with looking(ponte, chromium, "scheda?id=per:ada", "#p-phone") as page:
        type_in(page, "#p-phone", "0836 000111")
    with looking(ponte, chromium, agreement, "[data-key=part-articoli]") as page:
        open_article(page, 3)
        type_in(page, "#art-own", "Le parti si trovano ogni mese.")
        open_article(page, 4)  # another part of the work, and back
        expect(page.locator("#art-own")).to_have_value("")
        open_article(page, 3)
        expect(page.locator("#art-own")).to_have_value("Le parti si trovano ogni mese.")
    with looking(ponte, chromium, "nuovo-legame?id=per:ada", "#n-k") as page:
        type_in(page, "#n-k", "amicizia")
        type_in(page, "#n-b", "la vicina")
        page.locator("#n-b").fill("la vicina del secondo p")  # on its way when the server dies
        ponte.kill()
    ponte.start()

    with looking(ponte, chromium, "scheda?id=per:ada", "#p-phone") as page:
        expect(page.locator("#p-phone")).to_have_value("0836 000111")
        page.get_by_text("Ripreso quello che avevi scritto oggi alle").wait_for()
        page.get_by_role("button", name="Ricomincia da capo").click()
        expect(page.locator(".resumed")).to_have_count(0)
        expect(page.locator("#p-phone")).not_to_have_value("0836 000111")
    with looking(ponte, chromium, agreement, "[data-key=part-articoli]") as page:
        open_article(page, 4)
        expect(page.locator("#art-own")).to_have_value("")
        open_article(page, 3)
        expect(page.locator("#art-own")).to_have_value("Le parti si trovano ogni mese.")
        page.get_by_role("button", name="Salva l’articolo").click()
        page.get_by_text("Articolo 3 salvato.").wait_for()
        expect(page.locator(".resumed")).to_have_count(0)
    with looking(ponte, chromium, "nuovo-legame?id=per:ada", "#n-k") as page:
        expect(page.locator("#n-k")).to_have_value("amicizia")
        assert page.locator("#n-b").input_value() in {"la vicina", "la vicina del secondo p"}
    with looking(ponte, chromium, f"scheda?id={ponte.other}", "form[data-act=save]") as page:
        expect(page.locator(".resumed")).to_have_count(0)
