"""One thing more is asked of what was just told: since when, by when, by whom, why; read again, and told alone."""

import pytest

from apps.assistant.thread.aspects import asked_more


@pytest.mark.parametrize(
    ("asked", "more", "lines"),
    [
        (
            "chi fa che cosa nel PAI di Ada?",
            "entro quando?",
            ("lavarsi in sicurezza: bagno assistito (Irene Greco), da avviare entro il 1° ottobre 2026",),
        ),
        (
            "com'è andata la scala vita a casa di Ada?",
            "chi l'ha fatta?",
            ("Vita a casa, 20 ottobre 2026: 4 punti, aiuto in più momenti (Irene Greco)",),
        ),
        (
            "perché Walter Fedele è stato segnalato?",
            "priorità?",
            ("Letta il 21 ottobre 2026: priorità alta",),
        ),
        (
            "perché Walter Fedele è stato segnalato?",
            "quando?",
            ("Il 20 ottobre 2026 ha segnalato: il figlio",),
        ),
        ("che termine corre per Ada?", "e da quando?", ("Riesame del progetto",)),
    ],
)
def test_one_thing_more_is_told_of_what_was_told(begin, asked, more, lines):
    conversation = begin("")
    conversation.ask(asked)
    reply = conversation.ask(more)

    assert all(any(line.text.startswith(one) for line in reply.lines) for one in lines)
    assert reply.query.endswith(f": {more}».")


def test_only_the_lines_that_say_it_are_told(begin):
    conversation = begin("")
    conversation.ask("perché Walter Fedele è stato segnalato?")
    reply = conversation.ask("perché?")

    assert [line.text for line in reply.lines] == ["Motivo scritto: «non esce più dopo una caduta»"]


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

    assert any(line.text.endswith("se ne occupa Irene Greco") for line in reply.lines)
