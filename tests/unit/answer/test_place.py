"""Whose rules a question asks for."""

import pytest

from knowledge.answer.place import asked_place


@pytest.mark.parametrize(
    ("question", "territory"),
    [
        ("Quanti minuti di assistenza in Veneto?", "IT-veneto"),
        ("Che cosa prevede l'Emilia-Romagna?", "IT-emilia.romagna"),
        ("Aldo, residente in Toscana, paga la retta?", None),
        ("Il signor Aldo, residente a Lucca, paga la retta?", None),
        ("Quanto dura il procedimento?", None),
    ],
)
def test_a_region_counts_when_its_rules_are_asked_for(question, territory):
    place = asked_place(question)

    assert (place.territory if place else None) == territory


def test_the_tariff_of_a_municipality_is_its_own():
    assert asked_place("la retta fissata dal Comune di Firenze").name == "Comune di Firenze"
