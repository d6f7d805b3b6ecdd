"""What a conversation owes to who goes on asking."""

from datetime import date

import pytest

ORCHARD = "urn:nir:stato:legge:2021-02-01;901"
FIRST = "entro quando la famiglia presenta la domanda per l'orto di vicinato?"


def rules(answer):
    return [quote.passage.urn for quote in answer.quotes if quote.role == "rule"]


def test_a_question_that_goes_on_is_read_with_the_one_before_and_says_so(ask):
    second = ask("e il canone?", follows=ask(FIRST))

    assert f"{ORCHARD}~art3-com1" in rules(second)
    assert second.read_as == f"{FIRST} e il canone?"
    assert "insieme alla precedente" in second.answer


def test_a_bare_question_goes_on_too(ask):
    assert rules(ask("e nel 2025?", on=date(2025, 6, 1), follows=ask(FIRST)))[0] == f"{ORCHARD}~art2-com1"


def test_a_third_question_goes_on_from_what_was_read(ask):
    second = ask("e il canone?", follows=ask(FIRST))

    assert ask("e poi?", follows=second).read_as == f"{FIRST} e il canone? e poi?"


@pytest.mark.parametrize(
    "second", ["entro quanti giorni?", "quanto tempo ci vuole?", "entro quando va fatto"]
)
def test_a_question_that_only_asks_for_a_term_asks_it_of_what_was_spoken_of(ask, second):
    answer = ask(second, follows=ask("chi presenta la domanda per l'orto di vicinato?"))

    assert answer.read_as == f"chi presenta la domanda per l'orto di vicinato? {second}"
    assert f"{ORCHARD}~art2-com1" in rules(answer)
    assert "quaranta giorni" in answer.answer


def test_a_question_with_its_own_matter_stands_by_itself(ask):
    answer = ask("e quanto costa al massimo il canone annuo dell'orto comune?", follows=ask(FIRST))

    assert not answer.read_as


def test_without_a_question_before_nothing_goes_on(ask):
    assert not ask("e il canone?").read_as


def test_an_answer_read_with_the_question_before_is_never_said_to_be_very_probable(ask):
    assert ask("e il canone?", follows=ask(FIRST)).probability <= 0.85


def test_what_was_shown_first_is_not_shown_first_again_where_another_provision_answers(ask):
    second = ask("e il canone?", follows=ask(FIRST))

    assert rules(second)[0] == f"{ORCHARD}~art3-com1"


@pytest.mark.parametrize(
    "second", ["a chi la si deve chiedere per iscritto?", "chi la può presentare davvero?"]
)
def test_a_question_with_a_pronoun_for_what_was_spoken_of_goes_on(ask, second):
    answer = ask(second, follows=ask(FIRST))

    assert answer.read_as == f"{FIRST} {second}"
    assert rules(answer)[0].startswith(f"{ORCHARD}~art2")


def test_what_is_not_found_with_the_question_before_is_read_by_itself(ask):
    about_nothing = ask("come si cura il morbillo delle galline?")
    answer = ask("e le serre riscaldate a chi le danno?", follows=about_nothing, territory="IT-esempio")

    assert answer.refusal is None


def test_the_comma_beside_the_one_that_was_shown_is_looked_at(ask):
    second = ask("e se il comune non risponde?", follows=ask(FIRST))

    assert rules(second)[0] == f"{ORCHARD}~art2-com2"
