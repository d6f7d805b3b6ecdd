"""Whom the closing of a service would leave alone, asked in the conversation: only those whom the asker may see."""

import pytest


@pytest.mark.parametrize(
    "asked",
    [
        "chi resterebbe solo se chiude il centro diurno?",
        "se il Centro diurno Le Querce si ferma, chi resta scoperto?",
        "quante persone rimarrebbero senza aiuto senza il centro diurno?",
    ],
)
@pytest.mark.parametrize("about", ["", "per:ada"])
def test_the_closing_of_a_service_is_asked_of_all_whom_it_helps(begin, asked, about):
    reply = begin(about).ask(asked)

    assert reply.head == (
        "Senza Centro diurno Le Querce perderebbero un aiuto 9 persone fra quelle che vedi: "
        "nessuna resterebbe sola, 7 resterebbero con bisogni senza risposta."
    )
    assert reply.lines[0].text == (
        "Felice Spada: senza risposta: preparare e avere i pasti, compagnia e relazioni; resterebbe Silvia Spada"
    )
    assert reply.query.startswith("Letto: gli aiuti e i bisogni delle persone che vedi, con e senza")


def test_without_who_runs_them_all_its_services_are_missing(begin):
    reply = begin("").ask("senza la cooperativa La Ginestra chi resta solo?")

    assert "4 resterebbero sole" in reply.head
    assert reply.lines[0].text == "Antonia Miele: nessun altro aiuto scritto; senza risposta: andare a scuola"


def test_what_she_would_miss_stays_a_question_of_her(begin):
    reply = begin("per:ada").ask("e se chiude il centro diurno?")

    assert reply.head.startswith("Se mancasse Centro diurno Le Querce, nella rete di Ada")


def test_who_sees_no_persons_is_told_so_and_nothing_else(begin):
    reply = begin("", role="ufficio_di_piano").ask("chi resterebbe solo se chiude il centro diurno?")

    assert reply.head == "Il tuo ruolo non vede chi aiuta le singole persone: da qui non posso dirlo."
    assert reply.lines == ()


def test_on_what_a_refusal_rests_its_quotes_are_named_too(begin):
    talk = begin("per:ada")
    talk.ask("e se rifiuta la UVM?")
    reply = talk.ask("quale norma lo dice?")

    assert reply.head == "Viene da queste norme:"
