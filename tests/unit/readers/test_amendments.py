"""What the publisher adds to a provision is told from the provision."""

from datetime import date

import pytest

from knowledge.readers.amendments import day_of_repeal, find_marks, find_notes, name_amending_act, read_notice


def without_marks(text):
    kept, at = "", 0
    for mark in find_marks(text, 0, len(text)):
        kept, at = kept + text[at : mark.start], mark.end
    return kept + text[at:]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Si apre ((a tutti)).", "Si apre a tutti."),
        ("Si apre ((...)) a tutti.", "Si apre  a tutti."),
        ("Si apre a tutti. ((52))", "Si apre a tutti. "),
        ("((di cui alla (lettera a) e altro)) e poi.", "di cui alla (lettera a) e altro e poi."),
        ("((alla lettera a))) e poi.", "alla lettera a) e poi."),
        ("(con l'art. 22, lettera a))", "(con l'art. 22, lettera a))"),
        ("(( (Rubrica) ))", " (Rubrica) "),
    ],
)
def test_marks_go_and_words_stay(text, left):
    assert without_marks(text) == left


def test_notes_run_from_their_head_to_the_next():
    text = "Testo. ------- AGGIORNAMENTO (3) Il D.L. … ------- AGGIORNAMENTO (4) La L. …"

    assert [text[note.start :][:24] for note in find_notes(text, 0, len(text))] == [
        "------- AGGIORNAMENTO (3",
        "------- AGGIORNAMENTO (4",
    ]


@pytest.mark.parametrize(
    ("text", "what", "cause"),
    [
        (
            "COMMA ABROGATO DAL D.LGS. 4 MAGGIO 2010, N. 5",
            "comma",
            "urn:nir:stato:decreto.legislativo:2010-05-04;5",
        ),
        (
            "ARTICOLO ABROGATO DALLA L. 31 DICEMBRE 2012, N. 235",
            "articolo",
            "urn:nir:stato:legge:2012-12-31;235",
        ),
        ("(abrogato).", "", None),
    ],
)
def test_a_notice_says_what_and_by_which_act(text, what, cause):
    notice = read_notice(text)

    assert (notice.what, notice.cause) == (what, cause)


@pytest.mark.parametrize(
    "text",
    [
        "COMMA ABROGATO DALLA L. 1 MAGGIO 2001, N. 2. Nella Regione sono istituiti organi.",
        "Il comma è abrogato dal giudice.",
    ],
)
def test_a_provision_that_speaks_of_repeal_is_no_notice(text):
    assert read_notice(text) is None


def test_a_note_may_tell_from_which_day():
    assert day_of_repeal('ha disposto che "A decorrere dal 1° aprile 2019 è abrogato il capo II"') == date(
        2019, 4, 1
    )
    assert day_of_repeal("Dal 1 aprile 2019 è abrogato; dal 2 maggio 2020 è abrogato altro.") is None


def test_an_impossible_day_names_no_act():
    assert name_amending_act("D.LGS. 31 FEBBRAIO 2010, N. 5") is None
