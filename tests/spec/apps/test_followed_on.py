"""A short question goes on from the answer before in the words that are known to be asked after such an answer."""

import pytest


@pytest.mark.parametrize(
    ("first", "then", "told"),
    [
        ("chi ha segnalato Wanda Bellini?", "l'hanno lavorata?", "Sì. Wanda Bellini: letta."),
        (
            "a che punto è Wanda Bellini?",
            "cosa le manca?",
            "Wanda Bellini: per il prossimo passo manca un referente (case manager), uno solo, ",
        ),
        (
            "che cosa ha deciso la UVM di Ada Serravalle?",
            "chi era contrario?",
            "I pareri nella valutazione di Ada:",
        ),
        ("quali rischi ci sono per chi va da Ada Serravalle?", "e se non mi aprono?", "Chi va avvisato"),
        ("invii in ritardo", "e quelle rifiutate?", "Richieste ai servizi, rifiutate: 1."),
        ("termini scaduti", "di queste quali non ha nessuno?", "Scadenze, senza responsabile: 1."),
    ],
)
def test_a_short_question_is_read_after_the_answer_that_it_goes_on_from(begin, first, then, told):
    talk = begin("")
    talk.ask(first)

    assert talk.ask(then).head.startswith(told)


def test_without_an_answer_before_it_is_read_as_it_stands(begin):
    assert begin("").ask("e quelle rifiutate?").intent != "census"
