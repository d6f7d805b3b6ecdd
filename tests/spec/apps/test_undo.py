"""What was just written on a page can be taken back there, unless somebody has written since."""

import re
from datetime import date
from types import SimpleNamespace

import pytest

from apps.pages.agreements.drafting import Drafting
from apps.pages.cases.choice import ChoicePiece
from apps.pages.cases.view import PathPiece
from apps.pages.house.rules import RulesPiece
from coordinator.agreements.keeping import begin_draft, read_draft
from coordinator.agreements.template import blank_agreement
from coordinator.district import generate, load
from coordinator.district.path import walk_ada
from coordinator.pathway.cases import read_case, record
from coordinator.pathway.events import make_event
from coordinator.pathway.local_keeping import read_rows
from coordinator.protection import open_viewer

TODAY = date(2026, 11, 22)
pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)


@pytest.fixture
def desk(store, tmp_path):
    from knowledge.library import Library

    viewer = open_viewer(store, "demo")
    load(store, generate(persons=9, seed=7), viewer)
    library = Library.open(tmp_path)
    return SimpleNamespace(
        store=store, home=tmp_path, today=lambda: TODAY, viewer=lambda: viewer, demo=True,
        library=lambda: library,
    )  # fmt: skip


def send(piece, **act):
    live = getattr(piece, "piece", None) or piece.live
    live._handle_msg(act)
    return " ".join(re.sub(r"<[^>]+>", " ", live.html).split())


@pytest.fixture
def path(desk):
    case = walk_ada(desk.store, desk.viewer())
    return PathPiece(desk, desk.viewer(), case if isinstance(case, str) else case.id)


def test_a_step_of_a_path_is_taken_back_where_it_was_written(desk, path):
    before = path.view.version
    shown = send(path, act="send", form="diario", nature="fatto", text="Ha telefonato la figlia", draft_of="")

    assert "Registrato. Annulla" in shown
    assert "Annullato: il passo resta nella cronologia." in send(path, act="undo")
    view = read_case(desk.store, path.case_id, desk.viewer())
    assert view.version == before + 2
    assert before + 1 in view.state.void


def test_a_step_that_somebody_else_wrote_since_is_not_taken_back(desk, path):
    send(path, act="send", form="diario", nature="fatto", text="Ha telefonato la figlia")
    note = make_event("noted", nature="fatto", text="Passata l’infermiera")
    record(desk.store, path.case_id, note, TODAY, desk.viewer())

    assert "Intanto qualcun altro ha scritto" in send(path, act="undo")
    assert not ChoicePiece(desk, desk.viewer(), path.case_id).can_undo


def test_a_version_of_an_agreement_is_taken_back(desk):
    draft = begin_draft(desk.store, blank_agreement("Accordo di prova"), desk.viewer())
    page = Drafting(desk, draft)
    page.show()
    shown = send(page, act="save_article", number="3", heading="Altro titolo", own="", area="")
    assert "Articolo 3 salvato. Versione 2. Annulla" in shown

    assert "Annullato" in send(page, act="undo")
    first, last = (read_draft(desk.store, draft, desk.viewer(), one).agreement for one in (1, 3))
    assert first == last


def test_a_local_term_is_taken_back(desk):
    page = RulesPiece(desk, desk.viewer())
    before = read_rows(desk.store, desk.viewer())
    shown = send(
        page, act="term", about="locale.pai", length="12", unit="giorni", since="1/12/2026",
        source="delibera 20/2026", saturday="lavorativo", holiday="prorogato",
    )  # fmt: skip
    assert "Registrato: vale per chi comincia" in shown
    assert read_rows(desk.store, desk.viewer()) != before

    assert "valgono di nuovo le regole di prima" in send(page, act="undo")
    assert read_rows(desk.store, desk.viewer()) == before
