"""An agreement between bodies is drafted on screen to the end, checked, exported, signed and watched."""

from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import expect
from pypdf import PdfReader

from coordinator.agreements.checks import check
from coordinator.agreements.demo import demo_agreement
from coordinator.agreements.keeping import begin_draft, list_drafts, read_draft

pytestmark = pytest.mark.browser

PARTIES = [
    ("ASL Esempio", "azienda sanitaria", "direttore generale", None),
    ("Ambito territoriale di Valdoria", "Ambito sociale", "presidente", None),
    ("Comune di Valdoria", "Comune", "sindaco", "Valdoria"),
]
COMMITMENTS = [
    (
        6,
        "Ambito territoriale di Valdoria",
        "Ogni piano ha un case manager",
        "Piani attivi con un case manager",
        "100",
        "",
    ),
    (
        7,
        "ASL Esempio",
        "Sanità e sociale nella UVM",
        "UVM con una professione sanitaria e una sociale",
        "95",
        "",
    ),
    (8, "Comune di Valdoria", "Piano verificato", "Piano verificato nei giorni promessi", "80", "180"),
    (
        9,
        "Ambito territoriale di Valdoria",
        "Segnalazioni lette",
        "Segnalazioni lette nei giorni promessi",
        "90",
        "3",
    ),
    (10, "ASL Esempio", "UVM entro 30 giorni", "UVM riunita nei giorni promessi", "85", "30"),
]
PHASES = [
    "Accesso", "Prima valutazione", "Valutazione multidimensionale",
    "Elaborazione del piano assistenziale personalizzato", "Monitoraggio degli esiti di salute",
]  # fmt: skip


class Bench:
    """The workbench as its user moves in it; each save waits for the version that the page then names."""

    def __init__(self, page):
        self.page, self.version = page, 1

    def turn(self, part):
        button = self.page.get_by_role("button", name=part).first
        button.click()
        expect(
            self.page.locator(f'[data-key="{button.get_attribute("data-key")}"][aria-current]')
        ).to_be_visible()

    def article(self, number):
        self.page.get_by_role("button", name=f"Articolo {number}:").click()
        expect(self.page.get_by_role("heading", name=f"Art. {number} –")).to_be_visible()

    def form(self, list_name):
        form = self.page.locator(f'form[data-list="{list_name}"]')
        if not form.is_visible():
            self.page.locator("details", has=form).locator("summary").click()
        expect(form).to_be_visible()
        return form

    def fill(self, form, **typed):
        for name, value in typed.items():
            field = form.locator(f'[name="{name}"]')
            if field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(label=value)
            else:
                field.fill(value)

    def save(self, form):
        form.locator('[type="submit"]').click()
        self.saved()

    def saved(self):
        self.version += 1
        expect(self.page.get_by_role("status")).to_contain_text(f"Versione {self.version}.")


def begin(page, title):
    page.get_by_label("Come si chiama l’accordo").fill(title)
    page.get_by_role("button", name="Comincia la bozza").click()
    page.get_by_role("link", name=title).click()
    expect(page.get_by_role("heading", name=title)).to_be_visible()
    expect(page.get_by_role("heading", name="Chi firma")).to_be_visible()
    return Bench(page)


def write_front(bench):
    form = bench.page.locator('form[data-single="front"]')
    bench.fill(form, purpose="Una porta e un piano soli.", since="1/1/2026", until="31/12/2027")
    form.get_by_label("Valdoria").check()
    bench.save(form)
    for name, kind, office, area in PARTIES:
        form = bench.form("parties")
        bench.fill(form, id=name, kind=kind, office=office, **({"area": area} if area else {}))
        bench.save(form)


def write_articles(bench):
    bench.turn("Articoli")
    bench.page.get_by_role("button", name="Traccia in tutti gli articoli").click()
    bench.saved()
    bench.article(3)
    form = bench.page.locator('form[data-act="save_article"]')
    bench.fill(form, **{"settles.territorio": "Il territorio è il Comune di Valdoria."})
    bench.save(form)
    for number, body, what, measure, at_least, within in COMMITMENTS:
        bench.article(number)
        form = bench.form("commitments")
        bench.fill(form, body=body, what=what, measure=measure, at_least=at_least, within=within)
        bench.save(form)


def write_means(bench):
    bench.turn("Risorse e organismi")
    form = bench.form("resources")
    bench.fill(
        form, body="ASL Esempio", what="cure domiciliari", kind="denaro", year="2026", amount="180.000"
    )
    bench.save(form)
    form = bench.page.locator('form[data-single="money"]')
    bench.fill(form, total="180.000")
    bench.save(form)
    form = bench.form("organs")
    bench.fill(form, name="Cabina di regia", area="istituzionale", chair="ASL Esempio", meets_every="6")
    for name, *_ in PARTIES:
        form.get_by_label(name).check()
    bench.save(form)
    form = bench.page.locator('form[data-single="verification"]')
    bench.fill(form, organ="Cabina di regia", every="6")
    bench.save(form)


def write_annexes(bench):
    bench.turn("Allegati")
    for phase in PHASES:
        form = bench.form("phases")
        bench.fill(form, macro_phase=phase, accountable="ASL Esempio", document="scheda", money="personale")
        bench.save(form)
    form = bench.form("changes")
    bench.fill(form, what="Turni comuni allo sportello", body="Comune di Valdoria", by="30/6/2026")
    bench.save(form)
    form = bench.form("home")
    bench.fill(form, leps="assistenza domiciliare", lea="cure domiciliari", coordinator="ASL Esempio")
    bench.save(form)


def taken(page, name):
    with page.expect_download() as held:
        page.get_by_role("button", name=name, exact=True).click()
    return Path(held.value.path()).read_bytes()


def test_a_complete_agreement_is_drafted_checked_exported_and_signed(window, site, see):
    title = "Accordo per il percorso integrato"
    bench = begin(see(window, "protocolli"), title)
    page = bench.page
    write_front(bench)
    bench.turn("Controllo")
    expect(page.get_by_text("L’accordo non ha organismi.").first).to_be_visible()
    write_articles(bench)
    write_means(bench)
    write_annexes(bench)

    bench.turn("Controllo")
    expect(page.get_by_text("Nulla manca e nulla si contraddice: l’accordo si può firmare.")).to_be_visible()

    bench.turn("Documenti e firma")
    words = [one.text for one in Document(BytesIO(taken(page, "Accordo in Word"))).paragraphs]
    assert any("Art. 14" in one for one in words)
    pdf = "".join(one.extract_text() for one in PdfReader(BytesIO(taken(page, "Accordo in PDF"))).pages)
    assert "Allegato C" in pdf
    assert "Comune di Valdoria" in pdf

    page.get_by_role("button", name="Scrivi che è firmato").click()
    expect(page.get_by_role("status")).to_contain_text("Firma scritta.")
    [draft] = [one for one in list_drafts(site.desk.store, site.desk.viewer()) if one.title == title]
    assert draft.signed_on == site.desk.today()

    bench.turn("Impegni")
    expect(page.get_by_text("UVM entro 30 giorni").first).to_be_visible()
    expect(page.get_by_text("Da dove viene la cifra").first).to_be_visible()


@pytest.fixture
def draft(site):
    """The address of a draft of the demo's agreement."""
    draft_id = begin_draft(site.desk.store, demo_agreement(site.desk.today()), site.desk.viewer())
    return f"protocolli?id={draft_id}"


def test_a_defective_agreement_has_every_defect_on_screen(window, site, see):
    good = demo_agreement(site.desk.today())
    broken = good.model_copy(
        update={"title": "", "home": (), "phases": good.phases[:3], "organs": (), "areas": ()}
    )
    draft_id = begin_draft(site.desk.store, broken, site.desk.viewer())

    page = see(window, f"protocolli?id={draft_id}&parte=controllo")

    for one in check(broken):
        expect(
            page.locator("ul.found").get_by_text(one.words.replace("'", "’"), exact=True).first
        ).to_be_visible()
    expect(page.locator("ul.found > li")).to_have_count(len(check(broken)))


def test_two_versions_are_compared_and_a_party_is_heard(window, site, see, draft):
    page = see(window, f"{draft}&parte=articoli")
    bench = Bench(page)
    bench.article(9)
    expect(page.locator("summary", has_text="comma 163, L. 234/2021")).to_be_visible()
    form = page.locator('form[data-act="save_article"]')
    bench.fill(form, **{"settles.sedi": "Il PUA ha due sportelli."})
    bench.save(form)
    page.locator("summary", has_text="Scrivi un’osservazione").click()
    form = page.locator('form[data-act="remark"]')
    bench.fill(form, body="Comune di Rocca al Mare", text="Il locale non basta.")
    form.locator('[type="submit"]').click()
    expect(page.get_by_role("status")).to_contain_text("Osservazione scritta.")

    bench.turn("Versioni")
    page.get_by_role("button", name="Confronta", exact=True).click()

    row = page.locator("tr", has_text="art. 9, comma 1")
    expect(row).to_contain_text("Il PUA ha uno sportello in ogni comune del territorio.")
    expect(row).to_contain_text("Il PUA ha due sportelli.")
    view = read_draft(site.desk.store, draft.split("=")[1], site.desk.viewer())
    assert [one.text for one in view.remarks] == ["Il locale non basta."]


def test_what_is_no_number_or_no_day_is_said_and_stays_typed(window, see, draft):
    page = see(window, f"{draft}&parte=allegati")
    bench = Bench(page)
    form = bench.form("changes")
    bench.fill(form, what="Nuovi turni", body="ASL Esempio", by="30 febbraio 2026")
    form.locator('[type="submit"]').click()

    expect(page.get_by_role("alert").filter(has_text="non è un giorno")).to_be_visible()
    expect(page.locator('form[data-list="changes"] [name="what"]')).to_have_value("Nuovi turni")


def test_the_instrument_is_named_with_its_commi_or_what_is_missing_is_asked(window, see):
    page = see(window, "strumento")
    page.get_by_label("con un altro ente del Terzo settore").check()
    page.get_by_label("disegnare insieme un progetto").check()
    page.get_by_role("button", name="Avanti").click()
    expect(page.locator("#esito")).to_have_attribute("data-outcome", "facts_missing")

    for question, answer in [
        ("È un’attività di interesse generale", "sì"), ("Come girano i soldi?", "ciascuno mette"),
        ("Il bisogno è già scritto", "sì"), ("Gli enti si scelgono", "sì"),
    ]:  # fmt: skip
        page.get_by_role("group", name=question).get_by_label(answer).check()
    page.get_by_role("button", name="Dimmi quale strumento").click()

    expect(page.locator("#esito")).to_have_attribute("data-outcome", "decided")
    expect(page.get_by_role("heading", name="Co-progettazione")).to_be_visible()
    expect(page.get_by_role("link", name="art. 55, comma 3, D.Lgs. 117/2017")).to_be_visible()
    words = [
        cell.text
        for table in Document(BytesIO(taken(page, "Nota in Word"))).tables
        for row in table.rows
        for cell in row.cells
    ]
    assert any("art. 55, comma 4" in one for one in words)


def test_needs_stand_beside_resources(window, see):
    page = see(window, "programmazione")

    expect(page.get_by_role("columnheader", name="Persone")).to_be_visible()
    expect(page.locator("tbody tr").first).to_be_visible()
