"""Ada's map in a real browser: read by eye and by keyboard, moved in time, filtered, saved."""

import pytest

from coordinator.network.parties import add_party

MAP = "mappa?id=per%3Aada"
pytestmark = pytest.mark.browser


@pytest.fixture
def map_page(window, site):
    window.goto(site.address(MAP))
    window.wait_for_selector(".node.centre")
    return window


def node(page, party):
    return page.locator(f'.node[data-id="{party}"]')


def test_enter_on_a_party_shows_its_record(map_page):
    node(map_page, "per:lucia").focus()
    map_page.keyboard.press("Enter")

    map_page.locator(".beside h2", has_text="Lucia Bruni").wait_for()
    assert node(map_page, "per:lucia").get_attribute("aria-pressed") == "true"


def test_a_click_on_a_party_shows_its_record(map_page):
    node(map_page, "svc:adi").locator(".plate").click()

    map_page.locator(".beside h2", has_text="ADI di Valdoria").wait_for()


def test_a_party_says_who_it_is(map_page):
    said = node(map_page, "per:lucia").get_attribute("aria-label")

    assert said.startswith("Lucia Bruni, figlia, caregiver principale, Famiglia,")


def until(page, holds):
    """Wait until something holds, at most twenty seconds: the map is drawn anew on the server."""
    for _ in range(100):
        if holds():
            return
        page.wait_for_timeout(200)
    pytest.fail("still not so after twenty seconds")


def focused(page):
    return page.evaluate(
        """() => { let at = document.activeElement;
        while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
        return at?.getAttribute("data-id") }"""
    )


def test_tab_reaches_the_map_once(map_page):
    stops = map_page.locator('.node[tabindex="0"]')

    assert stops.count() == 1
    assert stops.get_attribute("data-id") == "per:ada"


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
    assert node(map_page, "per:ada").is_visible()
    map_page.get_by_role("button", name="Vedi la stessa rete come tabella").click()
    assert "Lucia Bruni" not in map_page.locator(".twin table").first.inner_text()


def test_the_table_holds_every_party_and_every_tie_of_the_map(map_page):
    parties, ties = map_page.locator(".node").count(), map_page.locator(".bond").count()
    map_page.get_by_role("button", name="Vedi la stessa rete come tabella").click()

    tables = map_page.locator(".twin table")
    assert tables.nth(0).locator("tbody tr").count() == parties
    assert tables.nth(1).locator("tbody tr").count() == ties


def test_before_her_husband_died_he_is_on_the_map(map_page):
    assert node(map_page, "per:piero").count() == 0
    slider = map_page.get_by_role("slider", name="Giorno della rete")
    slider.evaluate(
        "(it) => { it.value = Date.UTC(2024, 10, 1) / 86400000; it.dispatchEvent(new Event('input')) }"
    )

    node(map_page, "per:piero").wait_for(state="attached")
    assert map_page.locator(".day output").inner_text() == "1 novembre 2024"


def test_a_step_back_goes_to_the_last_change_and_says_what_it_was(map_page):
    map_page.get_by_role("button", name="Cambiamento precedente").click()

    map_page.locator(".day p", has_text="giorno").or_(
        map_page.locator(".day p", has_text="Non più")
    ).wait_for()


def test_a_tie_in_conflict_is_a_zigzag_and_has_words(map_page):
    conflict = map_page.locator(".bond", has=map_page.locator(".tie.conflict")).first

    assert conflict.locator(".tie").get_attribute("d").count("L") > 3
    assert "in conflitto" in conflict.locator("title").text_content()


def test_a_dragged_party_stays_where_it_was_put(map_page):
    place = node(map_page, "per:rosa").locator(".plate").bounding_box()
    map_page.mouse.move(place["x"] + 8, place["y"] + 8)
    map_page.mouse.down()
    map_page.mouse.move(place["x"] + 68, place["y"] + 48, steps=5)
    map_page.mouse.up()

    moved = node(map_page, "per:rosa").locator(".plate").bounding_box()
    assert moved["x"] == pytest.approx(place["x"] + 60, abs=3)
    assert moved["y"] == pytest.approx(place["y"] + 40, abs=3)
    map_page.get_by_role("button", name="Mostra tutta la mappa").click()
    plate = node(map_page, "per:rosa").locator(".plate")
    until(map_page, lambda: abs(plate.bounding_box()["x"] - place["x"]) <= 1)


def test_alt_and_arrows_move_a_party_and_its_ties_are_drawn_again(map_page):
    before = node(map_page, "per:rosa").locator(".plate").bounding_box()["x"]
    node(map_page, "per:rosa").focus()
    map_page.keyboard.press("Alt+ArrowRight")

    until(map_page, lambda: node(map_page, "per:rosa").locator(".plate").bounding_box()["x"] > before + 5)
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
def test_the_map_prints_on_one_sheet_with_its_day_its_legend_and_who_is_there(visit, site, width):
    import pypdfium2

    page = visit(width, 900).page
    page.goto(site.address(MAP))
    page.wait_for_selector(".node.centre")
    sheets = pypdfium2.PdfDocument(page.pdf(format="A4", prefer_css_page_size=True))

    assert len(sheets) == 1
    words = sheets[0].get_textpage().get_text_range()
    for expected in ("La rete di Ada Serravalle", "22 novembre 2026", "in conflitto", "Sanità", "figlia"):
        assert expected in words


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
    map_page.locator(".beside h2", has_text="Lucia Bruni").wait_for()
    slider = map_page.get_by_role("slider", name="Giorno della rete")
    slider.press("Home")

    map_page.locator(".beside dd", has_text="non ancora nata").wait_for()
    assert "-2 anni" not in map_page.locator(".beside").inner_text()


@pytest.fixture
def telephone(visit, site):
    page = visit(390, 844, has_touch=True).page
    page.goto(site.address(MAP))
    page.wait_for_selector("svg.tall .node.centre")
    return page


def test_on_a_telephone_names_are_large_enough_and_the_page_does_not_scroll_sideways(telephone):
    sizes = telephone.locator("svg.map .label text").evaluate_all(
        "texts => texts.map((text) => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a)"
    )

    assert min(sizes) >= 11
    assert telephone.evaluate("document.documentElement.scrollWidth") == 390


def test_on_a_telephone_every_party_can_be_touched(telephone):
    for one in telephone.locator(".node .touch").all():
        box = one.bounding_box()
        assert min(box["width"], box["height"]) >= 40
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390


def test_on_a_telephone_a_touch_shows_who_it_is_and_whom_they_talk_to(telephone):
    among = telephone.locator(".bond.among").first
    assert not among.is_visible()
    node(telephone, "pra:greco").tap()

    telephone.locator(".chosen", has_text="Irene Greco").wait_for()
    assert telephone.locator(".bond.among.near").first.is_visible()
    telephone.get_by_role("button", name="Leggi la scheda").click()
    telephone.locator(".beside h2", has_text="Irene Greco").wait_for()


def test_a_narrower_window_draws_the_narrow_map(map_page):
    assert map_page.locator("svg.tall").count() == 0
    map_page.set_viewport_size({"width": 390, "height": 844})
    map_page.wait_for_selector("svg.tall .node.centre")


def test_where_nobody_is_the_map_teaches_how_to_begin(window, site):
    name = {"given_name": "Nora", "family_name": "Quadri"}
    nora = add_party(site.desk.store, "persona", name, site.desk.viewer())
    window.goto(site.address(f"mappa?id={nora}"))
    window.locator(".empty h3", has_text="ancora nessuno").wait_for()
    window.locator(".empty dt", has_text="Famiglia").wait_for()
    window.get_by_role("button", name="Aggiungi la prima persona").click()

    window.locator('.tabs button[data-tab="aggiungi"][aria-pressed="true"]').wait_for()


@pytest.mark.parametrize(("machine", "theme"), [("dark", "dark"), ("light", "light")])
def test_the_theme_is_that_of_the_readers_machine(visit, site, machine, theme):
    page = visit(color_scheme=machine).page
    page.goto(site.address(""))

    assert page.locator("html").get_attribute("data-theme") == theme
    page.locator("#tema").click()
    page.wait_for_function("theme => document.documentElement.dataset.theme !== theme", arg=theme)
    page.reload()
    assert page.locator("html").get_attribute("data-theme") != theme


@pytest.mark.parametrize(("width", "machine"), [(1280, "light"), (1280, "dark"), (390, "light")])
def test_axe_finds_nothing_serious(visit, site, axe, width, machine):
    page = visit(width, 900, color_scheme=machine).page
    page.goto(site.address(MAP))
    page.wait_for_selector(".node.centre")

    assert axe(page) == []
