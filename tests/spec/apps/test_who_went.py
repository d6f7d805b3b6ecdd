"""Who was around a person and is no more is told however long ago that was, the last that ended first."""

import pytest

ENDED = (
    "Pasti a domicilio: ha in carico Ada, dal 1° dicembre 2024 fino al 31 agosto 2025",
    "Sandro Neri: segue Ada, dal 15 gennaio 2025 fino al 15 luglio 2025",
    "Circolo degli anziani: è frequentato da Ada, dal 1° gennaio 2012 fino al 30 aprile 2025",
)


@pytest.mark.parametrize(
    "question",
    [
        "chi veniva da Ada una volta?",
        "c'è qualcuno che ha smesso di seguirla",
        "chi c'era prima e adesso non c'è più?",
        "chi non viene più da lei",
        "legami terminati",
        "chi se n'è andato?",
    ],
)
def test_all_that_ended_is_told_the_last_first(begin, question):
    reply = begin().ask(question)

    assert reply.head == "Intorno ad Ada non c’è più:"
    assert tuple(line.text for line in reply.lines[:3]) == ENDED


@pytest.mark.parametrize(
    "question", ["quali operatori non la seguono più?", "il fisioterapista che non viene più"]
)
def test_of_those_who_are_named_by_what_they_are_these_alone(begin, question):
    assert [line.text for line in begin().ask(question).lines] == [ENDED[1]]


def test_a_period_that_is_asked_stands_before_what_ended_at_another_time(begin):
    reply = begin().ask("chi ha smesso di seguirla quest'anno?")

    assert reply.head == "Per Ada, nel 2026, non risulta finito niente."
    assert reply.lines[0].text == f"In un altro periodo: {ENDED[0]}"


def test_who_went_is_asked_after_who_is_there(begin):
    talk = begin("")
    talk.ask("chi segue Ada Serravalle?")

    assert talk.ask("e prima chi c'era?").lines[1].text == ENDED[1]


def test_what_she_still_has_is_answered_by_the_day_it_ended(begin):
    assert [line.text for line in begin().ask("riceve ancora i pasti a domicilio?").lines] == [ENDED[0]]


@pytest.mark.parametrize(
    ("question", "intent"), [("chi segue Ada?", "around"), ("chi non era d'accordo?", "opinions")]
)
def test_who_is_there_is_another_question(begin, question, intent):
    reply = begin().ask(question)

    assert reply.intent == intent
    assert "non c’è più" not in reply.head
