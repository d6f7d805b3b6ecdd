"""Where a norm holds."""

from datetime import date

import pytest

from knowledge.library.territory import holds_in
from knowledge.norms import Act

DAY = date(2024, 6, 1)


def _territories(library, territory):
    return {passage.act.territory for passage in library.passages(DAY, territory)}


def test_a_regional_norm_is_not_shown_to_who_names_no_territory(region):
    assert _territories(region, None) <= {"IT", "UE"}


def test_a_regional_norm_is_shown_in_its_region_with_those_of_the_state(region):
    assert {"IT", "IT-Esempio", "IT-Esempio/Ambito Valchiara"} <= _territories(region, "IT-Esempio")


def test_another_region_s_norm_is_not_shown(region):
    assert not any("Esempio" in territory for territory in _territories(region, "IT-Toscana"))


@pytest.mark.parametrize(
    ("held", "asked", "shown"),
    [
        ("IT", "IT-Esempio", True),
        ("UE", None, True),
        ("IT-Esempio", "Regione Esempio", True),
        ("IT-Esempio", "it-esempio", True),
        ("IT-Esempio/Ambito Valchiara", "IT-Esempio/Ambito Altomonte", False),
        ("IT-Esempio", "IT-Esempio/Ambito Valchiara", True),
        ("IT-Emilia-Romagna", "Emilia Romagna", True),
        ("IT-Esempio", "IT-Esempi", False),
    ],
)
def test_a_territory_holds_what_stands_above_it_and_in_it(held, asked, shown):
    act = Act("urn:nir:regione.esempio:legge:2020-03-12;4", "legge", territory=held)

    assert holds_in(act, asked) is shown
