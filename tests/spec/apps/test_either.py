"""One thing or another may be asked of many persons: they are found in either way and listed once."""

from datetime import date

import pytest


@pytest.fixture
def ask(walked, echo):
    """Ask questions one after the other; the last answer."""
    from apps.assistant import Talk
    from coordinator.protection import open_viewer

    def said(*questions):
        talk = Talk(walked, open_viewer(walked, "demo"), echo, date(2026, 11, 22))
        return [talk.ask(one) for one in questions][-1]

    return said


@pytest.mark.parametrize(
    ("question", "head"),
    [
        (
            "donne sole sopra gli 80 con badante o con ADI",
            "3 persone con 81 anni o più, donne, che vivono da sole, "
            "con un assistente familiare oppure in carico a «ADI», su 199 che vedi:",
        ),
        (
            "chi ha la badante oppure è in carico al centro diurno",
            "9 persone con un assistente familiare oppure in carico a «centro diurno», su 199 che vedi:",
        ),
        (
            "quanti hanno l'ADI o la badante?",
            "10 persone in carico a «ADI» oppure con un assistente familiare, su 199 che vedi:",
        ),
        (
            "chi ha un termine scaduto o non ha un case manager",
            "5 persone con un termine scaduto oppure senza un case manager e con un percorso aperto, su 199 che vedi:",
        ),
        (
            "chi ha il caregiver stanco o vive solo e ha più di 85 anni a Rocca",
            "4 persone seguite con 86 anni o più, di Rocca, con un caregiver affaticato oppure che vivono da sole, "
            "su 62 che vedi:",
        ),
    ],
)
def test_either_is_enough(ask, question, head):
    assert ask(question).head == head


def test_without_one_or_the_other_means_without_both(ask):
    assert ask("persone senza badante o caregiver").head.startswith(
        "27 persone seguite senza un caregiver, senza un assistente familiare, su 62 che vedi"
    )


def test_those_found_either_way_are_parted_next(ask):
    told = ask("donne sole sopra gli 80 con badante o con ADI", "per comune?")

    assert [one.text for one in told.lines] == ["Valdoria: 2 persone", "Rocca: 1 persona"]


def test_two_services_are_still_read_as_one_condition(ask):
    assert ask("chi ha ADI o SAD").head == "18 persone in carico a «ADI» o «SAD», su 199 che vedi:"
