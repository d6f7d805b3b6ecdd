"""The instrument that ties a body to the third sector follows from facts, or it is said what is missing."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from coordinator.agreements.instruments import BadFactError, choice_table, choose

CASES = yaml.safe_load((Path(__file__).parent / "choices.yaml").read_text(encoding="utf-8"))
DAY = date(2026, 11, 22)


def facts_of(case):
    return {key: {True: "si", False: "no"}.get(said, said) for key, said in case["facts"].items()}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_a_worked_case_ends_as_the_norms_say(case):
    choice = choose(facts_of(case), DAY)

    if case["expect"] == "refuse":
        assert choice.instrument is None
        assert choice.outcome == case["because"]
        if "missing" in case:
            assert [one.id for one in choice.missing] == case["missing"]
    else:
        assert choice.instrument is not None, (choice.outcome, [one.id for one in choice.missing])
        assert choice.instrument.id == case["expect"]


def test_there_are_cases_enough_and_every_instrument_has_one():
    expected = [case["expect"] for case in CASES]

    assert len(CASES) >= 25
    assert expected.count("refuse") >= 5
    assert set(expected) - {"refuse"} == set(choice_table().instruments)


def test_every_row_of_the_table_is_reached_by_a_case():
    decided = [choose(facts_of(case), DAY).row for case in CASES]
    reached = {row.id for row in decided if row is not None}

    assert {row.id for row in choice_table().rows} - reached == set()


def test_every_row_rests_on_a_norm_to_the_comma():
    for row in choice_table().rows:
        assert row.norms
        assert all("-com" in urn for urn in row.norms), row.id


def test_before_its_first_day_a_threshold_decides_nothing():
    facts = {"con_chi": "aperto", "scopo": "servizio", "denaro": "prezzo", "riserva": "no", "importo": 60000}

    assert choose(facts, date(2023, 6, 30)).outcome == "facts_missing"
    assert choose(facts, date(2023, 7, 1)).instrument.id == "appalto_diretto"


@pytest.mark.parametrize(
    ("fact", "answer"),
    [("colore", "rosso"), ("con_chi", "marziani"), ("importo", "molto"), ("importo", 0), ("importo", "NaN")],
)
def test_an_answer_that_is_not_of_the_table_is_refused(fact, answer):
    with pytest.raises(BadFactError, match=fact):
        choose({fact: answer}, DAY)


def test_the_other_instruments_are_named_with_the_fact_that_keeps_them_out():
    facts = {"con_chi": "altro_ets", "scopo": "progettare", "interesse_generale": "si", "denaro": "condivise",
             "piano": "si", "avviso": "si"}  # fmt: skip

    out = {row.gives: fact for row, fact in choose(facts, DAY).excluded}

    assert out["convenzione"] == "scopo"
    assert out["accordo_pubblico"] == "con_chi"
    assert "coprogettazione" not in out
