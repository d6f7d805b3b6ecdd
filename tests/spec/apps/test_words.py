"""What the pages say in Italian."""

from datetime import date

import pytest

from apps.components.days import DayError, read_day
from apps.components.due_words import due_sentence
from apps.components.words import age, count, gendered, hours, long_day, role_words, written
from apps.pages.house.registers import ONE_AND_MANY, rows_words
from apps.pages.network.tie_words import sentence
from coordinator.exchange.registers import REGISTERS
from coordinator.pathway.day import Due
from coordinator.pathway.deadlines import State


@pytest.mark.parametrize(
    "text", ["3/3/2025", "03.03.2025", "3 marzo 2025", "3 mar 2025", "2025-03-03", " 3-3-2025 "]
)
def test_a_day_is_read_as_italians_write_it(text):
    assert read_day(text) == date(2025, 3, 3)


@pytest.mark.parametrize("text", ["", "31/2/2025", "3/2025", "marzo", "13/13/2025", "3 ma 2025"])
def test_what_is_no_day_is_refused_with_an_example(text):
    with pytest.raises(DayError, match="3 marzo 2025"):
        read_day(text)


def test_the_first_of_a_month_is_written_with_its_sign():
    assert long_day(date(2025, 3, 1), weekday=True) == "sabato 1° marzo 2025"


def test_a_woman_is_a_daughter_and_a_man_a_son():
    assert gendered("figlia o figlio di", "F") == "figlia di"
    assert gendered("figlia o figlio di", "M") == "figlio di"
    assert gendered("figlia o figlio di", None) == "figlia o figlio di"


def test_a_role_is_read_from_the_person():
    assert role_words("genitore", "Ada", reverse=True, sex="F") == "figlia"
    assert role_words("caregiver", "Ada", reverse=False) == "dà una mano ad Ada"
    assert role_words("caregiver", "Lucia", reverse=False) == "dà una mano a Lucia"
    assert role_words("in_carico", "Ada", reverse=True) == "ha in carico Ada"


def test_hours_have_an_italian_comma():
    assert hours(7.5) == "7,5 ore la settimana"
    assert hours(1) == "1 ora la settimana"


def test_on_the_eve_of_a_birthday_the_age_is_not_yet_reached():
    assert age(date(1942, 2, 11), date(2026, 2, 10)) == 83
    assert age(date(1942, 2, 11), date(2026, 2, 11)) == 84
    assert age(None, date(2026, 2, 11)) is None


def test_before_birth_there_is_no_age():
    assert age(date(1968, 5, 2), date(1966, 5, 2)) is None
    assert age(date(1968, 5, 2), date(1968, 5, 2)) == 0


@pytest.mark.parametrize(
    ("kind", "what", "owner", "said"),
    [
        ("invio", "Rispondere alla richiesta (spostarsi)", "svc:filo",
         "Trasporto Il Filo deve rispondere alla richiesta (spostarsi) entro il 18 novembre 2026"),
        ("termine", "Riunione della UVM", "svc:filo",
         "Riunione della UVM entro il 18 novembre 2026, tocca a Trasporto Il Filo"),
        ("compito", "Verifica del piano", None, "Verifica del piano entro il 18 novembre 2026"),
    ],
)  # fmt: skip
def test_what_waits_says_who_must_do_it_and_by_when(kind, what, owner, said):
    due = Due(kind, "cas:1", "per:wanda", "Wanda", what, date(2026, 11, 18), owner, State.OVERDUE, None)

    assert due_sentence(due, {"svc:filo": "Trasporto Il Filo"}) == said


def test_the_eighth_of_a_month_has_its_article():
    due = Due("compito", "cas:1", "per:ada", "Ada", "Verifica", date(2026, 12, 8), None, State.RUNNING, None)

    assert due_sentence(due, {}) == "Verifica entro l’8 dicembre 2026"


@pytest.mark.parametrize(
    ("kind", "reverse", "said"),
    [
        ("caregiver_principale", True, "ha come caregiver principale Lucia"),
        ("membro_nucleo", True, "nucleo familiare"),
        ("gestito_da", True, "è titolare di Lucia"),
        ("partecipa", False, "frequenta Lucia"),
    ],
)
def test_what_somebody_is_to_another_can_be_understood_alone(kind, reverse, said):
    assert role_words(kind, "Lucia", reverse=reverse) == said


def test_a_household_is_not_named_twice():
    assert sentence("membro_nucleo", "Ada Prova", "Nucleo di via dei Tigli") == (
        "Ada Prova fa parte del Nucleo di via dei Tigli"
    )


def test_one_of_a_thing_is_counted_as_one_and_a_half_has_a_comma():
    assert (count(1, "nucleo", "nuclei"), count(0, "nucleo", "nuclei")) == ("1 nucleo", "0 nuclei")
    assert (written(22.5), written(3.0), written(10)) == ("22,5", "3", "10")


def test_every_register_has_words_for_one_row_and_for_many():
    assert set(ONE_AND_MANY) == {one.title for one in REGISTERS}
    assert rows_words({"nuclei": 1, "ruoli": 0, "legami": 3}) == "1 nucleo familiare, 3 legami"
