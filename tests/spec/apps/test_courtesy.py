"""What is no question, or none of Ponte's, is answered kindly, in a sentence and three things that one may ask."""

import pytest

THREE = [
    "Che cosa devo fare oggi?",
    "Quali servizi hanno posti liberi?",
    "Chi predispone il progetto individuale?",
]


def asked(reply):
    return [one.question for one in reply.choices]


@pytest.mark.parametrize("typed", ["asdf", "lkjhlkjh lkjh", "bla bla bla", "aaaaaa", "qwerty"])
def test_letters_that_are_no_words_are_nobodys_name(talk, typed):
    reply = talk().ask(typed)

    assert reply.head == f"«{typed}» non l’ho capito. Puoi chiedermi, per esempio:"
    assert asked(reply) == THREE


def test_a_name_that_nobody_has_is_still_looked_for(begin):
    assert begin("").ask("Brambilla").head.startswith("Non trovo Brambilla")


@pytest.mark.parametrize(
    "question", ["ricetta della carbonara", "che tempo fa domani?", "consigliami un film"]
)
def test_what_is_of_another_field_is_declined_with_what_may_be_asked(talk, question):
    reply = talk().ask(question)

    assert reply.intent == "outside"
    assert reply.head.startswith("A questo non so rispondere")
    assert asked(reply)[:3] == THREE


def test_a_bad_word_is_no_question_of_who_is_speaking(talk):
    assert talk().ask("sei un cretino").head.startswith("Mi dispiace di non esserti stato utile.")


def test_a_greeting_a_leave_and_a_how_are_you_are_told_apart(talk):
    assert talk().ask("buongiorno").head == "Ciao. Puoi chiedermi, per esempio:"
    assert talk().ask("arrivederci").head == "Arrivederci, e buon lavoro."
    assert talk().ask("come stai?").head.startswith("Bene, grazie: sono un programma")


@pytest.mark.parametrize("question", THREE)
def test_what_is_offered_is_answered(talk, question):
    assert talk().ask(question).intent in {"my_day", "table_services", "norms"}


@pytest.mark.parametrize(
    "question",
    ["aiuto!", "mi puoi dare una mano?", "scusa, non so da dove cominciare", "ho bisogno di aiuto"],
)
def test_who_asks_for_help_and_not_with_what_is_told_what_can_be_asked_and_whom_to_call(talk, question):
    reply = talk().ask(question)

    assert reply.head == "Ecco che cosa posso fare:"
    assert reply.lines[-1].text == "Se qualcuno è in pericolo adesso, chiama il 112."


def test_help_of_which_it_is_said_with_what_is_another_question(talk):
    assert talk("per:ada").ask("chi la aiuta?").intent == "around"
    assert talk().ask("aiuto, non ce la faccio più").intent == "distress"
