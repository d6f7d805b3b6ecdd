"""A short question goes on from the answer before in the words that are known to be asked after such an answer."""

import pytest


@pytest.mark.parametrize(
    ("first", "then", "told"),
    [
        ("chi ha segnalato Wanda Bellini?", "l'hanno lavorata?", "La segnalazione di Wanda:"),
        (
            "a che punto è Wanda Bellini?",
            "cosa le manca?",
            "Per concludere la UVM, nel percorso di Wanda manca:",
        ),
        (
            "che cosa ha deciso la UVM di Ada Serravalle?",
            "chi era contrario?",
            "I pareri nella valutazione di Ada:",
        ),
        ("quali rischi ci sono per chi va da Ada Serravalle?", "e se non mi aprono?", "Chi va avvisato"),
        ("invii in ritardo", "e quelle rifiutate?", "1 persona con un invio rifiutato"),
        ("termini scaduti", "di queste quali non ha nessuno?", "Termini, compiti e invii"),
    ],
)
def test_a_short_question_is_read_after_the_answer_that_it_goes_on_from(begin, first, then, told):
    talk = begin("")
    talk.ask(first)

    assert talk.ask(then).head.startswith(told)


def test_without_an_answer_before_it_is_read_as_it_stands(begin):
    assert begin("").ask("e quelle rifiutate?").intent != "census"
