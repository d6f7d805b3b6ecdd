"""Each phase says who does what, who answers, with which document and which money; on a table and on a sheet."""

import xml.etree.ElementTree as ET
from datetime import date
from io import BytesIO

from pypdf import PdfReader

from apps.components.papers import write_paper
from coordinator.agreements.checks import check
from coordinator.agreements.duties import duties
from coordinator.agreements.flow import draw_flow
from coordinator.agreements.sheets import lay_out_agreement, lay_out_checklist, lay_out_duties
from coordinator.agreements.template import MACRO_PHASES, blank_agreement, template
from coordinator.exchange.pictures import picture_of
from coordinator.pathway.process import TRACKS, read_process


def test_every_act_of_the_process_has_its_row(good):
    process = read_process()
    acts = [act for phase in process.phases.values() if phase.macro_phase for act in phase.acts]

    found = duties(good)

    assert [one.act for one in found] == [act.name for act in acts]
    assert {one.track for one in found} == set(TRACKS)


def test_the_uvm_is_answered_for_by_one_and_done_by_both(good):
    [minutes] = [one for one in duties(good) if one.act == "Verbale della UVM"]

    assert minutes.doer == "coordinatore UVM (ASL Esempio, Ambito territoriale di Valdoria)"
    assert minutes.accountable == "ASL Esempio"
    assert minutes.consulted == ("Cooperativa La Ginestra",)
    assert "la persona e chi la cura" in minutes.informed
    assert (minutes.document, minutes.money, minutes.within) == ("verbale", "personale della UVM", 30)


def test_what_the_agreement_does_not_say_is_left_empty():
    assert {one.accountable for one in duties(blank_agreement("Vuoto"))} == {""}


def test_the_flow_draws_each_phase_once_and_holds_to_its_sheet(good):
    drawn = ET.fromstring(draw_flow(good))
    words = [one.text for one in drawn.iter("{http://www.w3.org/2000/svg}text")]
    boxes = list(drawn.iter("{http://www.w3.org/2000/svg}rect"))

    assert len(boxes) == 8
    assert sum(word == "Prima valutazione" for word in words) == 1
    right = max(float(one.get("x")) + float(one.get("width")) for one in boxes)
    assert right <= float(drawn.get("viewBox").split()[2])


def test_the_macro_phases_are_those_of_the_process():
    assert tuple(read_process().macro_phases) == MACRO_PHASES


def test_the_document_holds_every_article_and_annex(good):
    headings = [part.heading for part in lay_out_agreement(good, 3).parts]

    assert [one for one in headings if one.startswith("Art. ")][
        -1
    ] == "Art. 14 – Durata, verifica, modifiche e recesso"
    assert sum(one.startswith("Allegato ") for one in headings) == 3
    assert lay_out_agreement(good, 3).subtitle == "dal 01/01/2025 al 31/12/2027 · versione 3"


def test_the_checklist_on_paper_says_when_nothing_is_wrong(good):
    assert lay_out_checklist(good, check(good), date(2026, 11, 22)).parts[0].lines == (
        "Nulla manca e nulla si contraddice.",
    )


def test_the_table_on_paper_has_a_part_a_phase(good):
    assert len(lay_out_duties(good).parts) == 8


def test_the_template_has_fourteen_articles_at_least_five_of_commitments_and_all_three_areas():
    articles = template().articles

    assert len(articles) == 14
    assert sum(one.commitments for one in articles) >= 5
    assert {one.area for one in articles} == {"istituzionale", "gestionale", "professionale"}
    assert all(one.norms and one.guidance and one.settles for one in articles)
    assert [one.letter for one in template().annexes] == ["A", "B", "C"]


def test_the_path_and_its_table_are_printed(good):
    pdf = write_paper(lay_out_duties(good, picture_of(draw_flow(good))), "pdf")

    pages = PdfReader(BytesIO(pdf)).pages
    assert len(pages[0].images) == 1
    assert "Verbale della UVM" in " ".join(" ".join(page.extract_text().split()) for page in pages)
