"""What a case leaves on paper: minutes, plan, plan in plain words, budget, hand-over sheet; DOCX and PDF."""

from datetime import date
from decimal import Decimal

import docx
import pypdf
import pytest

from coordinator.exchange.documents import TemplateError, write_docx, write_pdf
from coordinator.pathway.adding import add_up
from coordinator.pathway.case import Recorded
from coordinator.pathway.cases import CaseView, instruments_table, process_of
from coordinator.pathway.events import make_event
from coordinator.pathway.sheets import SHEETS, lay_out_handover

DAY = date(2026, 3, 2)
NAMES = {"per:ada": "Ada Prova", "pra:nora": "Nora Verdi", "svc:adi": "ADI", "ist:asl": "ASL"}
TOLD = [
    ("opened", {"source": "vicini", "caller": "una vicina", "reason": "non esce"}),
    ("joined", {"party": "pra:nora", "role": "infermiere", "sector": "sanita"}),
    ("need_found", {"need": "igiene_personale"}),
    ("opinion_given", {"party": "pra:nora", "text": "si lava con aiuto & sapone <neutro>", "disagrees": True}),
    ("risk_noted", {"risk": "scala ripida", "review_on": "2026-06-01", "told": "gliel’ha detto Nora"}),
    ("goal_set", {"goal": "lavarsi in sicurezza", "need": "igiene_personale", "horizon": "breve"}),
    ("action_planned", {"action": "bagno assistito", "goal": "lavarsi in sicurezza", "responsible": "svc:adi",
                        "due": "2026-04-01", "hours_per_week": "3.50"}),
    ("resource_given", {"resource": "r1", "need": "igiene_personale", "funder": "asl", "owner": "ist:asl",
                        "what": "ore ADI", "quantity": Decimal(78), "unit": "ore", "unit_cost": Decimal(30),
                        "since": DAY, "until": DAY}),
]  # fmt: skip


@pytest.fixture(scope="module")
def view():
    """A small case, told without a store."""
    history = tuple(
        Recorded(number, DAY, make_event(kind, **fields), "rosa", "operatore_pua")
        for number, (kind, fields) in enumerate(TOLD, start=1)
    )
    path = process_of("non_autosufficienza")
    return CaseView("cas:1", "per:ada", "non_autosufficienza", instruments_table()["pai"], path,
                    add_up(path, history), history)  # fmt: skip


def sheets(view):
    made = {name: lay_out(view, NAMES, DAY) for name, lay_out in SHEETS.items()}
    return made | {"passaggio": lay_out_handover(view, NAMES, DAY, None, {"pra:nora": "0000 123"})}


def words_of(path):
    document = docx.Document(path)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


@pytest.mark.parametrize(
    ("name", "held"),
    [
        (
            "verbale",
            [
                "Nora Verdi",
                "si lava con aiuto & sapone <neutro>",
                "Manca il verbale",
                "D’accordo con gli altri",
            ],
        ),
        ("piano", ["lavarsi in sicurezza", "bagno assistito", "ADI", "3,5", "Termine breve."]),
        ("piano_semplice", ["Tu vuoi: lavarsi in sicurezza", "dal 01/04/2026, 3,5 ore la settimana"]),
        ("budget", ["ore ADI", "2340.00 €", "100%"]),
        (
            "passaggio",
            [
                "Prima lettura della segnalazione al PUA",
                "Nora Verdi",
                "Il budget, risorsa per risorsa",
                "scala ripida",
                "0000 123",
            ],
        ),
    ],
)
def test_a_sheet_holds_what_the_case_says_as_docx_and_as_pdf(view, tmp_path, name, held):
    sheet = sheets(view)[name]
    write_docx(sheet, tmp_path / "a.docx")
    write_pdf(sheet, tmp_path / "a.pdf")

    told = words_of(tmp_path / "a.docx")
    printed = " ".join(page.extract_text() for page in pypdf.PdfReader(tmp_path / "a.pdf").pages)
    for words in held:
        assert words in told
        assert words.replace(" ", "") in printed.replace(" ", "").replace("\n", "")


def test_a_body_puts_its_own_template(view, tmp_path):
    own = docx.Document()
    own.add_paragraph("Comune di Prova: {{ title }}")
    own.save(tmp_path / "own.docx")
    write_docx(sheets(view)["budget"], tmp_path / "a.docx", tmp_path / "own.docx")

    assert words_of(tmp_path / "a.docx") == "Comune di Prova: Budget di cura e assistenza"


def test_a_template_that_asks_for_what_there_is_not_is_refused(view, tmp_path):
    own = docx.Document()
    own.add_paragraph("{{ titolo }}")
    own.save(tmp_path / "own.docx")

    with pytest.raises(TemplateError, match="titolo"):
        write_docx(sheets(view)["budget"], tmp_path / "a.docx", tmp_path / "own.docx")
    assert not (tmp_path / "a.docx").exists()
