"""What was given under a plan is asked for by its parts: of what, by whom, over which days, with which document."""

import pytest


def heads(talk, *questions):
    """Ask one question after another; the first sentence of each answer."""
    return [talk.ask(one).head for one in questions]


def test_hours_are_added_up_and_the_next_question_asks_the_same_of_another_action(begin):
    assert heads(
        begin(),
        "quante ore di bagno assistito abbiamo fatto finora",
        "e le passeggiate coi volontari?",
        "quali senza documento?",
    ) == [
        "Previsto e dato nel piano di Ada:",
        "Prestazioni date per Ada Serravalle, passeggiata, tipo di servizio: volontari: 6 ore (3 prestazioni date).",
        "Prestazioni date per Ada Serravalle, passeggiata, tipo di servizio: volontari, senza documento: 2 ore "
        "(1 prestazione).",
    ]


def test_a_time_of_what_was_given_has_been(begin):
    first, then = heads(begin(), "accessi adi da ottobre ad oggi: date e ore", "e a novembre?")

    assert "dal 1° ottobre 2026 al 22 novembre 2026" in first
    assert first.endswith(": 20 ore (7 prestazioni date).")
    assert "dal 1° novembre 2026 al 30 novembre 2026" in then
    assert then.endswith(": 5 ore (2 prestazioni date).")


def test_the_one_before_the_last_is_the_next_back_in_time(begin):
    assert heads(begin(), "ultimo accesso adi", "e quello prima?") == [
        "bagno assistito: venerdì 13 novembre 2026.",
        "bagno assistito: venerdì 6 novembre 2026.",
    ]


def test_the_last_time_is_told_and_then_all_are_counted(begin):
    first, all_of_them = heads(
        begin(""), "per la serravalle quando è stata l'ultima uscita con la parrocchia", "quante in tutto?"
    )

    assert first == "passeggiata: sabato 7 novembre 2026."
    assert all_of_them.endswith(": 3.")


def test_hours_are_parted_by_month_and_by_who_gave_them(begin, shown):
    talk = begin()

    assert "ottobre 2026: 19 ore (7 prestazioni date)\nnovembre 2026: 7 ore" in shown(
        talk.ask("ore date per mese")
    )
    assert "Volontari di San Biagio: 6 ore (3 prestazioni date)" in shown(talk.ask("e per servizio?"))


@pytest.mark.parametrize("question", ["prestazioni senza documento", "prestazioni senza atto contabile"])
def test_what_has_no_document_is_named_with_whose_it_is(begin, shown, question):
    assert shown(begin("").ask(question)) == (
        "Prestazioni date, senza documento: 1.\n"
        "passeggiata per Ada Serravalle: sabato 17 ottobre 2026; 2 ore; da Volontari di San Biagio"
    )


def test_a_total_is_of_those_that_were_chosen(begin):
    assert heads(begin(), "le ultime 3 prestazioni", "solo quelle dell'adi", "totale?")[-1].endswith(
        ": 5 ore (2 prestazioni date)."
    )


def test_what_was_given_against_what_was_foreseen_is_another_answer(begin):
    assert begin().ask("ore erogate vs ore del piano").intent == "given"


def test_who_may_not_read_plans_is_told_nothing_of_them(begin):
    assert begin(role="operatore_pua").ask("prestazioni senza documento").intent != "table_given"
