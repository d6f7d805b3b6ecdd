"""What is done, what is to be reached and what was signed is asked for by its parts."""

import pytest


def heads(talk, *questions):
    """Ask one question after another; the first sentence of each answer."""
    return [talk.ask(one).head for one in questions]


def test_who_answers_for_an_action_is_asked_of_the_plan_that_was_told(begin, shown):
    talk = begin()
    talk.ask("che cosa prevede il piano?")

    assert shown(talk.ask("chi se ne deve occupare?")).splitlines()[1:] == [
        "bagno assistito: ne risponde Irene Greco",
        "passeggiata: ne risponde Volontari di San Biagio",
    ]


def test_the_rest_of_the_actions_is_what_was_not_chosen(begin):
    greatest, _, other = heads(begin(), "qual è l'intervento con più ore?", "e l'altro?", "chi se ne occupa?")

    assert greatest == "bagno assistito: 3 ore la settimana."
    assert other == "passeggiata: ne risponde Volontari di San Biagio."


def test_what_the_record_never_holds_is_said_not_to_be_written(begin, shown):
    talk = begin()
    talk.ask("interventi con responsabile e ore")

    assert "bagno assistito: giorni della settimana: non scritto" in shown(talk.ask("in che giorni vengono?"))


def test_how_far_behind_an_action_is_may_be_asked_next(begin):
    assert heads(begin(), "qual è l'intervento più indietro?", "di quanto?") == [
        "passeggiata: 5,1 ore in meno del previsto.",
        "passeggiata: 5,1 ore in meno del previsto.",
    ]


def test_goals_are_chosen_by_when_they_are_to_be_reached(begin):
    assert heads(begin(), "obiettivi a breve termine", "e quelli a medio?", "quando si verificano?") == [
        "Obiettivi per Ada Serravalle, nel piano, a breve termine: 1.",
        "Obiettivi per Ada Serravalle, nel piano, a medio termine: 1.",
        "uscire due volte a settimana: prossima verifica entro il 18 marzo 2027.",
    ]


def test_two_words_of_one_column_ask_for_either(begin):
    (head,) = heads(begin(), "firme e consensi raccolti dopo il 10 settembre")

    assert "consensi e firme" in head
    assert head.endswith(": 2.")


def test_of_a_signature_its_day_and_norm_are_asked_next(begin):
    talk = begin()
    talk.ask("chi ha firmato il piano?")

    assert heads(talk, "quando?", "da quale norma?") == [
        "firma del piano: 18 settembre 2026.",
        "firma del piano: art. 27, comma 17, D.Lgs. 29/2024.",
    ]


@pytest.mark.parametrize(
    "question",
    [
        "se tolgo la passeggiata che succede?",
        "come si scrive un obiettivo?",
        "serve il consenso dei figli?",
        "cosa è stato fatto a novembre?",
    ],
)
def test_what_asks_more_than_a_table_says_is_another_answer(begin, question):
    assert not begin().ask(question).intent.startswith("table_")
