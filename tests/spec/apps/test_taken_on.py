"""Whether somebody has been taken on is answered by yes or no, then by whom, how urgent, and what comes next."""

import pytest


@pytest.mark.parametrize(
    "question",
    [
        "Paola Battaglia ce l'abbiamo in carico?",
        "la presa in carico di Paola Battaglia è partita",
        "qualcuno si sta occupando di Paola Battaglia?",
    ],
)
def test_yes_stands_first_then_who_how_urgent_and_what_comes_next(begin, question):
    reply = begin("").ask(question)

    assert reply.head == "Sì: Paola è presa in carico dal 19 novembre 2026."
    assert [line.text for line in reply.lines[:3]] == [
        "Priorità media: ferita da medicare due volte a settimana; letta il 19 novembre 2026, se ne occupa Irene Greco",
        "Il percorso è nella fase «Accesso (PUA)» dal 19 novembre 2026",
        "Prima scadenza: 23 novembre 2026, Prossimo passo dopo la prima lettura, Irene Greco",
    ]


@pytest.mark.parametrize(
    ("question", "head"),
    [
        (
            "Ida Quaranta è seguita da qualcuno?",
            "Non ancora: la segnalazione di Ida, del 16 novembre 2026, aspetta il PUA.",
        ),
        (
            "Lidia Salvi è in carico a noi?",
            "No: per Lidia non è aperto nessun percorso. La seguono già dei servizi:",
        ),
        ("com'è messa Lidia Salvi", "Per Lidia non è aperto nessun percorso. La seguono già dei servizi:"),
    ],
)
def test_who_has_not_been_taken_on_is_told_so_first(begin, question, head):
    assert begin("").ask(question).head == head


@pytest.mark.parametrize("more", ["da chi?", "e con che priorità?", "chi ce l'ha?", "com'è messa?"])
def test_by_whom_and_how_she_stands_are_asked_after_it(begin, shown, more):
    talk = begin("")
    talk.ask("Paola Battaglia è stata presa in carico?")

    assert "se ne occupa Irene Greco" in shown(talk.ask(more))


def test_where_a_path_stands_is_told_with_who_has_it_and_what_comes_next(begin, shown):
    told = shown(begin("").ask("a che punto è il percorso di Paola Battaglia?"))

    assert "Priorità media" in told
    assert "Prima scadenza: 23 novembre 2026" in told


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("quali servizi l'hanno in carico?", "around"),
        ("quante persone sono state prese in carico?", "census"),
    ],
)
def test_services_in_charge_and_many_persons_are_other_questions(begin, question, intent):
    assert begin().ask(question).intent == intent


def test_which_professionals_follow_her_is_more_than_whether_she_is_followed(begin):
    lines = [
        line.text for line in begin("").ask("Wanda Bellini è seguita da qualcuno? infermiere, medico?").lines
    ]

    assert "Gina Amato: medico di medicina generale, dal 25 dicembre 2012" in lines
    assert any(line.startswith("Antonio Cattaneo: segue Wanda") for line in lines)
