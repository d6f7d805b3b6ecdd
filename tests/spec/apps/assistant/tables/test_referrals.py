"""Requests to services are asked by their parts: to whom, what came of them, why, for how long nobody answers."""

import pytest


@pytest.fixture
def thread(begin):
    """Ask questions one after the other; return the last answer."""

    def ask(*questions, about="", role=None):
        talk = begin(about, role)
        return [talk.ask(one) for one in questions][-1]

    return ask


def test_a_request_that_was_refused_is_not_called_taken(thread):
    about = "per:000173"
    question = "lo sportello lavoro ha preso in carico la richiesta?"

    assert thread(question, about=about).head == "No. Sportello lavoro: rifiutata l’11 novembre 2026."
    assert (
        thread(question, "con quale motivo?", about=about).head
        == "Sportello lavoro: motivo: Nessun posto libero."
    )
    assert thread(question, "e il csm?", about=about).head == (
        "Sì. Centro di salute mentale: accettata il 10 novembre 2026."
    )


def test_only_what_waits_for_its_answer_is_without_one(thread):
    first = "quali richieste ai servizi sono senza risposta?"

    assert [line.text.split(":")[0] for line in thread(first).lines] == [
        "Trasporto Il Filo per Wanda Bellini"
    ]
    assert thread(first, "da quanto?").head == "Trasporto Il Filo per Wanda Bellini: 8 giorni senza risposta."
    assert (
        thread(first, "chi le ha mandate?").head
        == "Trasporto Il Filo per Wanda Bellini: da Unità di valutazione."
    )


def test_what_became_of_a_request_is_told_and_by_when_it_was_due(thread):
    asked = ("che fine ha fatto la richiesta a Il Filo", "entro quando dovevano rispondere")

    assert thread(*asked, about="per:000029").head == "Trasporto Il Filo: entro il 18 novembre 2026."


def test_requests_are_chosen_by_the_reason_of_their_refusal(thread):
    reply = thread("invii rifiutati per mancanza di posti")

    assert [line.text.split(":")[0] for line in reply.lines] == ["Sportello lavoro per Nino Negri"]


def test_who_may_read_no_paths_is_told_of_no_request(thread, shown):
    assert "Negri" not in shown(thread("invii rifiutati per mancanza di posti", role="ricercatore"))


def test_where_somebody_is_in_mind_it_is_said_that_none_of_those_listed_is_hers(thread):
    assert thread("quali invii aspettano risposta?", about="per:ada").head == (
        "Per Ada Serravalle: nessuna richiesta. Richieste ai servizi, senza risposta: 1."
    )
    assert thread("quali invii aspettano risposta, di tutti?", about="per:ada").head.startswith("Richieste")
