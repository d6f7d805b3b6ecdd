"""A telephone that is not written is said first, then through whom the person can be reached."""

import pytest


@pytest.mark.parametrize(
    "question",
    [
        "numero di telefono di Wanda Bellini",
        "mi dai un recapito per la signora Wanda Bellini",
        "come contatto wanda bellini?",
        "che cellulare ha Wanda Bellini",
    ],
)
def test_what_the_record_does_not_hold_is_said_before_who_is_reached_instead(begin, shown, question):
    reply = begin("").ask(question)

    assert reply.head == "Nella scheda di Wanda Bellini non c’è il telefono. Si può provare con:"
    assert "Clara Bellini (caregiver principale" in shown(reply)
    assert "Antonio Cattaneo" in shown(reply)


def test_a_number_that_is_written_stands_first(begin):
    assert begin("").ask("che telefono ha Ada Serravalle?").head == "Ada Serravalle: telefono 0000 200300."


def test_of_what_is_asked_beside_the_number_what_is_missing_is_named(begin):
    reply = begin().ask("indirizzo e mail?")

    assert (
        reply.head == "Nella scheda di Ada Serravalle non c’è l’indirizzo né la posta elettronica. È scritto:"
    )


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("che telefono ha la figlia?", "Lucia Bruni: telefono 0000 200301"),
        ("numero della farmacia", "Farmacia dei Tigli: il telefono non è scritto"),
        ("dove abita?", "Abita a Valdoria"),
    ],
)
def test_of_those_around_her_it_is_another_question(begin, shown, question, told):
    assert told in shown(begin().ask(question))


def test_who_may_see_no_person_sees_no_number(begin, shown):
    assert "0000" not in shown(begin("", "ricercatore").ask("telefono di Ada Serravalle"))
