"""A daughter who asks of her mother says "mamma": the mother is the one whose page is open, and no unknown helper."""

import pytest


@pytest.mark.parametrize(
    "asked",
    ["chi viene da mamma domani?", "chi viene dalla mamma la domenica?", "a mamma chi le dà una mano?"],
)
def test_mamma_is_the_one_who_is_asked_of(begin, asked):
    reply = begin().ask(asked)

    assert "non è scritto nessuno come" not in reply.head
    assert any(line.text.startswith("Lucia Bruni") for line in reply.lines)


def test_a_daughter_who_represents_her_says_my_mother(begin):
    reply = begin("per:ada", "persona").ask("chi aiuta mia madre?")

    assert reply.head == "Seguono o aiutano Ada, fra 21 persone, servizi ed enti:"


def test_her_own_mother_is_still_somebody_else(begin):
    assert begin().ask("sua madre chi è?").head == "Per Ada non è scritto nessuno come «madre»."
