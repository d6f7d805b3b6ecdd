"""After a count one may split the same persons, take a mean over them, or ask how many they were a year ago."""

import pytest


@pytest.fixture
def ask(walked):
    """Ask questions one after the other; the last answer as text."""
    from datetime import date

    from apps.assistant import Talk
    from coordinator.protection import open_viewer

    def said(*questions, role=None):
        talk = Talk(walked, open_viewer(walked, "demo", role=role), lambda: None, date(2026, 11, 22))
        return [talk.ask(one) for one in questions][-1]

    return said


FIRST = "quante persone vivono sole?"


@pytest.mark.parametrize(
    ("onward", "line"),
    [
        ("per comune?", "Rocca: 13 persone"),
        ("dividile per sesso", "Uomini: 14 persone"),
        ("uomini e donne?", "Uomini: 14 persone"),
        ("e per fascia d'età", "da 65 a 74 anni: 5 persone"),
    ],
)
def test_those_just_counted_are_parted(ask, onward, line):
    assert line in [one.text for one in ask(FIRST, onward).lines]


def test_one_part_alone_may_be_asked_for_and_then_the_other_way_of_parting(ask):
    assert ask(FIRST, "uomini?").head.startswith("14 persone seguite che vivono da sole, uomini")
    assert len(ask(FIRST, "uomini?", "per sesso").lines) == 2


def test_open_paths_are_parted_by_phase(ask):
    told = ask("quanti percorsi aperti abbiamo?", "e per fase?")

    assert [one.text for one in told.lines] == [
        "Segnalazione: 1 persona",
        "Accesso (PUA): 1 persona",
        "Prima valutazione: 2 persone",
        "Valutazione multidimensionale (UVM): 1 persona",
        "Erogazione: 1 persona",
    ]


@pytest.mark.parametrize(
    ("question", "head"),
    [
        (
            "età media di chi è in carico all'ADI",
            "10 persone che vedi in carico a «ADI»: età media 83,5 anni, da 71 a 96.",
        ),
        (
            "quanti servizi ha in media una persona?",
            "62 persone seguite che vedi: servizi in media 1, da 0 a 4.",
        ),
        ("in media quanti bisogni hanno gli utenti di Rocca", "25 persone seguite che vedi di Rocca: "),
        (
            "età media di chi ha più di 120 anni",
            "Fra le persone seguite che vedi con 121 anni o più non c’è su chi",
        ),
    ],
)
def test_a_mean_says_over_how_many_it_is_taken(ask, question, head):
    assert ask(question).head.startswith(head)


def test_a_mean_is_taken_again_over_the_part_that_is_asked_for_next(ask):
    assert ask("età media delle persone seguite", "e a Rocca?").head.startswith(
        "25 persone seguite che vedi di Rocca: età media "
    )


def test_how_many_they_were_a_year_ago_is_said_beside_how_many_they_are(ask):
    assert ask("gli utenti dell'ADI sono aumentati?").head == (
        "Al 22 novembre 2025: 6; al 22 novembre 2026: 10, 4 in più. Sono persone in carico a «ADI», fra chi vedi oggi."
    )


def test_of_how_paths_stood_a_year_ago_nothing_is_made_up(ask):
    assert "Com’era un anno fa non so dirlo" in ask("quanti hanno un piano?", "e l'anno scorso?").head
