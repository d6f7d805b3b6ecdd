"""The conversation says what follows when a person gives up one service, and what the norms say of a no."""

import pytest

WITHOUT = "Se Ada non andasse più da Centro diurno Le Querce, nella sua rete:"


@pytest.mark.parametrize(
    "question",
    [
        "può dire di no al centro diurno?",
        "può rifiutare il centro diurno?",
        "e se non volesse più andare al centro diurno",
        "e se Ada rinuncia al centro diurno?",
        "vuole smettere con il centro diurno, non va più",
        "disdire il centro diurno",
    ],
)
def test_one_service_is_played_without_her_and_the_right_to_say_no_is_beside(begin, question, shown):
    reply = begin().ask(question)

    assert reply.head == WITHOUT
    assert "Resterebbero senza risposta: sollievo per chi cura." in shown(reply)
    assert "Il consenso alle cure risulta dato il 16 settembre 2026" in shown(reply)
    assert any(quote.citation == "art. 1, comma 5, L. 219/2017" for quote in reply.answer.quotes)
    assert reply.query == (
        "Letto: la rete con e senza, il percorso, e le norme sul rifiuto di Ada Serravalle, al 22 novembre 2026."
    )


def test_there_is_the_service_just_spoken_of(begin):
    talk = begin()
    talk.ask("che giorni va al centro diurno?")

    assert talk.ask("e se non volesse più andarci").head == WITHOUT


def test_what_she_does_not_have_is_not_played(begin, shown):
    reply = begin().ask("posso dire di no alla fisioterapia?")

    assert reply.head == "Fra gli aiuti di Ada non c’è «fisioterapia»: non c’è niente da interrompere."
    assert "Le ore di aiuto" not in shown(reply)
    assert reply.answer is not None


@pytest.mark.parametrize("question", ["e se rifiuta la uvm?", "se non vuole firmare?"])
def test_a_no_to_the_assessment_or_to_the_plan_is_another_question(begin, question):
    assert begin().ask(question).intent == "refuse"
