"""A gate opens when nothing is missing, and names exactly what is."""

from dataclasses import replace
from datetime import date
from random import Random

import pytest

from coordinator.pathway.gates import (
    Action,
    CaseFile,
    Goal,
    InstrumentError,
    Member,
    missing_items,
    read_instruments,
)

INSTRUMENTS = read_instruments()
NURSE = Member("pra:nora", "sanita", "infermiere")
DOCTOR = Member("pra:elio", "sanita", "mmg")
SOCIAL_WORKER = Member("pra:sara", "sociale", "assistente_sociale")
MANAGER = Member("pra:sara", "sociale", "case_manager")
DAUGHTER = Member("per:lucia", "famiglia", "caregiver", is_professional=False)
WALK = Goal("uscire due volte a settimana", (Action("accompagnamento", "pra:nora", date(2026, 3, 1)),))

WHOLE = CaseFile(
    team=(NURSE, DOCTOR, SOCIAL_WORKER, MANAGER, DAUGHTER),
    person_took_part=True,
    person_asked=True,
    needs=("mobilità",),
    opinions={"pra:nora": "cammina con aiuto", "pra:elio": "stabile", "pra:sara": "sola di sera"},
    minutes=True,
    goals=(WALK,),
    has_budget=True,
    review_on=date(2026, 9, 1),
    legal_basis="compito di interesse pubblico e cura",
    informed_consent=True,
    signed=True,
)


def without_team(case, *roles):
    return replace(case, team=tuple(one for one in case.team if one.role not in roles))


# What is taken away, and the items that each gate must then name; written from the norms, not from the code.
FAULTS = {
    "no health professional": (
        lambda c: without_team(c, "infermiere", "mmg"),
        {("pai", "uvm"): {"professionista_sanitario"}, ("pai", "piano"): {"professionista_sanitario"},
         ("progetto_di_vita", "uvm"): {"professionista_sanitario", "mmg"},
         ("progetto_individuale", "uvm"): {"professionista_sanitario"},
         ("progetto_individuale", "piano"): {"professionista_sanitario"},
         ("progetto_personalizzato", "piano"): {"professionista_sanitario"}},
    ),
    "no case manager": (
        lambda c: without_team(c, "case_manager"),
        {("pai", "uvm"): {"case_manager"}, ("pai", "piano"): {"case_manager"},
         ("progetto_di_vita", "piano"): {"referente"}, ("progetto_individuale", "piano"): {"case_manager"},
         ("progetto_personalizzato", "piano"): {"case_manager"}},
    ),
    "a goal without action": (
        lambda c: replace(c, goals=(*c.goals, Goal("tornare al centro anziani"))),
        {(i, "piano"): {"interventi"} for i in INSTRUMENTS},
    ),
    "an action without responsible": (
        lambda c: replace(c, goals=(*c.goals, Goal("g", (Action("pasti", None, date(2026, 3, 1)),)))),
        {(i, "piano"): {"responsabili"} for i in INSTRUMENTS},
    ),
    "an action without date": (
        lambda c: replace(c, goals=(*c.goals, Goal("g", (Action("pasti", "pra:nora"),)))),
        {(i, "piano"): {"date"} for i in INSTRUMENTS},
    ),
    "no needs": (lambda c: replace(c, needs=()), {(i, "uvm"): {"bisogni"} for i in INSTRUMENTS}),
    "no minutes": (lambda c: replace(c, minutes=False), {(i, "uvm"): {"verbale"} for i in INSTRUMENTS}),
    "the person was not there": (
        lambda c: replace(c, person_took_part=False),
        {("pai", "uvm"): {"partecipazione"}, ("progetto_di_vita", "uvm"): {"persona"},
         ("progetto_personalizzato", "uvm"): {"partecipazione"}},
    ),
    "the person did not ask": (
        lambda c: replace(c, person_asked=False),
        {("progetto_di_vita", "uvm"): {"richiesta"}, ("progetto_individuale", "uvm"): {"richiesta"}},
    ),
    "no budget": (
        lambda c: replace(c, has_budget=False),
        {("pai", "piano"): {"budget"}, ("progetto_di_vita", "piano"): {"budget"}},
    ),
    "no review": (lambda c: replace(c, review_on=None), {("progetto_di_vita", "piano"): {"verifiche"}}),
    "no legal basis": (
        lambda c: replace(c, legal_basis=None), {(i, "piano"): {"base_giuridica"} for i in INSTRUMENTS}
    ),
    "no informed consent": (
        lambda c: replace(c, informed_consent=False),
        {(i, "piano"): {"consenso_informato"} for i in INSTRUMENTS},
    ),
    "not signed and no reason": (
        lambda c: replace(c, signed=False, why_unsigned="  "), {(i, "piano"): {"firma"} for i in INSTRUMENTS}
    ),
}  # fmt: skip


@pytest.mark.parametrize("gate", ["uvm", "piano"])
@pytest.mark.parametrize("instrument", INSTRUMENTS)
def test_a_whole_case_opens_every_gate(instrument, gate):
    assert missing_items(INSTRUMENTS[instrument], gate, WHOLE) == ()


@pytest.mark.parametrize("seed", range(600))
def test_an_incomplete_case_is_stopped_and_what_it_misses_is_named_exactly(seed):
    random = Random(seed)
    faults = random.sample(sorted(FAULTS), random.randint(1, 5))
    instrument, gate = random.choice(sorted(INSTRUMENTS)), random.choice(["uvm", "piano"])
    case, expected = WHOLE, set()
    for name in faults:
        break_it, asked = FAULTS[name]
        case = break_it(case)
        expected |= asked.get((instrument, gate), set())

    assert {item.id for item in missing_items(INSTRUMENTS[instrument], gate, case)} == expected


def test_an_empty_case_misses_all_that_the_pai_asks_of_a_uvm():
    missing = [item.name for item in missing_items(INSTRUMENTS["pai"], "uvm", CaseFile())]

    assert missing == [
        "un professionista sanitario",
        "un professionista sociale dell'ATS",
        "un referente (case manager), uno solo",
        "la partecipazione della persona o di chi la rappresenta",
        "almeno un bisogno rilevato",
        "il parere di ogni professione presente",
        "il verbale",
    ]


def test_two_case_managers_are_as_wrong_as_none():
    two = replace(WHOLE, team=(*WHOLE.team, Member("pra:nora", "sanita", "case_manager")))

    assert [item.id for item in missing_items(INSTRUMENTS["pai"], "piano", two)] == ["case_manager"]


def test_a_professional_who_has_not_written_her_opinion_keeps_the_uvm_open():
    silent = replace(WHOLE, opinions={"pra:nora": "cammina", "pra:sara": "sola"})

    assert [item.id for item in missing_items(INSTRUMENTS["pai"], "uvm", silent)] == ["pareri"]


def test_privacy_consent_is_asked_only_where_it_is_the_basis():
    by_consent = replace(WHOLE, legal_basis="consenso")

    assert [item.id for item in missing_items(INSTRUMENTS["pai"], "piano", by_consent)] == [
        "consenso_privacy"
    ]
    assert missing_items(INSTRUMENTS["pai"], "piano", replace(by_consent, privacy_consent=True)) == ()


def test_a_plan_without_signature_passes_when_it_says_why():
    case = replace(WHOLE, signed=False, why_unsigned="ricoverata; firmerà al rientro")

    assert missing_items(INSTRUMENTS["pai"], "piano", case) == ()


def test_every_item_names_its_norm_or_says_prassi():
    for instrument in INSTRUMENTS.values():
        for gate in instrument.gates.values():
            assert all(item.norm.startswith("urn:nir:") or item.norm == "prassi" for item in gate)


def test_the_progetto_di_vita_is_open_only_where_and_since_its_trial_runs():
    project = INSTRUMENTS["progetto_di_vita"]

    assert not project.is_in_force(date(2024, 12, 31), "IT-esempio")
    assert project.is_in_force(date(2025, 1, 1), "IT-esempio")
    assert not project.is_in_force(date(2025, 1, 1), "IT-altrove")
    assert project.is_in_force(date(2027, 1, 1), "IT-altrove")


def test_where_the_trial_runs_the_progetto_individuale_is_no_longer_opened():
    project = INSTRUMENTS["progetto_individuale"]

    assert project.is_in_force(date(2026, 12, 31), "IT-altrove")
    assert project.is_in_force(date(2024, 12, 31), "IT-esempio")
    assert not project.is_in_force(date(2025, 1, 1), "IT-esempio")
    assert not project.is_in_force(date(2027, 1, 1), "IT-altrove")


def test_a_check_that_nobody_can_make_is_refused():
    item = "{id: x, name: x, check: reads_minds, norm: prassi}"
    broken = f"""
    instruments:
      x: {{name: X, norm: prassi, for_whom: x, areas: [x], in_force: [],
           uvm: [{item}], piano: []}}
    """
    with pytest.raises(InstrumentError, match="reads_minds"):
        read_instruments(broken)
