"""The conversation says who told of a person and why, and which calls nobody has read yet."""

import pytest


@pytest.mark.parametrize(
    "question",
    [
        "chi ha segnalato e perché",
        "chi l'ha segnalata?",
        "chi ha mandato il caso",
        "da chi viene la segnalazione",
        "perché è stata segnalata?",
        "motivo della segnalazione",
    ],
)
def test_who_told_of_her_is_said_with_the_reason_and_the_first_reading(begin, question):
    reply = begin().ask(question)

    assert reply.head == "La segnalazione di Ada:"
    assert [line.text for line in reply.lines] == [
        "Il 1° settembre 2026 ha segnalato: una vicina (vicini)",
        "Motivo scritto: «non esce da una settimana»",
        "Letta il 1° settembre 2026: priorità alta, vive sola, 84 anni; se ne occupa assistente sociale",
    ]


def test_of_another_by_name_and_then_of_a_third(begin, shown):
    talk = begin("")

    assert "ha segnalato: il reparto (ospedale)" in shown(talk.ask("chi ha mandato Wanda Bellini?"))
    assert "ha segnalato: il figlio (famiglia)" in shown(talk.ask("e Walter Fedele?"))


@pytest.mark.parametrize(
    "question",
    [
        "segnalazioni non lette",
        "quali segnalazioni sono da leggere?",
        "chi ha chiamato e non è stato letto",
        "chiamate che nessuno ha ancora aperto",
    ],
)
def test_only_calls_that_nobody_read_are_listed(begin, question):
    reply = begin("").ask(question)

    assert [line.text for line in reply.lines] == [
        "Ida Quaranta: 16 novembre 2026, la farmacia per «confonde le medicine da qualche settimana»; "
        "non ancora letta: andava letta entro il 19 novembre 2026, da 3 giorni"
    ]
    assert reply.query == "Letto: le segnalazioni dei percorsi aperti che vedi, al 22 novembre 2026."


def test_a_late_call_says_its_term_and_by_how_many_days_it_is_late(begin):
    reply = begin("").ask("segnalazioni in ritardo")

    assert reply.head == "Segnalazioni, oltre il termine: 1."
    assert [line.text for line in reply.lines] == [
        "Ida Quaranta: il 16 novembre 2026; segnalata da: la farmacia; "
        "per «confonde le medicine da qualche settimana»; non ancora letta; "
        "da leggere entro il 19 novembre 2026; 3 giorni di ritardo"
    ]
    assert reply.query.startswith(
        "Letto: le segnalazioni dei percorsi aperti che vedi (6), al 22 novembre 2026."
    )


def test_the_calls_of_a_week_are_those_of_that_week(begin):
    reply = begin("").ask("segnalazioni di questa settimana")

    assert [line.text.split(":")[0] for line in reply.lines] == ["Paola Battaglia", "Ida Quaranta"]


def test_by_when_a_call_is_read_is_the_bodys_own_term(begin):
    reply = begin().ask("in che termine locale va letta una segnalazione?")

    assert [line.text for line in reply.lines] == [
        "Prima lettura della segnalazione al PUA: 3 giorni lavorativi, dalla segnalazione (termine locale)"
    ]


@pytest.mark.parametrize("question", ["segnalazioni non lette", "chi ha segnalato Ida Quaranta?"])
def test_who_sees_no_paths_is_told_of_no_call(begin, question, shown):
    assert "farmacia" not in shown(begin("", "ricercatore").ask(question))


@pytest.mark.parametrize(
    ("question", "persons", "when"),
    [
        (
            "segnalazioni a novembre",
            ["Paola Battaglia", "Ida Quaranta", "Nino Negri"],
            "Segnalazioni, dal 1° novembre 2026 al 30 novembre 2026: 3.",
        ),
        ("quante segnalazioni a ottobre?", ["Walter Fedele", "Wanda Bellini"], "al 31 ottobre 2026: 2."),
    ],
)
def test_the_calls_of_a_time_are_those_of_that_time_and_no_others(begin, question, persons, when):
    reply = begin("").ask(question)

    assert [line.text.split(":")[0] for line in reply.lines] == persons
    assert when in reply.head


def test_the_last_call_is_told_with_its_facts_and_those_before_it_by_their_day(begin):
    reply = begin("").ask("l'ultima segnalazione")

    assert reply.head == "Paola Battaglia: il 18 novembre 2026."
    assert [line.text for line in reply.lines][:2] == [
        "segnalata da: il medico di famiglia; per «medicazioni che nessuno può fare a casa»; "
        "priorità media; letta",
        "poi Ida Quaranta: il 16 novembre 2026",
    ]


def test_calls_of_paths_that_have_ended_are_not_told_to_be_those_of_open_ones(begin):
    reply = begin("").ask("segnalazioni chiuse a novembre")

    assert reply.head.startswith("Le segnalazioni dei percorsi chiusi da qui non le leggo.")


@pytest.mark.parametrize("question", ["chi ha priorità alta?", "casi urgenti", "percorsi con priorità alta"])
def test_whoever_is_urgent_is_listed_and_who_was_not_read_is_said(begin, question):
    reply = begin("").ask(question)

    assert reply.head == "3 percorsi aperti con priorità alta, fra quelli che vedi:"
    assert [line.text.split(":")[0] for line in reply.lines] == [
        "Ada Serravalle",
        "Wanda Bellini",
        "Walter Fedele",
        "Ida Quaranta",
    ]
    assert reply.lines[-1].text == (
        "Ida Quaranta: la priorità non è ancora scritta, nessuno ha letto la segnalazione"
    )


def test_the_most_urgent_come_first_where_no_priority_is_named(begin):
    lines = [line.text for line in begin("").ask("chi è più urgente?").lines]

    assert "priorità alta" in lines[0]
    assert "priorità media" in lines[4]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            "Buongiorno, mi chiama la farmacia per la signora Serravalle: che cosa è già attivo per lei?",
            "Per Ada risulta:",
        ),
        (
            "ho al telefono il figlio di Walter Fedele, vuole sapere a che punto siamo",
            "Il percorso di Walter:",
        ),
        (
            "mi riassumi il caso di Paola Battaglia che domani la vede l'infermiera",
            "Paola Battaglia in breve",
        ),
        ("ho una signora sola che non mangia: chi è il medico di Wanda Bellini?", "Per Wanda risulta:"),
        ("chi è il medico di Wanda Bellini, dato che domani vado da lei", "Per Wanda risulta:"),
    ],
)
def test_who_is_calling_and_why_it_is_asked_is_no_part_of_the_question(begin, question, told):
    assert begin("").ask(question).head.startswith(told)


def test_what_a_caller_tells_is_still_proposed_to_be_written(begin):
    reply = begin("").ask("mi ha chiamato la figlia di Ada Serravalle: dice che è caduta, annotalo")

    assert reply.head.startswith("Scrivo nel diario di Ada: «mi ha chiamato la figlia")
