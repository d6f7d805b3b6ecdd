"""Calls are asked by their parts: from where they came, why, whether they were read and by when."""

import pytest


@pytest.fixture
def thread(begin):
    """Ask questions one after the other; return the last answer."""

    def ask(*questions, about="", role=None):
        talk = begin(about, role)
        return [talk.ask(one) for one in questions][-1]

    return ask


def test_calls_of_a_month_are_chosen_by_their_priority(thread):
    reply = thread("segnalazioni di novembre con priorità media")

    assert [line.text.split(":")[0] for line in reply.lines] == ["Paola Battaglia", "Nino Negri"]


def test_after_a_call_one_asks_who_called_and_by_when_it_was_to_be_read(thread):
    first = "segnalazioni non lette"

    assert thread(first, "chi ha segnalato?").head == "Ida Quaranta: segnalata da: la farmacia."
    assert (
        thread(first, "entro quando andava letta").head
        == "Ida Quaranta: da leggere entro il 19 novembre 2026."
    )
    assert thread(first, "chi può leggerla").head == "Ida Quaranta: può farlo: operatore PUA."


def test_calls_are_counted_by_where_they_come_from(thread):
    lines = [line.text for line in thread("quante segnalazioni per provenienza?").lines]

    assert sorted(lines) == [
        "famiglia: 1",
        "farmacia: 1",
        "medico di famiglia: 1",
        "ospedale: 1",
        "persona stessa: 1",
        "vicini: 1",
    ]


def test_how_one_calls_is_not_asked_of_the_table(thread):
    assert thread("come si fa una segnalazione").intent == "help"
