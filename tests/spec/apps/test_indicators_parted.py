"""After an indicator of the territory one may ask for the same comune by comune, or need by need."""

import pytest


@pytest.fixture
def ask(walked, echo):
    """Ask questions one after the other; the last answer."""
    from datetime import date

    from apps.assistant import Talk
    from coordinator.protection import open_viewer

    def said(*questions):
        talk = Talk(walked, open_viewer(walked, "demo"), echo, date(2026, 11, 22))
        return [talk.ask(one) for one in questions][-1]

    return said


COVERED = "quanti bisogni sono coperti?"


@pytest.mark.parametrize(
    ("onward", "line"),
    [
        (
            "per comune?",
            "Bisogni seguiti da un servizio, Rocca: 62,5\N{NO-BREAK SPACE}% (fra 47 e 75,8); su 40",
        ),
        (
            "dividilo comune per comune",
            "Bisogni seguiti da un servizio, Rocca: 62,5\N{NO-BREAK SPACE}% (fra 47 e 75,8); su 40",
        ),
        (
            "e a Rocca?",
            "Bisogni seguiti da un servizio, Rocca: 62,5\N{NO-BREAK SPACE}% (fra 47 e 75,8); su 40",
        ),
        (
            "e per tipo di bisogno",
            "Bisogni seguiti da un servizio, tenere la casa: "
            "50\N{NO-BREAK SPACE}% (fra 23,7 e 76,3); su 10; dati pochi",
        ),
    ],
)
def test_an_indicator_is_parted(ask, onward, line):
    assert line in [one.text for one in ask(COVERED, onward).lines]


@pytest.mark.parametrize("onward", ["e per età?", "e gli uomini?", "maschi e femmine"])
def test_by_what_an_indicator_is_not_parted_is_said(ask, onward):
    assert ask(COVERED, onward).head == (
        "Questo indicatore si conta in tutto, per comune, per distretto e per bisogno; per età e per sesso no."
    )


@pytest.mark.parametrize("onward", ["e l'anno scorso?", "rispetto a un anno fa"])
def test_no_indicator_of_today_is_told_as_that_of_last_year(ask, onward):
    assert ask(COVERED, onward).head.endswith("com’erano un anno fa qui non è tenuto.")


def test_what_is_not_counted_by_place_is_said(ask):
    assert ask("quanto sono pieni i servizi?", "e a Rocca?").head == (
        "Rocca qui non è contato; si conta in tutto, per distretto e per servizio."
    )


def test_one_may_go_on_parting(ask):
    assert len(ask(COVERED, "per comune", "e per età", "e per comune?").lines) == 3
