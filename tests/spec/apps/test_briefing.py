"""Who is about to see a person is told what she may run into, who is in the team, what is open and what is new."""

import pytest


def texts(reply):
    return [line.text for line in reply.lines]


@pytest.mark.parametrize(
    "question",
    ["dammi il punto prima della visita", "tra mezz'ora vado da lei, cosa devo sapere?"],
)
def test_before_a_visit_she_is_summed_up_with_the_risks_first(begin, question):
    reply = begin().ask(question)
    told = texts(reply)
    assert reply.head == "Ada Serravalle in breve, al 22 novembre 2026:"
    assert told[0] == "Rischio: scala ripida senza corrimano"
    assert "Équipe: Irene Greco, Paola De Luca (non è d’accordo: Paola De Luca)" in told
    assert "Di recente: 13 novembre 2026, dato nel piano: bagno assistito, 3 ore, ADI di Valdoria" in told


def test_a_summary_says_what_is_open_and_what_was_refused(begin):
    told = texts(begin("").ask("fra poco vedo Nino Negri per la prima volta, preparami"))
    assert "Da fare: Avviare il servizio (salute mentale), fra 2 giorni (Centro di salute mentale)" in told
    assert (
        "La richiesta per un lavoro è stata rifiutata (Nessun posto libero): si può chiedere a un altro servizio"
        in told
    )
    assert (
        "Di recente: 11 novembre 2026, Sportello lavoro, per un lavoro: rifiuta (nessun posto libero)" in told
    )


def test_the_risks_alone_stay_alone(begin):
    assert begin().ask("ci sono rischi in casa prima della visita?").intent == "risks"


def test_who_reads_no_plans_is_told_of_no_hours_given(begin):
    assert not [one for one in texts(begin(role="operatore_pua").ask("una sintesi")) if "bagno" in one]
