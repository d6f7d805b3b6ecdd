"""The conversation says whom a professional follows, and with whom one may speak about a person."""

import pytest


@pytest.mark.parametrize(
    ("question", "head", "first"),
    [
        (
            "quante persone segue la de luca",
            "Paola De Luca (Assistente sociale)",
            "Ada Serravalle: case manager dal",
        ),
        (
            "chi segue il dottor Fabbri?",
            "dott. Aldo Fabbri (Medico di medicina generale)",
            "Ada Serravalle: medico",
        ),
        ("quanti casi ha Elena Fontana", "Elena Fontana (Assistente sociale)", "Wanda Bellini: nell’équipe"),
        (
            "di chi si occupa la greco",
            "Irene Greco (Infermiere di famiglia e comunità)",
            "Ada Serravalle: segue dal",
        ),
    ],
)
def test_whom_a_professional_follows_is_said_of_those_whom_one_sees(begin, question, head, first):
    reply = begin("").ask(question)

    assert reply.head == f"{head} segue, fra le persone che vedi: 1 persona."
    assert reply.lines[0].text.startswith(first)
    assert reply.query.startswith("Letto: i legami e le équipe di ")


def test_who_follows_a_person_is_another_question(begin):
    assert begin("").ask("chi segue Ada Serravalle?").intent == "around"


def test_who_may_not_see_persons_is_told_of_none(begin, shown):
    assert "Serravalle" not in shown(begin("", "ricercatore").ask("quante persone segue la de luca"))


@pytest.mark.parametrize(
    ("about", "question"),
    [
        ("", "con chi posso sentirmi per Ada Serravalle?"),
        ("", "con chi parlo per ada"),
        ("per:ada", "con chi posso parlare?"),
        ("per:ada", "chi devo contattare?"),
    ],
)
def test_one_speaks_with_who_keeps_the_plan_first(begin, about, question):
    reply = begin(about).ask(question)

    assert reply.head == "Per Ada puoi parlare con:"
    assert reply.lines[0].text == "Paola De Luca (case manager): il telefono non è scritto nella scheda"
    assert "dott.ssa Silvia Monti (Geriatra)" in reply.lines[2].text


def test_with_whom_a_relative_speaks_is_another_question(begin):
    assert begin().ask("con chi si sente la figlia?").intent == "knows"
