"""How a sentence is compared with the text it rests on."""

import pytest

from knowledge.answer.support import numbers, support

TEXT = "Il comune risponde entro novanta giorni; decorso il termine, la domanda non si intende respinta."


def test_numbers_in_words_and_figures_are_one():
    assert numbers("entro novanta giorni, 1.549,37 euro, ventuno, centoventi, tremila, il 1° maggio") == {
        "90",
        "1549.37",
        "21",
        "120",
        "3000",
        "1",
        "maggio",
    }


@pytest.mark.parametrize(
    "sentence",
    ["Il comune risponde entro 90 giorni.", "Dopo il termine la domanda non si intende respinta."],
)
def test_what_the_text_says_is_supported(sentence):
    assert support(sentence, TEXT).holds


@pytest.mark.parametrize(
    ("sentence", "fault"),
    [
        ("Il comune risponde entro 60 giorni.", "stray_numbers"),
        ("Il comune non risponde entro 90 giorni.", "negation_differs"),
        ("Decorso il termine, la domanda si intende respinta.", "negation_differs"),
    ],
)
def test_what_it_does_not_say_is_not(sentence, fault):
    assert getattr(support(sentence, TEXT), fault)
