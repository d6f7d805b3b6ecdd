"""Ada's map in a real browser: read by eye and by keyboard, moved in time, filtered, saved."""

import pytest

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


def test_every_party_is_reached_by_tab_and_says_who_it_is(map_page):
    assert node(map_page, "per:lucia").get_attribute("tabindex") == "0"
    said = node(map_page, "per:lucia").get_attribute("aria-label")
    assert said.startswith("Lucia Bruni, figlia, caregiver principale, Famiglia,")


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


@pytest.mark.parametrize(
    ("button", "ending"), [("Salva come disegno SVG", "svg"), ("Salva come immagine PNG", "png")]
)
def test_the_map_can_be_saved(map_page, button, ending):
    with map_page.expect_download() as download:
        map_page.get_by_role("button", name=button).click()

    assert download.value.suggested_filename == f"ecomappa-2026-11-22.{ending}"
    content = download.value.path().read_bytes()
    assert content.startswith(b"<svg" if ending == "svg" else b"\x89PNG")


def test_the_map_prints_on_one_sheet(map_page):
    sheet = map_page.pdf(format="A4")

    assert sheet.count(b"/Type /Page\n") + sheet.count(b"/Type /Page ") + sheet.count(b"/Type/Page/") == 1


def test_no_two_names_on_the_map_touch(map_page):
    boxes = map_page.locator(".label").evaluate_all(
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


def test_on_a_telephone_the_map_is_whole_and_its_buttons_stand_under_it(visit, site):
    page = visit(390, 844).page
    page.goto(site.address(MAP))
    page.wait_for_selector(".node.centre")

    drawn, buttons = page.locator("svg.map").bounding_box(), page.locator(".zooms").bounding_box()
    assert buttons["y"] >= drawn["y"] + drawn["height"]
    for party in page.locator(".node").all():
        box = party.bounding_box()
        assert drawn["x"] <= box["x"]
        assert box["x"] + box["width"] <= drawn["x"] + drawn["width"]
