"""What asks to be looked at in the territory names what its number counts, and counts nobody under five."""

from types import SimpleNamespace

import pytest

from apps.pages.territory.words import tell
from coordinator.territory.signals import Signal

NOWHERE = SimpleNamespace(names={}, name_of=lambda _group: "")


@pytest.mark.parametrize(
    ("gap", "unserved", "number", "sentence"),
    [
        (4.0, 5, "meno di 5", ": 5 persone senza"),
        (12.0, 15, "12", ": 15 persone senza"),
        (4.0, 4, "meno di 5", ": meno di 5 persone senza"),
    ],
)
def test_missing_places_are_called_places_and_are_not_told_under_five(gap, unserved, number, sentence):
    numbers = {"need": "mobilita", "free": 1.0, "unserved": unserved, "gap": gap}

    told = tell(Signal("scoperto", gap, "Castelvecchio", numbers), NOWHERE)

    assert (told.number, told.unit) == (number, "posti che mancano")
    assert sentence in told.sentence
