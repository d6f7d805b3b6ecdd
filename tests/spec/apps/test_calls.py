"""The conversation says who told of a person and why, and which calls nobody has read yet."""

import pytest


@pytest.mark.parametrize(
    "question",
    [
        "chi ha segnalato e perché",
        "chi l'ha segnalata?",
        "chi ha mandato il caso",
        "da chi viene la segnalazione",
        "perché è stata segnalata?",
        "motivo della segnalazione",
    ],
)
def test_who_told_of_her_is_said_with_the_reason_and_the_first_reading(begin, question):
    reply = begin().ask(question)

    assert reply.head == "La segnalazione di Ada:"
    assert [line.text for line in reply.lines] == [
        "Il 1° settembre 2026 ha segnalato: una vicina (vicini)",
        "Motivo scritto: «non esce da una settimana»",
        "Letta il 1° settembre 2026: priorità alta, vive sola, 84 anni; se ne occupa assistente sociale",
    ]


def test_of_another_by_name_and_then_of_a_third(begin, shown):
    talk = begin("")

    assert "ha segnalato: il reparto (ospedale)" in shown(talk.ask("chi ha mandato Wanda Bellini?"))
    assert "ha segnalato: il figlio (famiglia)" in shown(talk.ask("e Walter Fedele?"))


@pytest.mark.parametrize(
    "question",
    [
        "segnalazioni non lette",
        "quali segnalazioni sono da leggere?",
        "segnalazioni in ritardo",
        "chi ha chiamato e non è stato letto",
        "chiamate che nessuno ha ancora aperto",
    ],
)
def test_only_calls_that_nobody_read_are_listed(begin, question):
    reply = begin("").ask(question)

    assert [line.text for line in reply.lines] == [
        "Ida Quaranta: 16 novembre 2026, la farmacia per «confonde le medicine da qualche settimana»; "
        "non ancora letta: andava letta entro il 19 novembre 2026, da 3 giorni"
    ]
    assert reply.query == "Letto: le segnalazioni dei percorsi aperti che vedi, al 22 novembre 2026."


def test_the_calls_of_a_week_are_those_of_that_week(begin):
    reply = begin("").ask("segnalazioni di questa settimana")

    assert [line.text.split(":")[0] for line in reply.lines] == ["Paola Battaglia", "Ida Quaranta"]


def test_by_when_a_call_is_read_is_the_bodys_own_term(begin):
    reply = begin().ask("in che termine locale va letta una segnalazione?")

    assert [line.text for line in reply.lines] == [
        "Prima lettura della segnalazione al PUA: 3 giorni lavorativi, dalla segnalazione (termine locale)"
    ]


@pytest.mark.parametrize("question", ["segnalazioni non lette", "chi ha segnalato Ida Quaranta?"])
def test_who_sees_no_paths_is_told_of_no_call(begin, question, shown):
    assert "farmacia" not in shown(begin("", "ricercatore").ask(question))
