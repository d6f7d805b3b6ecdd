"""After a count one may split the same persons, take a mean over them, or ask how many they were a year ago."""

import pytest


@pytest.fixture
def ask(walked, echo):
    """Ask questions one after the other; the last answer as text."""
    from datetime import date

    from apps.assistant import Talk
    from coordinator.protection import open_viewer

    def said(*questions, role=None):
        talk = Talk(walked, open_viewer(walked, "demo", role=role), echo, date(2026, 11, 22))
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


@pytest.mark.parametrize(
    ("question", "near"),
    [
        ("quanti hanno più di 70 anni?", "circa 30 persone seguite con 75 anni o più."),
        ("quanti sotto i 30 anni", "circa 15 persone seguite con 17 anni o meno."),
        ("quanti hanno tra 70 e 79 anni", "circa 15 persone seguite fra 65 e 84 anni."),
    ],
)
def test_who_sees_numbers_alone_is_told_the_nearest_ages_that_are_counted(ask, question, near):
    told = ask(question, role="ricercatore").head

    assert told.startswith("Proprio così non so contarlo.")
    assert told.endswith(f"Il conto più vicino: {near}")


def test_who_sees_numbers_alone_may_part_them_too(ask):
    told = ask("quante persone seguite ci sono?", "per sesso", role="ricercatore")

    assert [one.text for one in told.lines] == ["Donne: circa 40", "Uomini: circa 25"]


def test_who_sees_numbers_alone_has_bands_of_age_in_the_place_of_a_mean(ask):
    told = ask("età media delle persone", role="ricercatore")

    assert [one.text for one in told.lines][-1] == "85 anni o più: circa 20"


def test_persons_in_two_services_at_once_are_told_service_by_service_to_who_sees_numbers_alone(ask):
    told = ask("quanti usano sia ADI che SAD?", role="ricercatore")

    assert told.head.startswith("Chi li ha tutti insieme non so contarlo")
    assert any("Assistenza domiciliare del Comune: circa 10 persone" in one.text for one in told.lines)
