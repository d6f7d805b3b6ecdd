"""An institute that an absent act rules is not answered with who only mentions it."""

from datetime import date

import pytest

from knowledge.answer.elsewhere import institutes, ruled_elsewhere
from knowledge.norms.identifiers import format_legal, parse_urn


def none_held(_act):
    return False


@pytest.mark.parametrize(
    "question",
    [
        "A chi spetta l'indennità di accompagnamento?",
        "quanto è l'indennità di accompagnamento?",
        "Come si chiede l'accompagnamento?",
        "quali sono i requisiti per l'indennità di accompagnamento",
    ],
)
def test_the_act_that_rules_an_institute_is_named(ask, question):
    answer = ask(question)

    assert (answer.status, answer.refusal.reason) == ("refused", "act_missing")
    assert "L. 18/1980" in answer.refusal.message
    assert not answer.quotes


def test_an_institute_whose_act_is_held_is_searched():
    held = {"urn:nir:stato:legge:1980-02-11;18"}.__contains__

    assert ruled_elsewhere("A chi spetta l'indennità di accompagnamento?", held) is None
    assert ruled_elsewhere("A chi spetta l'indennità di accompagnamento?", none_held).act in {
        "urn:nir:stato:legge:1980-02-11;18"
    }


@pytest.mark.parametrize(
    "question",
    [
        "La prestazione universale assorbe l'indennità di accompagnamento?",
        "I comuni promuovono l'affidamento familiare dei minori allontanati dalla famiglia?",
        "Chi predispone il progetto individuale?",
    ],
)
def test_what_another_act_may_rule_is_searched(question):
    assert ruled_elsewhere(question, none_held) is None


def test_every_institute_names_an_act_that_can_be_read():
    assert len(institutes()) >= 30
    for one in institutes():
        assert format_legal(parse_urn(one.act)) != one.act
        assert not one.name.search("chi predispone il progetto individuale")


def test_a_day_before_the_act_is_refused_as_another_time(ask):
    answer = ask("entro quando la famiglia presenta la domanda per l'orto di vicinato?", on=date(2019, 1, 1))

    assert (answer.status, answer.refusal.reason) == ("refused", "other_time")
    assert "L. 901/2021" in answer.refusal.message
