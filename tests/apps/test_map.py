"""Ada's map in a real browser: read by eye and by keyboard, moved in time, filtered, saved."""

import re

import pytest
from playwright.sync_api import expect

from coordinator.network.parties import add_party

MAP = "mappa?id=per%3Aada"
pytestmark = pytest.mark.browser


@pytest.fixture
def map_page(window, see):
    return drawn(see(window, MAP))


def drawn(page):
    """Wait until the map is at rest: of the day, and after the moves, that the reader asked for."""
    expect(page.locator(".eco")).to_have_attribute("aria-busy", "false")
    expect(page.locator(".node.centre")).to_be_visible()
    return page


def node(page, party):
    return page.locator(f'.node[data-id="{party}"]')


def middle(page, party):
    """Where a party stands on a map at rest, in pixels of the window."""
    box = node(drawn(page), party).locator(".plate").bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def rosa_from_ada(page):
    """How far Rosa stands from Ada, wherever the page is scrolled."""
    (x, y), (ada_x, ada_y) = middle(page, "per:rosa"), middle(page, "per:ada")
    return x - ada_x, y - ada_y


def test_enter_on_a_party_shows_its_record(map_page):
    node(map_page, "per:lucia").focus()
    map_page.keyboard.press("Enter")

    expect(map_page.locator(".beside h2", has_text="Lucia Bruni")).to_be_visible()
    expect(node(map_page, "per:lucia")).to_have_attribute("aria-pressed", "true")


def test_a_click_on_a_party_shows_its_record(map_page):
    node(map_page, "svc:adi").locator(".plate").click()

    map_page.locator(".beside h2", has_text="ADI di Valdoria").wait_for()


def test_a_party_says_who_it_is(map_page):
    said = re.compile("^Lucia Bruni, figlia, caregiver principale, Famiglia,")

    expect(node(map_page, "per:lucia")).to_have_attribute("aria-label", said)


def focused(page):
    return page.evaluate(
        """() => { let at = document.activeElement;
        while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
        return at?.getAttribute("data-id") }"""
    )


def test_tab_reaches_the_map_once(map_page):
    stops = map_page.locator('.node[tabindex="0"]')

    expect(stops).to_have_count(1)
    expect(stops).to_have_attribute("data-id", "per:ada")


def test_arrows_reach_every_party_from_the_centre(map_page):
    parties = {one.get_attribute("data-id") for one in map_page.locator(".node").all()}
    seen, waiting = {"per:ada"}, ["per:ada"]
    while waiting:
        start = waiting.pop()
        for arrow in ("ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"):
            node(map_page, start).focus()
            map_page.keyboard.press(arrow)
            if (there := focused(map_page)) not in seen:
                seen.add(there)
                waiting.append(there)

    assert seen == parties


def test_letters_go_to_a_name_and_home_to_the_person(map_page):
    node(map_page, "per:ada").focus()
    map_page.keyboard.press("r")
    assert focused(map_page) == "per:rosa"
    map_page.keyboard.press("Home")
    assert focused(map_page) == "per:ada"


def test_escape_leaves_the_chosen_party(map_page):
    node(map_page, "per:lucia").focus()
    map_page.keyboard.press("Enter")
    map_page.locator(".node.selected").wait_for()
    map_page.keyboard.press("Escape")

    map_page.locator(".node.selected").wait_for(state="detached")


def test_a_hidden_sector_takes_its_parties_off_the_map_and_off_the_table(map_page):
    map_page.locator(".chip", has_text="Famiglia").click()

    node(map_page, "per:lucia").wait_for(state="hidden")
    expect(node(map_page, "per:ada")).to_be_visible()
    map_page.get_by_role("button", name="Vedi la stessa rete come tabella").click()
    expect(map_page.locator(".twin table").first).to_contain_text("Ada Serravalle")
    expect(map_page.locator(".twin table").first).not_to_contain_text("Lucia Bruni")


def test_the_table_holds_every_party_and_every_tie_of_the_map(map_page):
    parties, ties = map_page.locator(".node").count(), map_page.locator(".bond").count()
    map_page.get_by_role("button", name="Vedi la stessa rete come tabella").click()

    tables = map_page.locator(".twin table")
    assert parties > 20
    expect(tables.nth(0).locator("tbody tr")).to_have_count(parties)
    expect(tables.nth(1).locator("tbody tr")).to_have_count(ties)


def test_before_her_husband_died_he_is_on_the_map(map_page):
    expect(node(map_page, "per:piero")).to_have_count(0)
    slider = map_page.get_by_role("slider", name="Giorno della rete")
    slider.evaluate(
        "(it) => { it.value = Date.UTC(2024, 10, 1) / 86400000; it.dispatchEvent(new Event('input')) }"
    )

    expect(node(drawn(map_page), "per:piero")).to_have_count(1)
    expect(map_page.locator(".day output")).to_have_text("1 novembre 2024")


def test_a_step_back_goes_to_the_last_change_and_says_what_it_was(map_page):
    map_page.get_by_role("button", name="Cambiamento precedente").click()

    expect(map_page.locator(".day p")).to_contain_text(re.compile("Da questo giorno|Non più"))


def test_a_tie_in_conflict_is_a_zigzag_and_has_words(map_page):
    conflict = map_page.locator(".bond", has=map_page.locator(".tie.conflict")).first

    assert conflict.locator(".tie").get_attribute("d").count("L") > 3
    assert "in conflitto" in conflict.locator("title").text_content()


def test_a_dragged_party_stays_where_it_was_put(map_page):
    before = rosa_from_ada(map_page)
    x, y = middle(map_page, "per:rosa")
    map_page.mouse.move(x, y)
    map_page.mouse.down()
    map_page.mouse.move(x + 60, y + 40, steps=5)
    map_page.mouse.up()

    assert rosa_from_ada(map_page) == pytest.approx((before[0] + 60, before[1] + 40), abs=3)
    map_page.get_by_role("button", name="Mostra tutta la mappa").click()
    assert rosa_from_ada(map_page) == pytest.approx(before, abs=1)


def test_alt_and_arrows_move_a_party_and_its_ties_are_drawn_again(map_page):
    before, _ = rosa_from_ada(map_page)
    node(map_page, "per:rosa").focus()
    map_page.keyboard.press("Alt+ArrowRight")

    assert rosa_from_ada(map_page)[0] > before + 5
    assert focused(map_page) == "per:rosa"


@pytest.mark.parametrize(
    ("button", "ending"), [("Salva come disegno SVG", "svg"), ("Salva come immagine PNG", "png")]
)
def test_the_map_can_be_saved(map_page, button, ending):
    with map_page.expect_download() as download:
        map_page.get_by_role("button", name=button).click()

    assert download.value.suggested_filename == f"ecomappa-2026-11-22.{ending}"
    content = download.value.path().read_bytes()
    assert content.startswith(b"<svg" if ending == "svg" else b"\x89PNG")
    if ending == "svg":
        assert "La rete di Ada Serravalle, 22 novembre 2026" in content.decode()


def test_what_is_hidden_is_not_saved(map_page):
    map_page.locator(".chip", has_text="Famiglia").click()
    node(map_page, "per:lucia").wait_for(state="hidden")
    with map_page.expect_download() as download:
        map_page.get_by_role("button", name="Salva come disegno SVG").click()

    assert ">Lucia Bruni</tspan>" not in download.value.path().read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [1280, 390])
def test_the_map_prints_on_one_sheet_with_its_day_its_legend_and_who_is_there(visit, see, width):
    import pypdfium2

    page = drawn(see(visit(width, 900).page, MAP))
    with pypdfium2.PdfDocument(page.pdf(format="A4", prefer_css_page_size=True)) as sheets:
        assert len(sheets) == 1
        words = sheets[0].get_textpage().get_text_range()
    for expected in ("La rete di Ada Serravalle", "22 novembre 2026", "in conflitto", "Sanità", "figlia"):
        assert expected in words


def test_the_sheet_keeps_the_wide_map_however_long_the_printer_takes(telephone):
    frame = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
    telephone.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    telephone.evaluate(frame)  # the page is laid out, and its parts hear of their new size
    expect(telephone.locator("svg.map")).not_to_have_class(re.compile("tall"))

    telephone.evaluate("window.dispatchEvent(new Event('afterprint'))")
    expect(telephone.locator("svg.map")).to_have_class(re.compile("tall"))


def test_no_two_names_on_the_map_touch(map_page):
    boxes = map_page.locator(".label > g").evaluate_all(
        """labels => labels.map((label) => {
            const box = label.getBoundingClientRect(); return [box.left, box.top, box.right, box.bottom] })"""
    )

    touching = [
        (one, other)
        for i, one in enumerate(boxes)
        for other in boxes[i + 1 :]
        if one[0] < other[2] - 1 and other[0] < one[2] - 1 and one[1] < other[3] - 3 and other[1] < one[3] - 3
    ]
    assert touching == []


def test_before_her_birth_a_party_has_no_age(map_page):
    node(map_page, "per:lucia").focus()
    map_page.keyboard.press("Enter")
    expect(map_page.locator(".beside h2", has_text="Lucia Bruni")).to_be_visible()
    slider = map_page.get_by_role("slider", name="Giorno della rete")
    slider.press("Home")

    expect(map_page.locator(".beside dd", has_text="non ancora nata")).to_be_visible()
    expect(map_page.locator(".beside")).not_to_contain_text("-2 anni")


@pytest.fixture
def telephone(visit, see):
    page = drawn(see(visit(390, 844, has_touch=True).page, MAP))
    expect(page.locator("svg.map")).to_have_class(re.compile("tall"))
    return page


def test_on_a_telephone_names_are_large_enough_and_the_page_does_not_scroll_sideways(telephone):
    sizes = telephone.locator("svg.map .label text").evaluate_all(
        "texts => texts.map((text) => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a)"
    )

    assert min(sizes) >= 11
    assert telephone.evaluate("document.documentElement.scrollWidth") == 390


def test_on_a_telephone_every_party_can_be_touched(telephone):
    boxes = telephone.locator(".node .touch").evaluate_all(
        """parties => parties.map((party) => {
            const box = party.getBoundingClientRect(); return [box.width, box.height, box.left, box.right] })"""
    )
    assert len(boxes) > 20
    for width, height, left, right in boxes:
        assert min(width, height) >= 40
        assert left >= 0
        assert right <= 390


def test_on_a_telephone_a_touch_shows_who_it_is_and_whom_they_talk_to(telephone):
    expect(telephone.locator(".bond.among").first).to_be_hidden()
    node(telephone, "pra:greco").tap()

    expect(telephone.locator(".chosen", has_text="Irene Greco")).to_be_visible()
    expect(telephone.locator(".bond.among.near").first).to_be_visible()
    telephone.get_by_role("button", name="Leggi la scheda").click()
    expect(telephone.locator(".beside h2", has_text="Irene Greco")).to_be_visible()


def test_a_narrower_window_draws_the_narrow_map(map_page):
    expect(map_page.locator("svg.map")).not_to_have_class(re.compile("tall"))
    map_page.set_viewport_size({"width": 390, "height": 844})
    expect(map_page.locator("svg.tall .node.centre")).to_be_visible()


def test_where_nobody_is_the_map_teaches_how_to_begin(window, see, site):
    name = {"given_name": "Nora", "family_name": "Quadri"}
    nora = add_party(site.desk.store, "persona", name, site.desk.viewer())
    see(window, f"mappa?id={nora}")
    window.locator(".empty h3", has_text="ancora nessuno").wait_for()
    window.locator(".empty dt", has_text="Famiglia").wait_for()
    window.get_by_role("button", name="Aggiungi la prima persona").click()

    window.locator('.tabs button[data-tab="aggiungi"][aria-pressed="true"]').wait_for()


@pytest.mark.parametrize(("machine", "theme"), [("dark", "light"), ("light", "dark")])
def test_the_theme_is_that_of_the_readers_machine_until_she_chooses(visit, see, machine, theme):
    page = see(visit(color_scheme=machine).page)

    expect(page.locator("html")).to_have_attribute("data-theme", machine)
    with page.expect_navigation():
        page.locator("#tema").click()
    expect(page.locator("html")).to_have_attribute("data-theme", theme)
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", theme)


@pytest.mark.parametrize(("width", "machine"), [(1280, "light"), (1280, "dark"), (390, "light")])
def test_axe_finds_nothing_serious(visit, see, axe, width, machine):
    page = drawn(see(visit(width, 900, color_scheme=machine).page, MAP))

    assert axe(page) == []
