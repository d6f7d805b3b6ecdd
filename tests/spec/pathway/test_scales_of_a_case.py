"""A scale is answered in a case, by its own rule; a body brings its own, and the review shows before and after."""

from datetime import date

import pytest

from coordinator.errors import NotAllowedError
from coordinator.pathway.case import CaseOrderError
from coordinator.pathway.cases import open_case, read_case, record, undo_last
from coordinator.pathway.events import Opened, make_event
from coordinator.pathway.own import add_scales, scales_of
from coordinator.pathway.scales import ScaleError
from coordinator.pathway.scoring import answer_scale, compare_scales
from coordinator.protection import open_viewer
from coordinator.store.records import Records, Signature, write_records

MARCH, SEPTEMBER = date(2026, 3, 2), date(2026, 9, 14)
ASKED = ("alzarsi", "lavarsi", "mangiare", "terapia", "uscire")
OWN = """
scales:
  cammino:
    name: Cammino
    source: regolamento inventato dell'ente
    licence: dell'ente, per i suoi servizi
    higher_is: meglio
    questions: [{id: passi, text: Quanti passi fa, answers: {pochi: 0, molti: 3}}]
    bands: [{up_to: 0, words: poco}, {up_to: 3, words: molto}]
    examples: [{answers: {passi: molti}, total: 3}]
"""


@pytest.fixture
def rosa(store):
    with store.writing() as session:
        person = {"id": "per:ada", "given_name": "Ada", "family_name": "Prova"}
        write_records(session, Records(persons=[person]), Signature("prova", store.clock()))
    return open_viewer(store, "rosa", role="coordinatore_distretto")


@pytest.fixture
def case(store, rosa):
    call = Opened(source="famiglia", caller="la figlia", reason="prova")
    return open_case(store, "per:ada", call, MARCH, rosa)


def answers(*words):
    return dict(zip(ASKED, words, strict=True))


def test_the_total_is_the_scale_s_and_stays_with_its_answers(store, rosa, case):
    given = answers("con un aiuto", "solo se altri lo fanno", "da sola", "da sola", "da sola")

    view = answer_scale(store, case, "vita_a_casa", given, "pra:nora", MARCH, rosa)

    (scored,) = view.state.scales
    assert (scored.total, scored.words, scored.version, scored.by) == (
        3,
        "aiuto in più momenti",
        0,
        "pra:nora",
    )
    assert view.history[-1].event.answers == given


def test_with_an_answer_missing_nothing_is_written_and_the_question_is_named(store, rosa, case):
    with pytest.raises(ScaleError, match="Esce di casa"):
        answer_scale(store, case, "vita_a_casa", dict.fromkeys(ASKED[:4], "da sola"), "pra:nora", MARCH, rosa)

    assert len(read_case(store, case, rosa).history) == 1


def test_a_total_cannot_be_typed_by_hand(store, rosa, case):
    typed = make_event(
        "scale_scored", scale="vita_a_casa", name="x", by="pra:nora", answers={}, total=0, words="x"
    )

    with pytest.raises(CaseOrderError, match="answer_scale"):
        record(store, case, typed, MARCH, rosa)


def test_before_and_after_say_which_way_it_went_and_propose_a_new_assessment(store, rosa, case):
    answer_scale(store, case, "vita_a_casa", answers(*["da sola"] * 5), "pra:nora", MARCH, rosa)
    worse = answers("con un aiuto", "con un aiuto", "da sola", "da sola", "da sola")
    view = answer_scale(store, case, "vita_a_casa", worse, "pra:nora", SEPTEMBER, rosa)

    (found,) = compare_scales(view, scales_of(store, rosa))

    assert (found.before.total, found.after.total, found.change) == (0, 2, 2)
    assert (found.direction, found.proposes) == ("peggio", True)
    assert compare_scales(undo_last(store, case, "errore", SEPTEMBER, rosa), scales_of(store, rosa)) == ()


def test_a_body_brings_its_own_scale_and_answers_it(store, rosa, case):
    assert add_scales(store, OWN, rosa) == ("cammino",)

    view = answer_scale(store, case, "cammino", {"passi": "molti"}, "pra:nora", MARCH, rosa)

    assert [(one.name, one.total, one.words) for one in view.state.scales] == [("Cammino", 3, "molto")]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (OWN.replace("total: 3}", "total: 2}"), "Example 1 of the scale 'cammino' comes out as 3"),
        (OWN.replace("licence: dell'ente, per i suoi servizi", "licence: ''"), "licence"),
        (OWN.replace("cammino:", "vita_a_casa:"), "come with the program"),
        ("questo non è un elenco: [", "no table of scales"),
        ("altro: 1", "no table of scales"),
    ],
)
def test_a_scale_that_does_not_hold_is_refused_and_nothing_is_kept(store, rosa, text, fault):
    with pytest.raises(ScaleError, match=fault):
        add_scales(store, text, rosa)

    assert "cammino" not in scales_of(store, rosa)


def test_only_who_keeps_the_registers_brings_scales(store, rosa):
    nurse = open_viewer(store, "nora", role="infermiere_famiglia")

    with pytest.raises(NotAllowedError):
        add_scales(store, OWN, nurse)
