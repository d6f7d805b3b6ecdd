"""The rules of the place on screen: the terms, a local one changed, a wrong file named row by row."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.fixture
def rules(site):
    """Leave the rules of the place as they were."""
    from coordinator.district import RULES
    from coordinator.pathway.local_keeping import keep_rules

    yield
    keep_rules(site.desk.store, RULES, site.desk.viewer())


@pytest.mark.usefixtures("rules")
def test_a_coordinator_changes_a_local_term_and_is_told_what_a_wrong_file_lacks(window, axe, tmp_path):
    window.goto(window.site.address("regole"))
    row = window.get_by_role("row").filter(has_text="Prima prestazione dopo la firma del PAI")
    expect(row).to_contain_text("15 giorni dopo la firma del PAI")
    expect(row).to_contain_text("termine locale")

    window.locator("#termine > summary").click()
    form = window.locator("form[data-act=term]")
    for name, value in {"about": "locale.prima_prestazione", "unit": "giorni", "saturday": "lavorativo",
                        "holiday": "prorogato"}.items():  # fmt: skip
        form.locator(f"[name={name}]").select_option(value)
    form.locator("[name=length]").fill("10")
    window.get_by_role("button", name="Registra il termine").click()
    expect(window.locator("#termine-source-errore")).to_contain_text("Scrivi l'atto che lo dice")
    expect(form.locator("[name=length]")).to_have_value("10")

    form.locator("[name=source]").fill("delibera 20/2026")
    window.get_by_role("button", name="Registra il termine").click()
    expect(window.get_by_role("status")).to_contain_text(
        "Registrato: vale per chi comincia dal 22 novembre 2026."
    )
    expect(row).to_contain_text("10 giorni dopo la firma del PAI")
    expect(row).to_contain_text("delibera 20/2026")

    wrong = tmp_path / "regole.csv"
    wrong.write_text("regola;giorno\npatrono;31/02\n", encoding="utf-8")
    window.locator("#file > summary").click()
    window.locator("#file-regole").set_input_files(wrong)
    window.get_by_role("button", name="Carica le regole").click()
    expect(window.locator("#file")).to_contain_text("riga 2, colonna giorno: scrivi giorno e mese")
    assert axe(window) == []


def test_the_rules_do_not_scroll_sideways_on_a_telephone(visit, site):
    page = visit(390, 844).page
    page.goto(site.address("regole"))
    expect(page.get_by_role("heading", name="I termini")).to_be_visible()

    assert page.evaluate("document.documentElement.scrollWidth") <= 390
