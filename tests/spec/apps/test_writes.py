"""What an order tells is proposed as it would be written; what is not written here opens its page, and nothing else."""

import pytest

WANDA = "per:000029"


@pytest.mark.parametrize(
    ("order", "told", "reason"),
    [
        (
            "il Filo ha risposto che sono pieni e non la prendono, scrivilo",
            "rifiuta",
            "Motivo: Nessun posto libero",
        ),
        ("registra il no del trasporto: le manca un documento", "rifiuta", "Motivo: Documenti mancanti"),
        (
            "ritira la richiesta al trasporto, è stata mandata per sbaglio",
            "ritira",
            "Motivo: Inviata per errore",
        ),
        ("non vuole più il trasporto: segnalo", "ritira", "Motivo: La persona ha rinunciato"),
    ],
)
def test_the_answer_to_a_request_is_proposed_with_its_reason(begin, order, told, reason):
    reply = begin(WANDA).ask(order)

    assert reply.intent == "propose"
    assert reply.head.startswith(
        "Registro fra gli invii di Wanda (bisogno: spostarsi), con la data 22 novembre 2026:"
    )
    assert f" {told}. Non ho ancora scritto niente." in reply.head
    assert [line.text for line in reply.lines] == [reason]


def test_what_a_request_keeps_nothing_of_is_said(begin):
    reply = begin(WANDA).ask("hanno detto di sì dal prossimo mese, segnalo")

    assert "Trasporto Il Filo accetta" in reply.head
    assert reply.lines[0].text.startswith("«dal prossimo mese» nell’invio non ha un posto")


def test_the_reason_that_lacks_is_asked_and_then_nothing_else(begin):
    talk = begin(WANDA)
    asked = talk.ask("segna che il trasporto ha rifiutato")
    proposed = talk.ask("è fuori zona")

    assert asked.head == "Trasporto Il Filo rifiuta (bisogno di Wanda: spostarsi). Manca il motivo: scegli."
    assert len(asked.choices) == 7
    assert [line.text for line in proposed.lines] == ["Motivo: Fuori dal territorio servito"]


def test_a_question_is_answered_though_a_reason_was_asked(begin):
    talk = begin(WANDA)
    talk.ask("segna che il trasporto ha rifiutato")

    assert talk.ask("a che punto è il percorso?").intent == "phase"


def test_a_request_that_is_closed_already_says_where_it_stands(begin):
    reply = begin("per:000173").ask("lo sportello lavoro ha rifiutato, registralo")

    assert reply.head == "Per Nino la richiesta è già a un altro punto, e questo non è il suo passo:"
    assert "rifiutata il" in reply.lines[0].text


@pytest.mark.parametrize(
    ("order", "head", "lines"),
    [
        (
            "aggiungi tra i bisogni la compagnia",
            "Registro nel percorso di Wanda, con la data 22 novembre 2026: i bisogni.",
            ["Bisogno: compagnia e relazioni"],
        ),
        (
            "il verbale è scritto, numero 9 del 19/11/2026: registralo",
            "Registro nel percorso di Wanda, con la data 22 novembre 2026: il verbale.",
            ["Numero e data del verbale: numero 9 del 19/11/2026"],
        ),
        (
            "annota che era presente alla seduta",
            "Registro nel percorso di Wanda, con la data 22 novembre 2026: la persona partecipa.",
            ["Chi era presente: Wanda Bellini"],
        ),
    ],
)
def test_a_form_of_the_path_is_filled_in_from_the_words(begin, order, head, lines):
    reply = begin(WANDA).ask(order)

    assert reply.head == f"{head} Non ho ancora scritto niente."
    assert [line.text for line in reply.lines] == lines


def test_what_a_form_lacks_is_asked_one_thing_after_the_other(begin):
    talk = begin()
    talk.ask("segnala un pericolo: il gas perde")
    second = talk.ask("fra tre mesi")
    proposed = talk.ask("gliel'ha detto la figlia")

    assert "Manca ancora: come lo sa la persona." in second.head
    assert [line.text for line in proposed.lines] == [
        "Quale rischio: il gas perde",
        "Quando chiederci se c’è ancora: 22 febbraio 2027",
        "Come lo sa la persona: gliel'ha detto la figlia",
    ]


def test_what_is_not_asked_in_this_phase_says_in_which(begin):
    reply = begin().ask("aggiungi come obiettivo: andare in chiesa la domenica")

    assert reply.head == (
        "Non posso proporlo: la parte «Gli obiettivi» si scrive nella fase Piano assistenziale (PAI), "
        "e il percorso ora è in «Erogazione»."
    )
    assert [one.label for one in reply.choices] == ["Scrivilo nel diario"]


@pytest.mark.parametrize(
    ("order", "told"),
    [
        ("la badante ha smesso il 10 novembre, aggiornalo", "l’ultimo giorno è martedì 10 novembre 2026"),
        (
            "conferma che la vicina la aiuta ancora",
            "Confermo il legame com’è, con la data di oggi: Rosa Pini",
        ),
        (
            "segna che la vicina adesso viene 6 ore a settimana",
            "6 ore la settimana invece di 4 ore la settimana",
        ),
    ],
)
def test_what_is_told_of_a_tie_is_proposed(begin, order, told):
    reply = begin().ask(order)

    assert reply.intent == "propose"
    assert told in reply.head


@pytest.mark.parametrize(
    ("order", "line"),
    [
        ("scrivi che ha chiamato la nipote", "Scrivo nel diario di Ada: «ha chiamato la nipote»."),
        ("dorme poco e mangia meno. Prendi nota", "Scrivo nel diario di Ada: «dorme poco e mangia meno»."),
        (
            "oggi non ha aperto a nessuno, va segnato",
            "Scrivo nel diario di Ada: «oggi non ha aperto a nessuno».",
        ),
    ],
)
def test_what_is_no_form_is_a_line_of_the_diary(begin, order, line):
    assert begin().ask(order).head.startswith(line)


@pytest.mark.parametrize(
    ("order", "page"),
    [
        ("sospendi il percorso, è in vacanza", "percorso"),
        ("Ada è deceduta ieri, registralo", "percorso"),
        ("metti 60 al Barthel", "valutazione"),
        ("cambia il suo indirizzo: via dei Pini 3", "scheda"),
        ("ha detto no ai dati per i volontari, scrivilo", "consensi"),
        ("aggiorna i posti liberi del centro diurno", "servizi"),
        ("apri un nuovo caso per Ada", "percorso"),
        ("manda una mail alla figlia", "documenti"),
        ("unisci le due schede di Ada", "doppioni"),
    ],
)
def test_what_is_not_written_here_says_so_and_opens_its_page(begin, order, page):
    reply = begin().ask(order)

    assert reply.intent == "order"
    assert reply.head.startswith("Questo da qui non lo faccio")
    assert reply.lines[0].page.partition("?")[0] == page


def test_who_may_not_write_something_is_told_who_may(begin):
    reply = begin(role="medico").ask("cambia il suo indirizzo")

    assert reply.head.startswith(
        "Questo da qui non lo faccio, e il tuo ruolo non lo scrive nemmeno dalla pagina"
    )
    assert "Può farlo: Assistente sociale" in reply.lines[1].text
    assert begin(role="medico").ask("registra una spesa liquidata di 50 euro, atto 3").head == (
        "Non posso proporlo: il tuo ruolo non scrive «impegni e liquidazioni»."
    )


@pytest.mark.parametrize("question", ["chi ha registrato la visita?", "hanno accettato?", "cosa ha scelto?"])
def test_a_question_is_no_order(begin, question):
    assert begin(WANDA).ask(question).intent not in {"propose", "order"}
