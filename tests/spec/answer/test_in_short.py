"""What is told in short answers what was asked, or is left out."""

import pytest


@pytest.fixture
def in_short(ask):
    def told(question):
        return [
            (fact.what, fact.urn.partition("~")[2])
            for fact in ask(question).facts
            if fact.fits and fact.in_force
        ]

    return told


def test_the_number_of_a_citation_is_no_matter_of_a_fact(in_short):
    rows = in_short("che permessi mensili ha chi lavora e assiste un fratello con l'art. 3 comma 3?")

    assert "età del bambino" not in [what for what, _ in rows]


def test_the_rows_are_of_the_comma_that_answers_and_of_no_other_procedure(in_short):
    rows = in_short("in quanti giorni l'ufficio risponde a chi chiede l'accesso agli atti?")

    assert rows
    assert {where for _, where in rows} == {"art25-com4"}


def test_what_a_helper_may_ask_for_her_work_is_told_first(in_short):
    assert in_short("che compenso ha l'amministratore di sostegno?")[0] == (
        "compenso del tutore o dell'amministratore di sostegno",
        "art379",
    )


def test_of_several_requisites_none_is_left_out(in_short):
    rows = in_short("quali requisiti servono per avere la prestazione universale?")

    assert [what for what, _ in rows][:4] == [
        "indennità di accompagnamento",
        "età minima",
        "ISEE sociosanitario massimo",
        "bisogno assistenziale",
    ]


def test_what_the_question_before_asked_is_no_longer_told(ask):
    first = ask("Chi firma il progetto di assistenza individuale (PAI)?")
    second = ask("e si può cambiare se le condizioni peggiorano?", follows=first)

    assert "art27-com17" in {fact.urn.partition("~")[2] for fact in first.facts if fact.fits}
    assert "art27-com17" not in {fact.urn.partition("~")[2] for fact in second.facts if fact.fits}
