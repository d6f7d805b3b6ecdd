"""Only what is asked is told: the filter that a question names, its part of a list, and no more."""

import pytest


@pytest.mark.parametrize(
    ("question", "says", "never"),
    [
        ("con chi è in conflitto?", "Lucia Bruni sorella o fratello di Marco Bruni", "Oksana"),
        ("quanto c'è di budget?", "in tutto 4.604,00 euro", "per ore"),
        ("chi viene a casa la domenica?", "In quali giorni venga ciascuno non è scritto.", "Marco Bruni"),
        ("chi le dà le medicine?", "Per prendere le terapie, intorno a Ada:", "Marco Bruni"),
        ("come si kiama la dottoressa ke la segue?", "dott. Aldo Fabbri", "Oksana"),
        ("chi può darle il cambio a Lucia?", "Se mancasse Lucia Bruni", "può farlo"),
        ("quante volte è stata fatta la passeggiata?", "6 ore su 11,1 previste a oggi, in 3 volte", "bagno"),
        ("come si lavava a settembre?", "Si lava", "Il peso di chi cura"),
        ("chi è andato via quest'anno dalla sua rete?", "finit", "Cominciato"),
    ],
)  # fmt: skip
def test_of_a_person(begin, question, says, never, shown):
    text = shown(begin("per:ada").ask(question))

    assert says.lower() in text.lower()
    assert never not in text


def test_a_refused_request_is_told_to_who_asks_why_nothing_came(begin, shown):
    text = shown(begin("").ask("Nino Negri: perché niente lavoro?"))

    assert "rifiutata l’11 novembre 2026 (rifiuta: Nessun posto libero)" in text


@pytest.mark.parametrize("order", ["spostalo al 15 gennaio", "sollecitalo", "disdici l'appuntamento"])
def test_an_order_that_is_not_done_here_is_no_question(begin, order):
    assert begin("per:ada").ask(order).head.startswith("Questo da qui non lo faccio")


def test_who_needs_something_and_lives_somewhere_is_counted(begin, shown):
    reply = begin("").ask("chi ha bisogno di spostarsi e sta a Rocca?")

    assert reply.intent == "census"
    assert "di Rocca" in reply.head


def test_where_places_are_missing_is_not_where_they_are(begin, shown):
    text = shown(begin("").ask("dove ci mancano i posti?"))

    assert "RSA Villa Serena: 0 posti liberi" in text
    assert "Pasti a domicilio" not in text


def test_how_many_were_listed_is_told_again(begin):
    conversation = begin("")
    first = conversation.ask("quanti sopra gli 80 vivono soli a Rocca?")

    assert conversation.ask("quanti sono?") == first
