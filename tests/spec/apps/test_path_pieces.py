"""The live parts of the path's pages say what their reader may know, and no more."""

import re
from base64 import b64encode
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest

from apps.pages.cases.assessment import AssessmentPiece
from apps.pages.cases.plan import PlanPiece
from apps.pages.cases.referrals import ReferralsPiece
from apps.pages.cases.view import WRITTEN_IN, PathPiece
from apps.pages.house.rules import RulesPiece
from coordinator.district import generate, load
from coordinator.district.path import walk_ada
from coordinator.pathway.cases import go, open_case, read_case, record
from coordinator.pathway.events import Opened, make_event
from coordinator.pathway.forms import forms_table
from coordinator.pathway.gates import CHECKS
from coordinator.pathway.local_keeping import read_rows, read_rules
from coordinator.protection import Viewer, open_viewer

TODAY = date(2026, 11, 22)
DAY = date(2026, 11, 16)
SCALES = b64encode(b"""
scales:
  cammino:
    name: Cammino
    source: regolamento inventato
    licence: dell'ente
    higher_is: meglio
    questions: [{id: passi, text: Quanti passi fa, answers: {pochi: 0, molti: 3}}]
    bands: [{up_to: 0, words: poco}, {up_to: 3, words: molto}]
    examples: [{answers: {passi: molti}, total: 3}]
""").decode()
GRECO, DELUCA = "pra:greco", "pra:deluca"


@pytest.fixture
def demo(store):
    viewer = open_viewer(store, "demo")
    load(store, generate(persons=9, seed=7), viewer)
    return viewer


@pytest.fixture
def desk(store, demo, tmp_path):
    return SimpleNamespace(store=store, home=tmp_path, today=lambda: TODAY, viewer=lambda: demo, demo=True)


def words(piece):
    """What a reader reads of a piece."""
    return " ".join(re.sub(r"<[^>]+>", " ", piece.piece.html).split())


def begin(store, viewer, instrument="pai", area="non_autosufficienza", source="vicini"):
    call = Opened(source=source, caller="una vicina", reason="non esce")
    return open_case(store, "per:ada", call, DAY, viewer, area=area, instrument=instrument)


def reach_uvm(store, case, viewer):
    go(store, case, "prendi_in_carico_accesso", DAY, viewer, role="operatore_pua")
    triage = {"priority": "alta", "reason": "sola", "owner": "pra:bassi", "next_on": "2026-11-20"}
    record(store, case, make_event("triaged", **triage), DAY, viewer)
    go(store, case, "avvia_prima_valutazione", DAY, viewer, role="operatore_pua")
    go(store, case, "convoca_uvm", DAY, viewer, role="coordinatore_uvm")
    for party, role, sector in ((GRECO, "infermiere", "sanita"), (DELUCA, "assistente_sociale", "sociale")):
        record(store, case, make_event("joined", party=party, role=role, sector=sector), DAY, viewer)


def test_everything_that_a_gate_misses_leads_to_the_form_in_which_it_is_written(desk, store, demo):
    forms = forms_table()
    assert {form for form in WRITTEN_IN.values() if form not in forms} == set()
    assert set(CHECKS) <= set(WRITTEN_IN)
    case = begin(store, demo)
    reach_uvm(store, case, demo)
    piece = PathPiece(desk, demo, case)
    assert 'data-act="unfold" data-form="verbale"' in piece.piece.html

    piece.handle({"act": "unfold", "form": "verbale"})

    assert re.search(r'id="passo-verbale"[^>]* open>\s*<summary data-focus>', piece.piece.html)
    piece.show()
    assert "data-focus" not in piece.piece.html  # the reader stays where she writes


def test_opinions_are_shut_until_the_reader_has_written_hers(desk, store, demo):
    case = begin(store, demo)
    reach_uvm(store, case, demo)
    record(store, case, make_event("opinion_given", party=GRECO, text="si lava con aiuto"), DAY, demo)
    social = Viewer(store, "deluca", "assistente_sociale", "cura", DELUCA)

    before = words(AssessmentPiece(desk, social, case))
    piece = PathPiece(desk, social, case)
    piece.handle({"act": "send", "form": "parere", "party": DELUCA, "text": "la figlia è stanca"})
    after = words(AssessmentPiece(desk, social, case))

    assert "si lava con aiuto" not in before
    assert "I pareri degli altri si aprono quando avrai scritto il tuo" in before
    assert "Non hanno ancora scritto: Paola De Luca" in before
    assert "si lava con aiuto" in after
    assert "la figlia è stanca" in after


def test_the_plan_of_the_demo_is_full_at_first_sight(desk, store, demo):
    told = words(PlanPiece(desk, demo, walk_ada(store, demo)))

    assert "22,7 h 20 h 88 %" in told
    assert "11,1 h 6 h 54 %" in told
    assert "4.604,00 € in tutto; impegnati 4.084,00 €, liquidati 1.050,00 €" in told
    assert "Comune, ore SAD: 1.144,00 € impegnati dal 18 set 2026, ancora niente di liquidato." in told
    assert "Da quale misura o fondo: non indicato 4.004,00 €; Fondo non autosufficienza 600,00 €." in told


def test_who_may_not_see_the_money_is_offered_no_form_for_it(desk, store, demo):
    case = walk_ada(store, demo)
    doctor = open_viewer(store, "fabbri", role="medico")

    plan, path = words(PlanPiece(desk, doctor, case)), words(PathPiece(desk, doctor, case))

    assert "bagno assistito" in plan
    for shown in (plan, path):
        assert "€" not in shown
        assert "Impegni e liquidazioni" not in shown
    assert "Che cosa è stato dato" in path


def test_two_open_paths_of_a_person_say_what_to_settle(desk, store, demo):
    first = walk_ada(store, demo)
    second = begin(store, demo, "progetto_di_vita", "disabilita", source="persona")
    reach_uvm(store, second, demo)
    record(store, second, make_event("need_found", need="compagnia"), DAY, demo)

    for case in (first, second):
        told = words(PathPiece(desk, demo, case))
        assert "Il PAI integra il progetto di vita" in told
        assert "art. 33, comma 3, D.Lgs. 29/2024" in told
        assert "Lo stesso bisogno è in tutti e due" in told


def test_every_gate_names_three_consents_that_are_three_things(desk, store, demo):
    case = begin(store, demo)
    reach_uvm(store, case, demo)
    for kind, fields in (
        ("took_part", {"who": "per:ada"}), ("need_found", {"need": "compagnia"}),
        ("opinion_given", {"party": GRECO, "text": "x"}), ("opinion_given", {"party": DELUCA, "text": "x"}),
        ("minutes_written", {"document": "verbale 1"}),
        ("joined", {"party": DELUCA, "role": "case_manager", "sector": "sociale"}),
    ):  # fmt: skip
        record(store, case, make_event(kind, **fields), DAY, demo)
    go(store, case, "chiudi_uvm", DAY, demo, role="coordinatore_uvm")
    record(store, case, make_event("basis_recorded", basis="consenso"), DAY, demo)

    told = words(PathPiece(desk, demo, case))

    assert "il consenso privacy, dove la base giuridica è il consenso art. 7, par. 1" in told.replace(
        "comma", "par."
    )
    assert "il consenso informato alle cure art. 1, comma 1, L. 219/2017" in told
    assert "la firma della persona o di chi la rappresenta, o il motivo per cui manca" in told


def test_a_protected_discharge_runs_on_the_page_of_the_path(desk, store, demo):
    piece = PathPiece(desk, demo, begin(store, demo, source="ospedale"))
    go_home = {"act": "go", "passage": "rientra_e_valuta", "role": "operatore_pua"}

    piece.handle({"act": "day", "value": "16/11/2026"})
    piece.handle({"act": "go", "passage": "annuncia_dimissione", "role": "operatore_cot"})
    assert "manca il reparto e il motivo del ricovero; il giorno previsto del rientro" in words(piece)

    piece.handle(
        {"act": "go", "passage": "annuncia_dimissione", "role": "operatore_cot", "reason": "Medicina, frattura",
         "until": "20/11/2026"}
    )  # fmt: skip
    assert "Dimissione protetta in preparazione" in words(piece)
    assert "Avviso ai servizi sociali della dimissione protetta" in words(piece)
    assert "entro 17 novembre 2026" in words(piece)

    piece.handle(go_home)
    assert "Non si può ancora: manca un professionista sanitario" in words(piece)

    for party, role in ((GRECO, "infermiere"), (DELUCA, "assistente_sociale"), ("per:lucia", "familiare")):
        piece.handle({"act": "send", "form": "squadra", "party": party, "role": role})
    piece.handle({"act": "day", "value": "20/11/2026"})
    piece.handle(go_home)
    assert read_case(store, piece.case_id, demo).state.position.phase == "prima_valutazione"
    assert "Primo contatto a casa dopo la dimissione protetta" in words(piece)

    visit = {"by": GRECO, "how": "visita a casa", "text": "in piedi, mangia"}
    piece.handle({"act": "send", "form": "contatto_avuto", **visit})
    (clock,) = [one for one in piece.view.terms() if one.deadline.term.id == "locale.dimissione"]
    assert (clock.deadline.due, clock.met_on) == (date(2026, 11, 23), date(2026, 11, 20))


def test_a_local_term_is_changed_in_the_form_and_the_one_before_ends(desk, store, demo):
    piece = RulesPiece(desk, demo)
    typed = {"act": "term", "about": "locale.pai", "length": "10", "unit": "giorni", "saturday": "lavorativo",
             "holiday": "prorogato", "since": "1/12/2026", "source": "delibera 20/2026"}  # fmt: skip

    piece.handle(typed | {"length": "dieci", "source": ""})
    assert "Da correggere: durata; quale atto lo dice." in words(piece)
    assert [row.kind for row in read_rows(store, demo)] == ["territorio", "patrono"]

    piece.handle(typed)
    piece.handle(typed | {"length": "12", "since": "1/2/2027", "source": "delibera 3/2027"})

    assert "Registrato: vale per chi comincia dal 1° febbraio 2027." in words(piece)
    first, second = [row for row in read_rows(store, demo) if row.kind == "termine"]
    assert (first.length, first.until) == (10, date(2027, 1, 31))
    assert (second.length, second.until) == (12, None)


def test_the_patron_saint_is_a_day_that_exists_and_may_be_taken_back(desk, store, demo):
    piece = RulesPiece(desk, demo)

    piece.handle({"act": "patron", "day": "31/2"})
    assert "Scrivilo come 3/2" in words(piece)

    piece.handle({"act": "patron", "day": "26/8"})
    assert read_rules(store, demo).calendar.patron == (8, 26)
    assert "Santo patrono: 26 agosto" in words(piece)

    piece.handle({"act": "undo"})
    assert read_rules(store, demo).calendar.patron == (2, 3)


def test_a_file_of_rules_is_refused_row_by_row_on_the_page(desk, store, demo):
    from base64 import b64encode

    piece = RulesPiece(desk, demo)
    content = b64encode(b"regola;giorno\npatrono;31/02\n").decode()

    piece.handle({"act": "load", "file": {"name": "regole.csv", "base64": content}})

    assert "Niente è stato caricato" in words(piece)
    assert "regole.csv, riga 2, colonna giorno: scrivi giorno e mese, per esempio 26/08" in words(piece)
    assert len(read_rows(store, demo)) == 2


def test_a_referral_that_another_page_proposes_fills_the_form_and_writes_nothing(desk, store, demo):
    case = begin(store, demo)
    reach_uvm(store, case, demo)
    record(store, case, make_event("need_found", need="pasti"), DAY, demo)
    before = read_case(store, case, demo).version
    piece = ReferralsPiece(desk, demo, case)
    piece.offer({"need": "pasti", "sender": DELUCA, "receiver": "svc:rsa"})
    chosen = re.findall(r'<option value="([^"]+)" selected', piece.piece.html)

    assert set(chosen) >= {"pasti", DELUCA, "svc:rsa"}
    assert "niente è scritto finché non premi" in words(piece)
    assert read_case(store, case, demo).version == before


def test_who_adds_scales_is_not_offered_to_take_back_what_a_colleague_wrote_meanwhile(desk, store, demo):
    case = begin(store, demo)
    piece = AssessmentPiece(desk, demo, case)
    colleague = replace(demo, user="paola.deluca")
    go(store, case, "prendi_in_carico_accesso", DAY, colleague, role="operatore_pua")

    piece.handle({"act": "add_scales", "file": {"name": "scale.yaml", "base64": SCALES}})

    assert "Aggiunte: 1 scala." in words(piece)
    assert "Annulla" not in words(piece)
