"""A case goes the passages that its path allows, and no other."""

import pytest

from coordinator.pathway.events import make_event
from coordinator.pathway.forms import phases_of
from coordinator.pathway.machine import Position, RefusedPassageError, move, passages_from
from coordinator.pathway.process import RESUME, TRACKS, ProcessError, read_process

PATH = read_process()

# Every passage that the common path allows: (phase, passage) → phase. All else must be refused.
ALLOWED = {
    ("segnalazione", "prendi_in_carico_accesso"): "accesso",
    ("accesso", "avvia_prima_valutazione"): "prima_valutazione",
    ("accesso", "orienta"): "chiuso",
    ("prima_valutazione", "orienta"): "chiuso",
    ("prima_valutazione", "convoca_uvm"): "valutazione_multidimensionale",
    ("valutazione_multidimensionale", "chiudi_uvm"): "piano",
    ("valutazione_multidimensionale", "nessun_bisogno"): "chiuso",
    ("piano", "attiva_piano"): "erogazione",
    ("erogazione", "verifica_piano"): "monitoraggio",
    ("monitoraggio", "conferma_piano"): "erogazione",
    ("monitoraggio", "aggiorna"): "aggiornamento",
    ("monitoraggio", "concludi"): "chiuso",
    ("aggiornamento", "concludi"): "chiuso",
    ("aggiornamento", "riscrivi_piano"): "piano",
    ("aggiornamento", "torna_uvm"): "valutazione_multidimensionale",
    ("erogazione", "rivaluta_per_evento"): "aggiornamento",
    ("monitoraggio", "rivaluta_per_evento"): "aggiornamento",
    **{
        (phase, "sospendi"): "sospeso"
        for phase in ("accesso", "prima_valutazione", "valutazione_multidimensionale", "piano", "erogazione",
                      "monitoraggio", "aggiornamento")
    },
    **{
        (phase, passage): "chiuso"
        for passage in ("trasferisci", "decesso", "rinuncia")
        for phase in ("segnalazione", "accesso", "prima_valutazione", "valutazione_multidimensionale",
                      "piano", "erogazione", "monitoraggio", "aggiornamento", "dimissione", "sospeso")
    },
    **{
        (phase, "annuncia_dimissione"): "dimissione"
        for phase in ("segnalazione", "accesso", "prima_valutazione", "erogazione", "monitoraggio")
    },
    ("dimissione", "rientra_e_valuta"): "prima_valutazione",
    ("dimissione", "rientra_e_rivaluta"): "aggiornamento",
    ("dimissione", "annulla_dimissione"): "erogazione",
    ("sospeso", "riprendi"): "erogazione",
}  # fmt: skip


def someone(passage):
    return sorted(PATH.passages[passage].who)[0]


def standing_in(phase):
    return Position(phase, suspended_from="erogazione" if phase in ("sospeso", "dimissione") else None)


@pytest.mark.parametrize("passage", PATH.passages)
@pytest.mark.parametrize("phase", PATH.phases)
def test_every_pair_of_phase_and_passage_is_allowed_or_refused_as_written(phase, passage):
    if (phase, passage) in ALLOWED:
        assert move(PATH, standing_in(phase), passage, someone(passage)).phase == ALLOWED[phase, passage]
    else:
        with pytest.raises(RefusedPassageError, match="does not leave"):
            move(PATH, standing_in(phase), passage, someone(passage))


@pytest.mark.parametrize("region", [None, "IT-esempio"])
@pytest.mark.parametrize("area", ["non_autosufficienza", "disabilita", "salute_mentale", "minori"])
def test_no_area_and_no_region_allows_another_passage_than_the_common_path(area, region):
    path = read_process(area, region)

    ways = {(phase, key): one.target for key, one in path.passages.items() for phase in one.sources}
    assert {pair: target for pair, target in ways.items() if target != RESUME} == {
        pair: target for pair, target in ALLOWED.items() if PATH.passages[pair[1]].target != RESUME
    }


# Where each kind of entry may be written: of forms.yaml, in words. "ovunque" is any phase of an open path.
UVM, PLAN, GIVING = "valutazione_multidimensionale", "piano", "erogazione"
WRITTEN_IN = {
    "triaged": {"accesso"},
    "asked": {"segnalazione", "accesso", "prima_valutazione"},
    "joined": {"prima_valutazione", UVM, PLAN, GIVING, "monitoraggio", "aggiornamento", "dimissione"},
    "need_found": {"prima_valutazione", UVM, "aggiornamento"},
    "took_part": {UVM},
    "opinion_given": {UVM},
    "minutes_written": {UVM},
    "goal_set": {PLAN},
    "action_planned": {PLAN},
    "resource_given": {PLAN},
    "basis_recorded": {PLAN},
    "signed": {PLAN},
    "review_set": {PLAN},
    "delivered": {GIVING, "monitoraggio", "aggiornamento", "sospeso"},
    "entered": {PLAN, GIVING, "monitoraggio", "aggiornamento", "sospeso"},
    "goal_reviewed": {"monitoraggio"},
    "contacted": {
        "prima_valutazione",
        UVM,
        PLAN,
        GIVING,
        "monitoraggio",
        "aggiornamento",
        "dimissione",
        "sospeso",
    },
}
SAMPLES = {
    "triaged": {"priority": "alta", "reason": "x", "owner": "x", "next_on": "2026-03-05"},
    "asked": {"by": "per:ada"},
    "joined": {"party": "pra:nora", "role": "infermiere", "sector": "sanita"},
    "need_found": {"need": "pasti"},
    "took_part": {"who": "per:ada"},
    "opinion_given": {"party": "pra:nora", "text": "x"},
    "minutes_written": {"document": "x"},
    "goal_set": {"goal": "x", "need": "pasti", "horizon": "breve"},
    "action_planned": {"action": "x", "goal": "x"},
    "resource_given": {"resource": "r", "need": "pasti", "funder": "asl", "owner": "ist:asl", "what": "x",
                       "quantity": 1, "unit": "ore", "since": "2026-03-02", "until": "2026-03-03"},
    "basis_recorded": {"basis": "consenso"},
    "signed": {"by": "per:ada"},
    "review_set": {"on": "2026-03-05"},
    "delivered": {"action": "x", "hours": 1, "by": "svc:adi"},
    "entered": {"resource": "r", "entry": "impegno", "amount": 1, "document": "x"},
    "goal_reviewed": {"goal": "x", "attainment": 0},
    "contacted": {"by": "pra:nora", "how": "telefonata", "text": "x"},
    "noted": {"nature": "fatto", "text": "x"},
    "risk_noted": {"risk": "x", "review_on": "2026-03-05", "told": "x"},
    "task_given": {"what": "x", "owner": "pra:nora", "due": "2026-03-05"},
    "task_answered": {"task": 1, "answer": "accettato"},
    "left": {"party": "pra:nora", "role": "infermiere"},
    "dropped": {"what": "goal", "name": "x", "reason": "x"},
    "act_done": {"act": "ascolto", "document": "x"},
    "choice_made": {"need": "pasti", "chosen": "svc:pasti", "among": ["svc:pasti"]},
}  # fmt: skip


@pytest.mark.parametrize("kind", SAMPLES)
def test_each_kind_of_entry_is_written_in_its_phases_and_in_no_other(kind):
    phases = phases_of(make_event(kind, **SAMPLES[kind]))

    assert (None if phases is None else set(phases)) == WRITTEN_IN.get(kind)


def test_a_suspended_path_goes_back_to_where_it_was():
    stopped = move(PATH, Position("piano"), "sospendi", "case_manager")

    assert stopped == Position("sospeso", suspended_from="piano")
    assert move(PATH, stopped, "riprendi", "case_manager") == Position("piano")


def test_a_passage_of_another_role_is_refused_with_those_who_may():
    with pytest.raises(RefusedPassageError, match="case_manager may"):
        move(PATH, Position("piano"), "attiva_piano", "mmg")


def test_a_closed_gate_names_what_it_misses():
    with pytest.raises(RefusedPassageError) as refusal:
        move(PATH, Position("piano"), "attiva_piano", "case_manager", ["la firma della persona"])

    assert refusal.value.missing == ("la firma della persona",)


def test_nothing_leaves_a_path_that_has_ended():
    assert passages_from(PATH, Position("chiuso")) == ()


def test_each_phase_has_an_act_on_each_of_the_three_tracks():
    for phase in PATH.phases.values():
        for track in TRACKS:
            assert phase.track(track), f"{phase.id} has no {track} act"


def test_a_path_that_stops_at_the_first_valuation_misses_three_macro_phases():
    assert PATH.missing_macro_phases(["segnalazione", "accesso", "prima_valutazione"]) == (
        "Valutazione multidimensionale",
        "Elaborazione del piano assistenziale personalizzato",
        "Monitoraggio degli esiti di salute",
    )


def test_a_phase_without_an_accounting_act_is_refused():
    broken = """
    macro_phases: {}
    phases:
      - {id: a, name: A, norm: prassi, acts: {
         professional: [{id: x, name: X, owner: o, document: d, norm: prassi}],
         administrative: [{id: y, name: Y, owner: o, document: d, norm: prassi}]}}
    passages: []
    anytime: []
    """
    with pytest.raises(ProcessError, match="no accounting act"):
        read_process(text=broken)


def test_a_macro_phase_is_behind_only_when_the_path_has_left_it():
    here = PATH.macro_stages(
        ["segnalazione", "accesso", "prima_valutazione", "valutazione_multidimensionale"]
    )
    closed = PATH.macro_stages(["segnalazione", "accesso", "chiuso"])

    assert [stage for _, stage in here] == ["done", "done", "now", "ahead", "ahead"]
    assert [stage for _, stage in closed] == ["done", "ahead", "ahead", "ahead", "ahead"]
