"""The conversation says what a service costs, who pays, where a request goes, and whom to call at night."""

from datetime import date

import pytest

TODAY = date(2026, 11, 22)


@pytest.fixture
def ask(begin):
    """Ask one question, about Ada unless nobody is in mind."""
    return lambda question, about="per:ada", role=None: begin(about, role).ask(question)


@pytest.mark.parametrize("about", ["per:ada", ""])
@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("quanto costa il centro diurno?", ["quota al giorno secondo l’ISEE", "D.P.C.M. 159/2013"]),
        ("quanto si paga per la rsa", ["metà retta a carico della persona"]),
        ("è gratis l'ADI?", ["gratuita"]),
        ("quanto costa il trasporto", ["il costo non è scritto nella scheda"]),
    ],
)
def test_the_cost_of_a_service_is_that_of_its_card(ask, question, says, about, shown):
    reply = ask(question, about)

    assert reply.query.startswith("Letto: le schede dei servizi, al 22 novembre 2026.")
    assert all(one in shown(reply) for one in says)


@pytest.mark.parametrize(
    ("question", "says", "never"),
    [
        ("chi paga il bagno assistito?", ["ore ADI", "2.340,00 euro", "ore SAD"], ["volontari"]),
        ("chi paga le ore del sad", ["1.144,00 euro", "Comune"], ["2.340,00"]),
        ("chi paga i volontari?", ["520,00 euro"], ["ore ADI"]),
        ("chi paga la badante?", ["non c’è una voce per Oksana Melnyk", "12 ore la settimana"], ["2.340,00"]),
        ("quanto costa il suo piano", ["in tutto 4.604,00 euro"], ["Giulia Costa"]),
        ("quanto mette il comune?", ["1.144,00 euro"], ["2.340,00"]),
    ],
)
def test_who_pays_is_said_of_the_thing_that_is_asked_for(ask, question, says, never, shown):
    reply = ask(question)

    assert all(one in shown(reply) for one in says)
    assert not any(one in shown(reply) for one in never)


@pytest.mark.parametrize("question", ["chi paga la badante?", "chi paga il bagno assistito?"])
def test_who_may_not_read_the_budget_is_told_nothing_of_it(ask, question, shown):
    assert "euro" not in shown(ask(question, role="operatore_pua"))


@pytest.mark.parametrize(
    ("question", "says"),
    [
        (
            "a chi mando la richiesta di ADI?",
            ["ADI di Valdoria", "richiesta del medico", "lun-sab 07:30-19:30"],
        ),
        (
            "dove invio la domanda per il trasporto",
            ["Trasporto Il Filo: 3 posti liberi"],
        ),
        ("a chi va la richiesta per i pasti?", ["Pasti a domicilio: 11 posti liberi"]),
    ],
)
def test_a_request_goes_to_who_takes_that_need_with_what_it_asks(ask, question, says, shown):
    reply = ask(question)

    assert reply.head == "La richiesta per Ada va a:"
    assert all(one in shown(reply) for one in says)
    assert any(label == "Fai l’invio" for label, _ in reply.links)


def test_a_request_for_nothing_in_particular_asks_for_which_need(ask):
    reply = ask("a chi mando la richiesta?")

    assert reply.head == "La richiesta di che cosa?"
    assert "spostarsi" in {choice.label for choice in reply.choices}


@pytest.mark.parametrize(
    "question",
    [
        "chi chiamo se Ada cade stanotte?",
        "è caduta, cosa faccio?",
        "in caso di urgenza a chi telefono?",
        "se sta male di notte chi avviso?",
    ],
)
def test_in_an_emergency_the_number_comes_first_then_who_is_near(ask, question):
    reply = ask(question)

    assert reply.head == "Se è un’emergenza, prima di tutto il 112. Poi, intorno ad Ada:"
    assert reply.lines[0].text.startswith("112, ")
    assert (
        reply.lines[1].text == "Lucia Bruni (caregiver principale, 31 ore la settimana): telefono 0000 200301"
    )
    assert any(line.text.startswith("116117, ") and "2009/884/CE" in line.text for line in reply.lines)
    assert "per:lucia" in reply.records


def test_no_telephone_is_given_to_who_may_not_read_them(ask, shown):
    assert "0000 200301" not in shown(ask("chi chiamo se cade stanotte?", role="referente_scuola"))


def test_of_nobody_the_numbers_of_all_are_given(ask):
    reply = ask("chi chiamo in emergenza?", "")

    assert [line.text[:4] for line in reply.lines[:2]] == ["112,", "1161"]
    assert not any(line.party_id.startswith("per:") for line in reply.lines)
