"""Story 2: the social worker mends Ada's network beside its map, by keyboard too."""

import pytest
from playwright.sync_api import expect

from coordinator.network.record import find_people, read_record

MAP = "mappa?id=per%3Aada"
pytestmark = pytest.mark.browser


@pytest.fixture
def map_page(window, see):
    see(window, MAP)
    expect(window.locator(".node.centre")).to_be_visible()
    return window


def turn(page, name):
    page.get_by_role("button", name=name, exact=True).first.click()
    expect(page.locator("[aria-busy=true]")).to_have_count(0)


def test_a_finding_names_the_bridge_with_its_rule_and_data(map_page):
    turn(map_page, "Rilievi")

    finding = map_page.locator(".findings li", has_text="Lucia Bruni è il solo legame con 4")
    finding.wait_for()
    finding.locator("summary").click()
    expect(finding.locator("details p").first).to_be_visible()


def test_a_person_is_added_in_three_fields_and_can_be_taken_back(map_page, site):
    turn(map_page, "Aggiungi")
    map_page.get_by_label("Chi è?").fill("Nora Silvestri")
    map_page.get_by_label("Che cosa è per Ada?").select_option(label="amica o amico di Ada")
    map_page.get_by_label("Chi lo dice?").fill("Ada Serravalle")
    map_page.keyboard.press("Enter")

    nora = map_page.locator(".node", has_text="Nora")
    nora.wait_for(state="attached")
    tie = next(
        span
        for span in read_record(site.desk.store, "per:ada", site.desk.today(), site.desk.viewer()).spans
        if span.other_name == "Nora Silvestri"
    )
    assert (tie.kind, tie.stated_by) == ("amicizia", "Ada Serravalle")

    turn(map_page, "Annulla")
    nora.wait_for(state="detached")


def test_who_said_it_is_asked_for(map_page):
    turn(map_page, "Aggiungi")
    map_page.get_by_label("Chi è?").fill("Nora Silvestri")
    map_page.locator("form .go").click()

    map_page.get_by_text("Servono tre cose: chi è, che cosa fa, e chi lo dice.").wait_for()
    expect(map_page.get_by_label("Chi è?")).to_have_value("Nora Silvestri")


def test_one_of_a_known_name_is_offered_and_not_written_twice(map_page, site):
    twin = find_people(site.desk.store, "", site.desk.viewer(), limit=200)
    far = next(one for one in twin if one.id not in {"per:ada"} and one.family_name != "Serravalle")
    turn(map_page, "Aggiungi")
    map_page.get_by_label("Chi è?").fill(far.name)
    map_page.get_by_label("Che cosa è per Ada?").select_option(label="amica o amico di Ada")
    map_page.get_by_label("Chi lo dice?").fill("Ada Serravalle")
    map_page.keyboard.press("Enter")

    map_page.get_by_text("Forse è già nell’archivio. Chi intendi?").wait_for()
    expect(map_page.locator(".likely")).to_contain_text("stesso nome e cognome")
    map_page.locator("form .go").click()
    map_page.locator(f'.node[data-id="{far.id}"]').wait_for(state="attached")
    turn(map_page, "Annulla")
    map_page.locator(f'.node[data-id="{far.id}"]').wait_for(state="detached")


def test_a_slip_in_a_known_name_is_asked_about(map_page, site):
    turn(map_page, "Aggiungi")
    map_page.get_by_label("Chi è?").fill("Rosa Pinni")
    map_page.get_by_label("Che cosa è per Ada?").select_option(label="amica o amico di Ada")
    map_page.get_by_label("Chi lo dice?").fill("Ada Serravalle")
    map_page.keyboard.press("Enter")

    map_page.get_by_text("Forse è già nell’archivio. Chi intendi?").wait_for()
    expect(map_page.locator(".likely")).to_contain_text("Rosa Pini")
    assert find_people(site.desk.store, "Pinni", site.desk.viewer()) == []


def test_a_name_that_cannot_be_what_it_is_said_to_be_writes_nothing(map_page, site):
    turn(map_page, "Aggiungi")
    map_page.get_by_label("Chi è?").fill("Servizio che non c’è")
    map_page.get_by_label("Che cosa è per Ada?").select_option("ha_in_carico")
    map_page.get_by_label("Chi lo dice?").fill("Ada Serravalle")
    map_page.keyboard.press("Enter")

    map_page.get_by_text("non è fra i nomi dell’archivio").wait_for()
    assert find_people(site.desk.store, "Servizio", site.desk.viewer()) == []
    expect(map_page.get_by_label("Chi è?")).to_have_value("Servizio che non c’è")


def test_last_years_tie_is_confirmed_without_typing(map_page):
    turn(map_page, "Rivedi")
    first = map_page.locator(".ties li").first
    first.wait_for()
    words = first.locator("b").inner_text()
    first.get_by_text("Confermo").click()

    map_page.get_by_text("Confermato.").wait_for()
    expect(map_page.locator(".ties li b", has_text=words)).to_have_count(0)


def test_two_days_are_compared_and_what_began_is_green(map_page):
    turn(map_page, "Confronta")
    map_page.get_by_label("Dal", exact=True).fill("1 marzo 2026")
    map_page.keyboard.press("Enter")

    map_page.get_by_text("in verde sulla mappa").wait_for()
    map_page.locator(".bond.change-new").first.wait_for(state="attached")


def test_a_day_that_is_none_is_told_with_an_example(map_page):
    turn(map_page, "Confronta")
    map_page.get_by_label("Dal", exact=True).fill("31/2/2026")
    map_page.keyboard.press("Enter")

    map_page.get_by_text("non è un giorno. Scrivilo come 3/3/2025").wait_for()


def test_without_the_daughter_the_hours_of_help_fall(map_page, site):
    turn(map_page, "E se…")
    map_page.get_by_label("Chi?").select_option("per:lucia")
    map_page.locator("form .go").click()

    map_page.get_by_text("da 67,5 a 36,5 a settimana").wait_for()
    map_page.get_by_text("È un’ipotesi: nell’archivio non cambia niente.").wait_for()


def test_the_panel_is_worked_by_keyboard_alone(map_page):
    map_page.locator('button[data-tab="aggiungi"]').focus()
    map_page.keyboard.press("Enter")
    map_page.get_by_label("Chi è?").wait_for()

    focused = map_page.evaluate(
        """() => { let at = document.activeElement;
        while (at && at.shadowRoot && at.shadowRoot.activeElement) at = at.shadowRoot.activeElement;
        return at && at.id }"""
    )
    assert focused == "w-name"
