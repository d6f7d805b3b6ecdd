"""What there is to do is told over the days that a question names: until one, after one, within a month, at a feast."""

from datetime import date

import pytest

from apps.assistant.reading.feasts import easter
from apps.assistant.reading.stretches import past_day
from apps.assistant.reading.windows import named_window

TODAY = date(2026, 11, 22)  # a Sunday


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("che c'è da qui a giovedì?", "entro giovedì 26 novembre 2026"),
        ("entro martedì 24", "entro martedì 24 novembre 2026"),
        ("prima di Natale", "entro giovedì 24 dicembre 2026"),
        ("entro la Befana", "entro mercoledì 6 gennaio 2027"),
        ("prima delle feste", "entro mercoledì 23 dicembre 2026"),
        ("fra dodici giorni", "entro venerdì 4 dicembre 2026"),
        ("nel giro di due settimane", "entro domenica 6 dicembre 2026"),
        ("prima di fine mese", "entro lunedì 30 novembre 2026"),
        ("a gennaio", "dal 1° gennaio 2027 al 31 gennaio 2027"),
        ("il mese prossimo", "dal 1° dicembre 2026 al 31 dicembre 2026"),
        ("la prossima settimana", "dal 23 novembre 2026 al 29 novembre 2026"),
        ("dal 28 al 3", "dal 28 novembre 2026 al 3 dicembre 2026"),
        ("tra martedì e venerdì", "dal 24 novembre 2026 al 27 novembre 2026"),
        ("le scadenze di lunedì", "lunedì 23 novembre 2026"),
        ("il 5/12", "sabato 5 dicembre 2026"),
        ("dopodomani", "martedì 24 novembre 2026"),
        ("dopo le feste", "dal 7 gennaio 2027 in poi"),
        ("il ponte dell'Immacolata", "martedì 8 dicembre 2026"),
        ("gli impegni della settimana", "entro domenica 29 novembre 2026"),
        ("in primavera", "dal 1° marzo 2027 al 31 maggio 2027"),
    ],
)
def test_days_to_come_are_read_as_they_are_said(question, words):
    found = named_window(question, TODAY)

    assert found is not None
    assert found.words == words


@pytest.mark.parametrize("question", ["chi la segue?", "oggi", "il 31 febbraio", "quante ore la settimana?"])
def test_what_names_no_day_to_come_has_none(question):
    assert named_window(question, TODAY) is None


@pytest.mark.parametrize(
    ("question", "day"),
    [
        ("a Natale scorso", date(2025, 12, 25)),
        ("l'estate scorsa", date(2026, 8, 31)),
        ("a inizio anno", date(2026, 1, 1)),
        ("a metà marzo", date(2026, 3, 15)),
        ("il mese scorso", date(2026, 10, 31)),
        ("a Pasqua", date(2026, 4, 5)),
        ("alla fine dell'anno scorso", date(2025, 12, 31)),
        ("adesso", None),
    ],
)
def test_a_day_that_is_gone_may_be_a_feast_or_the_end_of_a_time(question, day):
    assert past_day(question, TODAY) == day


def test_easter_is_a_sunday_that_moves():
    assert [easter(year) for year in (2024, 2025, 2027)] == [
        date(2024, 3, 31),
        date(2025, 4, 20),
        date(2027, 3, 28),
    ]


@pytest.mark.parametrize(
    ("question", "head"),
    [
        (
            "che cosa abbiamo per lei da qui a giovedì?",
            "Per Ada non scade niente entro giovedì 26 novembre 2026. La prima data dopo è il 15 gennaio 2027.",
        ),
        ("a gennaio c'è qualcosa?", "Per Ada, dal 1° gennaio 2027 al 31 gennaio 2027:"),
        ("impegni dopo le feste?", "Per Ada, dal 7 gennaio 2027 in poi:"),
    ],
)
def test_what_there_is_to_do_for_a_person_is_told_over_the_days_named(begin, question, head):
    assert begin("per:ada").ask(question).head == head


def test_the_days_after_are_asked_of_the_same_person(begin):
    conversation = begin("per:ada")
    conversation.ask("cosa c'è da fare entro dicembre?")

    assert conversation.ask("e a gennaio?").head == "Per Ada, dal 1° gennaio 2027 al 31 gennaio 2027:"


def test_a_term_that_is_not_near_yet_is_told_where_its_day_is_within(begin):
    reply = begin("").ask("che impegni ho fino a metà dicembre?")

    assert any("Nino Negri: Riunione della UVM, fra 15 giorni" in line.text for line in reply.lines)


def test_one_day_alone_leaves_out_what_is_late_and_says_how_much_it_is(begin):
    reply = begin("").ask("cos'ho domani?")
    texts = [line.text for line in reply.lines]

    assert reply.head == "Lunedì 23 novembre 2026 ti aspetta:"
    assert not any("scaduto da" in one for one in texts)
    assert texts[-1] == "Prima di allora, già scaduti o in scadenza: 3"


def test_the_week_after_is_the_one_after_the_days_spoken_of(begin):
    conversation = begin("")
    conversation.ask("che cosa devo fare entro mercoledì?")

    assert "dal 30 novembre 2026 al 6 dicembre 2026" in conversation.ask("e la settimana dopo?").head.lower()


def test_where_nothing_falls_due_on_a_day_what_is_late_is_told_and_the_nearest(begin):
    reply = begin("").ask("che cosa abbiamo in scadenza oggi?")

    assert [line.text.partition(",")[0] for line in reply.lines] == [
        "Già in ritardo: Wanda Bellini: Riunione della UVM",
        "Già in ritardo: Wanda Bellini: Rispondere alla richiesta (spostarsi)",
        "Già in ritardo: Ida Quaranta: Prima lettura della segnalazione al PUA",
        "Il più vicino: Walter Fedele: Riunione della UVM",
    ]


def test_what_fell_due_in_a_week_that_is_gone_is_of_that_week(begin):
    reply = begin("").ask("che termini sono scaduti la settimana scorsa?")

    assert "dal 9 novembre 2026 al 15 novembre 2026: nessuna" in reply.head
    assert reply.lines == ()


def test_other_days_of_what_falls_due_are_those_days(begin):
    talk = begin("")
    talk.ask("cosa c'è in scadenza da qui a fine mese")
    reply = talk.ask("e a dicembre?")

    assert "in scadenza dal 1° dicembre 2026 al 31 dicembre 2026" in reply.head
    assert [line.text.split(":")[0] for line in reply.lines] == ["Riunione della UVM di Nino Negri"]


def test_other_days_of_one_kind_of_thing_are_of_that_kind(begin):
    talk = begin("")
    talk.ask("uvm da convocare")

    assert talk.ask("e a dicembre?").head.startswith("UVM")
