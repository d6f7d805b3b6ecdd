"""A no of somebody else is never read as the person's, and whether she said no is answered from what is written."""

import pytest

NINO = "per:000173"


@pytest.mark.parametrize(
    ("question", "whose"),
    [
        ("la famiglia ha rifiutato l'operatrice, che faccio?", "La famiglia"),
        ("la figlia rifiuta la badante, cosa succede?", "La figlia"),
        ("l'asl rifiuta l'adi ad Ada", "L’asl"),
        ("e se il comune rifiuta il sad?", "Il comune"),
        ("il medico si rifiuta di andare a casa sua", "Il medico"),
        ("i parenti non vogliono la badante", "I parenti"),
    ],
)
def test_a_no_of_another_is_told_as_another_s(begin, question, whose):
    reply = begin().ask(question)
    assert reply.intent == "referrals"
    assert reply.head == f"«{whose}»: un no di altri, non di Ada. Per Ada qui non è scritto nessun rifiuto."
    assert reply.answer is None


@pytest.mark.parametrize(
    "question", ["lo sportello ci ha detto di no, e adesso?", "il centro per l'impiego ha rifiutato?"]
)
def test_a_service_that_refused_is_told_with_its_reason(begin, question):
    reply = begin(NINO).ask(question)
    assert reply.lines[0].text == (
        "un lavoro: da Servizio sociale di Valdoria a Sportello lavoro, rifiutata l’11 novembre 2026 "
        "(rifiuta: Nessun posto libero), chiesto l’8 novembre 2026"
    )


def test_whether_she_said_no_is_told_from_what_is_written(begin):
    reply = begin().ask("Ada ha rifiutato il bagno assistito?")
    assert (reply.head, reply.lines) == ("Che Ada abbia rifiutato qualcosa, qui non è scritto.", ())


def test_what_follows_a_no_of_hers_is_answered_as_before(begin):
    assert begin().ask("e se rifiuta la valutazione?").head == "Se Ada rifiuta:"
    assert begin().ask("Ada rifiuta l'operatrice").head == "Se Ada rifiuta:"
