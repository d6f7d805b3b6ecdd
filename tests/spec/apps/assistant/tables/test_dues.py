"""What the paths wait for is asked by its parts: what is late, whose it is, by which norm, and what comes next."""

import pytest


@pytest.fixture
def thread(begin):
    """Ask questions one after the other; return the last answer."""

    def ask(*questions, about="", role=None):
        talk = begin(about, role)
        return [talk.ask(one) for one in questions][-1]

    return ask


def test_those_late_by_more_than_some_days_are_found(thread):
    reply = thread("termini scaduti da più di 3 giorni")

    assert reply.head == "Scadenze, ancora aperte, con più di 3 giorni di ritardo: 2."
    assert [line.text.split(":")[0] for line in reply.lines] == [
        "Riunione della UVM di Wanda Bellini",
        "Rispondere alla richiesta (spostarsi) di Wanda Bellini",
    ]


def test_what_is_late_and_what_is_near_are_asked_together(thread):
    reply = thread("quali termini sono scaduti o scadono in questi giorni?")

    assert reply.head == "Scadenze, ancora aperte, scadute o in scadenza nei prossimi sette giorni: 8."


def test_who_sees_to_what_was_listed_is_said_also_where_nobody_does(thread):
    reply = thread("termini scaduti", "chi se ne deve occupare?")

    assert [line.text for line in reply.lines] == [
        "Riunione della UVM di Wanda Bellini: se ne occupa Paola De Luca",
        "Rispondere alla richiesta (spostarsi) di Wanda Bellini: se ne occupa Trasporto Il Filo",
        "Prima lettura della segnalazione al PUA di Ida Quaranta: "
        "nessuno se ne occupa (può farlo: operatore PUA)",
    ]


def test_the_norm_of_a_term_is_told_after_the_term(thread):
    reply = thread(
        "quando va rivisto il pai?", "è un obbligo di legge o un termine nostro interno?", about="per:ada"
    )

    assert reply.head == "Riesame del progetto: art. 4, comma 2, L.R. Esempio 4/2020, un atto regionale."


def test_meetings_are_asked_by_name_and_all_but_one(thread):
    reply = thread("quali uvm devo ancora fare e entro quando", "tranne quella di Bellini")

    assert [line.text.split(":")[0] for line in reply.lines] == [
        "Riunione della UVM di Walter Fedele",
        "Riunione della UVM di Nino Negri",
    ]


def test_a_term_met_too_late_is_not_one_that_is_late_now(thread):
    reply = thread("termini conclusi in ritardo", "quando è stato chiuso?")

    assert reply.head == (
        "Proposta della prima valutazione, segnalazione di un ospedale di Wanda Bellini: "
        "fatta il 17 ottobre 2026."
    )


def test_terms_are_counted_by_who_sees_to_them(thread):
    reply = thread("quante scadenze ha ogni responsabile?")

    assert "Elena Fontana: 2" in [line.text for line in reply.lines]
    assert reply.head == "Scadenze, ancora aperte, per responsabile: 10 in tutto."


def test_of_somebody_else_the_same_is_asked(thread):
    reply = thread("scadenze della settimana", "quella di Ida Quaranta a chi tocca?", "e quella di Fedele?")

    assert reply.head == "Riunione della UVM: se ne occupa Elena Fontana."


def test_a_question_with_a_word_unread_is_left_to_others(thread):
    assert thread("termini scaduti da più di 3 giorni in Lombardia").intent != "table_dues"


def test_how_a_thing_is_done_is_not_asked_of_the_table(thread):
    assert thread("entro quanto va convocata la uvm").intent == "norms"


def test_who_sees_no_paths_is_told_of_none(thread, shown):
    assert "Bellini" not in shown(thread("termini scaduti da più di 3 giorni", role="ricercatore"))
