"""What of a plan has begun, and what is not given yet, are told apart; what is given in part says how much."""

import pytest

PENDING = [
    "bagno assistito: in parte, 20 ore su 22,7 previste a oggi, in 7 volte, l’ultima il 13 novembre 2026",
    "passeggiata: in parte, 6 ore su 11,1 previste a oggi, in 3 volte, l’ultima il 7 novembre 2026; "
    "1 volta senza atto contabile",
    "Assistenza domiciliare del Comune: in lista d’attesa dal 22 aprile 2026",
    "Nel budget, ore SAD (1.144,00 euro): niente ancora liquidato",
]


def texts(reply):
    return [line.text for line in reply.lines]


@pytest.mark.parametrize(
    "question",
    ["cosa non e ancora stato erogato?", "che cosa manca da attivare?", "servizi ancora da attivare"],
)
def test_what_is_not_given_yet_is_told_from_the_plan_and_the_waits(begin, question):
    reply = begin().ask(question)
    assert reply.head == "Ada: previsto e non ancora dato, o dato in parte:"
    assert texts(reply) == PENDING


def test_what_has_begun_names_no_service_that_is_waited_for(begin):
    talk = begin()
    begun = texts(talk.ask("quali servizi del piano sono gia partiti?"))
    assert begun[0].startswith("bagno assistito: 20 ore su 22,7")
    assert [one.split(":")[0] for one in begun[2:]] == [
        "ADI di Valdoria",
        "Centro diurno Le Querce",
        "Farmacia dei Tigli",
        "Servizio sociale di Valdoria",
    ]
    assert texts(talk.ask("e quali no?")) == PENDING


def test_a_waiting_list_is_not_told_as_active(begin):
    told = texts(begin().ask("cosa e attivo oggi?"))
    assert [one for one in told if "lista d’attesa" in one] == [
        "Non ancora attivo: Assistenza domiciliare del Comune: ha in lista d’attesa Ada, dal 22 aprile 2026"
    ]


def test_a_request_to_a_service_that_is_active_says_so(begin):
    told = texts(begin("per:000173").ask("cosa sta aspettando?"))
    assert told[0].endswith(
        "entro il 24 novembre 2026; il servizio l’ha già in carico, dal 26 settembre 2025"
    )


def test_without_a_plan_it_is_said(begin):
    reply = begin("").ask("a Wanda Bellini cosa manca da attivare?")
    assert reply.head.startswith("Per Wanda non è ancora scritto un piano con i suoi interventi.")
