"""What is ordered of any machine that writes is declined kindly, and is no order on a person."""

import pytest


@pytest.mark.parametrize("about", ["", "per:ada"])
@pytest.mark.parametrize(
    "order",
    [
        "mi scrivi una ricetta per la parmigiana?",
        "scrivimi una poesia",
        "traducimi questa frase in inglese",
        "raccontami una barzelletta",
        "inventa una favola per mio nipote",
        "mi prenoti un volo per Roma?",
        "scrivi un biglietto di auguri",
    ],
)
def test_what_has_nothing_to_do_with_care_is_declined(begin, about, order):
    reply = begin(about).ask(order)

    assert reply.head.startswith("A questo non so rispondere: conosco")
    assert not reply.wrote


@pytest.mark.parametrize(
    "order",
    [
        "scrivi nel diario che oggi ha cantato una canzone",
        "segna che la ricetta per le medicine è pronta",
        "annota: ha raccontato una barzelletta",
    ],
)
def test_a_line_of_the_diary_may_speak_of_anything(begin, order):
    assert begin().ask(order).intent == "propose"
