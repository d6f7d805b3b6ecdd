"""Of the services one asks for any fact, by any part, and goes on from what was listed."""

import pytest


def texts(reply):
    return [one.text for one in reply.lines]


def test_places_capacity_and_wait_are_laid_out_for_every_service(talk):
    reply = talk().ask("mi serve una tabella con capienza, posti disponibili e giorni d'attesa dei servizi")

    [home] = [one for one in texts(reply) if one.startswith("RSA Villa Serena: ")]
    assert {"60 posti in tutto", "0 posti liberi", "120 giorni di attesa"} == {
        *home.partition(": ")[2].split("; ")
    }
    assert reply.lines[-1].text.startswith("Non scritto (")


def test_after_the_places_of_each_one_asks_which_are_full(talk):
    conversation = talk()
    conversation.ask("posti liberi oggi servizio per servizio")

    full = conversation.ask("quali sono pieni? e l'attesa?")

    assert texts(full) == [
        "Assistenza domiciliare del Comune: 45 giorni di attesa",
        "RSA Villa Serena: 120 giorni di attesa",
    ]
    assert (
        conversation.ask("e quello con l'attesa più lunga?").head == "RSA Villa Serena: 120 giorni di attesa."
    )
    assert conversation.ask("che documenti servono?").head == "RSA Villa Serena: servono verbale UVM, ISEE."


def test_whether_there_is_place_is_answered_by_yes_or_no_and_so_it_is_of_the_next(talk):
    conversation = talk()

    assert (
        conversation.ask("c'è posto al centro diurno?").head == "Sì. Centro diurno Le Querce: 2 posti liberi."
    )
    assert conversation.ask("e la rsa?").head == "No. RSA Villa Serena: 0 posti liberi."
    assert conversation.ask("dopo quanto si entra?").head == "RSA Villa Serena: 120 giorni di attesa."


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("quali servizi prendono a 60 anni?", ["Centro di salute mentale", "Sportello lavoro"]),
        ("servizi con più di 10 posti liberi", ["Pasti a domicilio"]),
    ],
)
def test_services_are_chosen_by_age_and_by_number(talk, question, names):
    assert [one.partition(":")[0] for one in texts(talk().ask(question))] == names


def test_hours_of_one_day_are_asked_after_those_of_another(talk):
    conversation = talk()
    conversation.ask("quali servizi sono aperti il sabato?")

    sunday = conversation.ask("e la domenica?")

    assert [one.partition(":")[0] for one in texts(sunday)] == [
        "COT di Valdoria",
        "Ospedale - Medicina",
        "RSA Villa Serena",
    ]


def test_what_the_card_does_not_hold_is_said(talk):
    conversation = talk()
    conversation.ask("c'è posto al centro diurno?")

    assert conversation.ask("telefono?").head == "Centro diurno Le Querce: il telefono non è scritto."
    assert "può dirtelo il PUA di Valdoria" in conversation.ask("come si fa domanda?").head


def test_a_question_that_says_more_than_the_table_reads_is_not_its_own(talk):
    assert talk().ask("quali servizi pieni hanno litigato col sindaco?").intent != "table_services"
