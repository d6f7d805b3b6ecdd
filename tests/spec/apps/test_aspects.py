"""One thing more is asked of what was just told: since when, by when, by whom, why; read again, and told alone."""

import pytest

from apps.assistant.thread.aspects import asked_more


@pytest.mark.parametrize(
    ("asked", "more", "lines"),
    [
        (
            "chi fa che cosa nel PAI di Ada?",
            "entro quando?",
            (
                "bagno assistito: da avviare entro il 1° ottobre 2026",
                "passeggiata: da avviare entro il 15 ottobre 2026",
            ),
        ),
        (
            "com'è andata la scala vita a casa di Ada?",
            "chi l'ha fatta?",
            ("Vita a casa: il 20 ottobre 2026; fatta da Irene Greco",),
        ),
        (
            "perché Walter Fedele è stato segnalato?",
            "priorità?",
            ("Walter Fedele: priorità alta.",),
        ),
        (
            "perché Walter Fedele è stato segnalato?",
            "quando?",
            ("Il 20 ottobre 2026 ha segnalato: il figlio",),
        ),
        (
            "che termine corre per Ada?",
            "e da quando?",
            ("Riesame del progetto: conta da: la firma del piano, il 18 settembre 2026.",),
        ),
    ],
)
def test_one_thing_more_is_told_of_what_was_told(begin, asked, more, lines):
    conversation = begin("")
    conversation.ask(asked)
    reply = conversation.ask(more)

    told = [reply.head, *(line.text for line in reply.lines)]
    assert [one for one in lines if not any(text.startswith(one) for text in told)] == []
    assert reply.query.startswith("Letto: ")


def test_what_is_asked_more_is_told_first(begin):
    conversation = begin("")
    conversation.ask("perché Walter Fedele è stato segnalato?")
    reply = conversation.ask("perché?")

    assert reply.head == "Walter Fedele: per «non esce più dopo una caduta»."


def test_who_should_have_seen_to_what_is_late_is_told(begin):
    conversation = begin("")
    conversation.ask("quali termini sono scaduti?")
    reply = conversation.ask("di chi è la colpa, cioè chi se ne doveva occupare?")

    assert any("(Paola De Luca)" in line.text for line in reply.lines)


@pytest.mark.parametrize(
    "question", ["chi la segue?", "quando è nata Ada?", "entro quando va convocata la UVM?", "perché piove?"]
)
def test_a_question_of_its_own_asks_no_more_of_what_was_told(question):
    assert asked_more(question) is None


def test_a_thing_named_of_what_was_told_leaves_the_question_before_it(begin):
    conversation = begin("")
    for question in ("Chi ha segnalato Paola Battaglia e perché?", "priorità?"):
        conversation.ask(question)
    reply = conversation.ask("chi la prende adesso")

    assert reply.head == "Paola Battaglia: se ne occupa Irene Greco."
