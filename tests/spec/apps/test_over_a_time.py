"""A question over a time is answered over it: between two days, until a day to come, in the last months."""

from datetime import date

import pytest

from apps.assistant.reading.deadlines import named_deadline
from apps.assistant.reading.stretches import named_stretch

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("che visite ci sono state da aprile a giugno?", "dal 1° aprile 2026 al 30 giugno 2026"),
        ("tra il 1 luglio e il 15 settembre 2025", "dal 1° luglio 2025 al 15 settembre 2025"),
        ("la rete del 1/3/2026 con quella del 1/6/2026", "dal 1° marzo 2026 al 1° giugno 2026"),
        ("la differenza fra gennaio 2025 e oggi", "dal 1° gennaio 2025 al 22 novembre 2026"),
        ("da dicembre a febbraio", "dal 1° dicembre 2025 al 28 febbraio 2026"),
        ("da ottobre dell'anno scorso", "dal 1° ottobre 2025 al 22 novembre 2026"),
        ("negli ultimi due mesi", "dal 22 settembre 2026 al 22 novembre 2026"),
        ("dal 3 al 10 marzo", "dal 3 marzo 2026 al 10 marzo 2026"),
        ("da lunedì", "dal 16 novembre 2026 al 22 novembre 2026"),
        ("il 20 ottobre", "il 20 ottobre 2026"),
        ("il mese scorso", "a ottobre 2026"),
        ("nel marzo 2025", "a marzo 2025"),
    ],
)
def test_a_time_is_read_with_both_its_ends(question, words):
    found = named_stretch(question, TODAY)

    assert found is not None
    assert found.words == words


@pytest.mark.parametrize(
    "question", ["chi la segue?", "la legge 104 del 1992", "entro quando?", "il 31 febbraio 2025"]
)
def test_what_names_no_time_is_over_none(question):
    assert named_stretch(question, TODAY) is None


@pytest.mark.parametrize(
    ("question", "day"),
    [
        ("che cosa scade entro venerdì?", date(2026, 11, 27)),
        ("entro fine mese", date(2026, 11, 30)),
        ("nei prossimi dieci giorni", date(2026, 12, 2)),
        ("entro il 5 gennaio", date(2027, 1, 5)),
        ("da qui a fine anno", date(2026, 12, 31)),
        ("la settimana prossima", date(2026, 11, 29)),
        ("entro quando?", None),
        ("chi la segue?", None),
    ],
)
def test_a_day_by_which_something_is_due_is_to_come(question, day):
    assert named_deadline(question, TODAY) == day


def test_two_days_are_compared_with_what_began_and_what_ended_between_them(begin, shown):
    told = shown(begin("").ask("confronta la rete di Ada Serravalle del 10/1/2025 con quella del 10/9/2025"))

    assert "dal 10 gennaio 2025 al 10 settembre 2025" in told
    assert "Cominciato il 3 febbraio 2025: Oksana Melnyk assistente familiare di Ada Serravalle" in told
    assert "Finito il 31 agosto 2025: Ada Serravalle è in carico a Pasti a domicilio" in told
    assert "Cominciato e finito: Sandro Neri: segue Ada, dal 15 gennaio 2025 al 15 luglio 2025" in told
    assert "Paola De Luca" not in told


def test_a_year_that_has_ended_ends_the_comparison(begin, shown):
    told = shown(begin().ask("cosa è cambiato intorno a lei nel 2025?"))

    assert "dal 1° gennaio 2025 al 31 dicembre 2025" in told
    assert "Centro diurno Le Querce" not in told


def test_what_began_on_the_first_day_of_a_time_began_in_it(begin, shown):
    told = shown(begin().ask("dal 12 marzo al 30 marzo 2026 chi è arrivato di nuovo?"))

    assert "Cominciato il 12 marzo 2026: Paola De Luca segue Ada Serravalle" in told


def test_nothing_is_said_to_have_changed_only_where_nothing_did(begin):
    reply = begin().ask("cosa è cambiato fra il 1 e il 10 novembre 2026?")

    told = "Dal 1° novembre 2026 al 10 novembre 2026 nella rete di Ada non è cambiato niente."
    assert reply.head == f"{told} Nel percorso invece è scritto:"
    assert [line.text for line in reply.lines] == ["Nel piano è stato dato qualcosa 2 volte"]


@pytest.mark.parametrize(
    ("question", "told", "not_told"),
    [
        ("contatti da marzo ad aprile 2026", "3 aprile 2026, colloquio: Paola De Luca", "giugno 2025"),
        (
            "cosa è stato fatto la settimana scorsa?",
            "13 novembre 2026, dato nel piano: bagno assistito, 3 ore",
            "passeggiata",
        ),
        (
            "cosa è successo fra il 16 e il 18 settembre?",
            "Il piano è sottoscritto e diventa attivo",
            "UVM si conclude",
        ),
    ],
)
def test_a_time_is_told_with_all_that_is_written_of_it(begin, shown, question, told, not_told):
    text = shown(begin().ask(question))

    assert told in text
    assert not_told not in text


def test_hours_in_a_time_are_told_with_their_days_and_added_up(begin, shown):
    told = shown(begin().ask("ore date a novembre, in tutto"))

    assert "dal 1° novembre 2026 al 30 novembre 2026: 7 ore (3 prestazioni" in told
    assert "bagno assistito: venerdì 6 novembre 2026; 2 ore; da ADI di Valdoria" in told
    assert "passeggiata: sabato 7 novembre 2026; 2 ore; da Volontari di San Biagio" in told
    assert "bagno assistito: venerdì 13 novembre 2026; 3 ore; da ADI di Valdoria" in told


def test_what_is_due_by_a_day_leaves_out_what_comes_after(begin, shown):
    told = shown(begin("").ask("cosa devo fare entro lunedì?"))

    assert "23 novembre 2026" in told.splitlines()[0]
    assert "Walter Fedele: Riunione della UVM" in told
    assert "Nino Negri" not in told


def test_a_person_s_terms_are_asked_by_a_day(begin, shown):
    conversation = begin("")
    conversation.ask("a che punto è Walter Fedele?")

    assert "Riunione della UVM, fra 1 giorno" in shown(
        conversation.ask("cosa scade per lui entro mercoledì?")
    )
    assert "non scade niente entro domenica 22 novembre 2026" in shown(
        conversation.ask("cosa scade per lui entro oggi?")
    )


def test_who_had_gone_by_the_last_day_of_a_year_is_told_too(begin, shown):
    told = shown(begin().ask("chi la seguiva nel 2025?"))

    assert "Prima di quel giorno: Sandro Neri: segue Ada, dal 15 gennaio 2025 fino al 15 luglio 2025" in told
