"""The conversation lists what is late or near across the paths that one sees, and says what a UVM decided."""

import pytest


@pytest.fixture
def names(begin):
    """Ask a question of nobody in particular; name the persons and the things of the answer."""
    return lambda question, role=None: [
        line.text.split(",")[0] for line in begin("", role).ask(question).lines
    ]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("uvm scadute", ["Wanda Bellini: Riunione della UVM"]),
        ("quali uvm sono in ritardo?", ["Wanda Bellini: Riunione della UVM"]),
        (
            "invii in ritardo",
            [
                "Trasporto Il Filo per Wanda Bellini: spostarsi; senza risposta; inviata il 14 novembre 2026; "
                "entro il 18 novembre 2026"
            ],
        ),
        (
            "pratiche in ritardo senza responsabile",
            ["Ida Quaranta: Prima lettura della segnalazione al PUA"],
        ),
        (
            "termini scaduti",
            [
                "Wanda Bellini: Riunione della UVM",
                "Wanda Bellini: Rispondere alla richiesta (spostarsi)",
                "Ida Quaranta: Prima lettura della segnalazione al PUA",
            ],
        ),
        ("uvm in scadenza questa settimana", ["Walter Fedele: Riunione della UVM"]),
    ],
)
def test_only_what_is_asked_for_is_listed(names, question, found):
    assert names(question) == found


def test_where_nothing_is_near_the_nearest_is_told(begin):
    reply = begin("").ask("pai da verificare")

    assert reply.head.endswith("nei 6 percorsi aperti che vedi: nessuno.")
    assert [line.text for line in reply.lines] == [
        "Il più vicino: Ada Serravalle: Riesame del progetto, fra 116 giorni (Paola De Luca)"
    ]
    assert reply.query == (
        "Letto: i termini, i compiti e gli invii dei percorsi aperti che vedi, al 22 novembre 2026."
    )


def test_of_one_person_nothing_that_still_runs_is_called_late(begin):
    assert begin().ask("termini scaduti").head == "Per Ada non è scaduto niente. Corre:"


def test_who_sees_no_paths_is_told_of_none(begin, shown):
    assert "Bellini" not in shown(begin("", "ricercatore").ask("uvm scadute"))


def test_what_a_uvm_decided_is_what_is_written_of_it(begin, shown):
    text = shown(begin().ask("che cosa ha deciso la uvm?"))

    assert text.startswith("La UVM di Ada si è conclusa il 15 settembre 2026.")
    assert "Bisogni trovati: igiene e cura della persona, compagnia e relazioni" in text
    assert "Irene Greco (infermiere), Paola De Luca (assistente sociale e case manager)" in text
    assert "Parere scritto di Paola De Luca (non è d’accordo): «la figlia è stanca»" in text


def test_what_one_said_is_the_opinion_that_is_written_or_that_there_is_none(begin, shown):
    written, none = (
        begin().ask("cosa ha detto la greco in uvm"),
        begin("").ask("cosa ha detto la fontana in uvm"),
    )

    assert "Parere scritto di Irene Greco: «si lava con aiuto»" in shown(written)
    assert "figlia è stanca" not in shown(written)
    assert none.person_id == "per:000029"
    assert "Elena Fontana è nell’équipe, ma non ha scritto un parere." in shown(none)
    assert "Quello che ciascuno ha detto a voce non si tiene" in shown(none)


@pytest.mark.parametrize("question", ["Ida Quaranta è urgente?", "che priorità ha Ida Quaranta?"])
def test_how_urgent_one_is_says_that_nobody_has_read_her_call(begin, question, shown):
    assert "Non ancora letta: andava letta entro il 19 novembre 2026" in shown(begin("").ask(question))


def test_what_is_late_at_one_office_is_told_alone(begin):
    lines = [line.text for line in begin("").ask("pratiche in ritardo al pua").lines]

    assert lines == [
        "Ida Quaranta: Prima lettura della segnalazione al PUA, scaduto da 3 giorni (nessuno se ne occupa)"
    ]


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("invii in attesa di risposta", "Trasporto Il Filo per Wanda Bellini: spostarsi; senza risposta; "),
        (
            "richieste ancora senza risposta",
            "Trasporto Il Filo per Wanda Bellini: spostarsi; senza risposta; ",
        ),
        ("compiti aperti", "Paola Battaglia: Prossimo passo dopo la prima lettura"),
    ],
)
def test_requests_and_tasks_that_wait_are_listed_whenever_they_are_due(begin, question, first):
    assert begin("").ask(question).lines[0].text.startswith(first)


def test_tasks_of_nobody_are_tasks_alone(begin):
    reply = begin("").ask("compiti senza responsabile")

    assert reply.head == ("Scadenze, ancora aperte, senza responsabile, fra i compiti: nessuna, su 23.")


@pytest.mark.parametrize(
    "question",
    [
        "ci sono fascicoli in ritardo?",
        "quali situazioni sono oltre i termini?",
        "quanti casi sforano i tempi?",
        "dossier oltre i termini di legge",
        "pratiche fuori tempo massimo",
        "fascicoli che hanno superato i termini",
    ],
)
def test_cases_that_are_late_are_known_by_any_name_and_say_what_is_late(begin, question):
    reply = begin("").ask(question)

    assert reply.head == "Percorsi, con qualcosa di scaduto: 2."
    assert "Wanda Bellini" in reply.lines[0].text
    assert "Riunione della UVM" in reply.lines[0].text


def test_situations_that_stand_still_are_listed_as_cases(begin):
    reply = begin("").ask("situazioni ferme da troppo")

    assert reply.lines[0].text == "Ada Serravalle: Erogazione, dal 18 settembre 2026, da 65 giorni"


def test_persons_late_with_an_assessment_are_no_norm(begin):
    reply = begin("").ask("utenti in ritardo con la valutazione")

    assert reply.head == "Valutazioni oltre il termine, nei 6 percorsi aperti che vedi: 1."
