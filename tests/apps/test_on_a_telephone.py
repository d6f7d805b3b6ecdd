"""Long pages on a telephone: what is of today is open, the rest is one touch away, and paper has it all."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
TALL = 844


@pytest.fixture(scope="module")
def site(serve_district):
    """A district in which nobody else writes: how long its pages are is measured."""
    with serve_district() as served:
        yield served


@pytest.fixture(scope="module")
def given(site):
    """Ada's case of the demo: her plan is being given."""
    from coordinator.district.path import walk_ada

    return walk_ada(site.desk.store, site.desk.viewer())


@pytest.fixture
def telephone(visit, see):
    """Open a page of the site in a window of a telephone."""
    return lambda address: see(visit(390, TALL).page, address)


def part(page, name):
    return page.locator(f"details[data-part={name}]")


def height(page):
    return page.evaluate("document.documentElement.scrollHeight")


def test_a_plan_at_a_visit_shows_goals_and_hours_and_keeps_the_money_one_touch_away(telephone, given):
    page = telephone(f"piano?id={given}")

    expect(page.get_by_text("lavarsi in sicurezza")).to_be_visible()
    expect(page.get_by_role("heading", name="Previsto e dato")).to_be_visible()
    expect(page.get_by_text("4.604,00 €").first).to_be_hidden()
    expect(part(page, "budget").locator("summary").first).to_contain_text("1 avviso")
    assert height(page) < 2.6 * TALL

    part(page, "budget").locator("summary").first.press("Enter")
    expect(page.get_by_text("4.604,00 €").first).to_be_visible()


def test_what_was_given_is_written_one_touch_below_the_hours(telephone, given):
    page = telephone(f"piano?id={given}")

    page.get_by_role("link", name="Scrivi che cosa è stato dato").click()

    expect(page.get_by_label("Ore date")).to_be_in_viewport()


def test_on_paper_a_plan_is_whole_though_its_parts_are_closed(telephone, given):
    page = telephone(f"piano?id={given}")
    page.emulate_media(media="print")

    for name in ("budget", "bisogni", "risorse"):
        assert part(page, name).evaluate("one => one.querySelector('.sheet').offsetHeight") > 100


def test_a_part_that_the_address_asks_for_is_open(telephone, given):
    closed = telephone(f"percorso?id={given}")
    expect(closed.get_by_text("Scrivi nel diario").first).to_be_hidden()

    asked = telephone(f"percorso?id={given}&passo=diario")
    expect(asked.get_by_text("Scrivi nel diario").first).to_be_visible()


def test_a_record_is_read_in_three_screens(telephone, given):
    page = telephone("persona?id=per:ada")

    expect(page.get_by_role("heading", name="Chi chiamare")).to_be_visible()
    expect(part(page, "intorno").get_by_text("Rosa Pini")).to_be_hidden()
    assert height(page) < 3.5 * TALL

    part(page, "intorno").locator("summary").click()
    expect(part(page, "intorno").get_by_text("Rosa Pini")).to_be_visible()


def test_on_a_screen_every_part_is_open(window, see, given):
    for address in (f"piano?id={given}", f"percorso?id={given}", "persona?id=per:ada", "servizi", ""):
        parts = see(window, address).locator("details[data-part]")
        assert parts.count() > 0
        assert parts.evaluate_all("all => all.every((one) => one.open)"), address


def test_services_are_seen_before_their_filters(telephone):
    page = telephone("servizi")
    expect(page.get_by_role("link", name="ADI di Valdoria")).to_be_in_viewport()
    expect(page.get_by_label("Ambito di vita")).to_be_hidden()

    filtered = telephone("servizi?ambito=mobilita")
    expect(filtered.get_by_label("Ambito di vita")).to_have_value("mobilita")
    expect(filtered.get_by_label("Ambito di vita")).to_be_visible()


def test_services_that_are_ticked_are_compared_from_where_one_reads(telephone):
    page = telephone("servizi")
    button = page.get_by_role("button", name="Confronta quelli scelti")
    expect(button).not_to_be_in_viewport()

    page.get_by_label("Confronta ADI di Valdoria").check()

    expect(button).to_be_in_viewport()


def test_what_is_still_due_comes_before_what_is_there(telephone, given):
    page = telephone(f"spettanze?id={given}")

    expect(page.get_by_role("heading", name="Da completare")).to_be_visible()
    expect(part(page, "livello-2").locator("summary")).to_contain_text("Che cosa si riceve")
    assert height(page) < 3.2 * TALL


def test_what_comes_after_the_laws_is_not_buried_under_them(telephone):
    page = telephone("norme")

    expect(page.get_by_role("link", name="D.Lgs. 62/2024")).to_be_hidden()
    expect(page.get_by_role("link", name="D.P.C.M. 159/2013")).to_be_visible()
    assert height(page) < 3.2 * TALL


def test_while_help_is_given_a_visit_is_the_first_thing_to_write(telephone, given):
    page = telephone(f"percorso?id={given}")
    forms = page.locator(".steps summary")

    expect(forms.nth(0)).to_contain_text("Una visita o una telefonata")
    expect(forms.nth(1)).to_contain_text("Che cosa è stato dato")


def test_who_is_to_be_called_without_a_number_says_so(telephone):
    page = telephone("persona?id=per:ada")

    row = page.locator(".calls li", has_text="case manager")
    expect(row).to_contain_text("nessun numero qui")
