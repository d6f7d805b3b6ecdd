"""A sentence is said as an Italian says it."""

import pytest

from coordinator.model.euphony import euphonic


@pytest.mark.parametrize(
    ("filled_in", "said"),
    [
        ("Lia dà una mano a Ada", "Lia dà una mano ad Ada"),
        ("è in carico a ADI di Valdoria", "è in carico ad ADI di Valdoria"),
        ("Anna e Elena", "Anna ed Elena"),
        ("A Ada e a Ugo", "Ad Ada e a Ugo"),
        ("la casa a Bari e il medico", "la casa a Bari e il medico"),
        ("è a casa", "è a casa"),
        ("mamma Ada", "mamma Ada"),
    ],
)
def test_a_vowel_does_not_meet_itself(filled_in, said):
    assert euphonic(filled_in) == said
